package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

import java.util.Base64;
import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;

/**
 * A part of a file that one node asks another for.
 *
 * @param offset in bytes from the beginning of the file
 * @param length in bytes, at most {@value #MAX_LENGTH}
 */
record FileRange(FileId file, long offset, int length) {

    static final int MAX_LENGTH = 256 * 1024;

    private static final String NAME = "read";

    FileRange {
        if (offset < 0 || length < 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("not a range that can be asked for");
        }
    }

    Element toElement() {
        return DocumentHelper.createElement(ClusterFiles.name(NAME))
                .addAttribute("file", file.hex())
                .addAttribute("offset", Long.toString(offset))
                .addAttribute("length", Integer.toString(length));
    }

    /** @return empty if it is none, or one of another version */
    static Optional<FileRange> in(Element element) {
        if (!element.getName().equals(NAME) || !FileId.isValid(element.attributeValue("file", ""))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FileRange(
                    new FileId(element.attributeValue("file")),
                    Long.parseLong(element.attributeValue("offset", "")),
                    Integer.parseInt(element.attributeValue("length", ""))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What a node answers: the bytes, or that the file is not there. */
    record Answer(Optional<byte[]> bytes) {

        private static final String BYTES = "bytes";

        Element toElement() {
            Element element = DocumentHelper.createElement(ClusterFiles.name(bytes.isPresent() ? BYTES : "missing"));
            bytes.ifPresent(found -> element.setText(Base64.getEncoder().encodeToString(found)));
            return element;
        }

        /** @throws IllegalArgumentException if it is not understood */
        static Answer read(Element element) {
            return switch (element.getName()) {
                case BYTES -> new Answer(Optional.of(Base64.getDecoder().decode(element.getText())));
                case "missing" -> new Answer(Optional.empty());
                default -> throw new IllegalArgumentException("not an answer: " + element.getName());
            };
        }
    }
}
