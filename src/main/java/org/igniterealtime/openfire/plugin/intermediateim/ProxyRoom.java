package org.igniterealtime.openfire.plugin.intermediateim;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams.BytestreamsPage;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginTexts;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceComponent;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterNode;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.BuiltInProxy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.FreePort;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ProxyEndpoints;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ProxyPorts;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ProxyStatistics;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ServerAddresses;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ActivationOnly;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.BytestreamRequests;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.BytestreamsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ClusterActivation;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Listener;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.mina.MinaListener;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTestParties;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhosts;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SqlTransferHistory;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.stats.StatisticsManager;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Builds the proxy for bytestreams with all that belongs to it: addresses, history, self-test, statistics, page. */
final class ProxyRoom {

    private static final Logger Log = LoggerFactory.getLogger(ProxyRoom.class);

    private static final Duration SELF_TEST_LIMIT = Duration.ofSeconds(4);

    private final XMPPServer server;
    private final PluginProperties properties;
    private final UnaryOperator<String> texts;
    private final Clock clock = Clock.systemUTC();
    private final SelfTestParties testParties;
    private final SqlTransferHistory history;
    private final BytestreamsFeature feature;

    ProxyRoom(XMPPServer server, PluginProperties properties, PluginTexts texts) {
        this.server = server;
        this.properties = properties;
        this.texts = texts::text;
        testParties = SelfTestParties.at(new JID(server.getServerInfo().getXMPPDomain()));
        history = new SqlTransferHistory(
                DbConnectionManager::getConnection, () -> properties.settings().get(Settings.SOCKS5_HISTORY), clock);
        feature = new BytestreamsFeature(
                properties.settings(),
                server.getServerInfo().getXMPPDomain(),
                testParties::areAt,
                testParties.leaveOutOf(history),
                clock);
    }

    BytestreamsFeature feature() {
        return feature;
    }

    /**
     * Opens the proxy.
     *
     * @param opened is given each thing that was opened, in order
     * @return its page
     */
    BytestreamsPage open(
            Services services, ServerChecks checks, ClusterNode node, StanzaSink sink, Consumer<AutoCloseable> opened) {
        history.open();
        opened.accept(history);
        feature.accounts().recall(history);
        InetAddress networkInterface = networkInterface();
        Listener listener = new MinaListener(
                feature.streams(), feature.doorkeeper(), Limits.of(properties.settings()), networkInterface);
        opened.accept(listener);
        ScheduledExecutorService housekeeping = housekeeping();
        opened.accept(housekeeping::shutdownNow);

        ServerAddresses addresses = new ServerAddresses(server.getServerInfo());
        housekeeping.scheduleWithFixedDelay(addresses::refresh, 1, 1, TimeUnit.MINUTES);
        ProxyPorts ports = new ProxyPorts(listener, port -> FreePort.isFree(networkInterface, port));
        Streamhosts streamhosts = new Streamhosts(addresses::known, ports::announced);
        ClusterActivation cluster = feature.cluster(node::address, node::others, sink, housekeeping);
        opened.accept(node.join(cluster));
        BytestreamRequests requests = feature.requests(
                properties.settings(),
                testParties.joining(new OpenfireUsers(server)),
                streamhosts,
                () -> ports.announced().isPresent(),
                texts,
                cluster);
        ProxyEndpoints doors = new ProxyEndpoints(
                services, component(requests, sink), formerAddress(requests, sink), component(requests, sink), ports);
        BuiltInProxy builtIn = new BuiltInProxy(
                server.getFileTransferProxy(),
                doors,
                housekeeping,
                FreePort::await,
                server::isShuttingDown,
                () -> properties.set(Settings.SOCKS5_REPLACE_BUILTIN, false));
        builtIn.open();
        opened.accept(builtIn);
        properties.follow(settings -> {
            addresses.refresh();
            streamhosts.apply(settings);
            feature.apply(settings, requests);
            listener.limit(Limits.of(settings));
            doors.apply(settings);
            builtIn.want(settings.get(Settings.SOCKS5_ENABLED) && settings.get(Settings.SOCKS5_REPLACE_BUILTIN));
            if (!settings.get(Settings.SOCKS5_ENABLED)) {
                feature.streams().endAll();
                feature.doorkeeper().liftAll();
            }
            history.pruneSoon();
        });

        ProxyStatistics statistics = new ProxyStatistics(StatisticsManager.getInstance(), texts);
        statistics.open(feature, feature.streams());
        opened.accept(statistics);
        String domain = server.getServerInfo().getXMPPDomain();
        SelfTest selfTest = new SelfTest(testParties, SelfTest.through(requests, new JID(domain)), SELF_TEST_LIMIT);
        opened.accept(selfTest);
        return new BytestreamsPage(
                properties,
                checks,
                new BytestreamsPage.Sources(
                        feature,
                        feature.streams(),
                        feature.doorkeeper(),
                        history,
                        streamhosts,
                        selfTest,
                        ports,
                        builtIn,
                        domain),
                clock);
    }

    private static ServiceComponent component(BytestreamRequests requests, StanzaSink sink) {
        return new ServiceComponent(
                new DiscoInfo.Identity("proxy", "bytestreams", "SOCKS5 bytestreams"),
                () -> List.of(BytestreamRequests.NAMESPACE),
                requests,
                IntermediateImPlugin.unguessable(),
                sink);
    }

    private static ServiceComponent formerAddress(BytestreamRequests requests, StanzaSink sink) {
        return new ServiceComponent(
                new DiscoInfo.Identity("component", "generic", "SOCKS5 bytestreams (moved to another address)"),
                List::of,
                new ActivationOnly(requests),
                IntermediateImPlugin.unguessable(),
                sink);
    }

    private static ScheduledExecutorService housekeeping() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "intermediateim-housekeeping");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(
                true); // questions to other nodes are mostly answered long before their time is over
        return executor;
    }

    /** @return what Openfire is told to listen at; null for everything */
    private static InetAddress networkInterface() {
        String name = JiveGlobals.getXMLProperty("network.interface");
        try {
            return name == null || name.isBlank() ? null : InetAddress.getByName(name.strip());
        } catch (UnknownHostException e) {
            Log.warn("The network interface {} does not exist. The SOCKS5 proxy listens on all interfaces", name);
            return null;
        }
    }
}
