package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.JID;

/**
 * When a stanza was first sent, if it was delivered later (XEP-0203, and XEP-0091 before it). Either part may be
 * missing, or may be forged by the sender.
 */
public record Delay(Optional<Instant> stamp, Optional<JID> by) {

    public static final String NAMESPACE = "urn:xmpp:delay";

    private static final QName DELAY = QName.get("delay", NAMESPACE);
    private static final QName OLD = QName.get("x", "jabber:x:delay");
    private static final DateTimeFormatter OLD_STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HH:mm:ss");

    /** @return null if there is none, since every message of a room is asked */
    public static Delay in(Element stanza) {
        Element delay = stanza.element(DELAY);
        if (delay == null) {
            delay = stanza.element(OLD);
        }
        return delay == null
                ? null
                : new Delay(stamp(delay.attributeValue("stamp")), jid(delay.attributeValue("from")));
    }

    /** @return whether the stanza says that it was delayed */
    public static boolean isIn(Element stanza) {
        return stanza.element(DELAY) != null || stanza.element(OLD) != null;
    }

    /**
     * Adds a delay in the form of XEP-0203, unless there is one of that form.
     *
     * @param by address of the entity that kept the stanza
     */
    public static void addTo(Element stanza, String by, Instant at) {
        if (stanza.element(DELAY) == null) {
            stanza.addElement(DELAY).addAttribute("from", by).addAttribute("stamp", DateTimeProfile.write(at));
        }
    }

    private static Optional<Instant> stamp(String text) {
        if (text == null) {
            return Optional.empty();
        }
        return DateTimeProfile.read(text).or(() -> oldStamp(text));
    }

    private static Optional<Instant> oldStamp(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, OLD_STAMP).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<JID> jid(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(new JID(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @return whether the room has added it: by its own address, or an occupant's as older services write */
    public boolean isBy(JID room) {
        return by.isPresent() && by.get().asBareJID().equals(room);
    }
}
