package org.igniterealtime.openfire.plugin.intermediateim.sql;

import org.igniterealtime.openfire.plugin.intermediateim.testing.PostgresqlCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** On a real PostgreSQL, with the driver that Openfire brings. */
class PostgresqlStoresIT {

    private static DatabaseOnServer postgresql;

    @BeforeAll
    static void start() throws Exception {
        postgresql = new DatabaseOnServer("postgresql", PostgresqlCluster.start());
    }

    @AfterAll
    static void stop() throws Exception {
        postgresql.close();
    }

    @Nested
    class Capabilities extends CapsArchiveContract {
        @Override
        TestedDatabase database() {
            return postgresql;
        }
    }

    @Nested
    class Files extends FileCatalogueContract {
        @Override
        TestedDatabase database() {
            return postgresql;
        }
    }

    @Nested
    class Seats extends SeatStoreContract {
        @Override
        TestedDatabase database() {
            return postgresql;
        }
    }

    @Nested
    class Transfers extends TransferHistoryContract {
        @Override
        TestedDatabase database() {
            return postgresql;
        }
    }

    @Nested
    class Version extends SchemaVersionContract {
        @Override
        TestedDatabase database() {
            return postgresql;
        }
    }
}
