package org.igniterealtime.openfire.plugin.intermediateim;

import java.io.File;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import javax.servlet.ServletException;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Console;
import org.igniterealtime.openfire.plugin.intermediateim.admin.OverviewPage;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.DeletedUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.RouterSink;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceComponent;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.StanzaInterceptor;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.BytestreamRequests;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.BytestreamsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Listener;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.TransferLog;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.mina.MinaListener;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressedRequests;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlFeature;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.component.InternalComponentManager;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.container.PluginMetadataHelper;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.jivesoftware.util.JiveGlobals;
import org.jivesoftware.util.LocaleUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the house and opens its doors; on the way out closes them in reverse. */
public final class IntermediateImPlugin implements Plugin {

    private static final Logger Log = LoggerFactory.getLogger(IntermediateImPlugin.class);

    /** A door that is open: how to close it. */
    private interface Door {
        void close() throws Exception;
    }

    private final Deque<Door> open = new ArrayDeque<>();

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        try {
            open(manager, pluginDirectory);
        } catch (ServletException | RuntimeException e) {
            destroyPlugin();
            throw new IllegalStateException("Intermediate IM could not start", e);
        }
    }

    private void open(PluginManager manager, File pluginDirectory) throws ServletException {
        XMPPServer server = XMPPServer.getInstance();
        StanzaSink sink = new RouterSink(server.getPacketRouter());
        PluginProperties properties = new PluginProperties();
        BytestreamsFeature bytestreams = new BytestreamsFeature(properties.settings(), TransferLog.NONE, Clock.systemUTC());
        List<Feature> features = List.of(new XhtmlFeature(), bytestreams); // the order in which stanzas meet them

        properties.open();
        open.push(properties::close);

        Services services = new Services(InternalComponentManager.getInstance(), server.getRoutingTable(),
                server.getServerInfo().getXMPPDomain());
        open.push(services::close);
        StanzaInterceptor interceptor = new StanzaInterceptor(chain(features, properties.settings()), sink);
        ServiceComponent component = new ServiceComponent(
                new DiscoInfo.Identity("component", "generic", "Intermediate IM"),
                () -> chain(features, properties.settings()).namespaces(), AddressedRequests.NONE, unguessable(), sink);
        properties.follow(settings -> {
            interceptor.setDrain(component.drain(services.register(component, settings.get(Settings.SERVICE_SUBDOMAIN))));
            interceptor.setChain(chain(features, settings));
        });

        openProxy(server, properties, bytestreams, services, sink);

        InterceptorManager.getInstance().addInterceptor(interceptor);
        open.push(() -> InterceptorManager.getInstance().removeInterceptor(interceptor));

        DeletedUsers deletedUsers = new DeletedUsers(user -> features.forEach(feature -> feature.forget(user)));
        deletedUsers.open();
        open.push(deletedUsers::close);

        String version = PluginMetadataHelper.getVersion(pluginDirectory.toPath()).toString();
        Console console = new Console(manager, this, new OverviewPage(version, properties, features, services));
        console.open();
        open.push(console::close);
        Log.info("Intermediate IM is at work");
    }

    private void openProxy(XMPPServer server, PluginProperties properties, BytestreamsFeature bytestreams, Services services,
                           StanzaSink sink) {
        Listener listener = new MinaListener(bytestreams.streams(), bytestreams.doorkeeper(),
                Limits.of(properties.settings()), networkInterface());
        open.push(listener::close);
        BytestreamRequests requests = bytestreams.requests(properties.settings(), new OpenfireUsers(server),
                requester -> List.of(new Streamhost(JiveGlobals.getProperty("xmpp.proxy.externalip",
                        server.getServerInfo().getHostname()), properties.settings().get(Settings.SOCKS5_PORT).intValue())),
                () -> !listener.ports().isEmpty(), key -> LocaleUtils.getLocalizedString(key, "intermediateim"));
        ServiceComponent component = new ServiceComponent(
                new DiscoInfo.Identity("proxy", "bytestreams", "SOCKS5 bytestreams"),
                () -> List.of(BytestreamRequests.NAMESPACE), requests, unguessable(), sink);
        properties.follow(settings -> {
            bytestreams.apply(settings, requests);
            listener.limit(Limits.of(settings));
            if (settings.get(Settings.SOCKS5_ENABLED)) {
                listener.listen(Set.of(settings.get(Settings.SOCKS5_PORT).intValue()));
                services.register(component, settings.get(Settings.SOCKS5_SUBDOMAIN));
            } else {
                services.unregister(component);
                listener.listen(Set.of());
                bytestreams.streams().endAll();
            }
        });
    }

    /** @return what Openfire is told to listen at; null for everything */
    private static InetAddress networkInterface() {
        String name = JiveGlobals.getXMLProperty("network.interface");
        try {
            return name == null || name.isBlank() ? null : InetAddress.getByName(name.strip());
        } catch (UnknownHostException e) {
            Log.warn("The network interface {} is unknown; the SOCKS5 proxy listens at all", name);
            return null;
        }
    }

    @Override
    public void destroyPlugin() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                Log.error("Something could not be closed", e);
            }
        }
    }

    private static FeatureChain chain(List<Feature> features, Settings settings) {
        return new FeatureChain(features.stream()
                .filter(feature -> settings.get(Settings.switchOf(feature.name())))
                .toList());
    }

    private static String unguessable() {
        return new BigInteger(128, new SecureRandom()).toString(Character.MAX_RADIX);
    }
}
