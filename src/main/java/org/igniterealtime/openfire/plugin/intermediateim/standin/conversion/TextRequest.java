package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.Optional;
import java.util.function.Function;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.xmpp.packet.JID;

/**
 * All that a conversion depends on.
 *
 * @param directives whether directives in the body are rich text: its writer saw them so
 */
record TextRequest(
        WrittenContent content, boolean directives, Freedom freedom, Rendering recipient, ConversionPolicy policy) {

    /** What is larger is not a message that somebody typed, and goes as it is. */
    static final int MAX_CHARACTERS = 200_000;

    /** @return empty if nothing may be converted, or if nothing has to */
    static Optional<TextRequest> of(
            Element message, Function<JID, Rendering> senders, Rendering recipient, ConversionPolicy policy) {
        WrittenContent content = WrittenContent.of(message).orElse(null);
        if (content == null || content.suits(recipient)) {
            return Optional.empty();
        }
        Freedom freedom = HandsOff.of(message, content.body());
        if (freedom == Freedom.NONE || content.characters(MAX_CHARACTERS) > MAX_CHARACTERS) {
            return Optional.empty();
        }
        boolean directives =
                content.html() == null && senders.apply(from(message)).styling();
        return content.isBodyAlone() && !directives
                ? Optional.empty()
                : Optional.of(new TextRequest(content, directives, freedom, recipient, policy));
    }

    /** The same, independent of the message it was read from. */
    TextRequest detached() {
        return new TextRequest(content.detached(), directives, freedom, recipient, policy);
    }

    int characters() {
        return content.characters(MAX_CHARACTERS);
    }

    private static JID from(Element message) {
        String from = message.attributeValue("from");
        try {
            return from == null ? null : new JID(from, true); // as the server has it
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
