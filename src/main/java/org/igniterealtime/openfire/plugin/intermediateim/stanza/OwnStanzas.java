package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.xmpp.packet.Packet;

/**
 * Passes stanzas on, and knows them again while the server handles them: a stanza that we send in a client's name comes
 * by like one of the client itself. The server asks interceptors on the thread that sends. Any thread.
 */
public final class OwnStanzas implements StanzaSink {

    private final StanzaSink sink;
    private final ThreadLocal<Packet> sending = new ThreadLocal<>();

    public OwnStanzas(StanzaSink sink) {
        this.sink = sink;
    }

    @Override
    public void send(Packet stanza) {
        Packet outer = sending.get(); // what is sent may lead to an answer on the same thread
        sending.set(stanza);
        try {
            sink.send(stanza);
        } finally {
            if (outer == null) {
                sending.remove();
            } else {
                sending.set(outer);
            }
        }
    }

    /** @return whether this very object is being sent by this thread */
    public boolean isOwn(Packet stanza) {
        return sending.get() == stanza;
    }
}
