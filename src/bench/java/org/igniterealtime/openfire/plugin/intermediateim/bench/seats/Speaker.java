package org.igniterealtime.openfire.plugin.intermediateim.bench.seats;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;

/** Somebody who is in all rooms and speaks in one after the other, as fast as the rooms can stand it. */
final class Speaker {

    /** Messages that are on their way at once. */
    private static final int WINDOW = 32;

    private static final String TEXT =
            "But, soft! what light through yonder window breaks? It is the east, and Juliet is the sun. ".repeat(2);

    private final RawClient client;
    private final Semaphore onTheWay = new Semaphore(WINDOW);

    /** @param client given away */
    Speaker(RawClient client) {
        this.client = client;
        client.listen(this::arrived);
    }

    private void arrived(Element stanza) {
        if (stanza.getName().equals("message")
                && "groupchat".equals(stanza.attributeValue("type"))
                && stanza.element("body") != null) {
            onTheWay.release();
        }
    }

    /** Returns when the last one has come back. */
    void speak(List<Room> rooms, int messages) throws InterruptedException {
        for (int i = 0; i < messages; i++) {
            onTheWay.acquire();
            client.send("<message type='groupchat' id='m" + i + "' to='"
                    + rooms.get(i % rooms.size()).address() + "'><body>" + TEXT + "</body></message>");
        }
        onTheWay.acquire(WINDOW);
        onTheWay.release(WINDOW);
    }
}
