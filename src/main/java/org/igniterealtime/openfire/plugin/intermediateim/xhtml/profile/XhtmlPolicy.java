package org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dom4j.Element;

/**
 * What the sanitizer keeps. The profile is that of XEP-0071 §7.8; the rest can be set.
 *
 * @param images      the images that are kept; others become their alternative text
 * @param linkSchemes URI schemes a link may have, in lower case; other links become their text
 * @param linkHonesty whether the target of a link is written after it where its text names another one (§11.2)
 */
public record XhtmlPolicy(Images images, Set<String> linkSchemes, boolean linkHonesty) {

    /** Which images are kept, by where they come from. */
    public enum Images {
        NONE(),
        /** Those that were sent along (XEP-0231): nothing is fetched from anywhere. */
        CID("cid"),
        CID_AND_HTTPS("cid", "https"),
        ALL("cid", "https", "http");

        private final Set<String> schemes;

        Images(String... schemes) {
            this.schemes = Set.of(schemes);
        }

        /** The schemes of the addresses kept; {@code data} is never among them (§7.5). */
        public Set<String> schemes() {
            return schemes;
        }
    }

    /** Schemes that run or carry a document of the sender's in the reader's name: never in a link. */
    private static final Set<String> ACTIVE_SCHEMES = Set.of(
            "javascript",
            "vbscript",
            "livescript",
            "mocha",
            "data",
            "blob",
            "filesystem",
            "view-source",
            "jar",
            "about");

    private static final Map<String, Treatment> ELEMENTS = Profile.RECOMMENDED;

    public static final XhtmlPolicy DEFAULT =
            new XhtmlPolicy(Images.CID_AND_HTTPS, Set.of("http", "https", "xmpp", "mailto", "tel", "geo"), true);

    /** @throws IllegalArgumentException if a scheme is none, or is one that can run a script */
    public XhtmlPolicy {
        linkSchemes = linkSchemes.stream()
                .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        for (String scheme : linkSchemes) {
            if (!isLinkScheme(scheme)) {
                throw new IllegalArgumentException("not a scheme a link may have: " + scheme);
            }
        }
    }

    /**
     * @return whether links may have this scheme: a URI scheme (RFC 3986 §3.1) in lower case, and none that can run a
     *     script
     */
    public static boolean isLinkScheme(String scheme) {
        return scheme.matches("[a-z][a-z0-9+.-]*") && !ACTIVE_SCHEMES.contains(scheme);
    }

    public XhtmlPolicy withImages(Images images) {
        return new XhtmlPolicy(images, linkSchemes, linkHonesty);
    }

    /** @throws IllegalArgumentException if a scheme is none, or is one that can run a script */
    public XhtmlPolicy withLinkSchemes(Set<String> linkSchemes) {
        return new XhtmlPolicy(images, linkSchemes, linkHonesty);
    }

    public XhtmlPolicy withLinkHonesty(boolean linkHonesty) {
        return new XhtmlPolicy(images, linkSchemes, linkHonesty);
    }

    /**
     * What becomes of the XHTML element of this local name; {@code null} if it is unwrapped. XHTML is written in lower
     * case, but what was meant by {@code <SCRIPT>} or {@code <B>} is not in doubt.
     */
    public Treatment treatment(String localName) {
        Treatment treatment = ELEMENTS.get(localName);
        return treatment != null ? treatment : ELEMENTS.get(XhtmlIm.asciiLowerCase(localName));
    }

    /** Whether a block is a child of this element. */
    public boolean holdsBlocks(Element element) {
        for (int i = 0; i < element.nodeCount(); i++) {
            if (element.node(i) instanceof Element child
                    && XhtmlIm.XHTML_NAMESPACE.equals(child.getNamespaceURI())
                    && treatment(child.getName()) instanceof Treatment.Shown shown
                    && shown.isBlock()) {
                return true;
            }
        }
        return false;
    }
}
