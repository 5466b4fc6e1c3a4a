package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferHistory.HistoryException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** On HSQLDB, the database that Openfire brings. */
class HsqldbTransferHistoryTest extends TransferHistoryContract {

    @Override
    TestedDatabase database() {
        return new Hsqldb();
    }

    @Nested
    class WithoutADatabase {

        private final SqlTransferHistory history = new SqlTransferHistory(
                () -> {
                    throw new SQLException("out of order");
                },
                () -> Duration.ofDays(1),
                new DaemonThreads("").scheduler("history"),
                Clock.systemUTC());

        @Test
        void saysSoToWhoeverAsks() {
            assertThrows(HistoryException.class, () -> history.find("", Optional.empty(), 0, 1));
            assertThrows(HistoryException.class, history::forgetAll);
            assertEquals(Map.of(), history.bytesSince(Instant.EPOCH));
        }

        @Test
        void takesNoMoreOnceItIsClosed() {
            history.close();
            assertThrows(HistoryException.class, history::forgetAll);
        }
    }
}
