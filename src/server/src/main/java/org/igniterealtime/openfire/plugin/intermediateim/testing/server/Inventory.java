package org.igniterealtime.openfire.plugin.intermediateim.testing.server;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.HandlerCollection;
import org.jivesoftware.admin.AuthCheckFilter;
import org.jivesoftware.admin.PluginFilter;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.component.InternalComponentManager;
import org.jivesoftware.openfire.container.PluginClassLoader;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.container.PluginServlet;
import org.jivesoftware.openfire.event.GroupEventDispatcher;
import org.jivesoftware.openfire.event.SessionEventDispatcher;
import org.jivesoftware.openfire.event.UserEventDispatcher;
import org.jivesoftware.openfire.http.HttpBindManager;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.jivesoftware.openfire.muc.MUCEventDispatcher;
import org.jivesoftware.openfire.roster.RosterEventDispatcher;
import org.jivesoftware.openfire.stats.StatisticsManager;
import org.jivesoftware.openfire.user.PresenceEventDispatcher;
import org.jivesoftware.openfire.vcard.VCardEventDispatcher;
import org.jivesoftware.util.PropertyEventDispatcher;
import org.jivesoftware.util.TaskEngine;
import org.jivesoftware.util.cache.CacheFactory;

/** Lists whatever a plugin could leave behind in the server. Most of it the server keeps in private fields. */
final class Inventory {

    private final XMPPServer server;
    private final List<String> lines = new ArrayList<>();

    Inventory(XMPPServer server) {
        this.server = server;
    }

    List<String> lines() throws Exception {
        Thread.getAllStackTraces().keySet().forEach(this::thread);
        InterceptorManager.getInstance()
                .getInterceptors()
                .forEach(interceptor -> add("interceptor", typeOf(interceptor)));
        listeners();
        components();
        console();
        for (Object statistic : StatisticsManager.getInstance().getAllStatistics()) {
            add("statistic", ((Map.Entry<?, ?>) statistic).getKey());
        }
        for (var cache : CacheFactory.getAllCaches()) {
            add("cache", cache.getName());
        }
        contents("task", TaskEngine.getInstance(), "wrappedTasks");
        ports();
        lines.sort(null);
        return lines;
    }

    private void thread(Thread thread) {
        boolean ofPlugin = thread.getContextClassLoader() instanceof PluginClassLoader;
        add(ofPlugin ? "thread of a plugin" : "thread", thread.getName());
    }

    private void listeners() throws Exception {
        for (Class<?> dispatcher : List.of(
                PropertyEventDispatcher.class,
                UserEventDispatcher.class,
                SessionEventDispatcher.class,
                PresenceEventDispatcher.class,
                GroupEventDispatcher.class,
                RosterEventDispatcher.class,
                VCardEventDispatcher.class,
                MUCEventDispatcher.class,
                ClusterManager.class)) {
            contents(dispatcher.getSimpleName(), dispatcher, "listeners");
        }
        PluginManager plugins = server.getPluginManager();
        contents("plugin listener", plugins, "pluginListeners");
        contents("plugin manager listener", plugins, "pluginManagerListeners");
        contents("server listener", server, "listeners");
    }

    private void components() throws Exception {
        InternalComponentManager components = InternalComponentManager.getInstance();
        contents("component", components, "routables");
        contents("component info", components, "componentInfo");
        contents("component listener", components, "listeners");
        contents("IQ handler", server.getIQRouter(), "iqHandlers");
        contents("IQ namespace", server.getIQRouter(), "namespace2Handlers");
        contents("disco feature", server.getIQDiscoInfoHandler(), "localServerFeatures");
        contents("disco info", server.getIQDiscoInfoHandler(), "entities");
        contents("disco node", server.getIQDiscoInfoHandler(), "serverNodeProviders");
        contents("disco items", server.getIQDiscoItemsHandler(), "entities");
        contents("disco item", server.getIQDiscoItemsHandler(), "localServerItems");
        contents("disco items node", server.getIQDiscoItemsHandler(), "serverNodeProviders");
    }

    private void console() throws Exception {
        contents("servlet", PluginServlet.class, "servlets");
        contents("filter", PluginFilter.class, "filters");
        contents("open page", AuthCheckFilter.class, "excludes");
        Field handlers = field(HttpBindManager.class, "extensionHandlers");
        HandlerCollection contexts = (HandlerCollection) handlers.get(HttpBindManager.getInstance());
        if (contexts.getHandlers() != null) {
            for (Handler context : contexts.getHandlers()) {
                add("public web context", String.valueOf(context).replaceAll("@[0-9a-f]+", ""));
            }
        }
    }

    private void ports() throws IOException {
        Set<String> own = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    own.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // closed meanwhile
                }
            }
        }
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (String row : Files.readAllLines(Path.of(table))) {
                String[] column = row.trim().split("\\s+");
                boolean listens = column.length > 9 && column[3].equals("0A");
                if (listens && own.contains("socket:[" + column[9] + "]")) {
                    add("port", Integer.parseInt(column[1].substring(column[1].indexOf(':') + 1), 16));
                }
            }
        }
    }

    /** @param holder an object, or a class for a static field */
    private void contents(String kind, Object holder, String fieldName) throws IllegalAccessException {
        Field field = field(holder instanceof Class<?> type ? type : holder.getClass(), fieldName);
        Object value = field.get(holder instanceof Class<?> ? null : holder);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> add(kind, name(key) + " = " + name(element)));
        } else {
            ((Collection<?>) value).forEach(element -> add(kind, name(element)));
        }
    }

    private static Field field(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new IllegalStateException(type.getName() + " has no field " + name);
    }

    /** Objects by their type: instances differ from run to run. */
    private static String name(Object object) {
        if (object instanceof Map<?, ?> map) {
            return map.keySet().toString();
        }
        if (object instanceof Collection<?> collection) {
            return collection.stream().map(Inventory::name).toList().toString();
        }
        return object instanceof String text ? text : typeOf(object);
    }

    private static String typeOf(Object object) {
        return object.getClass().getName().replaceAll("\\$\\$Lambda.*", "-lambda");
    }

    private void add(String kind, Object what) {
        lines.add(kind + ": " + what);
    }
}
