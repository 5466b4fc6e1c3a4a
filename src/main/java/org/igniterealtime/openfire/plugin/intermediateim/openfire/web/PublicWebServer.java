package org.igniterealtime.openfire.plugin.intermediateim.openfire.web;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import org.jivesoftware.openfire.http.HttpBindManager;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web server that Openfire has for its users, on the ports of HTTP binding. Openfire keeps what is added to it: it
 * is there again after that server was restarted, or when it is switched on later.
 *
 * <p>Jetty's classes are named nowhere, because Openfire 4.2 and 5.1 have different ones.
 */
public final class PublicWebServer {

    private static final Logger Log = LoggerFactory.getLogger(PublicWebServer.class);

    private static final String OF_5_1 = "org.eclipse.jetty.ee8.servlet.";
    private static final String OF_4_2 = "org.eclipse.jetty.servlet.";
    private static final int DEFAULT_SECURE_PORT = 7443;

    private final Supplier<HttpBindManager> manager;

    /** @param manager there when the server has started */
    public PublicWebServer(Supplier<HttpBindManager> manager) {
        this.manager = manager;
    }

    /**
     * Adds a servlet.
     *
     * @param path what its URLs begin with, such as {@code /intermediateim/files}
     * @return removes it
     * @throws IllegalStateException if this Openfire has another web server than those known
     */
    public AutoCloseable add(Servlet servlet, String path) {
        try {
            Object handler = handler(servlet, path);
            accepting("addJettyHandler", handler).invoke(manager.get(), handler);
            if (handler.getClass().getName().startsWith(OF_4_2)) {
                haveItRestarted(handler);
            }
            return () -> accepting("removeJettyHandler", handler).invoke(manager.get(), handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the public web server can't be used", e);
        }
    }

    private static Object handler(Servlet servlet, String path) throws ReflectiveOperationException {
        Class<?> contextType = find("ServletContextHandler");
        Class<?> holderType = find("ServletHolder");
        Object context = contextType.getConstructor().newInstance();
        contextType.getMethod("setContextPath", String.class).invoke(context, path);
        contextType.getMethod("setAllowNullPathInfo", boolean.class).invoke(context, true); // no redirection
        Object holder = holderType.getConstructor(Servlet.class).newInstance(servlet);
        holderType.getMethod("setAsyncSupported", boolean.class).invoke(holder, true);
        contextType.getMethod("addServlet", holderType, String.class).invoke(context, holder, "/*");
        return context;
    }

    /**
     * The web server of Openfire 4.2.0 can't be started again while something in it still runs, and what was added
     * while it ran is not stopped with it. Its collection of such handlers is told to do that; Openfire 5.1 does.
     */
    private static void haveItRestarted(Object handler) throws ReflectiveOperationException {
        Object server = handler.getClass().getMethod("getServer").invoke(handler);
        if (server == null) {
            return; // it does not run, and will start this
        }
        for (Object each : children(server, "getChildHandlers")) {
            Method manage = each.getClass().getMethod("manage", Object.class);
            if (each.getClass().getSimpleName().startsWith("Handler")
                    && List.of(children(each, "getHandlers")).contains(handler)) {
                manage.invoke(each, handler);
            }
        }
    }

    private static Object[] children(Object container, String method) throws ReflectiveOperationException {
        Object[] children = (Object[]) container.getClass().getMethod(method).invoke(container);
        return children == null ? new Object[0] : children;
    }

    private static Class<?> find(String name) throws ClassNotFoundException {
        for (String each : List.of(OF_5_1, OF_4_2)) {
            try {
                return Class.forName(each + name, false, HttpBindManager.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                Log.debug("There is no {}{}", each, name);
            }
        }
        throw new ClassNotFoundException(name);
    }

    private static Method accepting(String name, Object handler) throws NoSuchMethodException {
        return Stream.of(HttpBindManager.class.getMethods())
                .filter(method -> method.getName().equals(name)
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0].isInstance(handler))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(name));
    }

    /** @return whether it runs */
    public boolean isRunning() {
        return manager.get().isHttpBindEnabled();
    }

    /** @return the port on which it is reached over TLS; empty if there is none now */
    public Optional<Integer> securePort() {
        return manager.get().isHttpsBindActive()
                ? Optional.of(JiveGlobals.getIntProperty("httpbind.port.secure", DEFAULT_SECURE_PORT))
                : Optional.empty();
    }
}
