package org.igniterealtime.openfire.plugin.intermediateim.transfers;

import java.time.Instant;
import java.util.Optional;
import org.xmpp.packet.JID;

/**
 * A stream that was activated and is over.
 *
 * @param requester        who activated it, as in the {@code from} of the request: nearly always a full JID
 * @param target           the other party, full or bare as in the request; of a room transfer the room JID
 * @param file             empty unless the offer was seen
 * @param bytesToTarget    see {@code socks5.StreamView}
 * @param bytesToRequester see {@code socks5.StreamView}
 * @param start            when it was activated
 */
public record FinishedTransfer(
        JID requester,
        JID target,
        Optional<OfferedFile> file,
        long bytesToTarget,
        long bytesToRequester,
        Instant start,
        Instant end,
        Reason reason) {

    /** Why a stream is over. */
    public enum Reason {
        /** Both sides ended their output, and all of it was delivered. */
        COMPLETED,
        /** Both sides ended their output, and it was less than what was offered. */
        INCOMPLETE,
        /** A socket failed, or was closed while the other side was still sending. */
        BROKEN,
        /** Nothing passed for the idle timeout. */
        IDLE,
        /** A user has used up the bytes of the day. */
        QUOTA,
        /** The admin closed it. */
        CLOSED_BY_ADMIN,
        /** One of the parties is no user any more. */
        USER_DELETED,
        /** The proxy was switched off, or the server went down. */
        SHUTDOWN
    }
}
