package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes on connections from one address of loopback to a port of the usual one, until it is closed. */
final class PortForward implements AutoCloseable {

    private final ServerSocket server;

    PortForward(String host, int port, int target) throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getByName(host));
        start(() -> {
            while (true) {
                Socket here = server.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
                start(() -> pass(here, there));
                start(() -> pass(there, here));
            }
        });
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    /** Work that ends when a socket is closed. */
    private interface Passing {
        void run() throws IOException;
    }

    private static void start(Passing passing) {
        Thread thread = new Thread(
                () -> {
                    try {
                        passing.run();
                    } catch (IOException e) {
                        // closed
                    }
                },
                "port-forward");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
