package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;

/**
 * Capabilities as a file, as collections of them have it: the XML of a {@code <query/>}, named
 * {@code <hash>_<node>#<ver>.xml}, percent-escaped where needed.
 *
 * @param name without folder
 */
public record CapsFile(String name, byte[] content) {

    /** Of a file; more than any that could verify. */
    public static final int MAX_OCTETS = 4 * DiscoInfo.MAX_CHARACTERS;

    private static final String ENDING = ".xml";

    public static CapsFile of(Announcement announcement, DiscoInfo info) {
        String name = announcement.hash() + "_" + escaped(announcement.discoNode()) + ENDING;
        return new CapsFile(
                name, info.toElement(announcement.discoNode()).asXML().getBytes(UTF_8));
    }

    /** All but letters, digits and {@code - _ .}: what no file system minds. */
    private static String escaped(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
    }

    /** @return whether it is named as one of these */
    public boolean isNamedSo() {
        return announcement().isPresent();
    }

    /** @return what the name says; empty if it is no name of this kind */
    public Optional<Announcement> announcement() {
        int underscore = name.indexOf('_');
        if (underscore <= 0 || !name.endsWith(ENDING)) {
            return Optional.empty();
        }
        String node = unescaped(name.substring(underscore + 1, name.length() - ENDING.length()));
        int hash = node.lastIndexOf('#');
        return hash < 0
                ? Optional.empty()
                : Announcement.of(
                        unescaped(name.substring(0, underscore)), node.substring(0, hash), node.substring(hash + 1));
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a percent sign that escapes nothing
        }
    }

    /** @return the {@code <query/>}; empty if the content is not XML, or too large */
    public Optional<Element> query() {
        return content.length > MAX_OCTETS
                ? Optional.empty()
                : XmlText.parse(new String(content, UTF_8)).map(CapsFile::unwrapped);
    }

    /** Collections also have it inside its IQ, or inside another {@code <query/>}. */
    private static Element unwrapped(Element element) {
        Element inner = element;
        while (inner.elements().size() == 1 && inner.element(DiscoInfo.QUERY) != null) {
            inner = inner.element(DiscoInfo.QUERY);
        }
        return inner;
    }
}
