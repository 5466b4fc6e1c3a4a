package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatStore.StoreException;
import org.junit.jupiter.api.Test;

/** On HSQLDB, the database that Openfire brings. */
class HsqldbSeatStoreTest extends SeatStoreContract {

    @Override
    Database emptyDatabase() {
        String url = "jdbc:hsqldb:mem:" + UUID.randomUUID();
        return () -> DriverManager.getConnection(url, "sa", "");
    }

    @Override
    String script() {
        return "intermediateim_hsqldb.sql";
    }

    @Test
    void saysSoWhenThereIsNoDatabase() {
        SqlSeatStore store = new SqlSeatStore(() -> {
            throw new SQLException("out of order");
        });
        assertThrows(StoreException.class, store::orders);
        assertThrows(StoreException.class, store::forgetAll);
    }
}
