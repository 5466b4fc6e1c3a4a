package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.xmpp.packet.JID;

/**
 * A stream as it is at one moment.
 *
 * <p>Nothing in SOCKS5 says which socket is whose. The target connects first, since only then does the requester learn
 * that the proxy is used (XEP-0065 §6.3.4): that is what "to target" and "to requester" go by.
 *
 * @param id               for {@link LiveStreams#close}; never used twice
 * @param requester        full or bare JID; before activation known only if the offer was seen
 * @param target           likewise
 * @param file             empty unless the offer was seen
 * @param bytesToTarget    what was read from the requester's socket since activation
 * @param bytesToRequester what was read from the target's socket since activation
 * @param connected        when the first of the two sockets asked for the stream
 * @param activated        empty before {@link State#ACTIVE}
 * @param from             network addresses that the sockets come from, without doubles
 */
public record StreamView(
        String id,
        DestinationAddress address,
        Optional<JID> requester,
        Optional<JID> target,
        Optional<OfferedFile> file,
        long bytesToTarget,
        long bytesToRequester,
        State state,
        Instant connected,
        Optional<Instant> activated,
        List<String> from) {

    public StreamView {
        from = List.copyOf(from);
    }

    /** How far a stream has come. */
    public enum State {
        /** One socket is there. */
        WAITING,
        /** Both sockets are there, the requester has not activated them. */
        JOINED,
        /** Bytes pass. */
        ACTIVE
    }
}
