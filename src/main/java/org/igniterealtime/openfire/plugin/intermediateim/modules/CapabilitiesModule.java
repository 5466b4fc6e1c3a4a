package org.igniterealtime.openfire.plugin.intermediateim.modules;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.clients.ClientsPage;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapabilitiesSettings;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.caps.FeatureLookup;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.AllClients;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ClientSessions;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServerAbilities;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterCaps;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SqlCapsArchive;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.jivesoftware.database.DbConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Capabilities of clients: with the verified ones that the nodes of a cluster share, and the queries to clients. */
public final class CapabilitiesModule implements PluginModule {

    private static final Logger Log = LoggerFactory.getLogger(CapabilitiesModule.class);

    /** What waits for the database; what is more is learnt again after a restart. */
    private static final WriteQueue.Bounds MAX_WAITING = new WriteQueue.Bounds(10_000, 16 << 20);
    /** What waits to be told to other nodes. */
    private static final int MAX_TO_BE_SHARED = 10_000;

    private static final Duration TIME_TO_SHARE = Duration.ofSeconds(5);
    /** Of memory, for what presence tells: a part of the heap, and no more than so many octets. */
    private static final int PART_OF_HEAP = 8;

    private static final long MAX_OCTETS = 256 << 20;

    private final ModuleServices services;
    private final ClusterCaps cluster = new ClusterCaps();
    private final WriteQueue writes;
    private final ExecutorService sharing;
    private final CapsStore store;
    private final CapsFeature feature;
    private volatile boolean on;

    public CapabilitiesModule(ModuleServices services) {
        this.services = services;
        services.properties().add(CapabilitiesSettings.AREA);
        writes = new WriteQueue("capabilities", MAX_WAITING, services.threads().scheduler("caps-store"));
        sharing = services.threads().pool("caps-share", 1, MAX_TO_BE_SHARED);
        store = new CapsStore(
                services.properties().settings().get(CapabilitiesSettings.ENTRIES),
                new SqlCapsArchive(DbConnectionManager::getConnection),
                cluster,
                writes,
                sharing);
        OpenfireUsers users = new OpenfireUsers(services.server());
        feature = new CapsFeature(
                store,
                services.domain(),
                users::blocks,
                users::isThere,
                services.sink(),
                services.tokens(),
                services.clock(),
                Math.min(MAX_OCTETS, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
    }

    @Override
    public Feature feature() {
        return feature;
    }

    /** @return what addresses can do */
    public FeatureLookup lookup() {
        return feature;
    }

    /** @return who is online with which client, as far as it is known */
    public OnlineClients clients() {
        return new AllClients(feature, feature::software, services.server().getSessionManager());
    }

    @Override
    public ConsolePage open(OpenResources resources) {
        resources.add(writes);
        resources.add(() -> DaemonThreads.finish(sharing, TIME_TO_SHARE));
        store.open();
        cluster.open(services.node(), store);
        resources.add(cluster);
        boolean serverAsks = new ServerAbilities(services.server()).asksSoftware();
        ClientSessions sessions = new ClientSessions(
                services.server().getSessionManager(),
                serverAsks ? session -> {} : this::askSoftware,
                feature::sessionEnded);
        sessions.open();
        resources.add(sessions);
        ScheduledExecutorService queries = services.threads().scheduler("caps");
        resources.add(queries::shutdownNow);
        queries.scheduleWithFixedDelay(this::ask, 1, 1, TimeUnit.SECONDS);
        services.properties().follow(CapabilitiesSettings.AREA, settings -> {
            store.limit(settings.get(CapabilitiesSettings.ENTRIES));
            feature.answer(settings.get(CapabilitiesSettings.ANSWER));
            turn(settings.get(CapabilitiesSettings.ENABLED), sessions);
        });
        if (!serverAsks) {
            sessions.forEach((address, presence) -> askSoftware(address));
        }
        return new ClientsPage(
                services.properties(), new ClientsPage.Sources(store, clients(), feature, feature.mismatches()));
    }

    /** While the feature is off it sees no presence, so what was known before does not hold any more. */
    private void turn(boolean on, ClientSessions sessions) {
        if (this.on != on) {
            this.on = on;
            feature.forgetPresence();
            if (on) {
                sessions.forEach((address, presence) -> feature.sessionAlreadyOpen(address, presence.getElement()));
            }
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
}
