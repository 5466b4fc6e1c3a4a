package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.Timer;
import java.util.TimerTask;

/** Closes something after a while, so that whoever waits in it comes back. */
final class Watchdog implements Closeable {

    private static final int LIMIT_MILLIS = 60_000;

    private final Timer timer = new Timer("watchdog", true);

    Watchdog(Closeable watched) {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        try {
                            watched.close();
                        } catch (IOException e) {
                            // it is gone, which is all that was wanted
                        }
                    }
                },
                LIMIT_MILLIS);
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
