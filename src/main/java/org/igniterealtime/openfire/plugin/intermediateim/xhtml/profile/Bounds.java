package org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile;

import java.nio.charset.StandardCharsets;

/** How much markup one message may have. */
public final class Bounds {

    /** Levels of elements in the result, {@code <body/>} being the first; deeper markup is dropped whole. */
    public static final int DEPTH = 40;

    /** Levels of blockquote, ul and ol within each other; deeper markup is dropped whole. */
    public static final int INDENTS = 8;

    /** Elements, runs of text, comments and instructions below one {@code <html/>}; larger markup is dropped whole. */
    public static final int NODES = 4_000;

    /** Size of an attribute value; a longer attribute is dropped. */
    public static final int ATTRIBUTE_BYTES = 8 * 1024;

    /** Size of a style attribute; a longer one is dropped. */
    public static final int STYLE_BYTES = 4 * 1024;

    /** Bodies, one for each language; further ones are dropped. */
    public static final int BODIES = 8;

    private Bounds() {}

    /** Whether {@code text} has more than this many bytes in UTF-8. */
    public static boolean isLonger(String text, int bytes) {
        return text.length() > bytes
                || text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes;
    }
}
