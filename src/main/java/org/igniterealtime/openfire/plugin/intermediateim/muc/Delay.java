package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.DateTimeProfile;
import org.xmpp.packet.JID;

/**
 * That a stanza is older than it looks (XEP-0203; XEP-0091 before). Either part may be missing, or be a lie of the
 * sender's.
 */
public record Delay(Optional<Instant> stamp, Optional<JID> by) {

    private static final QName DELAY = QName.get("delay", "urn:xmpp:delay");
    private static final QName OLD = QName.get("x", "jabber:x:delay");
    private static final DateTimeFormatter OLD_STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HH:mm:ss");

    /** @return null if there is none: that is asked for every message of a room */
    static Delay in(Element stanza) {
        Element delay = stanza.element(DELAY);
        if (delay == null) {
            delay = stanza.element(OLD);
        }
        return delay == null
                ? null
                : new Delay(stamp(delay.attributeValue("stamp")), MucUser.jid(delay.attributeValue("from")));
    }

    /** @return whether the stanza is said to be older than it looks */
    public static boolean isIn(Element stanza) {
        return stanza.element(DELAY) != null || stanza.element(OLD) != null;
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

    /** @return whether the room says so: by its own address, or an occupant's as older services write */
    boolean isBy(JID room) {
        return by.isPresent() && by.get().asBareJID().equals(room);
    }
}
