package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.Optional;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** Converts a message once for all recipients of the same kind. Thread-safe. */
public final class ConversionCache {

    private final MessageConverter converter;

    public ConversionCache(MessageConverter converter) {
        this.converter = converter;
    }

    /** As {@link MessageConverter#convert}. */
    public Optional<Conversion> convert(
            Message message, Function<JID, Rendering> senders, Rendering recipient, ConversionPolicy policy) {
        return converter.convert(message, senders, recipient, policy);
    }
}
