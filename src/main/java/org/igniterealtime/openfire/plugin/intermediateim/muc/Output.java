package org.igniterealtime.openfire.plugin.intermediateim.muc;

import org.xmpp.packet.Packet;

/** What follows from something that happened to an {@link Occupant}: to be handled in the order given. */
public sealed interface Output permits Output.Send, Event {

    void perform(Performer performer);

    /** What an owner does with outputs. */
    interface Performer {

        /** @param stanza to route, from the occupant's own address; given away */
        void send(Packet stanza);

        void happened(Event event);
    }

    record Send(Packet stanza) implements Output {

        @Override
        public void perform(Performer performer) {
            performer.send(stanza);
        }
    }
}
