package org.igniterealtime.openfire.plugin.intermediateim.sql;

import org.igniterealtime.openfire.plugin.intermediateim.testing.MariadbServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** On a real MariaDB, with the driver for MySQL that Openfire 4.2.0 brings: Openfire takes it for a MySQL then. */
class MysqlStoresIT {

    private static DatabaseOnServer mysql;

    @BeforeAll
    static void start() throws Exception {
        mysql = new DatabaseOnServer("mysql", MariadbServer.start("mysql"));
    }

    @AfterAll
    static void stop() throws Exception {
        mysql.close();
    }

    @Nested
    class Capabilities extends CapsArchiveContract {
        @Override
        TestedDatabase database() {
            return mysql;
        }
    }

    @Nested
    class Files extends FileCatalogueContract {
        @Override
        TestedDatabase database() {
            return mysql;
        }
    }

    @Nested
    class Seats extends SeatStoreContract {
        @Override
        TestedDatabase database() {
            return mysql;
        }
    }

    @Nested
    class Transfers extends TransferHistoryContract {
        @Override
        TestedDatabase database() {
            return mysql;
        }
    }
}
