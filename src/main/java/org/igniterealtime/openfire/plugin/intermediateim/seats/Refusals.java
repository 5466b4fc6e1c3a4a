package org.igniterealtime.openfire.plugin.intermediateim.seats;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError;

/**
 * Errors for who says something to a seat alone that is not kept. Their conditions are none of those by which rooms learn that an
 * occupant is gone (XEP-0045 §18.1.2).
 */
final class Refusals {

    private Refusals() {
    }

    /** @param refused can't be kept, whenever it is said */
    static Message of(Message refused) {
        return error(refused.getID(), refused.getTo(), refused.getFrom(), PacketError.Condition.not_acceptable);
    }

    /**
     * @param refused there is no room for it now
     * @param seat    the full JID of the seat
     */
    static Message of(KeptMessage refused, JID seat) {
        String id = XmlText.parse(refused.stanza()).map(stanza -> stanza.attributeValue("id")).orElse(null);
        JID room = refused.seat().room();
        return error(id, seat, new JID(room.getNode(), room.getDomain(), refused.nick(), true), PacketError.Condition.resource_constraint);
    }

    private static Message error(String id, JID from, JID to, PacketError.Condition condition) {
        Message error = new Message();
        error.setID(id);
        error.setFrom(from);
        error.setTo(to);
        error.setError(condition);
        return error;
    }
}
