package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;

/**
 * {@code <open/>} (XEP-0047 §2.1).
 *
 * @param blockSize the most bytes in a block, before they are encoded: 1 to {@value #MAX_BLOCK_SIZE}
 */
record Open(String sid, int blockSize) {

    static final int MAX_BLOCK_SIZE = 65_535;

    private static final QName OPEN = QName.get("open", IbbStream.NAMESPACE);

    /** @return empty if it breaks the schema */
    static Optional<Open> read(Element open) {
        int blockSize = Numbers.unsignedShort(open.attributeValue("block-size"));
        String stanza = open.attributeValue("stanza", "iq"); // both are taken, whatever is announced
        String sid = open.attributeValue("sid", "");
        return blockSize < 1 || sid.isEmpty() || !stanza.equals("iq") && !stanza.equals("message")
                ? Optional.empty()
                : Optional.of(new Open(sid, blockSize));
    }

    /** @return that blocks come in IQs, which give feedback (§4) */
    Element toElement() {
        return DocumentHelper.createElement(OPEN)
                .addAttribute("block-size", String.valueOf(blockSize))
                .addAttribute("sid", sid)
                .addAttribute("stanza", "iq");
    }
}
