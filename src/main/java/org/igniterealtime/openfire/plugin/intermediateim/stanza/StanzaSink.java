package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.xmpp.packet.Packet;

/** Where features send stanzas of their own. */
public interface StanzaSink {

    /** Hands the stanza to the server, which routes it by its {@code to}. Any thread; the stanza is given away. */
    void send(Packet stanza);
}
