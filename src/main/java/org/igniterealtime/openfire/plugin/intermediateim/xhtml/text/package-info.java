/**
 * The same message for everybody: XHTML-IM (XEP-0071) as Message Styling (XEP-0393) or as plain text, and styling as
 * XHTML-IM.
 *
 * <p>{@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.Styling} and
 * {@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.PlainText} write text,
 * {@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.StylingToXhtml} writes XHTML-IM. XHTML-IM is read
 * by {@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.XhtmlLines}, and styling, for both
 * directions, by {@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser}: the writer
 * writes what the parser reads back. Nothing here changes its input, throws on strange input, or takes more than linear
 * time. Markup is expected to be sanitized but need not be.
 */
package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;
