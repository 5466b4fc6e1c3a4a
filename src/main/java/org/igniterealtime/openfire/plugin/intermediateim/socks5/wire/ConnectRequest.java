package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The second message of a client: whom it wants to meet (RFC 1928 §4, with the fields of XEP-0065 §10.2).
 *
 * @param name DST.ADDR as it came: 40 hex digits in any letter case, since the reply repeats it
 */
record ConnectRequest(String name) {

    private static final int HEADER = 4; // VER CMD RSV ATYP
    private static final int PORT = 2;

    /** With the longest domain name there can be. */
    static final int MAX_BYTES = HEADER + 1 + 255 + PORT;

    DestinationAddress address() {
        return new DestinationAddress(name);
    }

    /**
     * Takes one request from {@code in}.
     *
     * @param in bytes as they arrived, from the position on
     * @return the request; empty, with {@code in} untouched, until all its bytes are there
     * @throws Socks5Exception if this is no request that the proxy can meet; told as soon as it is clear
     */
    static Optional<ConnectRequest> read(ByteBuffer in) throws Socks5Exception {
        int start = in.position();
        int there = in.remaining();
        if (there >= 1 && in.get(start) != Socks5.VERSION) {
            throw new Socks5Exception(
                    HandshakeFault.NOT_SOCKS5, "not SOCKS version 5", ReplyCode.GENERAL_FAILURE.withoutAddress());
        }
        if (there >= 2 && in.get(start + 1) != Socks5.CONNECT) {
            throw new Socks5Exception(
                    HandshakeFault.UNUSABLE_REQUEST, "not CONNECT", ReplyCode.COMMAND_NOT_SUPPORTED.withoutAddress());
        }
        // RSV is to be zero, but nothing hangs on it
        if (there >= HEADER && in.get(start + 3) != Socks5.DOMAIN_NAME) {
            throw new Socks5Exception(
                    HandshakeFault.UNUSABLE_REQUEST,
                    "not a domain name",
                    ReplyCode.ADDRESS_TYPE_NOT_SUPPORTED.withoutAddress());
        }
        if (there > HEADER && Byte.toUnsignedInt(in.get(start + HEADER)) != DestinationAddress.LENGTH) {
            throw new Socks5Exception(
                    HandshakeFault.UNUSABLE_REQUEST, "not a hash", ReplyCode.HOST_UNREACHABLE.withoutAddress());
        }
        if (there < HEADER + 1 + DestinationAddress.LENGTH + PORT) {
            return Optional.empty();
        }
        return Optional.of(readWhole(in.position(start + HEADER + 1)));
    }

    private static ConnectRequest readWhole(ByteBuffer in) throws Socks5Exception {
        byte[] name = new byte[DestinationAddress.LENGTH];
        in.get(name);
        int port = Short.toUnsignedInt(in.getShort());
        ConnectRequest request = new ConnectRequest(new String(name, US_ASCII));
        if (!DestinationAddress.isDigest(request.name()) || port != 0) {
            throw new Socks5Exception(
                    HandshakeFault.UNUSABLE_REQUEST,
                    "not a hash and port 0",
                    ReplyCode.HOST_UNREACHABLE.withoutAddress());
        }
        return request;
    }

    /** @return the request as a client sends it, with port 0 (XEP-0065 §10.2); fresh */
    byte[] toBytes() {
        return message(Socks5.CONNECT);
    }

    /** @return the reply with DST.ADDR and DST.PORT as BND.ADDR and BND.PORT (XEP-0065 §5.3.2); fresh */
    byte[] reply(ReplyCode code) {
        return message(code.code());
    }

    /** Request and reply differ in the second byte alone. */
    private byte[] message(byte second) {
        return ByteBuffer.allocate(HEADER + 1 + DestinationAddress.LENGTH + PORT)
                .put(Socks5.VERSION)
                .put(second)
                .put((byte) 0)
                .put(Socks5.DOMAIN_NAME)
                .put((byte) DestinationAddress.LENGTH)
                .put(name.getBytes(US_ASCII))
                .putShort((short) 0)
                .array();
    }
}
