package org.igniterealtime.openfire.plugin.intermediateim.muc;

import org.xmpp.packet.Packet;

/** What comes of something that happened to an {@link Occupant}: to be dealt with in the order given. */
public sealed interface Output permits Output.Send, Event {

    /** A stanza to route, from the occupant's own address. It is given away. */
    record Send(Packet stanza) implements Output {}
}
