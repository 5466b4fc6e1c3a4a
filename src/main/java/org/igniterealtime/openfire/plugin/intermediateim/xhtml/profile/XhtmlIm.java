package org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile;

import org.dom4j.Namespace;
import org.dom4j.QName;

/** The names of XHTML-IM. */
public final class XhtmlIm {

    public static final String NAMESPACE = "http://jabber.org/protocol/xhtml-im";
    public static final String XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml";

    static final QName HTML = QName.get("html", NAMESPACE);
    public static final QName LANG = QName.get("lang", Namespace.XML_NAMESPACE);

    private static final Namespace XHTML = Namespace.get(XHTML_NAMESPACE);

    private XhtmlIm() {}

    /** The name of an element of the content namespace, written without a prefix. */
    static QName xhtml(String localName) {
        return QName.get(localName, XHTML);
    }

    /** Lower-cases A to Z and nothing else: {@code String.toLowerCase} makes a "k" of the Kelvin sign. */
    public static String asciiLowerCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpperCase(text.charAt(i))) {
                char[] chars = text.toCharArray();
                for (int j = i; j < chars.length; j++) {
                    chars[j] += isUpperCase(chars[j]) ? 'a' - 'A' : 0;
                }
                return new String(chars);
            }
        }
        return text;
    }

    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUpperCase(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
