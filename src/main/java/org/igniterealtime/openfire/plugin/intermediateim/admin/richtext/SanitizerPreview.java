package org.igniterealtime.openfire.plugin.intermediateim.admin.richtext;

import java.util.List;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.Finding;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.SanitizerReport;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.PlainText;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.Styling;

/**
 * What becomes of a piece of markup: the message a client would get, what was removed by which rule, and plain texts.
 */
public final class SanitizerPreview {

    /** A tenth of what a stanza may hold; keeps the nesting within what dom4j can write. */
    static final int MAX_CHARACTERS = 16_384;

    private static final QName HTML = QName.get("html", "http://jabber.org/protocol/xhtml-im");
    /** No script, no request: whatever should get past the sanitizer stays harmless here. */
    private static final String FRAME =
            "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" "
                    + "content=\"default-src 'none'; style-src 'unsafe-inline'\"></head>%s</html>";

    private final String typed;
    private String problem;
    private String source = "";
    private String frame = "";
    private String styling = "";
    private String plain = "";
    private List<Finding> findings = List.of();

    private SanitizerPreview(String typed) {
        this.typed = typed;
    }

    /** @param typed a message, an {@code <html/>} of XHTML-IM, or what would be inside its body */
    static SanitizerPreview of(String typed, XhtmlPolicy policy) {
        SanitizerPreview trial = new SanitizerPreview(typed);
        if (typed.length() > MAX_CHARACTERS) {
            trial.problem = "intermediateim.richtext.try.too-long";
            return trial;
        }
        XmlText.parse(asMessage(typed.strip()))
                .ifPresentOrElse(
                        message -> trial.clean(message, policy),
                        () -> trial.problem = "intermediateim.richtext.try.not-xml");
        return trial;
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

    private void clean(Element message, XhtmlPolicy policy) {
        SanitizerReport report = SanitizerReport.detailed();
        new StanzaSanitizer(new XhtmlSanitizer(policy)).sanitize(message, StanzaSanitizer.Mode.SANITIZE, report);
        boolean isMessage = typed.strip().startsWith("<message");
        findings = report.findings().stream()
                .filter(finding -> isMessage || finding.rule() != Rule.TEXT_WRITTEN)
                .toList();
        source = message.asXML();
        Element html = message.element(HTML);
        if (html != null) {
            frame = FRAME.formatted(((Element) html.node(0)).asXML());
            styling = Styling.of(html);
            plain = PlainText.of(html);
        }
    }

    public String getTyped() {
        return typed;
    }

    /** @return i18n key of why nothing could be tried; null if it could */
    public String getProblem() {
        return problem;
    }

    /** @return the message as it would be delivered */
    public String getSource() {
        return source;
    }

    /** @return a document for a sandboxed frame; empty if no markup is left */
    public String getFrame() {
        return frame;
    }

    /** @return the markup as message styling (XEP-0393) */
    public String getStyling() {
        return styling;
    }

    public String getPlain() {
        return plain;
    }

    public List<FindingRow> getFindings() {
        return findings.stream().map(FindingRow::new).toList();
    }

    /** A finding as a page can read it. */
    public static final class FindingRow {

        private final Finding finding;

        private FindingRow(Finding finding) {
            this.finding = finding;
        }

        public String getRule() {
            return finding.rule().name();
        }

        public String getWhat() {
            return finding.what();
        }
    }
}
