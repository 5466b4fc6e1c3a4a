package org.igniterealtime.openfire.plugin.intermediateim;

import java.io.File;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import javax.servlet.ServletException;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Console;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.admin.StandbyPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.overview.OverviewPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.suite.SuitePage;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.modules.BytestreamsModule;
import org.igniterealtime.openfire.plugin.intermediateim.modules.CapabilitiesModule;
import org.igniterealtime.openfire.plugin.intermediateim.modules.FilesModule;
import org.igniterealtime.openfire.plugin.intermediateim.modules.ModuleServices;
import org.igniterealtime.openfire.plugin.intermediateim.modules.OpenResources;
import org.igniterealtime.openfire.plugin.intermediateim.modules.PluginModule;
import org.igniterealtime.openfire.plugin.intermediateim.modules.SeatsModule;
import org.igniterealtime.openfire.plugin.intermediateim.modules.StandInModule;
import org.igniterealtime.openfire.plugin.intermediateim.modules.XhtmlModule;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ContactProbes;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.DeletedUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Directory;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginCopies;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginTexts;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.RouterSink;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServerAbilities;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceComponent;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceSettings;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.StanzaInterceptor;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.UserProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterNode;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SchemaVersion;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.component.InternalComponentManager;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the modules, opens what they share and then each of them, and closes all in reverse order. */
public final class IntermediateImPlugin implements Plugin {

    private static final Logger Log = LoggerFactory.getLogger(IntermediateImPlugin.class);

    private final PluginTexts texts = new PluginTexts();
    private final SecureRandom random = new SecureRandom();
    private final RandomTokens tokens = RandomTokens.from(random);
    private final OpenResources resources = new OpenResources();

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        Path directory = pluginDirectory.toPath();
        PluginCopies copies = new PluginCopies(manager, directory);
        try {
            resources.add(texts);
            resources.add(copies::close);
            if (copies.open(() -> takeOver(manager, directory, copies))) {
                open(manager, directory, copies);
            } else {
                open(new Console(manager, this, directory, texts, tokens, List.of(new StandbyPage(copies))));
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
            resources.closeLast(); // the page that says that we stand by
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
        resources.add(console);
    }

    private void open(PluginManager manager, Path directory, PluginCopies copies) throws ServletException {
        new SchemaVersion(DbConnectionManager::getConnection).check();
        ModuleServices services =
                services(directory.toAbsolutePath().getParent().getParent());
        PluginProperties properties = services.properties();
        properties.open();
        resources.add(properties);
        resources.add(services.components());

        // The order in which stanzas meet the features. The pages have the same order in the console
        CapabilitiesModule capabilities = new CapabilitiesModule(services);
        BytestreamsModule bytestreams = new BytestreamsModule(services);
        FilesModule files =
                new FilesModule(services, bytestreams, capabilities.lookup(), capabilities::additionsChanged);
        capabilities.takeFiles(files::takesFor);
        XhtmlModule xhtml = new XhtmlModule(services);
        StandInModule standIn = new StandInModule(services, xhtml, capabilities);
        capabilities.convertRichText(standIn::conveysXhtml);
        List<PluginModule> modules =
                List.of(xhtml, bytestreams, files, capabilities, new SeatsModule(services), standIn);
        List<Feature> features = modules.stream().map(PluginModule::feature).toList();

        StanzaInterceptor interceptor = new StanzaInterceptor(chain(features, properties), services.sink());
        ServiceComponent component = new ServiceComponent(
                new DiscoInfo.Identity("component", "generic", "Intermediate IM"),
                () -> chain(features, properties).namespaces(),
                standIn.requests(),
                services.tokens().next(),
                services.sink());
        properties.follow(
                ServiceSettings.AREA,
                settings -> interceptor.setDrain(component.drain(
                        services.components().register(component, settings.get(ServiceSettings.SUBDOMAIN)))));
        properties.follow(properties.areas(), settings -> interceptor.setChain(chain(features, properties)));
        services.node().open();
        resources.add(services.node());

        Map<String, ConsolePage> pages = new LinkedHashMap<>();
        modules.forEach(module -> pages.put(module.feature().name(), module.open(resources)));
        InterceptorManager.getInstance().addInterceptor(interceptor);
        resources.add(() -> InterceptorManager.getInstance().removeInterceptor(interceptor));
        modules.forEach(module -> module.start(resources));
        properties.follow(properties.areas(), settings -> capabilities.additionsChanged());

        DeletedUsers deletedUsers = new DeletedUsers(
                services.node(),
                username -> services.server().createJID(username, null),
                user -> features.forEach(feature -> feature.forget(user)));
        deletedUsers.open();
        resources.add(deletedUsers);

        List<ConsolePage> console = new ArrayList<>(pages.values());
        console.add(
                0,
                new OverviewPage(
                        copies,
                        properties,
                        services.checks(),
                        UserProperties.ofServer(),
                        features,
                        services.components(),
                        pages));
        console.add(new SuitePage(properties, new ServerAbilities(services.server()), capabilities.clients()));
        open(new Console(manager, this, directory, texts, tokens, console));
        Log.info("Intermediate IM has started");
    }

    private ModuleServices services(Path home) {
        XMPPServer server = XMPPServer.getInstance();
        String domain = server.getServerInfo().getXMPPDomain();
        StanzaSink sink = new RouterSink(server.getPacketRouter());
        PluginProperties properties = new PluginProperties();
        properties.add(ServiceSettings.AREA);
        DaemonThreads threads = new DaemonThreads("intermediateim-");
        ExecutorService contacts = threads.pool("contacts", 1, Integer.MAX_VALUE);
        resources.add(contacts::shutdownNow);
        Services components = new Services(
                InternalComponentManager.getInstance(),
                server.getRoutingTable(),
                server.getIQDiscoItemsHandler(),
                domain,
                new ContactProbes(server, sink, contacts)::send);
        ClusterNode node = new ClusterNode(
                InternalComponentManager.getInstance(),
                server.getRoutingTable(),
                domain,
                () -> server.getNodeID().toByteArray(),
                ClusterNode::idsInCluster,
                sink);
        return new ModuleServices(
                server,
                home,
                sink,
                properties,
                components,
                new ServerChecks(properties, components, new Directory(server), domain),
                node,
                texts,
                threads,
                tokens,
                random,
                Clock.systemUTC());
    }

    @Override
    public void destroyPlugin() {
        resources.close();
        RecordMethods.release();
    }

    private static FeatureChain chain(List<Feature> features, PluginProperties properties) {
        return new FeatureChain(features.stream()
                .filter(feature -> properties.isOn(feature.name()))
                .toList());
    }
}
