package org.igniterealtime.openfire.plugin.intermediateim.bench.files;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smackx.ping.packet.Ping;

/** What a chat on a connection would feel: pings at the server (XEP-0199), one after the other. */
final class RoundTrips {

    private final XMPPConnection connection;
    private final int pauseMillis;

    /** @param pauseMillis after an answer */
    RoundTrips(XMPPConnection connection, int pauseMillis) {
        this.connection = connection;
        this.pauseMillis = pauseMillis;
    }

    /** Something that goes on meanwhile. */
    interface Work {
        void run() throws Exception;
    }

    /** @return how long the answers took, in ms, but for the last, which the work may have left behind */
    List<Double> during(Work work) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        worker.start();
        List<Double> millis = new ArrayList<>();
        while (true) {
            double took = ping();
            if (done.isDone()) {
                done.get();
                return millis;
            }
            millis.add(took);
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
    }

    private double ping() throws Exception {
        long start = System.nanoTime();
        connection
                .createStanzaCollectorAndSend(new Ping(connection, connection.getXMPPServiceDomain()))
                .nextResultOrThrow();
        return (System.nanoTime() - start) * 1e-6;
    }
}
