package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.storage.DatabaseFailure;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferHistory;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.UsageHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Keeps finished transfers in the database. {@link #finished} only puts the transfer by, and a thread writes it soon
 * after, or when the database is back; whoever reads or deletes has it written first. Once an hour what is too old
 * goes.
 */
public final class SqlTransferHistory implements TransferHistory, TransferLog, UsageHistory, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(SqlTransferHistory.class);

    /** Transfers that wait for the database; more are not recorded. */
    static final int MAX_WAITING = 10_000;

    /** Users who were deleted while the database is away. */
    private static final int MAX_DELETIONS = 10_000;

    /** Transfers that are kept, however young they are. */
    static final int MAX_KEPT = 100_000;

    private static final int BATCH = 500;

    /** Transfers that end within this time are written together: a statement costs more than its rows. */
    private static final Duration GATHERING = Duration.ofMillis(250);

    private final TransferTable table;
    private final Supplier<Duration> keep;
    private final Clock clock;
    private final Deque<TransferTable.Row> waiting = new ArrayDeque<>(); // guarded by itself
    private boolean writeScheduled; // guarded by waiting
    private boolean full; // guarded by waiting
    private final ScheduledExecutorService writer;
    private final WriteQueue writes;

    /**
     * @param keep   how long a transfer is kept after its end; zero keeps none
     * @param writer as {@link WriteQueue} wants it
     */
    public SqlTransferHistory(
            Database database, Supplier<Duration> keep, ScheduledExecutorService writer, Clock clock) {
        this.table = new TransferTable(database);
        this.keep = keep;
        this.writer = writer;
        this.writes =
                new WriteQueue("the transfer history", new WriteQueue.Bounds(MAX_DELETIONS, Long.MAX_VALUE), writer);
        this.clock = clock;
    }

    public void open() {
        pruneSoon();
        writer.scheduleWithFixedDelay(this::pruneSoon, 1, 1, TimeUnit.HOURS);
    }

    /** Deletes soon what is too old, because the time to keep has changed. */
    public void pruneSoon() {
        writes.latest("prune", () -> table.prune(clock.instant().minus(keep.get()), MAX_KEPT));
    }

    /** Writes what waits, for some seconds at most. */
    @Override
    public void close() {
        writeSoon();
        writes.close();
        synchronized (waiting) {
            if (!waiting.isEmpty()) {
                Log.warn("The database does not respond. {} finished transfers were not recorded", waiting.size());
            }
        }
    }

    @Override
    public void finished(FinishedTransfer transfer) {
        if (keep.get().isZero()) {
            return;
        }
        synchronized (waiting) {
            if (isFull()) {
                return;
            }
            waiting.add(TransferTable.Row.of(transfer));
            if (writeScheduled) {
                return;
            }
            writeScheduled = true;
        }
        try {
            writer.schedule(this::writeSoon, GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            Log.debug("A transfer ended after the history was closed");
        }
    }

    private boolean isFull() {
        boolean before = full;
        full = waiting.size() >= MAX_WAITING;
        if (full && !before) {
            Log.warn(
                    "{} finished transfers are waiting for the database. "
                            + "No more transfers are recorded until it accepts them",
                    MAX_WAITING);
        }
        return full;
    }

    private void writeSoon() {
        writes.latest("transfers", this::write);
    }

    /** Writes what waits, oldest first. On the thread of the queue. */
    private void write() throws SQLException {
        synchronized (waiting) {
            writeScheduled = false; // before looking: what comes from now on has itself written
        }
        for (List<TransferTable.Row> batch = first(BATCH); !batch.isEmpty(); batch = first(BATCH)) {
            try {
                table.insert(batch);
                written(batch.size());
            } catch (SQLException e) {
                if (DatabaseFailure.of(e) == DatabaseFailure.AWAY) {
                    throw e;
                }
                writeOneByOne(batch);
            }
        }
    }

    private void writeOneByOne(List<TransferTable.Row> batch) throws SQLException {
        for (TransferTable.Row row : batch) {
            try {
                if (!table.has(row)) { // the batch may have been written in part
                    table.insert(List.of(row));
                }
            } catch (SQLException e) {
                if (DatabaseFailure.of(e) == DatabaseFailure.AWAY) {
                    throw e;
                }
                Log.warn(
                        "The database rejected a finished transfer of {}. The transfer is not recorded",
                        row.transfer().requester(),
                        e);
            }
            written(1);
        }
    }

    private List<TransferTable.Row> first(int most) {
        synchronized (waiting) {
            return waiting.stream().limit(most).toList();
        }
    }

    private void written(int count) {
        synchronized (waiting) {
            for (int i = 0; i < count; i++) {
                waiting.remove();
            }
        }
    }

    @Override
    public Page find(String search, Optional<Reason> reason, int offset, int count) {
        writeNow();
        try {
            return table.find(search, reason, offset, count);
        } catch (SQLException e) {
            throw new HistoryException(e);
        }
    }

    @Override
    public int count(JID bareJid) {
        writeNow();
        try {
            return table.countOf(bareJid);
        } catch (SQLException e) {
            throw new HistoryException(e);
        }
    }

    private void writeNow() {
        try {
            writes.now(this::write);
        } catch (ExecutionException e) {
            Log.debug("What has ended lately can't be written now", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Map<JID, Long> bytesSince(Instant since) {
        try {
            return table.bytesSince(since);
        } catch (SQLException e) {
            Log.warn("The amount of data that users have transferred today could not be read", e);
            return Map.of();
        }
    }

    @Override
    public void forget(JID bareJid) {
        delete(() -> table.deleteOf(bareJid));
    }

    @Override
    public void forgetAll() {
        delete(table::deleteAll);
    }

    @Override
    public void userDeleted(JID bareJid) {
        if (!writes.offer(0, afterPendingWrites(() -> table.deleteOf(bareJid)))) {
            Log.warn(
                    "The database does not respond. The transfers of the deleted user {} are kept until they expire",
                    bareJid);
        }
    }

    private interface Deletion {
        void run() throws SQLException;
    }

    private WriteQueue.Write afterPendingWrites(Deletion deletion) {
        return () -> {
            write();
            deletion.run();
        };
    }

    /** The caller waits, and what ended before is not written afterwards. */
    private void delete(Deletion deletion) {
        try {
            writes.now(afterPendingWrites(deletion));
        } catch (ExecutionException e) {
            throw new HistoryException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryException(e);
        }
    }
}
