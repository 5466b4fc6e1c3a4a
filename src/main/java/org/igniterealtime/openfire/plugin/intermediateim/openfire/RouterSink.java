package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.jivesoftware.openfire.PacketRouter;
import org.xmpp.packet.Packet;

/** Hands stanzas to Openfire's router. */
public final class RouterSink implements StanzaSink {

    private final PacketRouter router;

    public RouterSink(PacketRouter router) {
        this.router = router;
    }

    @Override
    public void send(Packet stanza) {
        router.route(stanza);
    }
}
