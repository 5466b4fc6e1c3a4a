package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError;

/**
 * Tells who has written a private message through a room that its addressee will not get it. Openfire's rooms drop
 * errors that an occupant sends, so in rooms of this server the writer is told in the room's name; other services are
 * given the error, with a condition that does not take the seat for a ghost (XEP-0045 §7.5, §18.1.2). What was said to
 * all is not answered.
 */
public final class MessageRefusal {

    private final SeatHost host;
    private final StanzaSink sink;

    public MessageRefusal(SeatHost host, StanzaSink sink) {
        this.host = host;
        this.sink = sink;
    }

    /**
     * @param seat the full JID of the seat
     * @param nick the seat's
     */
    public void refuse(MissedMessage kept, JID seat, String nick) {
        if (kept.kind() == MissedMessage.Kind.PRIVATE) {
            XmlText.parse(kept.stanza()).ifPresent(stanza -> {
                Message message = new Message(stanza, true);
                message.setTo(seat);
                refuse(message, nick, PacketError.Condition.resource_constraint);
            });
        }
    }

    /**
     * @param message as the room has brought it to the seat
     * @param nick    the seat's; empty if it is not known here
     * @param why     none of the conditions by which rooms learn that an occupant is gone
     */
    public void refuse(Message message, String nick, PacketError.Condition why) {
        JID writer = message.getFrom();
        if (message.getType() == Message.Type.groupchat
                || message.getType() == Message.Type.error
                || writer.getResource() == null) {
            return;
        }
        List<JID> clients = host.occupants(writer);
        if (clients.isEmpty() && !host.isLocalService(writer.getDomain())) {
            Replies.error(message, why, "").ifPresent(sink::send);
        }
        for (JID client : clients) {
            Message fromWriter = message.createCopy();
            fromWriter.setFrom(client);
            fromWriter.setTo(
                    nick.isEmpty() ? writer.asBareJID() : new JID(writer.getNode(), writer.getDomain(), nick, true));
            Replies.error(fromWriter, why, "").ifPresent(sink::send);
        }
    }
}
