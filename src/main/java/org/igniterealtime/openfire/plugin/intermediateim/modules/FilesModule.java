package org.igniterealtime.openfire.plugin.intermediateim.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.files.FilesPage;
import org.igniterealtime.openfire.plugin.intermediateim.caps.FeatureLookup;
import org.igniterealtime.openfire.plugin.intermediateim.caps.FeatureLookup.Capabilities;
import org.igniterealtime.openfire.plugin.intermediateim.commands.AdHocCommands;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandAccount;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.files.FileAgent;
import org.igniterealtime.openfire.plugin.intermediateim.files.FileRequests;
import org.igniterealtime.openfire.plugin.intermediateim.files.FileSettings;
import org.igniterealtime.openfire.plugin.intermediateim.files.FilesFeature;
import org.igniterealtime.openfire.plugin.intermediateim.files.cluster.ClusterFiles;
import org.igniterealtime.openfire.plugin.intermediateim.files.commands.FileCommands;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.LinkSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.Notices;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceiptPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.Receipts;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.files.dropbox.DropBoxes;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.LinkedFiles;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.StoredFileLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.UploadedFileLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.Downloads;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.FileLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkSettings;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkTokens;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.SenderPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.ScanNotices;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Scanning;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.CurrentDirectory;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileDirectory;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.LocalDirectory;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.MediaTypes;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreSelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Surroundings;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.TypePolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.LocalDownloads;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.UploadSlots;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.UploadedFile;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ClientSessions;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ContactProbes;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceComponent;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.UserProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterMembership;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.AvailableSessions;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.DropBoxContacts;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.LinkSecret;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.OpenfireClients;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.OpenfireDirectory;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.OpenfireReceiptPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.OpenfireReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.OpenfireSenderNames;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.OpenfireSenderPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.web.FileServlet;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.web.PublicWebServer;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SqlFileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.http.HttpBindManager;
import org.jivesoftware.util.JiveGlobals;
import org.xmpp.packet.JID;

/** Files for users who are away: the store, what takes and brings them, and the addresses of drop boxes. */
public final class FilesModule implements PluginModule {

