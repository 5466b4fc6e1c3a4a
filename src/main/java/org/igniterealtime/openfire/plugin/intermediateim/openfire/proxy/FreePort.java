package org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Waits for a TCP port: one that was just closed is let go only when the thread that waits there has noticed. */
public final class FreePort {

    private static final int MAX_TRIES = 100;
    private static final long PAUSE_MILLIS = 20;

    private FreePort() {}

    /** Returns when nobody listens at the port, after two seconds at most. */
    public static void await(int port) {
        try {
            for (int i = 0; i < MAX_TRIES && !isFree(null, port); i++) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @param address to listen at; null for all
     * @return whether this server could listen at the port: nobody else does, and the system lets it
     */
    public static boolean isFree(InetAddress address, int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, address)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
