package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The first message of a client: the methods of authentication it can do (RFC 1928 §3).
 *
 * @param offersNoAuthentication whether it can do without, which is all that XEP-0065 uses
 */
record Greeting(boolean offersNoAuthentication) {

    /** VER, NMETHODS and as many methods as a byte can count. */
    static final int MAX_BYTES = 2 + 255;

    /**
     * Takes one greeting from {@code in}.
     *
     * @param in bytes as they arrived, from the position on
     * @return the greeting; empty, with {@code in} untouched, until all its bytes are there
     * @throws Socks5Exception if the peer does not speak version 5
     */
    static Optional<Greeting> read(ByteBuffer in) throws Socks5Exception {
        int start = in.position();
        if (in.remaining() >= 1 && in.get(start) != Socks5.VERSION) {
            throw new Socks5Exception(HandshakeFault.NOT_SOCKS5, "not SOCKS version 5");
        }
        if (in.remaining() < 2) {
            return Optional.empty();
        }
        int methods = Byte.toUnsignedInt(in.get(start + 1));
        if (in.remaining() < 2 + methods) {
            return Optional.empty();
        }
        boolean offered = false;
        for (int i = 0; i < methods; i++) {
            offered |= in.get(start + 2 + i) == Socks5.NO_AUTHENTICATION;
        }
        in.position(start + 2 + methods);
        return Optional.of(new Greeting(offered));
    }

    /** @return VER and METHOD */
    byte[] answer() throws Socks5Exception {
        if (!offersNoAuthentication) {
            throw new Socks5Exception(
                    HandshakeFault.NO_COMMON_METHOD,
                    "no acceptable method",
                    Socks5.VERSION,
                    Socks5.NO_ACCEPTABLE_METHOD);
        }
        return new byte[] {Socks5.VERSION, Socks5.NO_AUTHENTICATION};
    }
}
