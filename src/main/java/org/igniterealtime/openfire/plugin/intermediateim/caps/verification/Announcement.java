package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;

/**
 * What a client says of its capabilities in presence, {@code <c/>} (XEP-0115 §4). A hash of XEP-0390 is one too, with
 * the node {@value CapabilityHashes#NAMESPACE} and a ver that begins with the hash function's name: see
 * {@link CapabilityHashes}.
 *
 * @param hash name of the hash function, in lower case; empty in the format before version 1.4 (§13), which proves
 *     nothing
 * @param node names the software
 */
public record Announcement(String hash, String node, String ver) {

    public static final String NAMESPACE = "http://jabber.org/protocol/caps";

    private static final QName C = QName.get("c", NAMESPACE);
    private static final int MAX_HASH = 32;
    private static final int MAX_NODE = 1023;
    private static final int MAX_VER = 255;

    public Announcement {
        hash = hash.toLowerCase(Locale.ROOT);
    }

    /**
     * @return what is announced; of several elements the first whose hash function we know, else the first. Empty if
     *     there is none with node and ver of sensible length
     */
    public static Optional<Announcement> in(Element presence) {
        Optional<Announcement> first = Optional.empty();
        for (Object each : presence.elements(C)) {
            Optional<Announcement> read = read((Element) each);
            if (read.filter(announcement ->
                            HashFunction.named(announcement.hash()).isPresent())
                    .isPresent()) {
                return read;
            }
            first = first.or(() -> read);
        }
        return first;
    }

    private static Optional<Announcement> read(Element c) {
        return of(c.attributeValue("hash", ""), c.attributeValue("node", ""), c.attributeValue("ver", ""));
    }

    /** @return empty if something is missing or too long */
    public static Optional<Announcement> of(String hash, String node, String ver) {
        boolean sensible = hash.length() <= MAX_HASH
                && !node.isEmpty()
                && node.length() <= MAX_NODE
                && !ver.isEmpty()
                && ver.length() <= MAX_VER;
        return sensible ? Optional.of(new Announcement(hash, node, ver)) : Optional.empty();
    }

    /** @return whether it is of the format before version 1.4, and so tells nothing that holds for anybody else */
    public boolean isLegacy() {
        return hash.isEmpty();
    }

    /**
     * @return whether it is a hash of XEP-0390, which is made otherwise. Never is a ver of XEP-0115 taken for one, or
     *     the reverse
     */
    boolean isCaps2() {
        return !isLegacy() && ver.startsWith(hash + ".");
    }

    /** @return the node if it names software; empty if this is a hash of XEP-0390, which has none */
    public String softwareNode() {
        return isCaps2() ? "" : node;
    }

    /** @return the hash itself, in base64 */
    String value() {
        return isCaps2() ? ver.substring(hash.length() + 1) : ver;
    }

    public CapsKey key() {
        return new CapsKey(hash, ver);
    }

    /** @return the node that is asked about it, {@code node#ver} (§6.2) */
    public String discoNode() {
        return node + "#" + ver;
    }

    /** @return a fresh {@code <c/>} of XEP-0115 without a parent */
    public Element toElement() {
        return DocumentHelper.createElement(C)
                .addAttribute("hash", hash)
                .addAttribute("node", node)
                .addAttribute("ver", ver);
    }

    /** @return all that the presence announces, XEP-0390 first: the better proof */
    public static List<Announcement> allIn(Element presence) {
        List<Announcement> all = new ArrayList<>(CapabilityHashes.in(presence));
        in(presence).ifPresent(all::add);
        return List.copyOf(all);
    }
}
