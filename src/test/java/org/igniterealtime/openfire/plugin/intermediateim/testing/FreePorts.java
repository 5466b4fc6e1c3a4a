package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that are about to be started. Nobody else gets them in the meantime: no other JVM of the same run,
 * which has a range of its own, and no client, for which the system chooses among higher ports.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int RANGE = 5_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

    private FreePorts() {}

    /** @return a port on loopback that was not given before */
    public static int next() {
        for (int i = 0; i < RANGE; i++) {
            int port = FIRST + Integer.getInteger("test.fork", 1) % 2 * RANGE + NEXT.incrementAndGet() % RANGE;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
