package org.igniterealtime.openfire.plugin.intermediateim.testing.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.jivesoftware.openfire.XMPPServer;

/**
 * Starts a real Openfire in this process: {@code ServerMain HOME CONSOLE_PORT [PROPERTY=VALUE ...]}. Prints
 * {@code READY <JMX address>} when clients can connect. Ends when its standard input does, so that no server outlives
 * the test that started it.
 */
public final class ServerMain {

    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

    private static final String LOOPBACK_ONLY = RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE;

    private ServerMain() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]).toAbsolutePath();
        int consolePort = Integer.parseInt(args[1]);
        Map<String, String> properties = new TreeMap<>();
        for (int i = 2; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            properties.put(pair[0], pair[1]);
        }
        endWithInput();

        new ServerHome(home).create(consolePort, properties);
        System.setProperty("openfireHome", home.toString());
        XMPPServer server = new XMPPServer();
        awaitPort(consolePort);
        awaitPort(Integer.parseInt(properties.get("xmpp.socket.plain.port")));

        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        beans.registerMBean(new ServerControl(server), new ObjectName(ServerControlMXBean.NAME));
        JMXConnectorServer door = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("rmi", "127.0.0.1", 0), Map.of(LOOPBACK_ONLY, onLoopback()), beans);
        door.start();
        System.out.println("READY " + door.getAddress());
    }

    private static RMIServerSocketFactory onLoopback() {
        return port -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    private static void endWithInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is said here, only the end counts
                        }
                    } catch (IOException e) {
                        // as good as the end
                    }
                    Runtime.getRuntime().halt(0);
                },
                "end-with-input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitPort(int port) throws InterruptedException {
        long start = System.nanoTime();
        while (!accepts(port)) {
            if (System.nanoTime() - start > START_LIMIT_NANOS) {
                throw new IllegalStateException("port " + port + " did not open");
            }
            Thread.sleep(20);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
