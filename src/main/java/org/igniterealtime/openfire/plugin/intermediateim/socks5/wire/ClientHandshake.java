package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The SOCKS5 handshake as the party makes it that connects to a streamhost (XEP-0065 §6.3.2), target or requester
 * alike. However the bytes are cut, none is taken that follows the reply: the stream begins there. One thread at a
 * time.
 */
public final class ClientHandshake {

    private static final int METHOD_BYTES = 2; // VER METHOD
    private static final int HEADER = 4; // VER REP RSV ATYP
    private static final int PORT = 2;

    private final DestinationAddress address;
    /** What has come of the message that is being read. */
    private final ByteBuffer pending = ByteBuffer.allocate(HEADER + 1 + 255 + PORT);

    private boolean requested;
    private boolean over;

    public ClientHandshake(DestinationAddress address) {
        this.address = address;
    }

    /** How far it is. */
    public enum State {
        /** More has to come. */
        WAITING,
        /** The streamhost has joined us to the stream. */
        CONNECTED,
        /** The streamhost does not speak SOCKS5 without authentication, or refuses: close the socket. */
        FAILED
    }

    /**
     * What to do next.
     *
     * @param bytes to send first, in one piece: some proxies read a message in one go; may be none
     * @param reply the code of a refusal (RFC 1928 §6); empty unless there was one
     */
    public record Step(byte[] bytes, State state, Optional<Integer> reply) {

        private static Step of(State state) {
            return new Step(new byte[0], state, Optional.empty());
        }
    }

    /** @return what to send when the connection is there, in one piece; fresh */
    public static byte[] greeting() {
        return new byte[] {Socks5.VERSION, 1, Socks5.NO_AUTHENTICATION};
    }

    /**
     * Takes what has arrived.
     *
     * @param in after success, what is left in it belongs to the stream
     */
    public Step receive(ByteBuffer in) {
        while (!over && in.hasRemaining()) {
            pending.put(in.get());
            Step step = requested ? readReply() : readMethod();
            over = step.state() != State.WAITING;
            if (over || step.bytes().length > 0) {
                return step;
            }
        }
        return Step.of(over ? State.FAILED : State.WAITING);
    }

    private Step readMethod() {
        if (pending.get(0) != Socks5.VERSION) {
            return Step.of(State.FAILED);
        }
        if (pending.position() < METHOD_BYTES) {
            return Step.of(State.WAITING);
        }
        if (pending.get(1) != Socks5.NO_AUTHENTICATION) {
            return Step.of(State.FAILED);
        }
        pending.clear();
        requested = true;
        return new Step(new ConnectRequest(address.hex()).toBytes(), State.WAITING, Optional.empty());
    }

    /** What a streamhost says of its own address differs from program to program, and is skipped. */
    private Step readReply() {
        int there = pending.position();
        if (pending.get(0) != Socks5.VERSION) {
            return Step.of(State.FAILED);
        }
        if (there >= 2 && pending.get(1) != 0) {
            return new Step(new byte[0], State.FAILED, Optional.of(Byte.toUnsignedInt(pending.get(1))));
        }
        if (there <= HEADER) {
            return Step.of(State.WAITING);
        }
        int length = addressBytes();
        if (length < 0) {
            return Step.of(State.FAILED);
        }
        return Step.of(there < HEADER + length + PORT ? State.WAITING : State.CONNECTED);
    }

    /** @return -1 for a type that there is not */
    private int addressBytes() {
        return switch (pending.get(HEADER - 1)) {
            case Socks5.IPV4 -> 4;
            case Socks5.IPV6 -> 16;
            case Socks5.DOMAIN_NAME -> 1 + Byte.toUnsignedInt(pending.get(HEADER));
            default -> -1;
        };
    }
}
