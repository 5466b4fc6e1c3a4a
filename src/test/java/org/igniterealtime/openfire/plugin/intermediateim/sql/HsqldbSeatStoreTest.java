package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore.StoreException;
import org.junit.jupiter.api.Test;

/** On HSQLDB, the database that Openfire brings. */
class HsqldbSeatStoreTest extends SeatStoreContract {

    @Override
    TestedDatabase database() {
        return new Hsqldb();
    }

    @Test
    void saysSoWhenThereIsNoDatabase() {
        SqlSeatStore store = new SqlSeatStore(() -> {
            throw new SQLException("out of order");
        });
        assertThrows(StoreException.class, store::configs);
        assertThrows(StoreException.class, store::forgetAll);
    }
}
