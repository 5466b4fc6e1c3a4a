package org.igniterealtime.openfire.plugin.intermediateim.si;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.DateTimeProfile;

/**
 * What an offer says of its file (XEP-0096 §3). All of it is the sender's word: a name is nothing to make a path of, a
 * hash nothing to trust.
 *
 * @param name   not blank, at most {@value #MAX_NAME} UTF-16 code units
 * @param size   in bytes, of the whole file
 * @param date   when the file was last changed, in whole milliseconds; empty if unknown
 * @param hash   MD5 of the whole file as 32 lower-case hex digits; empty if unknown
 * @param desc   text about the file for people, not a blank one, at most {@value #MAX_DESC} UTF-16 code units; empty
 *     for none
 * @param ranged whether a part of the file may be asked for
 */
public record FileDescription(
        String name, long size, Optional<Instant> date, Optional<String> hash, Optional<String> desc, boolean ranged) {

    public static final int MAX_NAME = 4096;
    public static final int MAX_DESC = 4096;

    private static final QName FILE = QName.get("file", Namespaces.FILE_TRANSFER);
    private static final String MD5 = "[0-9a-f]{32}";

    public FileDescription {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("a name of " + name.length() + " characters");
        }
        if (size < 0) {
            throw new IllegalArgumentException("negative size");
        }
        hash = hash.map(digits -> digits.toLowerCase(Locale.ROOT));
        if (hash.isPresent() && !hash.get().matches(MD5)) {
            throw new IllegalArgumentException("not an MD5 hash");
        }
        if (desc.isPresent() && (desc.get().isBlank() || desc.get().length() > MAX_DESC)) {
            throw new IllegalArgumentException("a description of " + desc.get().length() + " characters");
        }
    }

    /** A file of which no more is known. */
    public FileDescription(String name, long size) {
        this(name, size, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /**
     * Children may come in any order, with other namespaces left out or in between.
     *
     * @param si of an offer
     * @throws SiException if there is not exactly one file, or it has no name or size; what else is wrong is left out
     */
    static FileDescription read(Element si) throws SiException {
        List<Element> files = files(si);
        if (files.size() != 1) { // XEP-0095 §4.1
            throw new SiException(SiError.BAD_PROFILE, "not exactly one file");
        }
        Element file = files.get(0);
        String name = file.attributeValue("name", "");
        OptionalLong size = Range.number(file.attributeValue("size", ""));
        if (name.isBlank() || name.length() > MAX_NAME || size.isEmpty()) {
            throw new SiException(SiError.BAD_PROFILE, "no name, or no size");
        }
        return new FileDescription(
                name,
                size.getAsLong(),
                Optional.ofNullable(file.attributeValue("date")).flatMap(date -> DateTimeProfile.read(date.strip())),
                Optional.ofNullable(file.attributeValue("hash"))
                        .map(hash -> hash.strip().toLowerCase(Locale.ROOT))
                        .filter(hash -> hash.matches(MD5)),
                child(file, "desc").map(desc -> cut(desc.getText())).filter(desc -> !desc.isBlank()),
                child(file, "range").isPresent());
    }

    /** @return the {@code <file/>} elements of an offer or an answer */
    static List<Element> files(Element si) {
        return si.elements(FILE.getName()).stream()
                .filter(file -> file.getQName().equals(FILE))
                .toList();
    }

    /** @return the first of that name; some clients leave the namespace of children empty */
    static Optional<Element> child(Element file, String name) {
        for (Element child : file.elements(name)) {
            String namespace = child.getNamespaceURI();
            if (namespace.isEmpty() || namespace.equals(Namespaces.FILE_TRANSFER)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** A character outside the basic plane is two code units, and stays whole. */
    private static String cut(String text) {
        if (text.length() <= MAX_DESC) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_DESC - 1)) ? MAX_DESC - 1 : MAX_DESC);
    }

    /** @return a fresh {@code <file/>} for an offer */
    Element toElement() {
        Element file = DocumentHelper.createElement(FILE)
                .addAttribute("name", name)
                .addAttribute("size", String.valueOf(size));
        hash.ifPresent(digits -> file.addAttribute("hash", digits));
        date.ifPresent(time -> file.addAttribute("date", DateTimeProfile.write(time)));
        desc.ifPresent(text -> file.addElement("desc").setText(text));
        if (ranged) {
            file.addElement("range"); // without attributes: they are the answer's (§3)
        }
        return file;
    }

    /** @return a fresh {@code <file/>} for an answer, which repeats nothing of the offer (§3) */
    static Element answer(Range range) {
        Element file = DocumentHelper.createElement(FILE);
        range.writeTo(file.addElement("range"));
        return file;
    }
}
