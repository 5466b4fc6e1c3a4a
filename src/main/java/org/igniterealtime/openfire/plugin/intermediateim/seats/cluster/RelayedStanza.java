package org.igniterealtime.openfire.plugin.intermediateim.seats.cluster;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * A stanza that one node of a cluster has seen, and the one that keeps the seats has to know.
 *
 * @param xml the stanza, as text: its size is known, and nobody else changes it
 */
public record RelayedStanza(Way way, String xml) {

    private static final String NAME = "stanza";

    /** Where it was seen; what is taken goes no further on the node that saw it. */
    public enum Way {
        /** From a room to a seat; taken. */
        TO_SEAT,
        /** From a remote room to a client, perhaps besides another to the seat; taken. */
        TO_CLIENT,
        /** Presence that a client has sent. */
        FROM_CLIENT,
        /** Presence that a room shows a client. */
        SHOWN,
        /** What a client is told of the room's history. */
        HEARD,
        /** To the address where seats are asked for; taken. */
        ASKED
    }

    public static RelayedStanza of(Way way, Packet stanza) {
        return new RelayedStanza(way, stanza.toXML());
    }

    /** @return empty if it is of another version of ours */
    public static Optional<RelayedStanza> in(Element element) {
        for (Way way : Way.values()) {
            if (element.getName().equals(NAME) && way.name().equals(element.attributeValue("way"))) {
                return Optional.of(new RelayedStanza(way, element.getText()));
            }
        }
        return Optional.empty();
    }

    /** @return whether somebody waits for what comes of it */
    boolean isAwaited() {
        return way == Way.ASKED || way == Way.TO_CLIENT;
    }

    void addTo(Element batch) {
        batch.addElement(NAME).addAttribute("way", way.name()).setText(xml);
    }

    /** @return empty if it can't be read */
    public Optional<Packet> stanza() {
        return XmlText.parse(xml).map(RelayedStanza::packet);
    }

    private static Packet packet(Element element) {
        return switch (element.getName()) {
            case "message" -> new Message(element, true);
            case "presence" -> new Presence(element, true);
            default -> new IQ(element, true);
        };
    }
}
