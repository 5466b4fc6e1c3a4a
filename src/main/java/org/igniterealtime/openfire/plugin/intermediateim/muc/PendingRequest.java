package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * A request of ours that is not answered yet. Answers are matched by id and sender.
 *
 * @param about what is asked
 * @param until how long we wait
 */
record PendingRequest<K extends Enum<K>>(K about, String id, JID asked, Instant until) {

    static <K extends Enum<K>> PendingRequest<K> ask(
            K about, IQ iq, JID asked, Sender sender, Instant now, List<Output> out) {
        return new PendingRequest<>(
                about,
                sender.send(iq, asked, out),
                asked,
                now.plus(sender.policy().times().answer()));
    }

    boolean isAnsweredBy(IQ iq) {
        return !isRequest(iq) && id.equals(iq.getID()) && asked.equals(iq.getFrom());
    }

    /** @return whether this is it, as the room has passed it on */
    boolean is(IQ request) {
        return isRequest(request) && id.equals(request.getID());
    }

    static boolean isRequest(IQ iq) {
        String type = RoomStanzas.type(iq);
        return type.equals("get") || type.equals("set");
    }

    boolean isOverdue(Instant now) {
        return !now.isBefore(until);
    }
}
