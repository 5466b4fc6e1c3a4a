package org.igniterealtime.openfire.plugin.intermediateim.modules;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.clients.ClientsPage;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapabilitiesSettings;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.caps.EnrichedClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.FeatureLookup;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.Addition;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.AllClients;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ClientSessions;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUserPresence;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServerAbilities;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterCaps;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SqlCapsArchive;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;
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
    private volatile Predicate<JID> takesFiles = client -> false;
    private volatile Predicate<JID> readsConvertedRichText = client -> false;

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
                Math.min(MAX_OCTETS, Runtime.getRuntime().maxMemory() / PART_OF_HEAP),
                additions(),
                new OpenfireUserPresence(services.server()));
    }

    /** In the order of {@link #on}. */
    private List<Addition> additions() {
        return List.of(
                new Addition(
                        "files",
                        List.of(Namespaces.SI, Namespaces.FILE_TRANSFER, Namespaces.BYTESTREAMS, Namespaces.IBB),
                        watcher -> watcher.hasFeature(Namespaces.FILE_TRANSFER),
                        client -> !client.hasFeature(Namespaces.FILE_TRANSFER),
                        client -> takesFiles.test(client)),
                new Addition(
                        "rich-text",
                        List.of(XhtmlIm.NAMESPACE),
                        watcher -> watcher.hasFeature(XhtmlIm.NAMESPACE),
                        client -> !client.hasFeature(XhtmlIm.NAMESPACE),
                        client -> readsConvertedRichText.test(client)));
    }

    /** @return the bits of the additions that are on */
    private static int on(Settings settings) {
        return (settings.get(CapabilitiesSettings.ENRICH_FILES) ? 1 : 0)
                | (settings.get(CapabilitiesSettings.ENRICH_RICH_TEXT) ? 2 : 0);
    }

    /** @param takesFiles whether files are taken in the place of a client, at the time of asking */
    public void takeFiles(Predicate<JID> takesFiles) {
        this.takesFiles = takesFiles;
    }

    /** @param reads whether a client gets rich text in a form that it can read, at the time of asking */
    public void convertRichText(Predicate<JID> reads) {
        readsConvertedRichText = reads;
    }

    /** What the server does for clients has changed. Returns at once. */
    public void additionsChanged() {
        feature.additionsChanged();
    }

    /** What the server does for this client may have changed. Returns at once. */
    public void additionsChanged(JID client) {
        feature.additionsChanged(client);
    }

    @Override
    public Feature feature() {
        return feature;
    }

    /** @return what addresses can do */
    public FeatureLookup lookup() {
        return feature;
    }

    /** @return what software is at addresses */
    public AnnouncedClients announcedClients() {
        return feature;
    }

    /** @return what is done in the place of which clients */
    public EnrichedClients enrichedClients() {
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
            turn(settings.get(CapabilitiesSettings.ENABLED), sessions);
            feature.answer(settings.get(CapabilitiesSettings.ANSWER), on(settings));
        });
        if (!serverAsks) {
            sessions.forEach((address, presence) -> askSoftware(address));
        }
        return new ClientsPage(
                services.properties(),
                new ClientsPage.Sources(store, clients(), feature, feature, feature.mismatches()));
    }

    @Override
    public void start(OpenResources resources) {
        resources.add(feature::restorePresence);
    }

    /** While the feature is off it sees no presence, so what was known before does not hold any more. */
    private void turn(boolean on, ClientSessions sessions) {
        if (this.on != on) {
            this.on = on;
            feature.restorePresence();
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
