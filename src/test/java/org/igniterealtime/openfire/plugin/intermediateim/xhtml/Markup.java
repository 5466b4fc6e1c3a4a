package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.io.StringReader;
import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.io.SAXReader;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;

/** XHTML-IM as tests write it: only what is inside the body, everything around it being the same each time. */
public final class Markup {

    private static final String HEAD =
            "<html xmlns=\"http://jabber.org/protocol/xhtml-im\"><body xmlns=\"http://www.w3.org/1999/xhtml\">";
    private static final String TAIL = "</body></html>";

    /** To make one takes longer than to read most of what tests read. */
    private static final ThreadLocal<SAXReader> READER = ThreadLocal.withInitial(SAXReader::new);

    private Markup() {}

    public static Element parse(String xml) {
        try {
            return READER.get().read(new StringReader(xml)).getRootElement();
        } catch (DocumentException e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    /** An {@code <html/>} with this content in its body. */
    public static Element html(String content) {
        return parse(HEAD + content + TAIL);
    }

    /**
     * What remains of the content under the default policy, as it is written to the wire; "-" if the markup was
     * dropped.
     */
    public static String cleaned(String content) {
        return cleaned(content, XhtmlPolicy.DEFAULT);
    }

    public static String cleaned(String content, XhtmlPolicy policy) {
        return new XhtmlSanitizer(policy)
                .clean(html(content))
                .map(Markup::content)
                .orElse("-");
    }

    /** The content of the only body, as it is written to the wire. */
    static String content(Element html) {
        String xml = html.asXML();
        if (xml.startsWith(HEAD) && xml.endsWith(TAIL)) {
            return xml.substring(HEAD.length(), xml.length() - TAIL.length());
        }
        return xml;
    }
}
