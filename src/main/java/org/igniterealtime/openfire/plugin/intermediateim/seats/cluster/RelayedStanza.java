package org.igniterealtime.openfire.plugin.intermediateim.seats.cluster;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatTraffic;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * A stanza that one node of a cluster has seen, and the one that keeps the seats has to know.
 *
 * @param way how it concerns seats
 * @param xml the stanza, as text: its size is known, and nobody else changes it
 */
public record RelayedStanza(SeatTraffic way, String xml) {

    private static final String NAME = "stanza";

    public static RelayedStanza of(SeatTraffic way, Packet stanza) {
        return new RelayedStanza(way, stanza.toXML());
    }

    /** @return empty if it is of another version of ours */
    public static Optional<RelayedStanza> in(Element element) {
        for (SeatTraffic way : SeatTraffic.values()) {
            if (element.getName().equals(NAME) && way.name().equals(element.attributeValue("way"))) {
                return Optional.of(new RelayedStanza(way, element.getText()));
            }
        }
        return Optional.empty();
    }

    /** @return whether somebody waits for what comes of it */
    boolean isAwaited() {
        return way == SeatTraffic.COMMAND || way == SeatTraffic.TO_CLIENT;
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
