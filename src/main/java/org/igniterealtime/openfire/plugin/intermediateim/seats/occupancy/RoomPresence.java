package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.util.Optional;
import java.util.Set;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MucUser;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Delay;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Presence to and from rooms (XEP-0045 §15), as far as seats themselves read it; their {@code muc.Occupant} reads the
 * rest.
 */
public final class RoomPresence {

    private static final Set<String> OF_ROOMS =
            Set.of(MucUser.MUC, MucUser.MUC_USER, "urn:xmpp:occupant-id:0", "urn:xmpp:sid:0", Delay.NAMESPACE);
    private static final QName USER = QName.get("x", MucUser.MUC_USER);

    private RoomPresence() {}

    /** @return whether it is a room's, about an occupant */
    static boolean isOfRoom(Presence presence) {
        return MucUser.isIn(presence.getElement()) && presence.getFrom().getResource() != null;
    }

    /** @return whether the room says by code 110 that it is the recipient's own */
    public static boolean isOwn(Presence presence) {
        return MucUser.hasStatus(presence.getElement(), 110);
    }

    /** @return the real address of an occupant, if the room shows it */
    static Optional<JID> address(Presence presence) {
        return MucUser.in(presence.getElement()).item().jid();
    }

    /** @return whether a client asks by it to be let in, as far as it can be told from those that come afterwards */
    static boolean isJoin(Presence presence) {
        return presence.getChildElement("x", MucUser.MUC) != null;
    }

    /** @return the password in a client's join */
    static Optional<String> password(Presence join) {
        Element x = join.getChildElement("x", MucUser.MUC);
        return Optional.ofNullable(x == null ? null : x.elementText("password"))
                .filter(password -> !password.isEmpty());
    }

    /** @return presence with the sender's own content: without what makes it a join, and without what a room adds */
    static Presence content(Presence presence) {
        return addContent(new Presence(), presence);
    }

    /** @return whether both say the same, or are both null */
    static boolean isSame(Presence one, Presence other) {
        return one == other || one != null && other != null && one.toXML().equals(other.toXML());
    }

    /** Adds the sender's own content of {@code shown}. */
    static Presence addContent(Presence presence, Presence shown) {
        for (Object each : shown.getElement().elements()) {
            Element child = (Element) each;
            if (!OF_ROOMS.contains(child.getNamespaceURI())) {
                presence.getElement().add(child.createCopy());
            }
        }
        return presence;
    }

    /** @return the presence by which a room confirms that a client has left (§7.14) */
    static Presence leaveConfirmation(JID here, JID client) {
        Presence presence = new Presence(Presence.Type.unavailable);
        presence.setFrom(here);
        presence.setTo(client);
        Element x = DocumentHelper.createElement(USER);
        x.addElement("item").addAttribute("affiliation", "none").addAttribute("role", "none");
        x.addElement("status").addAttribute("code", "110");
        presence.getElement().add(x);
        return presence;
    }
}
