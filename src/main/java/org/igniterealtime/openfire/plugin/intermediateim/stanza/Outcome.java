package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/** What a feature makes of a stanza. */
public sealed interface Outcome {

    Outcome PASS = new Pass();
    Outcome CHANGED = new Changed();
    Outcome TAKEN = new Taken();

    /** Nothing to do; by far the most common. */
    record Pass() implements Outcome {}

    /** Edited in place, for everybody; only at {@link Passage.Stage#ENTRY}. */
    record Changed() implements Outcome {}

    /** One recipient gets {@code copy} in place of the stanza; only at {@link Passage.Stage#DELIVERY}. */
    record Replaced(Packet copy) implements Outcome {}

    /** Dealt with: it goes no further. */
    record Taken() implements Outcome {}

    /**
     * A stanza error goes back to the sender, the stanza goes no further.
     *
     * @param text for the sender's eyes; empty for none
     */
    record Refused(PacketError.Condition condition, String text) implements Outcome {}

    /** @return whether later features, and the addressee, still get to see the stanza */
    default boolean goesOn() {
        return this instanceof Pass || this instanceof Changed;
    }
}
