/**
 * The same message for clients that show different forms of rich text: XHTML-IM (XEP-0071), message styling (XEP-0393),
 * message markup (XEP-0394), or none.
 *
 * <p>{@link org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.MessageConverter} converts one
 * message for one recipient, and
 * {@link org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionCache} does it once for all
 * recipients of the same kind. Neither changes a message, and neither fails on strange input.
 */
package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;
