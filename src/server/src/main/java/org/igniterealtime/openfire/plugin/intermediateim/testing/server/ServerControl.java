package org.igniterealtime.openfire.plugin.intermediateim.testing.server;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.eclipse.jetty.webapp.WebAppContext;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.OfflineMessage;
import org.jivesoftware.openfire.OfflineMessageStore;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.component.InternalComponentManager;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginListener;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.event.SessionEventDispatcher;
import org.jivesoftware.openfire.event.SessionEventListener;
import org.jivesoftware.openfire.group.Group;
import org.jivesoftware.openfire.group.GroupManager;
import org.jivesoftware.openfire.http.HttpBindManager;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.jivesoftware.openfire.muc.spi.MultiUserChatServiceImpl;
import org.jivesoftware.openfire.roster.Roster;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.roster.RosterManager;
import org.jivesoftware.openfire.security.SecurityAuditEvent;
import org.jivesoftware.openfire.security.SecurityAuditManager;
import org.jivesoftware.openfire.session.Session;
import org.jivesoftware.openfire.user.User;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.util.JiveGlobals;
import org.xmpp.component.AbstractComponent;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Does in the server what tests ask for. */
final class ServerControl implements ServerControlMXBean {

    private static final String DETACH_TIMEOUT = "xmpp.session.detach.timeout";

    private final XMPPServer server;
    private final PluginManager plugins;
    private final List<WeakReference<Object>> unloaded = new CopyOnWriteArrayList<>();

    ServerControl(XMPPServer server) {
        this.server = server;
        this.plugins = server.getPluginManager();
    }

    @Override
    public void createUser(String username, String password) {
        doing(() -> UserManager.getInstance().createUser(username, password, username, username + "@example.org"));
    }

    @Override
    public void deleteUser(String username) {
        doing(() -> {
            User user = UserManager.getInstance().getUser(username);
            UserManager.getInstance().deleteUser(user);
            return null;
        });
    }

    @Override
    public void befriend(String one, String other) {
        doing(() -> {
            subscribe(one, other);
            subscribe(other, one);
            return null;
        });
    }

    @Override
    public void befriendAll(String one, List<String> others) {
        doing(() -> {
            for (String other : others) {
                store(one, other);
                store(other, one);
            }
            return null;
        });
    }

    private void store(String owner, String contact) throws Exception {
        RosterManager.getRosterItemProvider()
                .createItem(
                        owner,
                        new RosterItem(
                                server.createJID(contact, null),
                                RosterItem.SUB_BOTH,
                                RosterItem.ASK_NONE,
                                RosterItem.RECV_NONE,
                                "",
                                List.of()));
    }

    private void subscribe(String owner, String contact) throws Exception {
        Roster roster = server.getRosterManager().getRoster(owner);
        RosterItem item = roster.createRosterItem(server.createJID(contact, null), false, true);
        item.setSubStatus(RosterItem.SUB_BOTH);
        roster.updateRosterItem(item);
    }

    @Override
    public void createGroup(String name, List<String> usernames) {
        doing(() -> {
            Group group = GroupManager.getInstance().createGroup(name);
            usernames.forEach(username -> group.getMembers().add(server.createJID(username, null)));
            return null;
        });
    }

    @Override
    public String getProperty(String name) {
        return JiveGlobals.getProperty(name);
    }

    @Override
    public void setProperty(String name, String value) {
        if (value == null) {
            JiveGlobals.deleteProperty(name);
        } else {
            JiveGlobals.setProperty(name, value);
        }
    }

    @Override
    public void saveProxyPage(boolean enabled, int port) {
        server.getFileTransferProxy().setProxyPort(port);
        server.getFileTransferProxy().enableFileTransferProxy(enabled);
    }

