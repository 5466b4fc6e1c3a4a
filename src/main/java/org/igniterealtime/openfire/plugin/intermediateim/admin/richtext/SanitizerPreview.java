package org.igniterealtime.openfire.plugin.intermediateim.admin.richtext;

import java.util.List;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.SanitizerReport;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.PlainText;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.Styling;

/**
 * What becomes of a piece of markup: the message a client would get, what was removed by which rule, and plain texts.
 *
 * @param typed    the markup that was tried
 * @param problem  i18n key of why nothing could be tried; null if it could
 * @param source   the message as it would be delivered
 * @param frame    a document for a sandboxed frame; empty if no markup is left
 * @param styling  the markup as message styling (XEP-0393)
 * @param plain    the markup as plain text
 * @param findings what was removed
 */
public record SanitizerPreview(
        String typed,
        String problem,
        String source,
        String frame,
        String styling,
        String plain,
        List<FindingRow> findings) {

    /** A tenth of what a stanza may hold; keeps the nesting within what dom4j can write. */
    static final int MAX_CHARACTERS = 16_384;

    private static final QName HTML = QName.get("html", "http://jabber.org/protocol/xhtml-im");
    /** No script, no request: whatever should get past the sanitizer stays harmless here. */
    private static final String FRAME =
            "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" "
                    + "content=\"default-src 'none'; style-src 'unsafe-inline'\"></head>%s</html>";

    /** @param typed a message, an {@code <html/>} of XHTML-IM, or what would be inside its body */
    static SanitizerPreview of(String typed, XhtmlPolicy policy) {
        if (typed.length() > MAX_CHARACTERS) {
            return impossible(typed, "intermediateim.richtext.try.too-long");
        }
        return XmlText.parse(asMessage(typed.strip()))
                .map(message -> clean(typed, message, policy))
                .orElseGet(() -> impossible(typed, "intermediateim.richtext.try.not-xml"));
    }

    private static SanitizerPreview impossible(String typed, String problem) {
        return new SanitizerPreview(typed, problem, "", "", "", "", List.of());
    }

    private static String asMessage(String typed) {
        if (typed.startsWith("<message")) {
            return typed;
        }
        String html = typed.startsWith("<html")
                ? typed
                : "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>"
                        + typed + "</body></html>";
        return "<message>" + html + "</message>";
    }

    private static SanitizerPreview clean(String typed, Element message, XhtmlPolicy policy) {
        SanitizerReport report = SanitizerReport.detailed();
        new StanzaSanitizer(new XhtmlSanitizer(policy)).sanitize(message, StanzaSanitizer.Mode.SANITIZE, report);
        boolean isMessage = typed.strip().startsWith("<message");
        List<FindingRow> findings = report.findings().stream()
                .filter(finding -> isMessage || finding.rule() != Rule.TEXT_WRITTEN)
                .map(finding -> new FindingRow(finding.rule().name(), finding.what()))
                .toList();
        Element html = message.element(HTML);
        return html == null
                ? new SanitizerPreview(typed, null, message.asXML(), "", "", "", findings)
                : new SanitizerPreview(
                        typed,
                        null,
                        message.asXML(),
                        FRAME.formatted(((Element) html.node(0)).asXML()),
                        Styling.of(html),
                        PlainText.of(html),
                        findings);
    }

    /**
     * Something that was removed.
     *
     * @param rule its name, the end of an i18n key
     */
    public record FindingRow(String rule, String what) {}
}
