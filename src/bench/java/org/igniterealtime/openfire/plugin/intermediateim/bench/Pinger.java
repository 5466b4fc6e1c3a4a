package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;

/** A client that asks the server a hundred times a second whether it is there (XEP-0199), whatever it hears. */
public final class Pinger implements AutoCloseable {

    private static final long EVERY_MILLIS = 10;
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final RawClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger last = new AtomicInteger();
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();

    /** @param client given away */
    public Pinger(RawClient client) {
        this.client = client;
        client.listen(this::arrived);
    }

    private void arrived(Element stanza) {
        Long at = asked.remove(stanza.attributeValue("id", ""));
        if (at != null) {
            millis.add((System.nanoTime() - at) * 1e-6);
        }
    }

    /** Something that goes on while it pings. */
    public interface Work {
        void run() throws Exception;
    }

    /** @return how long the answers took, in ms, also of those that came after the work was done */
    public Spread during(Work work) throws Exception {
        millis.clear();
        Future<?> pings = clock.scheduleAtFixedRate(this::ping, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        work.run();
        pings.cancel(false);
        long start = System.nanoTime();
        while (!asked.isEmpty()) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new IllegalStateException("pings are not answered");
            }
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        }
        return Spread.of(millis);
    }

    private void ping() {
        String id = "p" + last.incrementAndGet();
        asked.put(id, System.nanoTime());
        client.send("<iq type='get' id='" + id + "' to='" + EmbeddedOpenfire.DOMAIN
                + "'><ping xmlns='urn:xmpp:ping'/></iq>");
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        client.close();
    }
}
