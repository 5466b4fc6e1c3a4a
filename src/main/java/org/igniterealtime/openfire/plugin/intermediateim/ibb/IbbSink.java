package org.igniterealtime.openfire.plugin.intermediateim.ibb;

/** Where received bytes go. */
@FunctionalInterface
public interface IbbSink {

    /**
     * Takes a block, in any case. Called on the thread that handed the stanza to the receiver: must not block or throw.
     *
     * @param block owned by the sink from now on; may be empty
     * @return whether the peer may send more at once. If not, nothing is acknowledged until {@link IbbReceiver#resume};
     *     at most {@value IbbReceiver#MAX_HELD} further blocks can come before that
     */
    boolean accept(byte[] block);
}
