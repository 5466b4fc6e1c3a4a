/**
 * The same message for everybody: XHTML-IM (XEP-0071) as Message Styling (XEP-0393) or as plain text, and styling as
 * XHTML-IM.
 *
 * <p>{@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.Styling} and
 * {@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.PlainText} write text,
 * {@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.StylingToXhtml} writes XHTML-IM, and
 * {@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.StylingParser} reads styling for both directions:
 * the writer writes what the parser reads back. Nothing here changes its input, throws on strange input, or takes more
 * than linear time. Markup is expected to be sanitized but need not be.
 */
package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;
