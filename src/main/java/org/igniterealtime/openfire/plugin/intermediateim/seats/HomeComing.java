package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.HashSet;
import java.util.Set;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.Message;

/** A client that has just come into a room, while the room tells it what was said before: that is not to be told twice. */
final class HomeComing {

    private static final QName DELAY = QName.get("delay", "urn:xmpp:delay");
    private static final int MOST = 1000;

    private final Seat seat;
    /** Guarded by this. */
    private final Set<String> told = new HashSet<>();

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
        if (message.getBody() == null) {
            return message.getElement().element("subject") != null;
        }
        if (message.getElement().element(DELAY) == null) {
            return true;
        }
        if (told.size() < MOST) {
            told.add(key(message.getFrom().getResource(), message.getBody()));
        }
        return false;
    }

    synchronized boolean wasTold(KeptMessage message) {
        return told.contains(key(message.nick(), message.text()));
    }

    private static String key(String nick, String body) {
        return nick + '\n' + body;
    }

    /** @return whether the element is said to be older than it looks (XEP-0203) */
    static boolean isDelayed(Element stanza) {
        return stanza.element(DELAY) != null;
    }
}
