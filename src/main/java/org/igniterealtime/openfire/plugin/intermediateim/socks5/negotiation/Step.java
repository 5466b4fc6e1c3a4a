package org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation;

import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.xmpp.packet.IQ;

/** What the owner of a negotiation is to do next. */
public sealed interface Step {

    /** Connect to the streamhost and ask it for this address, or join the stream there if it is a proxy of ours. */
    record Connect(StreamhostOffer.Host host, DestinationAddress address) implements Step {}

    /** Route the stanza, and wait for the answer if it is a request. */
    record Send(IQ stanza) implements Step {}

    /** The stream is open: bytes may pass. */
    record Open() implements Step {}

    /** Nothing comes of it; sockets can be closed. */
    record Failed() implements Step {}
}
