package org.igniterealtime.openfire.plugin.intermediateim.modules;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams.BytestreamsPage;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceComponent;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.BuiltInProxy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.FreePort;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ProxyEndpoints;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ProxyPorts;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ProxyStatistics;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ServerAddresses;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ActivationOnly;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.BytestreamRequests;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.BytestreamsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ClusterActivation;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Connector;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.DirectStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Peer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ProxySettings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.mina.MinaListener;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTestParties;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Network;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostResolver;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostSelector;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhosts;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SqlTransferHistory;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.stats.StatisticsManager;
import org.xmpp.packet.JID;

/** The proxy for SOCKS5 bytestreams: with its addresses, its sockets, its history, its self-test, its statistics. */
public final class BytestreamsModule implements PluginModule {

    private static final Duration SELF_TEST_LIMIT = Duration.ofSeconds(4);
    private static final int NAME_THREADS = 4;
    /** Names of streamhosts that wait to be looked up. */
    private static final int MAX_NAMES = 100;

    private final ModuleServices services;
    private final PluginProperties properties;
    private final SelfTestParties testParties;
    private final SqlTransferHistory history;
    private final ExecutorService names;
    private final BytestreamsFeature feature;
    private volatile StreamhostSelector streamhosts = requester -> List.of();
    private volatile Supplier<List<JID>> addresses = List::of;
    private volatile Supplier<Set<InetAddress>> own = Set::of;
    private volatile Connector connector = BytestreamsModule::unreachable;

    public BytestreamsModule(ModuleServices services) {
        this.services = services;
        properties = services.properties();
        properties.add(ProxySettings.AREA);
        testParties = SelfTestParties.at(new JID(services.domain()), services.tokens());
        history = new SqlTransferHistory(
                DbConnectionManager::getConnection,
                () -> properties.settings().get(ProxySettings.HISTORY),
                services.threads().scheduler("history"),
                services.clock());
        names = services.threads().pool("streamhost-names", NAME_THREADS, MAX_NAMES);
        feature = new BytestreamsFeature(
                properties.settings(),
                services.domain(),
                testParties::isTesting,
                testParties.leaveOutOf(history),
                services.clock());
    }

    @Override
    public Feature feature() {
        return feature;
    }

    /** @return the proxy for features that are parties of streams themselves; none can be had before it is open */
    public LocalStreams localStreams() {
        return feature.local(
                new OpenfireUsers(services.server()),
                requester -> streamhosts.announceTo(requester),
                () -> addresses.get());
    }

    /**
     * @param networks that streamhosts may be in although they are private; empty if none is to be connected to
     * @return what connects to streamhosts of others; none can be reached before the proxy is open
     */
    public DirectStreams directStreams(Supplier<Optional<List<Network>>> networks) {
        return feature.direct(
                new StreamhostResolver(InetAddress::getAllByName, () -> own.get(), names),
                (place, meets) -> connector.connect(place, meets),
                networks);
    }

    private static CompletableFuture<Peer> unreachable(InetSocketAddress place, DestinationAddress meets) {
        return CompletableFuture.failedFuture(new Connector.UnreachableException("The proxy is not open"));
    }

    /** @return the one history of all transfers */
    public TransferLog history() {
        return history;
    }

    @Override
    public ConsolePage open(OpenResources resources) {
        history.open();
        resources.add(history);
        feature.accounts().loadHistory(history);
        InetAddress networkInterface = ServerAddresses.networkInterface();
        MinaListener listener = new MinaListener(
                feature.streams(),
                feature.connectionLimiter(),
                ProxySettings.limits(properties.settings()),
                networkInterface,
                services.threads());
        resources.add(listener);
        connector = listener.connector();
        resources.add(() -> DaemonThreads.finish(names, Duration.ZERO));
        // a question to another node is mostly answered long before its time is over
        ScheduledExecutorService housekeeping = services.threads().scheduler("housekeeping");
        resources.add(housekeeping::shutdownNow);

        ServerAddresses network = new ServerAddresses(services.server().getServerInfo());
        housekeeping.scheduleWithFixedDelay(network::refresh, 1, 1, TimeUnit.MINUTES);
        ProxyPorts ports = new ProxyPorts(listener, port -> FreePort.isFree(networkInterface, port));
        Streamhosts announced = new Streamhosts(network::known, ports::announced);
        ClusterActivation cluster = feature.cluster(
                services.node()::address,
                services.node()::others,
                services.node().sink(),
                housekeeping);
        resources.add(services.node().join(cluster));
        BytestreamRequests requests = feature.requests(
                properties.settings(),
                testParties.joining(new OpenfireUsers(services.server())),
                announced,
                () -> ports.announced().isPresent(),
                services.texts(),
                cluster);
        ProxyEndpoints endpoints = new ProxyEndpoints(
                services.components(), proxy(requests), formerAddress(requests), proxy(requests), ports);
        BuiltInProxy builtIn = new BuiltInProxy(
                services.server().getFileTransferProxy(),
                endpoints,
                housekeeping,
                FreePort::await,
                services.server()::isShuttingDown,
                () -> properties.set(ProxySettings.REPLACE_BUILTIN, false));
        streamhosts = announced;
        addresses = endpoints::addresses;
        own = network::lookUp;
        builtIn.open();
        resources.add(builtIn);
        properties.follow(ProxySettings.AREA, settings -> {
            network.refresh();
            announced.apply(settings.get(ProxySettings.STREAMHOSTS));
            feature.apply(settings, requests);
            listener.limit(ProxySettings.limits(settings));
            endpoints.apply(settings);
            builtIn.setWanted(settings.get(ProxySettings.ENABLED) && settings.get(ProxySettings.REPLACE_BUILTIN));
            if (!settings.get(ProxySettings.ENABLED)) {
                feature.endAll();
            }
            history.pruneSoon();
        });

        ProxyStatistics statistics = new ProxyStatistics(StatisticsManager.getInstance(), services.texts());
        statistics.open(feature, feature.streams());
        resources.add(statistics);
        SelfTest selfTest = new SelfTest(
                testParties,
                SelfTest.through(requests, new JID(services.domain())),
                SELF_TEST_LIMIT,
                services.threads());
        resources.add(selfTest);
        return new BytestreamsPage(
                properties,
                services.checks(),
                new BytestreamsPage.Sources(
                        feature,
                        feature.streams(),
                        feature.connectionLimiter(),
                        history,
                        announced,
                        selfTest,
                        ports,
                        builtIn,
                        services.domain()),
                services.clock());
    }

    private ServiceComponent proxy(BytestreamRequests requests) {
        return component(
                new DiscoInfo.Identity("proxy", "bytestreams", "SOCKS5 bytestreams"),
                List.of(BytestreamRequests.NAMESPACE),
                requests);
    }

    private ServiceComponent formerAddress(BytestreamRequests requests) {
        return component(
                new DiscoInfo.Identity("component", "generic", "SOCKS5 bytestreams (moved to another address)"),
                List.of(),
                new ActivationOnly(requests));
    }

    private ServiceComponent component(DiscoInfo.Identity identity, List<String> features, RequestHandler requests) {
        return new ServiceComponent(
                identity, () -> features, requests, services.tokens().next(), services.sink());
    }
}
