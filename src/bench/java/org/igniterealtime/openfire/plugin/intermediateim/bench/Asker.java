package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;

/** A client through which many threads may ask at a time. */
final class Asker implements Closeable {

    private final Map<String, CompletableFuture<Element>> asked = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final RawClient client;

    Asker(RawClient client) {
        this.client = client;
        client.listen(this::answered);
    }

    String jid() {
        return client.jid();
    }

    private void answered(Element stanza) {
        CompletableFuture<Element> question = asked.remove(stanza.attributeValue("id", ""));
        if (question != null) {
            question.complete(stanza);
        }
    }

    /**
     * Sends an IQ and waits for its result.
     *
     * @param iq with {@code %s} where the id goes
     * @throws IOException if the answer is an error, or does not come
     */
    void ask(String iq) throws IOException {
        String id = "bench-" + lastId.incrementAndGet();
        CompletableFuture<Element> answer = new CompletableFuture<>();
        asked.put(id, answer);
        try {
            client.send(iq.formatted(id));
            Element stanza = answer.get(Socks5.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (!stanza.attributeValue("type").equals("result")) {
                throw new IOException(stanza.element("error").asXML());
            }
        } catch (TimeoutException e) {
            throw new IOException("no answer to the IQ", e);
        } catch (UncheckedIOException | ExecutionException | InterruptedException e) {
            throw new IOException(e);
        } finally {
            asked.remove(id);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
