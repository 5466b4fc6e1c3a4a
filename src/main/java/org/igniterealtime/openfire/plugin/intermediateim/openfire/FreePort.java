package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.io.IOException;
import java.net.ServerSocket;

/** Waits for a TCP port: one that was just closed is let go only when the thread that waits there has noticed. */
public final class FreePort {

    private static final int MOST_TRIES = 100;
    private static final long PAUSE_MILLIS = 20;

    private FreePort() {
    }

    /** Returns when nobody listens at the port, after two seconds at most. */
    public static void await(int port) {
        try {
            for (int i = 0; i < MOST_TRIES && !isFree(port); i++) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
