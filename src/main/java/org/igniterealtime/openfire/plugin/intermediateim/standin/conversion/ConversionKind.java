package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

/** What a conversion reads, and what it writes. */
public enum ConversionKind {
    /** The body is written as message styling, and the markup is removed. */
    XHTML_TO_STYLING,
    /** Message markup is added to the body, and the XHTML is removed. */
    XHTML_TO_MARKUP,
    /** The XHTML is removed, and the targets of links are written into the body if the policy says so. */
    XHTML_TO_PLAIN,
    /** XHTML is added beside the body. */
    STYLING_TO_XHTML,
    /** XHTML is added beside the body. */
    MARKUP_TO_XHTML,
    /** The body is written as message styling, and the message markup is removed. */
    MARKUP_TO_STYLING,
    /** The addresses of links that travel beside the text are written into the body. */
    LINK_TO_BODY,
    /** A direct invitation becomes one that the room passes on. */
    DIRECT_TO_MEDIATED,
    /** The room's address is written into the body of a direct invitation. */
    DIRECT_TO_TEXT,
    /** A direct invitation is added to one that the room passes on. */
    MEDIATED_TO_DIRECT
}
