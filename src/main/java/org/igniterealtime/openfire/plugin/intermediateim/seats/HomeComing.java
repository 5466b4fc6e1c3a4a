package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.HashMap;
import java.util.Map;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.Message;

/** A client that has just come into a room, while the room tells it what was said before: that is not to be told twice. */
final class HomeComing {

    private static final QName DELAY = QName.get("delay", "urn:xmpp:delay");
    private static final QName OLD_DELAY = QName.get("x", "jabber:x:delay");
    private static final int MOST = 1000;
    /** All together; a client asks for less. */
    static final int MOST_CHARACTERS = 1_000_000;

    private final Seat seat;
    /** What was told, and how often; guarded by this. */
    private final Map<String, Integer> told = new HashMap<>();
    private int times;
    private int characters;

    HomeComing(Seat seat) {
        this.seat = seat;
    }

    Seat seat() {
        return seat;
    }

    /**
     * @param message from the room to all, about to be written to the client
     * @return whether the history has come to its end: the subject follows it, and what is said live (XEP-0045 §7.1)
     */
    synchronized boolean hears(Message message) {
        String body = message.getElement().elementText("body");
        if (body == null) {
            return message.getElement().element("subject") != null;
        }
        if (!isDelayed(message.getElement())) {
            return true;
        }
        String key = key(message.getFrom().getResource(), body);
        if (times < MOST && characters + key.length() <= MOST_CHARACTERS) {
            times++;
            characters += key.length();
            told.merge(key, 1, Integer::sum);
        }
        return false;
    }

    /** To be asked once for each message. @return true as often as the room has told it */
    synchronized boolean wasTold(KeptMessage message) {
        String key = key(message.nick(), message.text());
        boolean told = this.told.containsKey(key);
        this.told.computeIfPresent(key, (same, often) -> often == 1 ? null : often - 1);
        return told;
    }

    private static String key(String nick, String body) {
        return nick + '\n' + body;
    }

    /** @return whether the element is said to be older than it looks (XEP-0203; XEP-0091 before) */
    static boolean isDelayed(Element stanza) {
        return stanza.element(DELAY) != null || stanza.element(OLD_DELAY) != null;
    }
}
