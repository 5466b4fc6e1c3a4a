package org.igniterealtime.openfire.plugin.intermediateim;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ClusterCaps;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SqlCapsArchive;
import org.jivesoftware.database.DbConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the store of verified capabilities on the database and the cluster, with the thread that writes to them. */
final class CapsStorage {

    private static final Logger Log = LoggerFactory.getLogger(CapsStorage.class);

    /** What waits for the database or the cluster; more is not kept over a restart. */
    private static final int MOST_WAITING = 10_000;
    private static final int PATIENCE_SECONDS = 10;

    private final PluginProperties properties;
    private final ClusterCaps cluster = new ClusterCaps();
    private final ThreadPoolExecutor background = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "intermediateim-caps-archive");
                thread.setDaemon(true);
                return thread;
            });
    private final CapsStore store;

    CapsStorage(PluginProperties properties) {
        this.properties = properties;
        store = new CapsStore(properties.settings().get(Settings.CAPS_ENTRIES), new SqlCapsArchive(DbConnectionManager::getConnection),
                cluster, background);
    }

    CapsStore store() {
        return store;
    }

    /** @param opened is given each thing that was opened, in order */
    void open(Consumer<AutoCloseable> opened) {
        opened.accept(this::close);
        store.open();
        cluster.open(store::shareAll);
        opened.accept(cluster);
        properties.follow(settings -> store.limit(settings.get(Settings.CAPS_ENTRIES)));
    }

    /** Writes what waits, for some seconds at most. */
    private void close() throws InterruptedException {
        background.shutdown();
        if (!background.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            Log.warn("The database is too slow: what was learnt last of {} clients is not kept", background.getQueue().size());
        }
        background.shutdownNow();
    }
}
