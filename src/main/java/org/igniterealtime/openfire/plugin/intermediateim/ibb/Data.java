package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import java.util.Base64;
import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;

/** {@code <data/>} (XEP-0047 §2.2): a block, with base64 of its own. */
final class Data {

    private static final QName DATA = QName.get("data", IbbStream.NAMESPACE);

    private Data() {}

    static Element write(String sid, int seq, byte[] block) {
        return DocumentHelper.createElement(DATA)
                .addAttribute("seq", String.valueOf(seq))
                .addAttribute("sid", sid)
                .addText(Base64.getEncoder().encodeToString(block));
    }

    /** @return -1 if there is none from 0 to 65535 */
    static int seq(Element data) {
        return Numbers.unsignedShort(data.attributeValue("seq"));
    }

    /**
     * Decodes as strictly as §6 demands. XML white space is removed before, since the example of §2.2 has it.
     *
     * @param blockSize the most bytes that were agreed
     * @return empty if there is any other character, padding inside or missing, or more bytes
     */
    static Optional<byte[]> block(Element data, int blockSize) {
        String text = withoutSpace(data.getText());
        if (text.length() % 4 != 0 || text.length() / 4 * 3L > blockSize + 2L) { // the padding is up to two bytes
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text)).filter(block -> block.length <= blockSize);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutSpace(String text) {
        if (text.indexOf(' ') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && text.indexOf('\t') < 0) {
            return text; // nearly always, and looking is quick
        }
        return text.chars()
                .filter(c -> !isSpace(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
