package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

/** What the proxy answers a SOCKS5 request (RFC 1928 §6, field REP). */
public enum ReplyCode {
    SUCCEEDED(0),
    GENERAL_FAILURE(1),
    /** By our rules: a third party, a limit. */
    NOT_ALLOWED(2),
    /** There is no such place to connect to: not a hash, or a port. */
    HOST_UNREACHABLE(4),
    COMMAND_NOT_SUPPORTED(7),
    ADDRESS_TYPE_NOT_SUPPORTED(8);

    private final byte code;

    ReplyCode(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    /**
     * The reply of a proxy that does not connect, with no address: BND.ADDR is 0.0.0.0, BND.PORT 0.
     *
     * @return all its bytes; fresh
     */
    public byte[] withoutAddress() {
        return new byte[] {Socks5.VERSION, code, 0, Socks5.IPV4, 0, 0, 0, 0, 0, 0};
    }
}
