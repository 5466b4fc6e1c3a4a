package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.text.Normalizer;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.ElementSize;
import org.xmpp.packet.Message;

/**
 * A message from a room as seats need it. A room sends the same object to all of its occupants, so it is processed
 * once, however many seats receive it. Any thread.
 */
public final class RoomMessage {

    private final Message message;
    private final String body;
    private final String searchable;
    /** Computed on demand; null before. */
    private volatile Optional<String> xml;

    private RoomMessage(Message message) {
        this.message = message;
        body = message.getElement().elementText("body"); // the first, as everywhere; getBody gathers them all
        searchable = body == null ? null : Normalizer.normalize(body, Normalizer.Form.NFC);
    }

    /** Remembers the last one. */
    public static final class Reader {

        private volatile RoomMessage last;

        RoomMessage read(Message message) {
            RoomMessage known = last;
            if (known == null || known.message != message) {
                known = new RoomMessage(message);
                last = known;
            }
            return known;
        }
    }

    /** @return the text, empty if there is none */
    String body() {
        return body == null ? "" : body;
    }

    /**
     * @return the text in Normalization Form C, in which what is canonically equivalent is equal; null if there is none
     */
    String searchable() {
        return searchable;
    }

    /** @return the message as XML, without addressee; empty if it is too large to be kept */
    Optional<String> xml() {
        Optional<String> known = xml;
        if (known == null) {
            known = write(message);
            xml = known;
        }
        return known;
    }

    private static Optional<String> write(Message message) {
        if (ElementSize.exceeds(message.getElement(), MissedMessage.MAX_BYTES)) {
            return Optional.empty();
        }
        Message toNobody = message.createCopy(); // the addressee is another one for each seat
        toNobody.getElement().remove(toNobody.getElement().attribute("to"));
        return Optional.of(toNobody.toXML());
    }
}
