package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

/**
 * The peer broke protocol, or asks for what this proxy does not do: it gets an answer, if there is one, and is closed.
 */
final class Socks5Exception extends Exception {

    private static final long serialVersionUID = 1L;

    private final HandshakeFault fault;
    private final transient byte[] answer;

    /** @param answer all bytes to send before closing; none if RFC 1928 has none for this */
    Socks5Exception(HandshakeFault fault, String message, byte... answer) {
        super(message, null, false, false); // a stranger causes it: no stack trace
        this.fault = fault;
        this.answer = answer;
    }

    HandshakeFault fault() {
        return fault;
    }

    byte[] answer() {
        return answer.clone();
    }
}
