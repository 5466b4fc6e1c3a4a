package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmppUri;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * What an occupant writes, without addresses and id: see {@link Sender}; and what it reads in the same way everywhere.
 */
final class RoomStanzas {

    static final String PING = "urn:xmpp:ping";
    static final String RESERVED_NICK_NODE = "x-roomuser-item";

    private static final String VOICE_REQUEST = MucUser.MUC + "#request";

    private RoomStanzas() {}

    /**
     * XEP-0045 §7.2.1, §7.2.5, §7.2.14. Only a join has this {@code <x/>}: in an update it would have all sent again
     * (§17.3).
     */
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
        iq.setChildElement("query", DiscoInfo.NAMESPACE);
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
    static IQ configure(DataForm form) {
        IQ iq = new IQ(IQ.Type.set);
        iq.setChildElement("query", MucUser.MUC_OWNER).add(form.toElement());
        return iq;
    }

    /** §10.1.1. */
    static IQ cancelConfiguration() {
        return configure(new DataForm(DataForm.Type.CANCEL, List.of()));
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

    /** §7.13. */
    static Message voiceRequest() {
        Message message = new Message();
        message.getElement()
                .add(new DataForm(
                                DataForm.Type.SUBMIT,
                                List.of(
                                        new Field(DataForm.FORM_TYPE, FieldType.NONE, VOICE_REQUEST),
                                        new Field("muc#role", FieldType.LIST_SINGLE, "participant")))
                        .toElement());
        return message;
    }

    static Event.Destroyed destroyed(Element destroy) {
        return new Event.Destroyed(
                MucUser.jid(destroy.attributeValue("jid")).map(JID::asBareJID).filter(room -> room.getNode() != null),
                MucUser.text(destroy.elementText("password")),
                MucUser.text(destroy.elementText("reason")));
    }

    /** @return the attribute as it came: Tinder throws at a type that is none; empty for none */
    static String type(Packet stanza) {
        return stanza.getElement().attributeValue("type", "");
    }

    /** @return the words of an error */
    static String text(Packet error) {
        Element element = error.getElement().element("error");
        return MucUser.text(element == null ? null : element.elementText("text"));
    }

    /** @return where an error says that the room is now: an {@code xmpp:} URI (RFC 6120 §8.3.3.5, §8.3.3.14) */
    static Optional<JID> alternate(Packet error) {
        Element element = error.getElement().element("error");
        return element == null
                ? Optional.empty()
                : element.elements().stream()
                        .filter(child -> child.getName().equals("gone")
                                || child.getName().equals("redirect"))
                        .map(Element::getTextTrim)
                        .filter(XmppUri::isOne)
                        .findFirst()
                        .flatMap(XmppUri::address)
                        .map(JID::asBareJID)
                        .filter(room -> room.getNode() != null);
    }

    /** @return what an error says; undefined-condition if it says nothing that is known */
    static Condition condition(Packet error) {
        Element element = error.getElement().element("error");
        for (Condition condition : Condition.values()) {
            if (element != null && element.element(condition.toXMPP()) != null) {
                return condition;
            }
        }
        return Condition.undefined_condition;
    }
}
