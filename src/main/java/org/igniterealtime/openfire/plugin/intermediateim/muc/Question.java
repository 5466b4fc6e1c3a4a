package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/** A request of ours that is not answered yet. Answers are matched by id and sender. */
record Question(Kind kind, String id, JID asked, Instant until) {

    enum Kind {
        ROOM_INFO, RESERVED_NICK, PING,
        /** What can be configured. */
        FORM,
        /** What the owner wants: asked by an event. */
        DECISION,
        /** A configuration. */
        SUBMISSION,
        /** An instant room, as was wanted. */
        DEFAULTS,
        /** An instant room, since nothing better came of it. */
        FALLBACK
    }

    static Question ask(Kind kind, IQ iq, JID asked, Sender sender, Instant now, List<Output> out) {
        return new Question(kind, sender.send(iq, asked, out), asked, now.plus(sender.conduct().times().answer()));
    }

    boolean isAnsweredBy(IQ iq) {
        return !isRequest(iq) && id.equals(iq.getID()) && asked.equals(iq.getFrom());
    }

    static boolean isRequest(IQ iq) {
        String type = RoomStanzas.type(iq);
        return type.equals("get") || type.equals("set");
    }

    boolean isOverdue(Instant now) {
        return !now.isBefore(until);
    }
}
