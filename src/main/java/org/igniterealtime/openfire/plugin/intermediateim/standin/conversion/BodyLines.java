package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.Iterator;
import org.dom4j.Element;
import org.dom4j.QName;

/** Lines that are added at the end of a body, where they move nothing to which an offset points. */
public final class BodyLines {

    private static final String AFTER_AN_ADDRESS = ".,;:!?)]}>\"'*_~`";

    private BodyLines() {}

    /** @return whether the body of {@code message} may have another line: what is encrypted or taken back may not */
    public static boolean mayBeAdded(Element message) {
        return HandsOff.of(message, body(message)) != Freedom.NONE;
    }

    private static String body(Element message) {
        String body = message.elementText(QName.get("body", message.getNamespace()));
        return body == null ? "" : body;
    }

    /**
     * Adds a line to each body, in whatever language, that does not hold the address yet, and makes a body if there is
     * none.
     *
     * @param address is not added to a body that has it anywhere in its text
     * @param line    may have more than the address
     * @return whether anything was added
     */
    public static boolean add(Element message, String address, String line) {
        boolean hasBody = false;
        boolean added = false;
        QName name = QName.get("body", message.getNamespace());
        for (Iterator<?> bodies = message.elementIterator(name); bodies.hasNext(); ) {
            Element body = (Element) bodies.next();
            String text = body.getText();
            hasBody = true;
            if (!holds(text, address)) {
                body.setText(text.isBlank() ? line : text + '\n' + line);
                added = true;
            }
        }
        if (!hasBody) {
            message.addElement(name).setText(line);
        }
        return added || !hasBody;
    }

    /** Whether the address is in the text, and not as the beginning of a longer one. */
    static boolean holds(String text, String address) {
        for (int at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
            int end = at + address.length();
            while (end < text.length() && AFTER_AN_ADDRESS.indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            if (end == text.length() || Character.isWhitespace(text.charAt(end))) {
                return true;
            }
        }
        return false;
    }
}
