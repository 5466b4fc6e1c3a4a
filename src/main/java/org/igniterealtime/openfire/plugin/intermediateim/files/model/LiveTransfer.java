package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import java.time.Instant;
import org.xmpp.packet.JID;

/**
 * A transfer that is going on.
 *
 * @param peer  full JID of the client, or whatever else, on the other side
 * @param own   the address in whose name the agent takes or brings the file
 * @param size  of the file, in bytes
 * @param bytes that have passed
 * @param begun when it was offered
 */
public record LiveTransfer(
        Direction direction, JID peer, JID own, FileName name, long size, long bytes, Phase phase, Instant begun) {

    /** Which way the bytes go. */
    public enum Direction {
        /** From a sender into the store. */
        IN,
        /** From the store to a client. */
        OUT
    }

    /** How far it has come. */
    public enum Phase {
        /** The other side has not said yes yet, or the database has not. */
        OFFERED,
        /** Accepted; there is no stream yet. */
        CONNECTING,
        /** The bytes pass in an in-band bytestream. */
        IN_BAND,
        /** The bytes pass in a SOCKS5 bytestream. */
        SOCKS5
    }
}
