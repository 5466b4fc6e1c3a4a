package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One {@link EmbeddedOpenfire} with the plugin for all test classes that register this; it is started by the first and
 * ends with the JVM. Each test gets users of its own; its clients are closed when it ends, and the plugin's settings
 * are what they were.
 */
public final class SharedOpenfire implements BeforeAllCallback, AfterEachCallback {

    private static final AtomicInteger USERS = new AtomicInteger();

    private final List<AutoCloseable> clients = new ArrayList<>();
    private final List<String> changedProperties = new ArrayList<>();
    private EmbeddedOpenfire openfire;

    /** Lives as long as this JVM, in which JUnit is started anew for each test class. */
    private static final class Running {

        private static final EmbeddedOpenfire OPENFIRE = start();

        private static EmbeddedOpenfire start() {
            EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin().start();
            Runtime.getRuntime().addShutdownHook(new Thread(openfire::close, "close-openfire"));
            return openfire;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        openfire = Running.OPENFIRE;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        clients.clear();
        changedProperties.forEach(name -> openfire.control().setProperty(name, null));
        changedProperties.clear();
        if (openfire.control().getProperty(EmbeddedOpenfire.PROXY_PORT) == null) { // a test has deleted all settings
            openfire.control().setProperty(EmbeddedOpenfire.PROXY_PORT, String.valueOf(openfire.proxyPort()));
        }
    }

    /** @return the name of a new user, starting with {@code name}; nobody else's */
    public String user(String name) {
        String username = name + USERS.incrementAndGet();
        openfire.control().createUser(username, EmbeddedOpenfire.PASSWORD);
        return username;
    }

    /** @return a client that speaks in raw stanzas, logged in as a new user */
    public RawClient client(String name) {
        return connect(user(name), "raw");
    }

    /** @return a client that speaks in raw stanzas, logged in as {@code username} */
    public RawClient connect(String username, String resource) {
        RawClient client = RawClient.login(openfire.clientPort(), username, EmbeddedOpenfire.PASSWORD, resource);
        clients.add(client);
        return client;
    }

    /** Sets an Openfire property until the test is over. */
    public void property(String name, String value) {
        changedProperties.add(name);
        openfire.control().setProperty(name, value);
    }

    public ServerControlMXBean control() {
        return openfire.control();
    }

    public EmbeddedOpenfire server() {
        return openfire;
    }
}
