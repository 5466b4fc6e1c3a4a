package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

/**
 * The forms of rich text that a client shows to its user. What a client announces is another matter: many announce
 * XHTML-IM and show the plain body.
 *
 * @param xhtml XHTML-IM (XEP-0071)
 * @param styling message styling (XEP-0393), the directives visible or not
 * @param markup message markup (XEP-0394)
 */
public record Rendering(boolean xhtml, boolean styling, boolean markup) {

    /** Shows the body as it is. */
    public static final Rendering PLAIN = new Rendering(false, false, false);

    /** Shows everything. A recipient of which nothing is known counts as such, so that nothing is taken from it. */
    public static final Rendering EVERYTHING = new Rendering(true, true, true);
}
