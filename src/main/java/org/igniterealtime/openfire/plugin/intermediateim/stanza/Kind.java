package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** The three kinds of stanza (RFC 6120 §8.2). */
public enum Kind {
    MESSAGE,
    PRESENCE,
    IQ;

    public static Kind of(Packet stanza) {
        if (stanza instanceof Message) {
            return MESSAGE;
        }
        return stanza instanceof IQ ? IQ : PRESENCE;
    }
}
