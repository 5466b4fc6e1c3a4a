package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import org.xmpp.packet.Message;

/**
 * What became of a message.
 *
 * @param copy the message as its recipient gets it; only its body, its XHTML and its message markup, or those of the
 *     message within it, differ from what was sent
 */
public record Conversion(Message copy, ConversionKind kind) {}
