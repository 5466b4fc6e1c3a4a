package org.igniterealtime.openfire.plugin.intermediateim.ibb;

/** Why a stream is over. */
public enum IbbEnd {
    /** All bytes have passed, and were acknowledged. */
    COMPLETE,
    /** The peer closed it before that. */
    CLOSED_EARLY,
    /** The peer did not want it, or refused a block. */
    REFUSED,
    /** What the peer sent breaks the protocol, or is more than was agreed. */
    PEER_FAULT,
    /** The peer sent on and on although nothing was acknowledged. */
    OVERLOADED,
    /** Nobody is at the peer's address. */
    PEER_GONE,
    /** The peer fell silent. */
    TIMED_OUT,
    /** We gave up. */
    CANCELLED
}
