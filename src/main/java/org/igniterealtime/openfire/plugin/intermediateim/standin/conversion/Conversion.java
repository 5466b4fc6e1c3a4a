package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import org.xmpp.packet.Message;

/**
 * What became of a message.
 *
 * @param copy the message as its recipient gets it; only those parts of it, or of the message within it, differ that
 *     {@link FormattedMessages#isPart} names
 */
public record Conversion(Message copy, ConversionKind kind) {}
