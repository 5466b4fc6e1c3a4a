package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import java.util.HashMap;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Delay;
import org.xmpp.packet.Message;

/**
 * A client that has just entered a room, while the room sends its history. Messages of the history are not delivered
 * twice.
 */
public final class ReturningClient {

    private static final int MAX_ENTRIES = 1000;
    /** Total length; clients request less. */
    static final int MAX_CHARACTERS = 1_000_000;

    private final Seat seat;
    /** The messages of the history, and how often each came; guarded by this. */
    private final Map<String, Integer> told = new HashMap<>();

    private int times;
    private int characters;

    ReturningClient(Seat seat) {
        this.seat = seat;
    }

    Seat seat() {
        return seat;
    }

    /**
     * @param message from the room to all, about to be written to the client
     * @return whether the history has come to its end: the subject follows it, and what is said live (XEP-0045 §7.1)
     */
    synchronized boolean receive(Message message) {
        String body = message.getElement().elementText("body");
        if (body == null) {
            return message.getElement().element("subject") != null;
        }
        if (!Delay.isIn(message.getElement())) {
            return true;
        }
        String key = key(message.getFrom().getResource(), body);
        if (times < MAX_ENTRIES && characters + key.length() <= MAX_CHARACTERS) {
            times++;
            characters += key.length();
            told.merge(key, 1, Integer::sum);
        }
        return false;
    }

    /**
     * To be called once for each message.
     *
     * @return true as often as the room has sent it
     */
    synchronized boolean wasTold(MissedMessage message) {
        String key = key(message.nick(), message.text());
        boolean told = this.told.containsKey(key);
        this.told.computeIfPresent(key, (same, often) -> often == 1 ? null : often - 1);
        return told;
    }

    private static String key(String nick, String body) {
        return nick + '\n' + body;
    }
}