    /** What waits is bounded by the store. */
    private static final WriteQueue.Bounds UNBOUNDED = new WriteQueue.Bounds(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** XEP-0066. */
    private static final String OUT_OF_BAND = "jabber:x:oob";

    private static final int DISK_THREADS = 4;
    private static final int SCAN_THREADS = 2;
    private static final int WAITING_SCANS = 1000;
    private static final int LOOKUP_THREADS = 2;
    private static final int UPLOAD_THREADS = 4;
    private static final int WAITING_UPLOADS = 100;
    private static final int CLUSTER_THREADS = 2;
    private static final int WAITING_CALLS = 1000;
    private static final Duration TIME_FOR_DISK = Duration.ofSeconds(5);

    private final ModuleServices services;
    private final PluginProperties properties;
    private Path directory; // of the thread that applies settings
    private final CurrentDirectory files;
    private final LinkSecret secret = new LinkSecret();
    private final PublicWebServer web = new PublicWebServer(HttpBindManager::getInstance);
    private final FileLinks links;
    private final FileCatalogue catalogue = new SqlFileCatalogue(
            DbConnectionManager::getConnection,
            file -> LinkTokens.hash(secret.tokens().token(file)));
    private final ThreadPoolExecutor disk;
    private final Quotas quotas;
    private final ClusterFiles cluster;
    private final FileStore store;
    private final FileAgent agent;
    /** What is known of users is read and written here: it may have to wait for the database. */
    private final ScheduledExecutorService users;

    private final ExecutorService linkLookups;
    private final ExecutorService uploads;
    private final Downloads downloads;
    private final ExecutorService lookups;
    private final OpenfireClients clients;
    private final Consumer<JID> takesOtherwise;
    private final ReceivePreferences preferences;
    private final Scanning scanning;
    private final SenderPolicy policy;
    private final FileRequests requests;
    private final FilesFeature feature;

    /**
     * @param capabilities   tells what clients can do
     * @param takesOtherwise is told each client about which {@link #takesFor} may say something else now; returns at
     *     once
     */
    public FilesModule(
            ModuleServices services,
            BytestreamsModule bytestreams,
            FeatureLookup capabilities,
            Consumer<JID> takesOtherwise) {
        this.services = services;
        this.takesOtherwise = takesOtherwise;
        properties = services.properties();
        properties.add(FileSettings.AREA);
        properties.add(LinkSettings.AREA);
        links = new FileLinks(secret::tokens, this::linkBase);
        directory = directoryNow();
        files = new CurrentDirectory(in(directory));
        disk = services.threads().lastingPool("files-disk", DISK_THREADS);
        quotas = new Quotas(FileSettings.limits(properties.settings()), services.domain(), services.clock());
        cluster = cluster();
        store = store();
        LocalStreams streams = bytestreams.localStreams();
        policy = new OpenfireSenderPolicy(
                services.server(), () -> properties.settings().get(FileSettings.SENDERS));
        lookups = services.threads().pool("files-clients", CLUSTER_THREADS, WAITING_CALLS);
        clients = new OpenfireClients(
                services.server().getSessionManager(), capabilities, ClusterManager::isClusteringStarted, lookups);
        users = services.threads().scheduler("files-users");
        preferences = new OpenfireReceivePreferences(UserProperties.ofServer(), users);
        linkLookups = services.threads().pool("files-lookups", LOOKUP_THREADS, Integer.MAX_VALUE);
        downloads = downloads();
        uploads = services.threads().pool("files-uploads", UPLOAD_THREADS, WAITING_UPLOADS);
        UploadSlots slots = new UploadSlots(
                address -> services.server().getRoutingTable().hasComponentRoute(address), services.clock());
        LinkedFiles linked = LinkedFiles.of(
                new StoredFileLinks(links, downloads::find, store),
                new UploadedFileLinks(slots, this::permits, new LocalDownloads(uploads, disk)));
        agent = new FileAgent(new FileAgent.Surroundings(
                policy,
                store,
                streams,
                bytestreams.directStreams(() -> FileSettings.directNetworks(properties.settings())),
                services.threads().scheduler("files"),
                services.sink(),
                services.tokens()::next,
                services.texts(),
                bytestreams.history(),
                new JID(services.domain()),
                clients,
                new LinkSender(store, links, clients, JiveGlobals::getLocale, services.sink(), services.clock()),
                preferences,
                new OpenfireSenderNames(services.server(), this::address),
                linked,
                receipts(),
                this::hold,
                services.clock()));
        scanning = scanning();
        DropBoxes dropBoxes =
                new DropBoxes(policy, agent.receiver(), agent.thread(), streams::isOpen, services::domain);
        requests = new FileRequests(dropBoxes, commands(), services.sink(), services.texts());
        feature = new FilesFeature(
                policy,
                new OpenfireDirectory(services.server()),
                agent,
                requests,
                new OnlineClients(capabilities),
                linked,
                slots);
    }

    /** By what was said of it. The scanner is not asked, so nothing is brought past it. */
    private boolean permits(UploadedFile file) {
        Settings settings = properties.settings();
        TypePolicy types = FileSettings.types(settings);
        return file.size() <= FileSettings.limits(settings).fileBytes()
                && settings.get(FileSettings.SCANNER).isEmpty()
                && types.permits(file.name())
                && types.permits(file.mediaType());
    }

    /** What is done for clients that are online, by what they have proved. */
    private final class OnlineClients implements FilesFeature.Clients {

        private final FeatureLookup capabilities;

        private OnlineClients(FeatureLookup capabilities) {
            this.capabilities = capabilities;
        }

        @Override
        public boolean takesInPlace() {
            return properties.settings().get(FileSettings.TAKE_FOR_CLIENTS);
        }

        @Override
        public boolean lacksFiles(JID client) {
            return hasProved(client, known -> !known.has(Namespaces.FILE_TRANSFER));
        }

        @Override
        public boolean offersLinked() {
            return properties.settings().get(FileSettings.OFFER_LINKS);
        }

        @Override
        public boolean wantsLinked(JID client) {
            return hasProved(
                    client,
                    known ->
                            known.has(Namespaces.SI) && known.has(Namespaces.FILE_TRANSFER) && !known.has(OUT_OF_BAND));
        }

        private boolean hasProved(JID client, Predicate<Capabilities> condition) {
            return capabilities
                    .of(client)
                    .filter(known -> known.proved() && condition.test(known))
                    .isPresent();
        }
    }

    /**
     * Another client of the user that takes files is the one to send them to. If both were told to take them, libpurple
     * would ask which of them is meant.
     *
     * @param client full JID of a client that does not take files itself
     * @return whether others are told that it does, since its user gets them by a link
     */
    public boolean takesFor(JID client) {
        return properties.settings().get(FileSettings.ENABLED)
                && properties.settings().get(FileSettings.TAKE_FOR_CLIENTS)
                && !clients.anotherTakesFiles(client)
                && linkBase().isPresent();
    }

    private Receipts receipts() {
        return new Receipts(receiptPolicy(), notices());
    }

    private Notices notices() {
        return new Notices(services.sink(), services.texts(), () -> address().getDomain());
    }

    private ReceiptPolicy receiptPolicy() {
        return new OpenfireReceiptPolicy(
                services.server(), () -> properties.settings().get(FileSettings.RECEIPTS));
    }

    private Scanning scanning() {
        ScanNotices notices = new ScanNotices(receiptPolicy(), notices());
        return new Scanning(
                new Scanning.Surroundings(
                        store,
                        () -> FileSettings.scanning(properties.settings()),
                        services.threads().scheduler("files-scanner"),
                        services.threads().pool("files-scan", SCAN_THREADS, WAITING_SCANS),
                        services.clock()),
                new Scanning.Listener() {
                    @Override
                    public void passed(StoredFile file) {
                        agent.released(file);
                    }

                    @Override
                    public CompletionStage<Void> infected(StoredFile file) {
                        agent.counters().add(FileAgent.INFECTED, 1);
                        return CompletableFuture.runAsync(() -> notices.infected(file), agent.thread());
                    }
                });
    }

    private void hold(StoredFile file) {
        scanning.held(file.id());
    }

    private CommandAccount commands() {
        OpenfireUsers users = new OpenfireUsers(services.server());
        return new CommandAccount(
                FileCommands.of(store, quotas, agent::request, preferences, services.texts(), JiveGlobals::getLocale),
                FileCommands.texts(services.texts()),
                user -> users.isLocal(user) && users.exists(user.asBareJID()),
                stanza -> false,
                services.tokens(),
                services.clock());
    }

    private ClusterFiles cluster() {
        return new ClusterFiles(new ClusterFiles.Surroundings(
                services.node()::address,
                services.node()::others,
                ClusterManager::isClusteringEnabled,
                ClusterManager::isClusteringStarted,
                services.node().sink(),
                services.threads().scheduler("files-cluster-timer"),
                services.threads().pool("files-cluster", CLUSTER_THREADS, WAITING_CALLS),
                disk,
                services.clock()));
    }

    private void openCluster(OpenResources resources) {
        resources.add(cluster);
        cluster.open(store::readHere, new ClusterFiles.Listener() {
            @Override
            public void changed(JID owner, Set<FileId> changed) {
                store.changedElsewhere(owner, changed).thenAccept(waits -> {
                    if (waits) {
                        agent.changedElsewhere(owner);
                    }
                });
            }

            @Override
            public void nodesChanged() {
                store.readAgain().thenRun(agent::nodesChanged);
            }
        });
        resources.add(services.node().join(cluster));
        ClusterMembership membership = new ClusterMembership(cluster::look);
        membership.open();
        resources.add(membership);
    }

    private FileStore store() {
        try {
            Surroundings surroundings = new Surroundings(
                    files,
                    catalogue,
                    disk,
                    quotas,
                    new MediaTypes(),
                    () -> FileSettings.types(properties.settings()),
                    size -> FileSettings.scanning(properties.settings()).of(size),
                    services.clock(),
                    cluster);
            return new FileStore(
                    surroundings,
                    new WriteQueue("files", UNBOUNDED, services.threads().scheduler("files-writer")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> linkBase() {
        return properties.settings().get(FileSettings.ENABLED)
                ? LinkSettings.base(properties.settings(), web.isRunning(), web.securePort(), hostName())
                : Optional.empty();
    }

    /** As it is configured: what Openfire finds out about its machine by itself is known to nobody else. */
    private String hostName() {
        return Stream.of(JiveGlobals.getProperty("xmpp.fqdn"), JiveGlobals.getXMLProperty("fqdn"))
                .filter(name -> name != null && !name.isBlank())
                .map(String::strip)
                .findFirst()
                .orElseGet(services::domain);
    }

    private LinkPolicy linkPolicy() {
        LinkPolicy policy = LinkSettings.policy(properties.settings());
        return properties.settings().get(FileSettings.ENABLED)
                ? policy
                : new LinkPolicy(false, policy.behindTlsProxy(), policy.expiry());
    }

    private void openLinks(OpenResources resources) {
        ScheduledExecutorService timer = services.threads().scheduler("files-links");
        resources.add(timer::shutdownNow);
        resources.add(linkLookups::shutdownNow);
        resources.add(uploads::shutdownNow);
        resources.add(web.add(new FileServlet(downloads), FileLinks.PATH));
        resources.add(downloads);
        timer.scheduleWithFixedDelay(downloads::tick, 5, 5, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(downloads::expire, 1, 10, TimeUnit.MINUTES);
    }

    private Downloads downloads() {
        return new Downloads(new Downloads.Surroundings(
                store,
                catalogue::findByLink,
                linkLookups,
                this::linkPolicy,
                () -> properties.settings().get(LinkSettings.DOWNLOADS).intValue(),
                () -> properties
                        .settings()
                        .get(LinkSettings.DOWNLOADS_PER_ADDRESS)
                        .intValue(),
                services.clock()));
    }

    private FileDirectory in(Path path) {
        return new LocalDirectory(path, services.server().getServerInfo().getHostname());
    }

    private Path directoryNow() {
        return FileSettings.directory(properties.settings(), services.home());
    }

    private JID address() {
        String subdomain = properties.settings().get(FileSettings.SUBDOMAIN);
        return new JID(null, subdomain + "." + services.domain(), null, true);
    }

    @Override
    public Feature feature() {
        return feature;
    }

    @Override
    public ConsolePage open(OpenResources resources) {
        resources.add(() -> DaemonThreads.finish(disk, TIME_FOR_DISK));
        disk.prestartAllCoreThreads(); // the disk is measured every second, so they would come and go
        resources.add(users::shutdownNow);
        resources.add(lookups::shutdownNow);
        resources.add(store);
        openCluster(resources);
        agent.open();
        resources.add(agent);
        scanning.open();
        resources.add(scanning);
        openLinks(resources);
        return new FilesPage(
                properties,
                services.checks(),
                new FilesPage.Sources(
                        store,
                        catalogue,
                        quotas,
                        new StoreSelfTest(files, catalogue, quotas, services.clock()),
                        scanning,
                        this::linkBase,
                        agent::live,
                        preferences,
                        services.domain()),
                services.clock());
    }

    @Override
    public void start(OpenResources resources) {
        AvailableSessions available = new AvailableSessions(this::available, this::changed, this::gone);
        available.open();
        resources.add(available);
        ClientSessions sessions = new ClientSessions(services.server().getSessionManager(), begun -> {}, this::gone);
        sessions.open();
        resources.add(sessions);
        ServiceComponent component = component();
        ScheduledExecutorService rosters = services.threads().scheduler("files-rosters");
        resources.add(rosters::shutdownNow);
        ContactProbes probes = new ContactProbes(services.server(), services.sink(), rosters);
        DropBoxContacts contacts = new DropBoxContacts(services.server(), probes, services.texts(), rosters);
        contacts.open();
        resources.add(contacts);
        properties.follow(FileSettings.AREA, settings -> {
            apply(settings, component, sessions);
            contacts.apply(contacts(settings));
        });
        resources.add(this::sayGoodbye);
    }

    private void available(JID client) {
        isAvailable(client);
        agent.available(client);
    }

    private void changed(JID client) {
        isAvailable(client); // the end of an older session at the same address may have come late
        agent.changed(client);
    }

    private void isAvailable(JID client) {
        if (clients.available(client)) {
            clients.othersHere(client).forEach(takesOtherwise);
        }
    }

    private void gone(JID client) {
        if (clients.gone(client)) {
            clients.othersHere(client).forEach(takesOtherwise);
        }
        agent.gone(client);
    }

    private DropBoxContacts.Wanted contacts(Settings settings) {
        return settings.get(FileSettings.ENABLED)
                ? new DropBoxContacts.Wanted(
                        settings.get(FileSettings.ROSTER_GROUPS), address().getDomain())
                : DropBoxContacts.Wanted.NOTHING;
    }

    private ServiceComponent component() {
        String name = services.texts().text("intermediateim.files.address");
        ServiceComponent.Accounts accounts = new ServiceComponent.Accounts(
                (node, asker) -> policy.permits(asker, new JID(node, services.domain(), null, true)),
                new DiscoInfo.Identity("client", "bot", name),
                DropBoxes.FEATURES,
                Optional.empty());
        return new ServiceComponent(
                new DiscoInfo.Identity("store", "file", name),
                accounts,
                () -> List.of(AdHocCommands.NAMESPACE),
                requests,
                services.tokens().next(),
                services.sink());
    }

    private void apply(Settings settings, ServiceComponent component, ClientSessions sessions) {
        quotas.limit(FileSettings.limits(settings));
        useDirectory(directoryNow());
        agent.limitInBand(FileSettings.inBandRate(settings));
        scanning.settingsChanged();
        boolean on = settings.get(FileSettings.ENABLED);
        agent.turn(on);
        boolean moves = !services.components()
                .addressOf(component)
                .equals(Optional.of(address()).filter(address -> on));
        if (moves) {
            sayGoodbye();
        }
        if (on) {
            services.components().register(component, settings.get(FileSettings.SUBDOMAIN));
        } else {
            services.components().unregister(component);
        }
        if (on && moves) {
            sessions.forEach((client, presence) -> {
                if (presence.isAvailable() && clients.isHere(client)) {
                    available(client);
                }
            });
        }
    }

    private void useDirectory(Path wanted) {
        if (!wanted.equals(directory)) {
            directory = wanted;
            store.reopen(() -> files.set(in(wanted)));
        }
    }

    private void sayGoodbye() {
        requests.farewell().forEach(services.sink()::send);
    }
}
