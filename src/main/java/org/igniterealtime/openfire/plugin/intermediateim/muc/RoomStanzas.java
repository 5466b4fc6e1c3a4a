package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.Optional;
import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** What an occupant writes, each with {@code from}, {@code to} and id. */
final class RoomStanzas {

    static final String PING = "urn:xmpp:ping";
    static final String RESERVED_NICK_NODE = "x-roomuser-item";

    private RoomStanzas() {
    }

    /** XEP-0045 §7.2.1, §7.2.5, §7.2.14. Only a join has this {@code <x/>}: in an update it would have all sent again (§17.3). */
    static Presence join(Presence available, JoinRequest request, History history) {
        Element x = available.addChildElement("x", MucUser.MUC);
        request.password().ifPresent(password -> x.addElement("password").setText(password));
        history.addTo(x);
        return available;
    }

    /** §7.14. */
    static Presence leave() {
        return new Presence(Presence.Type.unavailable);
    }

    /** XEP-0410 §3.2. */
    static IQ ping() {
        IQ iq = new IQ(IQ.Type.get);
        iq.setChildElement("ping", PING);
        return iq;
    }

    /** XEP-0045 §6.4. */
    static IQ askInfo() {
        IQ iq = new IQ(IQ.Type.get);
        iq.setChildElement("query", RoomInfo.DISCO_INFO);
        return iq;
    }

    /** §7.12. */
    static IQ askReservedNick() {
        IQ iq = askInfo();
        iq.getChildElement().addAttribute("node", RESERVED_NICK_NODE);
        return iq;
    }

    /** §10.1.3. */
    static IQ askConfiguration() {
        IQ iq = new IQ(IQ.Type.get);
        iq.setChildElement("query", MucUser.MUC_OWNER);
        return iq;
    }

    /** @param form of type submit or cancel (§10.1) */
    static IQ configure(Element form) {
        IQ iq = new IQ(IQ.Type.set);
        iq.setChildElement("query", MucUser.MUC_OWNER).add(form);
        return iq;
    }

    /** §7.4. */
    static Message toAll(String body) {
        Message message = new Message();
        message.setType(Message.Type.groupchat);
        message.setBody(body);
        return message;
    }

    /** §7.5: with an empty {@code <x/>}, by which servers and clients tell it from other messages. */
    static Message toOne(String body) {
        Message message = new Message();
        message.setType(Message.Type.chat);
        message.setBody(body);
        message.addChildElement("x", MucUser.MUC_USER);
        return message;
    }

    /** §8.1: without body and thread. */
    static Message subject(String subject) {
        Message message = new Message();
        message.setType(Message.Type.groupchat);
        message.getElement().addElement("subject").setText(subject);
        return message;
    }

    /** @return what an error says; undefined-condition if it says nothing that is known */
    static PacketError.Condition condition(Packet error) {
        return Optional.ofNullable(error.getError()).map(PacketError::getCondition)
                .orElse(PacketError.Condition.undefined_condition);
    }

    static <P extends Packet> P addressed(P stanza, String id, JID from, JID to) {
        stanza.setID(id);
        stanza.setFrom(from);
        stanza.setTo(to);
        return stanza;
    }
}
