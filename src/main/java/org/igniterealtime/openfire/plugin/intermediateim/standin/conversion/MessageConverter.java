package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.Optional;
import java.util.function.Function;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Writes a message in the form of rich text that its recipient shows.
 *
 * <table>
 * <caption>what is done</caption>
 * <tr><th>written in</th><th>for XHTML-IM</th><th>for markup</th><th>for styling</th><th>for none</th></tr>
 * <tr><td>XHTML-IM</td><td>as is</td><td>markup instead, or styling if there is code or a quotation, which no known
 * client shows by its markup</td><td>styling instead</td><td>the body with the targets of links</td></tr>
 * <tr><td>styling</td><td>XHTML added</td><td>as is</td><td>as is</td><td>as is</td></tr>
 * <tr><td>markup</td><td>XHTML added</td><td>as is</td><td>styling instead</td><td>as is</td></tr>
 * </table>
 *
 * <p>The body is rewritten only if what is written instead has the same text and is read back with the same styles;
 * otherwise it stays as it is. In a carbon (XEP-0280) and in a result of an archive (XEP-0313) the message within is
 * converted. Thread-safe.
 */
public final class MessageConverter {

    private final TextConverter texts;

    /**
     * @param sanitizer what is allowed of the XHTML that we write; empty drops it. A copy is added to a message, so
     *     what it returns may be kept
     */
    public MessageConverter(Function<Element, Optional<Element>> sanitizer) {
        texts = new TextConverter(sanitizer);
    }

    /**
     * Whether there may be rich text, or a link beside the text, in {@code message}, whoever has written it. Most
     * messages have none; this costs little and allocates nothing.
     */
    public static boolean mayConcern(Message message) {
        return FormattedMessages.mayConcern(message.getElement());
    }

    /**
     * Converts {@code message} for one recipient.
     *
     * @param message is not changed
     * @param senders what the client shows that has written a message: {@code *bold*} is rich text only if that client
     *     shows it so. Is asked for the {@code from} of the message, or of the one within it; a client of which nothing
     *     is known is {@link Rendering#PLAIN}
     * @param recipient one of which nothing is known is {@link Rendering#EVERYTHING}
     * @return empty if the recipient gets the message as it is
     */
    public Optional<Conversion> convert(
            Message message, Function<JID, Rendering> senders, Rendering recipient, ConversionPolicy policy) {
        Element written = FormattedMessages.written(message.getElement());
        return TextRequest.of(written, senders, recipient, policy)
                .flatMap(this::change)
                .map(change -> apply(change, message));
    }

    Optional<TextChange> change(TextRequest request) {
        return texts.convert(request);
    }

    static Conversion apply(TextChange change, Message message) {
        Message copy = message.createCopy();
        change.applyTo(FormattedMessages.written(copy.getElement()));
        return new Conversion(copy, change.kind());
    }
}
