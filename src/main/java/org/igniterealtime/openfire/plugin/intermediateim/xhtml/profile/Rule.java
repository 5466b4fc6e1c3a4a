package org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile;

/** Why the sanitizer removed or changed something. */
public enum Rule {
    /** An XHTML element outside the profile lost its tags and kept its content (XEP-0071 §12.2 rule 4). */
    ELEMENT_UNWRAPPED,
    /** A presentational element of old HTML became its equivalent in the profile. */
    ELEMENT_REWRITTEN,
    /** A script- or style-like element went with its content, which no browser would show as text. */
    ELEMENT_DROPPED,
    /** An element of another namespace went with its content. */
    FOREIGN_NAMESPACE,
    /** A comment or processing instruction went. */
    NOT_CONTENT,
    /**
     * An element with nothing in it went, or lost its style: an HTML parser reads {@code <em/>} as the start of
     * emphasis.
     */
    EMPTY,
    /** An attribute, or a value it may not have, went. */
    ATTRIBUTE,
    /** A style property outside the ten of XEP-0071 §7.6.1 went. */
    STYLE_PROPERTY,
    /** A style value that is ill-formed, or outside its bounds, went. */
    STYLE_VALUE,
    /** A link lost its tags, because of its target. */
    LINK,
    /** The target of a link was written after it, because its text names another one. */
    LINK_HONESTY,
    /** An image became its alternative text. */
    IMAGE,
    /**
     * A body went: it had no language of its own beside others, or was one too many; or something beside bodies went.
     */
    BODY,
    /** The markup went: it was nested too deeply. */
    DEPTH,
    /** An attribute went because it was too long, or the markup because it had too many nodes. */
    SIZE,
    /** The markup went: there was nothing left to show. */
    NOTHING_LEFT,
    /** The markup went, as the mode asks for. */
    STRIPPED,
    /** The markup went: the sanitizer failed on it. */
    FAILURE,
    /** A plain text was written where there was only markup (XEP-0071 §8 rule 1). */
    TEXT_WRITTEN
}
