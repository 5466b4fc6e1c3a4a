package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import org.xmpp.packet.Packet;

/** What the owner of one side of a stream is to do. */
public sealed interface IbbOutput {

    /** Route the stanza. */
    record Send(Packet stanza) implements IbbOutput {}

    /** Hand {@link IbbSender#send} the next block of exactly so many bytes, now or later. */
    record Wanted(int bytes) implements IbbOutput {}

    /** Call {@link IbbSender#retry} after a while. */
    record Pause() implements IbbOutput {}

    /** The stream is over; the last output of a side. */
    record Ended(IbbEnd end) implements IbbOutput {}
}
