package org.igniterealtime.openfire.plugin.intermediateim;

import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugin.intermediateim.admin.clients.ClientsPage;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.AllClients;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ClientSessions;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterCaps;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterNode;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SqlCapsArchive;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Builds what knows capabilities and answers for clients, with all that belongs to it. */
final class CapsRoom {

    private static final Logger Log = LoggerFactory.getLogger(CapsRoom.class);

    /** What waits for the database; what is more is learnt again after a restart. */
    private static final WriteQueue.Bounds MAX_WAITING = new WriteQueue.Bounds(10_000, 16 << 20);
    /** What waits to be told to other nodes. */
    private static final int MAX_TO_BE_SHARED = 10_000;

    private static final long SECONDS_TO_SHARE = 5;
    /** Of memory, for what presence tells: a part of the heap, and no more than so many octets. */
    private static final int PART_OF_HEAP = 8;

    private static final long MAX_OCTETS = 256 << 20;
    /** Asks clients by itself what software they are; old servers have no such thing. */
    private static final String ASKS_SOFTWARE = "org.jivesoftware.openfire.session.SoftwareVersionManager";

    private final XMPPServer server;
    private final PluginProperties properties;
    private final ClusterCaps cluster = new ClusterCaps();
    private final WriteQueue keeping =
            new WriteQueue("capabilities", MAX_WAITING, WriteQueue.thread("intermediateim-caps-store"));
    private final ThreadPoolExecutor sharing = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_TO_BE_SHARED), daemon("intermediateim-caps-share"));
    private final CapsStore store;
    private final CapsFeature feature;
    private volatile boolean on;

    CapsRoom(XMPPServer server, PluginProperties properties, StanzaSink sink) {
        this.server = server;
        this.properties = properties;
        store = new CapsStore(
                properties.settings().get(Settings.CAPS_ENTRIES),
                new SqlCapsArchive(DbConnectionManager::getConnection),
                cluster,
                keeping,
                sharing);
        OpenfireUsers users = new OpenfireUsers(server);
        feature = new CapsFeature(
                store,
                server.getServerInfo().getXMPPDomain(),
                users::blocks,
                users::isThere,
                sink,
                IntermediateImPlugin::unguessable,
                Clock.systemUTC(),
                Math.min(MAX_OCTETS, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
    }

    CapsFeature feature() {
        return feature;
    }

    /** @return who is online with which client, as far as it is known */
    OnlineClients clients() {
        return new AllClients(feature, feature::software, server.getSessionManager());
    }

    /** @return its page */
    ClientsPage page() {
        return new ClientsPage(properties, new ClientsPage.Sources(store, clients(), feature, feature.suspicions()));
    }

    /**
     * Starts it.
     *
     * @param node   this node of a cluster
     * @param opened is given each thing that was opened, in order
     */
    void open(ClusterNode node, Consumer<AutoCloseable> opened) {
        opened.accept(keeping);
        opened.accept(this::finishSharing);
        store.open();
        cluster.open(node, store);
        opened.accept(cluster);
        boolean asks = serverAsksSoftware();
        ClientSessions sessions = new ClientSessions(
                server.getSessionManager(), asks ? session -> {} : this::askSoftware, feature::sessionEnded);
        sessions.open();
        opened.accept(sessions);
        ScheduledExecutorService asking = new ScheduledThreadPoolExecutor(1, daemon("intermediateim-caps"));
        opened.accept(asking::shutdownNow);
        asking.scheduleWithFixedDelay(this::ask, 1, 1, TimeUnit.SECONDS);
        properties.follow(settings -> {
            store.limit(settings.get(Settings.CAPS_ENTRIES));
            feature.answer(settings.get(Settings.CAPS_ANSWER));
            turn(settings.get(Settings.CAPS_ENABLED), sessions);
        });
        if (!asks) {
            sessions.forEach((address, presence) -> askSoftware(address));
        }
    }

    /** While it is off, presence passes unseen: what was known before does not hold any more. */
    private void turn(boolean on, ClientSessions sessions) {
        if (this.on != on) {
            this.on = on;
            feature.forgetPresence();
            if (on) {
                sessions.forEach((address, presence) -> feature.alreadyThere(address, presence.getElement()));
            }
        }
    }

    private static boolean serverAsksSoftware() {
        try {
            Class.forName(ASKS_SOFTWARE, false, XMPPServer.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void askSoftware(JID session) {
        if (on) {
            feature.askSoftware(session);
        }
    }

    private void ask() {
        try {
            feature.ask();
        } catch (RuntimeException e) { // the executor would not call again
            Log.error("Queries for capabilities could not be sent", e);
        }
    }

    private void finishSharing() throws InterruptedException {
        sharing.shutdown();
        sharing.awaitTermination(SECONDS_TO_SHARE, TimeUnit.SECONDS);
        sharing.shutdownNow();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