    @Override
    public List<String> query(String sql) {
        return doing(() -> {
            List<String> rows = new ArrayList<>();
            try (Connection connection = DbConnectionManager.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        });
    }

    @Override
    public void execute(String sql) {
        doing(() -> {
            try (Connection connection = DbConnectionManager.getConnection();
                    Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    @Override
    public void installPlugin(String jarPath) {
        doing(() -> {
            Path jar = Path.of(jarPath);
            String name = jar.getFileName().toString().replaceAll("\\.jar$", "");
            remember(name);
            try (InputStream in = Files.newInputStream(jar)) {
                return plugins.installPlugin(in, name + ".jar");
            }
        });
    }

    @Override
    public void removePlugin(String name) {
        remember(name);
        plugins.deletePlugin(name);
    }

    @Override
    public void reloadPlugin(String name) {
        doing(() -> {
            remember(name);
            CountDownLatch back = new CountDownLatch(1);
            PluginListener listener = new PluginListener() {
                @Override
                public void pluginCreated(String created, Plugin plugin) {
                    back.countDown();
                }

                @Override
                public void pluginDestroyed(String destroyed, Plugin plugin) {}
            };
            plugins.addPluginListener(listener);
            try {
                plugins.reloadPlugin(name);
                return back.await(60, TimeUnit.SECONDS);
            } finally {
                plugins.removePluginListener(listener);
            }
        });
    }

    private void remember(String name) {
        Plugin plugin = plugins.getPlugin(name);
        if (plugin != null) {
            unloaded.add(new WeakReference<>(plugin.getClass().getClassLoader()));
        }
    }

    @Override
    public boolean isPluginLoaded(String name) {
        return plugins.isLoaded(name);
    }

    @Override
    public String pluginCodeSource(String name) {
        return plugins.getPlugin(name)
                .getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
    }

    @Override
    public boolean arePluginClassesCollected() {
        System.gc();
        return unloaded.stream().allMatch(reference -> reference.get() == null);
    }

    @Override
    public List<String> inventory() {
        return doing(() -> new Inventory(server).lines());
    }

    @Override
    public List<String> auditLog() {
        List<SecurityAuditEvent> events = doing(() -> new ArrayList<>(
                SecurityAuditManager.getInstance().getEvents(null, 0, 10_000, new Date(0), new Date())));
        events.sort(Comparator.comparing(SecurityAuditEvent::getMsgID));
        return events.stream()
                .map(e -> e.getUsername() + ": " + e.getSummary() + ": " + e.getDetails())
                .toList();
    }

    @Override
    public void route(String stanza) {
        Element element = doing(() -> DocumentHelper.parseText(stanza).getRootElement());
        Packet packet = switch (element.getName()) {
            case "message" -> new Message(element);
            case "presence" -> new Presence(element);
            default -> new IQ(element);
        };
        server.getPacketRouter().route(packet);
    }

    @Override
    public void silence(String beginning) {
        InterceptorManager.getInstance().addInterceptor(0, new SilentAddresses(beginning));
    }

    @Override
    public void serveDirectory(String directory, String path) {
        HttpBindManager.getInstance().addJettyHandler(new WebAppContext(null, directory, path));
    }

    @Override
    public void serveUploads(String subdomain, String base) {
        doing(() -> {
            InternalComponentManager.getInstance().addComponent(subdomain, new UploadComponent(base));
            return null;
        });
    }

    private static final class UploadComponent extends AbstractComponent {

        private final String base;

        private UploadComponent(String base) {
            this.base = base;
        }

        @Override
        public String getName() {
            return "Uploads";
        }

        @Override
        public String getDescription() {
            return "Gives out slots";
        }

        @Override
        protected IQ handleIQGet(IQ request) {
            String namespace = "urn:xmpp:http:upload:0";
            IQ answer = IQ.createResultIQ(request);
            String name = request.getChildElement().attributeValue("filename");
            Element slot = answer.setChildElement("slot", namespace);
            slot.addElement("put", namespace).addAttribute("url", base + "/" + name);
            slot.addElement("get", namespace).addAttribute("url", base + "/" + name);
            return answer;
        }
    }

    @Override
    public int occupants(String subdomain) {
        return server.getMultiUserChatManager()
                .getMultiUserChatService(subdomain)
                .getNumberRoomOccupants();
    }

    @Override
    public void removeIdleOccupants(String subdomain) {
        doing(() -> {
            MultiUserChatServiceImpl service =
                    (MultiUserChatServiceImpl) server.getMultiUserChatManager().getMultiUserChatService(subdomain);
            Field idle = MultiUserChatServiceImpl.class.getDeclaredField("user_idle");
            idle.setAccessible(true);
            int before = idle.getInt(service);
            idle.setInt(service, 0);
            try {
                Method task = MultiUserChatServiceImpl.class.getDeclaredMethod("checkForTimedOutUsers");
                task.setAccessible(true);
                return task.invoke(service);
            } finally {
                idle.setInt(service, before);
            }
        });
    }

    @Override
    public void expireDetachedSession(String fullJid) {
        doing(() -> {
            Field detached = SessionManager.class.getDeclaredField("detachedSessions");
            detached.setAccessible(true);
            Map<?, ?> sessions = (Map<?, ?>) detached.get(server.getSessionManager());
            Instant end = Instant.now().plusSeconds(30);
            while (sessions.values().stream().noneMatch(session -> isOf(fullJid, (Session) session))) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException(fullJid + " has not lost its connection");
                }
                Thread.onSpinWait();
            }
            setProperty(DETACH_TIMEOUT, "-1000"); // of all that are detached now
            try {
                Constructor<?> task = Class.forName(SessionManager.class.getName() + "$DetachedCleanupTask")
                        .getDeclaredConstructor(SessionManager.class);
                task.setAccessible(true);
                ((TimerTask) task.newInstance(server.getSessionManager())).run();
            } finally {
                setProperty(DETACH_TIMEOUT, null);
            }
            return null;
        });
        awaitSessionEnd(fullJid);
    }

    private static boolean isOf(String fullJid, Session session) {
        return fullJid.equals(session.getAddress().toString());
    }

    @Override
    public List<String> offlineMessages(String username) {
        List<String> stanzas = new ArrayList<>();
        for (OfflineMessage message : OfflineMessageStore.getInstance().getMessages(username, false)) {
            stanzas.add(message.toXML());
        }
        return stanzas;
    }

    @Override
    public void awaitSessionEnd(String fullJid) {
        JID client = new JID(fullJid);
        CountDownLatch over = new CountDownLatch(1);
        SessionEventListener listener = new SessionEnd(client, over);
        SessionEventDispatcher.addListener(listener);
        try {
            if (server.getRoutingTable().hasClientRoute(client) && !doing(() -> over.await(30, TimeUnit.SECONDS))) {
                throw new IllegalStateException(fullJid + " still has a session");
            }
        } finally {
            SessionEventDispatcher.removeListener(listener);
        }
    }

    /** Is told after the address is free again. */
    private record SessionEnd(JID client, CountDownLatch over) implements SessionEventListener {

        @Override
        public void sessionDestroyed(Session session) {
            if (session.getAddress().equals(client)) {
                over.countDown();
            }
        }

        @Override
        public void sessionCreated(Session session) {}

        @Override
        public void anonymousSessionCreated(Session session) {}

        @Override
        public void anonymousSessionDestroyed(Session session) {}

        @Override
        public void resourceBound(Session session) {}
    }

    /**
     * JMX carries only exceptions of the JDK: what the server throws would arrive as a class the test does not have.
     */
    private static <T> T doing(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            e.printStackTrace();
            throw new IllegalStateException(e.toString());
        }
    }
}
