package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.DriverManager;
import org.igniterealtime.openfire.plugin.intermediateim.testing.PostgresqlCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a real PostgreSQL, with the driver that Openfire brings. */
class PostgresqlSeatStoreIT extends SeatStoreContract {

    private static PostgresqlCluster postgresql;

    @BeforeAll
    static void start() throws Exception {
        postgresql = PostgresqlCluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgresql.close();
    }

    @Override
    Database emptyDatabase() throws Exception {
        String url = postgresql.emptyDatabase();
        return () -> DriverManager.getConnection(url);
    }

    @Override
    String script() {
        return "intermediateim_postgresql.sql";
    }
}
