package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;

/** A proxy in an Openfire of its own: ours, or the one that is built in. */
final class OpenfireProxy extends XmppProxy {

    static final String OURS = "ours";
    static final String BUILT_IN = "Openfire's own";

    private static final String OUR_SETTINGS = "plugin.intermediateim.socks5.";

    private final EmbeddedOpenfire openfire;
    private final boolean bothWays;

    private OpenfireProxy(String name, EmbeddedOpenfire openfire, String jid, int port, boolean bothWays) {
        super(name, ServerProcess.of(openfire.pid()), openfire.clientPort(), jid, port);
        this.openfire = openfire;
        this.bothWays = bothWays;
    }

    /** With limits that hold and are never reached: here a few users and addresses do what thousands do elsewhere. */
    static OpenfireProxy ours() throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin().property(OUR_SETTINGS + "port", String.valueOf(port));
        for (String limit : List.of(
                "streams-per-user",
                "streams-per-address",
                "waiting-per-address",
                "streams-total",
                "connections-per-second")) {
            openfire.property(OUR_SETTINGS + limit, "1000000");
        }
        return new OpenfireProxy(OURS, start(openfire, port), "bytestreams." + EmbeddedOpenfire.DOMAIN, port, true);
    }

    static OpenfireProxy builtIn() throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        EmbeddedOpenfire openfire = start(
                EmbeddedOpenfire.withoutPlugin()
                        .property("xmpp.proxy.enabled", "true")
                        .property("xmpp.proxy.port", String.valueOf(port))
                        .property("xmpp.proxy.transfer.required", "false"),
                port);
        return new OpenfireProxy(BUILT_IN, openfire, "proxy." + EmbeddedOpenfire.DOMAIN, port, false);
    }

    private static EmbeddedOpenfire start(EmbeddedOpenfire openfire, int port)
            throws IOException, InterruptedException {
        for (int i = 0; i < REQUESTERS; i++) {
            openfire.user("requester" + i);
        }
        openfire.user("target").logLevel("INFO").start();
        Runtime.getRuntime().addShutdownHook(new Thread(openfire::close));
        ServerProcess.of(openfire.pid()).awaitPort(port);
        return openfire;
    }

    @Override
    public boolean isBothWays() {
        return bothWays;
    }

    @Override
    public void collectGarbage() {
        try {
            ManagementFactory.newPlatformMXBeanProxy(
                            openfire.connection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class)
                    .gc();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        openfire.close();
    }
}
