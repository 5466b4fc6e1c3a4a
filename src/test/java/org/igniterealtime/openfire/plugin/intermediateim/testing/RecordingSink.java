package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.Packet;

/** Keeps what is sent. */
public final class RecordingSink implements StanzaSink {

    private final List<Packet> sent = new ArrayList<>();

    @Override
    public void send(Packet stanza) {
        sent.add(stanza);
    }

    public List<Packet> sent() {
        return sent;
    }

    /** @return the only stanza that was sent */
    public Packet only() {
        if (sent.size() != 1) {
            throw new AssertionError("sent: " + sent);
        }
        return sent.get(0);
    }
}
