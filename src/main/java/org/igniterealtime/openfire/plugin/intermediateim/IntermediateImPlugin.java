package org.igniterealtime.openfire.plugin.intermediateim;

import java.io.File;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.servlet.ServletException;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Console;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.admin.StandbyPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams.BytestreamsPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.clients.ClientsPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.overview.OverviewPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.richtext.RichTextPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.rooms.RoomsPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.suite.SuitePage;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.DeletedUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Directory;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginCopies;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginTexts;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.RouterSink;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServerAbilities;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceComponent;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.StanzaInterceptor;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterNode;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlFeature;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.component.InternalComponentManager;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the house and opens its doors; on the way out closes them in reverse. */
public final class IntermediateImPlugin implements Plugin {

    private static final Logger Log = LoggerFactory.getLogger(IntermediateImPlugin.class);

    /** A door that is open: how to close it. */
    private interface Door {
        void close() throws Exception;
    }

    private final PluginTexts texts = new PluginTexts();
    private final Deque<Door> open = new ArrayDeque<>();

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        Path directory = pluginDirectory.toPath();
        PluginCopies copies = new PluginCopies(manager, directory);
        try {
            open.push(texts::close);
            open.push(copies::close);
            if (copies.open(() -> takeOver(manager, directory, copies))) {
                open(manager, directory, copies);
            } else {
                open(new Console(manager, this, directory, texts, new StandbyPage(copies)));
            }
        } catch (ServletException | RuntimeException e) {
            destroyPlugin();
            throw new IllegalStateException("Intermediate IM could not be started", e);
        }
    }

    /** The copy that worked is gone. */
    private void takeOver(PluginManager manager, Path directory, PluginCopies copies) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(getClass().getClassLoader()); // as the plugin manager does
        try {
            open.pop().close(); // the page that says that we stand by
            open(manager, directory, copies);
        } catch (Exception e) {
            Log.error("Intermediate IM could not be started", e);
            destroyPlugin();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void open(Console console) throws ServletException {
        console.open();
        open.push(console::close);
    }

    private void open(PluginManager manager, Path directory, PluginCopies copies) throws ServletException {
        XMPPServer server = XMPPServer.getInstance();
        StanzaSink sink = new RouterSink(server.getPacketRouter());
        PluginProperties properties = new PluginProperties();
        ClusterNode node = new ClusterNode(
                InternalComponentManager.getInstance(),
                server.getRoutingTable(),
                server.getServerInfo().getXMPPDomain(),
                () -> server.getNodeID().toByteArray(),
                ClusterNode::idsInCluster,
                sink);
        ProxyRoom proxy = new ProxyRoom(server, properties, texts);
        XhtmlFeature xhtml = new XhtmlFeature(XhtmlPolicy.DEFAULT, Mode.SANITIZE, Mode.SANITIZE);
        CapsRoom caps = new CapsRoom(server, properties, sink);
        SeatsRoom seats = new SeatsRoom(server, properties, node, texts);
        // the order in which stanzas meet them
        List<Feature> features = List.of(xhtml, proxy.feature(), caps.feature(), seats.feature());

        properties.open();
        open.push(properties::close);

        Services services = new Services(
                InternalComponentManager.getInstance(),
                server.getRoutingTable(),
                server.getIQDiscoItemsHandler(),
                server.getServerInfo().getXMPPDomain());
        open.push(services::close);
        ServerChecks checks = new ServerChecks(
                properties,
                services,
                new Directory(server),
                server.getServerInfo().getXMPPDomain());
        StanzaInterceptor interceptor = new StanzaInterceptor(chain(features, properties.settings()), sink);
        ServiceComponent component = new ServiceComponent(
                new DiscoInfo.Identity("component", "generic", "Intermediate IM"),
                () -> chain(features, properties.settings()).namespaces(),
                RequestHandler.NONE,
                unguessable(),
                sink);
        properties.follow(settings -> {
            xhtml.configure(
                    settings.xhtmlPolicy(), settings.get(Settings.XHTML_LOCAL), settings.get(Settings.XHTML_REMOTE));
            interceptor.setDrain(
                    component.drain(services.register(component, settings.get(Settings.SERVICE_SUBDOMAIN))));
            interceptor.setChain(chain(features, settings));
        });

        node.open();
        open.push(node::close);
        BytestreamsPage bytestreams = proxy.open(services, checks, node, sink, opened -> open.push(opened::close));

        caps.open(node, opened -> open.push(opened::close));

        InterceptorManager.getInstance().addInterceptor(interceptor);
        open.push(() -> InterceptorManager.getInstance().removeInterceptor(interceptor));
        RoomsPage rooms = seats.open(
                services, checks, sink, opened -> open.push(opened::close)); // what rooms send them has to be seen

        DeletedUsers deletedUsers = new DeletedUsers(
                node,
                username -> server.createJID(username, null),
                user -> features.forEach(feature -> feature.forget(user)));
        deletedUsers.open();
        open.push(deletedUsers::close);

        RichTextPage richText = new RichTextPage(properties, xhtml);
        ClientsPage clients = caps.page();
        SuitePage suite = new SuitePage(properties, new ServerAbilities(server), caps.clients());
        OverviewPage overview = new OverviewPage(
                copies,
                properties,
                checks,
                features,
                services,
                Map.of(
                        xhtml.name(),
                        richText,
                        proxy.feature().name(),
                        bytestreams,
                        caps.feature().name(),
                        clients,
                        seats.feature().name(),
                        rooms));
        open(new Console(manager, this, directory, texts, overview, richText, rooms, bytestreams, clients, suite));
        Log.info("Intermediate IM has started");
    }

    @Override
    public void destroyPlugin() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                Log.error("A part of Intermediate IM could not be closed", e);
            }
        }
        RecordMethods.release();
    }

    private static FeatureChain chain(List<Feature> features, Settings settings) {
        return new FeatureChain(features.stream()
                .filter(feature -> settings.get(Settings.switchOf(feature.name())))
                .toList());
    }

    /** @return a resource that only this server knows */
    static String unguessable() {
        return new BigInteger(128, new SecureRandom()).toString(Character.MAX_RADIX);
    }
}
