package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.TransferHistory;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.TransferLog;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.UsageHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Keeps finished transfers in the database. {@link #finished} only puts the transfer in a queue, which a thread writes soon
 * after; whoever reads or deletes has it written first. Once an hour what is too old goes.
 */
public final class SqlTransferHistory implements TransferHistory, TransferLog, UsageHistory, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(SqlTransferHistory.class);

    /** Transfers that wait for the database; more are not recorded. */
    static final int MOST_WAITING = 10_000;

    /** Transfers that are kept, however young they are. */
    static final int MOST_KEPT = 100_000;

    private static final int BATCH = 500;

    /** Transfers that end within this time are written together: a statement costs more than its rows. */
    private static final Duration GATHERING = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TransferTable table;
    private final Supplier<Duration> keep;
    private final Clock clock;
    private final BlockingQueue<FinishedTransfer> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean writing = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "intermediateim-history");
        thread.setDaemon(true);
        return thread;
    });

    /** @param keep how long a transfer is kept after its end; zero keeps none */
    public SqlTransferHistory(Database database, Supplier<Duration> keep, Clock clock) {
        this.table = new TransferTable(database);
        this.keep = keep;
        this.clock = clock;
    }

    public void open() {
        writer.scheduleWithFixedDelay(this::prune, 0, 1, TimeUnit.HOURS);
    }

    /** Deletes soon what is too old, because the time to keep has changed. */
    public void pruneSoon() {
        if (!writer.isShutdown()) {
            writer.execute(this::prune);
        }
    }

    /** Writes what waits, for some seconds at most. */
    @Override
    public void close() {
        writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        if (!writer.isShutdown()) {
            writer.execute(this::write);
        }
        writer.shutdown();
        try {
            if (!writer.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                Log.warn("The database is too slow: {} finished transfers were not recorded", waiting.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.shutdownNow();
    }

    @Override
    public void finished(FinishedTransfer transfer) {
        if (keep.get().isZero()) {
            return;
        }
        if (!waiting.offer(transfer)) {
            Log.warn("The database is too slow: a finished transfer was not recorded");
        } else if (writing.compareAndSet(false, true)) {
            try {
                writer.schedule(this::write, GATHERING.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                Log.debug("A transfer ended after the history was closed");
            }
        }
    }

    private synchronized void write() {
        writing.set(false); // before looking: what comes from now on has itself written
        List<FinishedTransfer> batch = new ArrayList<>();
        while (waiting.drainTo(batch, BATCH) > 0) {
            try {
                table.insert(batch);
            } catch (SQLException e) {
                Log.warn("{} finished transfers could not be recorded", batch.size(), e);
            }
            batch.clear();
        }
    }

    private void prune() {
        try {
            table.prune(clock.instant().minus(keep.get()), MOST_KEPT);
        } catch (SQLException e) {
            Log.warn("Old transfers could not be deleted", e);
        }
    }

    @Override
    public Page find(String search, int offset, int count) {
        write();
        try {
            return table.find(search, offset, count);
        } catch (SQLException e) {
            throw new HistoryException(e);
        }
    }

    @Override
    public int count(JID bareJid) {
        write();
        try {
            return table.countOf(bareJid);
        } catch (SQLException e) {
            throw new HistoryException(e);
        }
    }

    @Override
    public Map<JID, Long> bytesSince(Instant since) {
        try {
            return table.bytesSince(since);
        } catch (SQLException e) {
            Log.warn("What users have transferred today could not be read", e);
            return Map.of();
        }
    }

    @Override
    public void forget(JID bareJid) {
        afterWhatWaits(() -> table.deleteOf(bareJid));
    }

    @Override
    public void forgetAll() {
        afterWhatWaits(table::deleteAll);
    }

    private interface Deletion {
        void run() throws SQLException;
    }

    /** On the one thread of ours: the caller waits, but what ended before is not written afterwards. */
    private void afterWhatWaits(Deletion deletion) {
        Callable<Void> task = () -> {
            write();
            deletion.run();
            return null;
        };
        try {
            writer.submit(task).get();
        } catch (ExecutionException e) {
            throw new HistoryException(e.getCause());
        } catch (RejectedExecutionException e) {
            throw new HistoryException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryException(e);
        }
    }
}
