package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Delay;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** What is said in the room, to all or to us. */
final class RoomMessages {

    private final JID room;
    /**
     * Until then what comes may still be history (XEP-0045 §7.2.1); null once a subject or something new has come.
     */
    private Instant historyUntil;
    /** Null until we say something. */
    private OwnMessages words;

    RoomMessages(JID room, Instant historyUntil) {
        this.room = room;
        this.historyUntil = historyUntil;
    }

    void said(String id, String body) {
        if (words == null) {
            words = new OwnMessages();
        }
        words.said(id, body);
    }

    /** @param nick of the sender; empty for the room itself */
    void toAll(Message message, String nick, String ownNick, Instant now, List<Output> out) {
        Element stanza = message.getElement();
        String body = stanza.elementText("body");
        if (body != null) {
            Delay delay = Delay.in(stanza);
            MessageKind kind = kind(message.getID(), nick, body, delay, ownNick, now);
            out.add(new Event.Said(kind, nick, message, delay == null ? Optional.empty() : delay.stamp()));
        } else if (stanza.element("subject") != null && stanza.element("thread") == null) {
            historyUntil = null; // the subject ends what we are sent on entry (§7.2.15)
            out.add(new Event.SubjectChanged(nick, MucUser.text(stanza.elementText("subject"))));
        } else if (nick.isEmpty()) {
            Set<ConfigurationNotice> notices = ConfigurationNotice.in(MucUser.in(stanza));
            if (!notices.isEmpty()) {
                out.add(new Event.ConfigurationChanged(notices));
            }
        }
    }

    private MessageKind kind(String id, String nick, String body, Delay delay, String ownNick, Instant now) {
        if (delay != null && (delay.isBy(room) || historyUntil != null && now.isBefore(historyUntil))) {
            return MessageKind
                    .HISTORY; // while entering, whoever has put the delay there: older services name the sender
        }
        if (delay == null) {
            historyUntil = null;
        }
        if (!nick.equals(ownNick)) {
            return MessageKind.LIVE;
        }
        return words != null && words.errorReceived(id, body) ? MessageKind.OURS : MessageKind.OWN_NICK;
    }

    /** @param message from an occupant, not to all; never mind whether it has an {@code <x/>} (§7.5) */
    void toUs(Message message, String nick, List<Output> out) {
        Optional<Invitation> invitation = Invitation.in(message);
        if (invitation.isPresent()) {
            if (!invitation.get().room().equals(room)) { // into this one is no news (XEP-0249 §4)
                out.add(new Event.Invited(invitation.get()));
            }
        } else if (message.getElement()
                .elements()
                .iterator()
                .hasNext()) { // with text or without: whoever keeps it decides
            Delay delay = Delay.in(message.getElement());
            out.add(new Event.PrivateMessage(nick, message, delay == null ? Optional.empty() : delay.stamp()));
        }
    }
}
