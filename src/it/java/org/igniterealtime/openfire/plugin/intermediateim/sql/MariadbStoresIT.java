package org.igniterealtime.openfire.plugin.intermediateim.sql;

import org.igniterealtime.openfire.plugin.intermediateim.testing.MariadbServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** On a real MariaDB, with its own driver, which Openfire brings from 5.1 on: it calls the database so then. */
class MariadbStoresIT {

    private static DatabaseOnServer mariadb;

    @BeforeAll
    static void start() throws Exception {
        mariadb = new DatabaseOnServer("mariadb", MariadbServer.start("mariadb"));
    }

    @AfterAll
    static void stop() throws Exception {
        mariadb.close();
    }

    @Nested
    class Capabilities extends CapsArchiveContract {
        @Override
        TestedDatabase database() {
            return mariadb;
        }
    }

    @Nested
    class Files extends FileCatalogueContract {
        @Override
        TestedDatabase database() {
            return mariadb;
        }
    }

    @Nested
    class Seats extends SeatStoreContract {
        @Override
        TestedDatabase database() {
            return mariadb;
        }
    }

    @Nested
    class Transfers extends TransferHistoryContract {
        @Override
        TestedDatabase database() {
            return mariadb;
        }
    }
}
