/**
 * XHTML-IM (XEP-0071) made safe: what a stanza carries of it is rebuilt from the profile of section 7.8.
 *
 * <p>{@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy} says what is kept,
 * {@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer} cleans one {@code <html/>},
 * {@link org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer} finds each one in a stanza.
 */
package org.igniterealtime.openfire.plugin.intermediateim.xhtml;
