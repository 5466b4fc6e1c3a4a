package org.igniterealtime.openfire.plugin.intermediateim.admin.standin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Conversion;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.MessageConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.PlainText;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * The same message in the form of each kind of client.
 *
 * @param typed   message styling
 * @param form    in which a client is taken to have written it, in lower case
 * @param problem i18n key of why it could not be tried; null if it could
 * @param sent    the message as that client would send it
 */
public record FormatPreview(String typed, String form, String problem, String sent, List<ReaderRow> readers) {

    static final int MAX_CHARACTERS = 16_384;

    private static final JID WRITER = new JID("writer@example.org/client");
    private static final QName HTML = QName.get("html", "http://jabber.org/protocol/xhtml-im");

    /** The forms, as clients of each kind show them. */
    private enum Form {
        XHTML(new Rendering(true, false, false)),
        STYLING(new Rendering(false, true, false)),
        MARKUP(new Rendering(false, false, true)),
        NONE(Rendering.PLAIN);

        private final Rendering shown;

        Form(Rendering shown) {
            this.shown = shown;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What one kind of client gets.
     *
     * @param form end of an i18n key
     * @param kind of the conversion, end of an i18n key; null if it gets the message as it was sent
     */
    public record ReaderRow(String form, String kind, String message) {}

    /** @param form in which it is written; what is none of the forms counts as message styling */
    static FormatPreview of(String typed, String form, MessageConverter converter, ConversionPolicy policy) {
        Form writer = Stream.of(Form.XHTML, Form.MARKUP)
                .filter(each -> each.word().equals(form))
                .findFirst()
                .orElse(Form.STYLING);
        if (typed.length() > MAX_CHARACTERS) {
            return new FormatPreview(typed, writer.word(), "intermediateim.standin.try.too-long", "", List.of());
        }
        if (typed.chars().anyMatch(FormatPreview::isForbidden)) {
            return new FormatPreview(typed, writer.word(), "intermediateim.standin.try.not-xml", "", List.of());
        }
        Message sent = written(typed.replace("\r\n", "\n"), writer, converter);
        List<ReaderRow> readers = Stream.of(Form.values())
                .map(reader -> reader(reader, sent, writer, converter, policy))
                .toList();
        return new FormatPreview(typed, writer.word(), null, sent.toXML(), readers);
    }

    /** XML has no such characters (XML 1.0 §2.2). */
    private static boolean isForbidden(int character) {
        return character < ' ' && character != '\n' && character != '\r' && character != '\t'
                || character == 0xFFFE
                || character == 0xFFFF;
    }

    private static Message written(String typed, Form writer, MessageConverter converter) {
        Message styled = new Message();
        styled.setFrom(WRITER);
        styled.setBody(typed);
        if (writer == Form.STYLING) {
            return styled;
        }
        Optional<Message> rich = convert(styled, Form.STYLING, Form.XHTML, converter);
        if (rich.isEmpty()) {
            return styled;
        }
        Message xhtml = rich.get();
        Element html = xhtml.getElement().element(HTML);
        xhtml.getElement().element("body").setText(PlainText.of(html));
        return writer == Form.XHTML
                ? xhtml
                : convert(xhtml, Form.XHTML, Form.MARKUP, converter).orElse(xhtml);
    }

    private static Optional<Message> convert(Message message, Form from, Form to, MessageConverter converter) {
        return converter
                .convert(message, writer -> from.shown, to.shown, ConversionPolicy.DEFAULT)
                .map(Conversion::copy);
    }

    private static ReaderRow reader(
            Form reader, Message sent, Form writer, MessageConverter converter, ConversionPolicy policy) {
        Optional<Conversion> conversion = converter.convert(sent, address -> writer.shown, reader.shown, policy);
        return new ReaderRow(
                reader.word(),
                conversion.map(each -> each.kind().name()).orElse(null),
                conversion.map(Conversion::copy).orElse(sent).toXML());
    }
}
