package org.igniterealtime.openfire.plugin.intermediateim.ibb;

/** Where received bytes go. */
@FunctionalInterface
public interface IbbSink {

    /** What a sink says of the next blocks. */
    enum Readiness {
        /** The peer may send more at once. */
        READY,
        /** The peer shall wait, to be no faster than it may be. Messages, which can't be held back, are taken. */
        PACED,
        /** There is hardly room for more, in messages neither. */
        BUSY
    }

    /**
     * Takes a block, in any case. Called on the thread that handed the stanza to the receiver: must not block or throw.
     *
     * @param block owned by the sink from now on; may be empty
     * @return if not ready, nothing is acknowledged until {@link IbbReceiver#resume}; at most
     *     {@value IbbReceiver#MAX_HELD} further blocks can come before that, messages to a paced sink not counted
     */
    Readiness accept(byte[] block);
}
