package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Somebody asks us into a room: through the room (XEP-0045 §7.8.2) or directly (XEP-0249).
 *
 * @param inviter  who asks, as the room or the message says
 * @param reason   may be empty
 * @param password to be sent with the join, if there is one; never logged
 * @param continues whether a conversation of two goes on there (§7.9)
 * @param thread   of that conversation; may be empty
 */
public record Invitation(
        boolean direct,
        JID room,
        JID inviter,
        String reason,
        Optional<String> password,
        boolean continues,
        String thread) {

    public static final String DIRECT_NAMESPACE = "jabber:x:conference";
    private static final QName DIRECT = QName.get("x", DIRECT_NAMESPACE);

    /**
     * @return the invitation in a message; empty if there is none, or one without a room or an inviter. Mediated goes
     *     first: the direct one beside it is the same, for old clients (§7.8.2 note)
     */
    public static Optional<Invitation> in(Message message) {
        String type = RoomStanzas.type(message);
        if (type.equals("error") || type.equals("groupchat") || message.getFrom() == null) {
            return Optional.empty();
        }
        return mediated(message).or(() -> direct(message));
    }

    private static Optional<Invitation> mediated(Message message) {
        Element x = message.getElement().element(MucUser.X);
        Element invite = x == null ? null : x.element("invite");
        JID room = message.getFrom().asBareJID();
        if (invite == null || room.getNode() == null) {
            return Optional.empty();
        }
        Element continued = invite.element("continue");
        return MucUser.jid(invite.attributeValue("from"))
                .map(inviter -> new Invitation(
                        false,
                        room,
                        inviter,
                        MucUser.text(invite.elementText("reason")),
                        password(x.elementText("password")),
                        continued != null,
                        continued == null ? "" : MucUser.text(continued.attributeValue("thread"))));
    }

    private static Optional<Invitation> direct(Message message) {
        Element x = message.getElement().element(DIRECT);
        if (x == null) {
            return Optional.empty();
        }
        String continued = x.attributeValue("continue", "");
        return MucUser.jid(x.attributeValue("jid"))
                .filter(room -> room.getNode() != null)
                .map(room -> new Invitation(
                        true,
                        room.asBareJID(),
                        message.getFrom(),
                        MucUser.text(x.attributeValue("reason")),
                        password(x.attributeValue("password")),
                        continued.equals("true") || continued.equals("1"),
                        MucUser.text(x.attributeValue("thread"))));
    }

    private static Optional<String> password(String password) {
        return Optional.ofNullable(password).filter(text -> !text.isEmpty() && text.length() <= MucUser.MAX_TEXT);
    }

    /** @return the same as a direct one: what a message to the invitee carries (XEP-0249 §2) */
    public Element directPayload() {
        Element x = DocumentHelper.createElement(DIRECT).addAttribute("jid", room.toString());
        password.ifPresent(text -> x.addAttribute("password", text));
        if (!reason.isEmpty()) {
            x.addAttribute("reason", reason);
        }
        if (continues) {
            x.addAttribute("continue", "true");
        }
        if (!thread.isEmpty()) {
            x.addAttribute("thread", thread);
        }
        return x;
    }

    /** @return the same as one that the room passes on: what its message to the invitee carries (XEP-0045 §7.8.2) */
    public Element mediatedPayload() {
        Element x = DocumentHelper.createElement(MucUser.X);
        Element invite = x.addElement("invite").addAttribute("from", inviter.toBareJID());
        if (!reason.isEmpty()) {
            invite.addElement("reason").setText(reason);
        }
        if (continues) {
            Element continued = invite.addElement("continue");
            if (!thread.isEmpty()) {
                continued.addAttribute("thread", thread);
            }
        }
        password.ifPresent(text -> x.addElement("password").setText(text));
        return x;
    }

    /** @return a direct one (XEP-0249 §2), without addresses */
    static Message direct(JoinRequest in, String reason) {
        Message message = new Message();
        Element x = message.addChildElement("x", DIRECT_NAMESPACE)
                .addAttribute("jid", in.room().toString());
        in.password().ifPresent(password -> x.addAttribute("password", password));
        if (!reason.isEmpty()) {
            x.addAttribute("reason", reason);
        }
        return message;
    }

    /**
     * @return one that the room passes on (XEP-0045 §7.8.2), without addresses. One invitee each: many services read no
     *     more.
     */
    static Message mediated(JID invitee, String reason) {
        Message message = new Message();
        Element invite = message.addChildElement("x", MucUser.MUC_USER)
                .addElement("invite")
                .addAttribute("to", invitee.toString());
        if (!reason.isEmpty()) {
            invite.addElement("reason").setText(reason);
        }
        return message;
    }

    /**
     * @param self who was invited
     * @return what says no: sent to the room, not to the inviter (§7.8.2). Empty for a direct invitation: that is
     *     dropped silently (XEP-0249 §2).
     */
    public Optional<Message> declined(JID self, String why) {
        if (direct) {
            return Optional.empty();
        }
        Message message = new Message();
        message.setFrom(self);
        message.setTo(room);
        Element decline = message.addChildElement("x", MucUser.MUC_USER)
                .addElement("decline")
                .addAttribute("to", inviter.toString());
        if (!why.isEmpty()) {
            decline.addElement("reason").setText(why);
        }
        return Optional.of(message);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return inviter + " invites into " + room;
    }
}
