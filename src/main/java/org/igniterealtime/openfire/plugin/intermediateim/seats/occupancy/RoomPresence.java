package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.util.Optional;
import java.util.Set;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Presence to rooms and from them (XEP-0045 §15), as seats look at it: their own {@code muc.Occupant} reads the rest.
 */
public final class RoomPresence {

    static final String MUC = "http://jabber.org/protocol/muc";
    private static final Set<String> OF_ROOMS =
            Set.of(MUC, MUC + "#user", "urn:xmpp:occupant-id:0", "urn:xmpp:sid:0", "urn:xmpp:delay");
    private static final QName USER = QName.get("x", MUC + "#user");

    private RoomPresence() {}

    /** @return whether it is a room's, about an occupant */
    static boolean isOfRoom(Presence presence) {
        return presence.getElement().element(USER) != null && presence.getFrom().getResource() != null;
    }

    public static boolean hasStatus(Presence presence, String code) {
        Element user = presence.getElement().element(USER);
        if (user != null) {
            for (Object status : user.elements("status")) {
                if (code.equals(((Element) status).attributeValue("code"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** @return the real address of an occupant, if the room shows it */
    static Optional<JID> address(Presence presence) {
        Element user = presence.getElement().element(USER);
        Element item = user == null ? null : user.element("item");
        try {
            return Optional.ofNullable(item == null ? null : item.attributeValue("jid"))
                    .map(JID::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @return the password in a client's join */
    static Optional<String> password(Presence join) {
        Element x = join.getChildElement("x", MUC);
        return Optional.ofNullable(x == null ? null : x.elementText("password"))
                .filter(password -> !password.isEmpty());
    }

    /** @return what somebody says of himself: without what makes it a join, and without what a room adds */
    static Presence content(Presence presence) {
        return addContent(new Presence(), presence);
    }

    /** Adds what {@code shown} says of somebody. */
    static Presence addContent(Presence presence, Presence shown) {
        for (Object each : shown.getElement().elements()) {
            Element child = (Element) each;
            if (!OF_ROOMS.contains(child.getNamespaceURI())) {
                presence.getElement().add(child.createCopy());
            }
        }
        return presence;
    }

    /** @return what a room says to a client that has left (§7.14) */
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
