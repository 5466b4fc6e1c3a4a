package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

/** What no client that speaks XEP-0065 sends: after it, the socket is closed. */
public enum HandshakeFault {
    /** The first byte of a message is not that of SOCKS version 5. */
    NOT_SOCKS5,
    /** The client wants to authenticate, which the proxy does not do. */
    NO_COMMON_METHOD,
    /** The client asks for something else than a connection to the hash of a stream. */
    UNUSABLE_REQUEST
}
