package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One client's way through the SOCKS5 handshake: greeting, method, request. However the bytes are cut, messages are
 * taken whole or not at all; a client may send both without waiting. One thread at a time.
 */
public final class Handshake {

    /** What has come and is not yet a whole message; as large as the two messages can be. */
    private final ByteBuffer pending = ByteBuffer.allocate(Greeting.MAX_BYTES + ConnectRequest.MAX_BYTES);

    private boolean greeted;
    private boolean over;
    private ConnectRequest request;
    private byte[] readAhead = {};

    /**
     * What to do next.
     *
     * @param answer  bytes to send first; may be none
     * @param fault   of the client, after which to close; empty while there is none
     * @param request what the client asks for, to be answered with {@link #reply}; empty until it has asked
     */
    public record Step(byte[] answer, Optional<HandshakeFault> fault, Optional<DestinationAddress> request) {

        private static final byte[] NOTHING = {};
    }

    /**
     * Takes what has arrived. What follows the request is {@link #readAhead}.
     *
     * @param in consumed to the end
     */
    public Step receive(ByteBuffer in) {
        if (over) {
            in.position(in.limit());
            return new Step(Step.NOTHING, Optional.empty(), Optional.empty());
        }
        Step step = take(in);
        in.position(in.limit());
        return step;
    }

    private Step take(ByteBuffer in) {
        fill(in);
        byte[] answer = Step.NOTHING;
        try {
            if (!greeted) {
                Optional<Greeting> greeting = Greeting.read(pending);
                if (greeting.isEmpty()) {
                    return waitForMore(answer);
                }
                answer = greeting.get().answer();
                greeted = true;
            }
            Optional<ConnectRequest> asked = ConnectRequest.read(pending);
            if (asked.isEmpty()) {
                return waitForMore(answer);
            }
            over = true;
            request = asked.get();
            readAhead = rest(in);
            return new Step(answer, Optional.empty(), Optional.of(request.address()));
        } catch (Socks5Exception e) {
            over = true;
            return new Step(join(answer, e.answer()), Optional.of(e.fault()), Optional.empty());
        }
    }

    private void fill(ByteBuffer in) {
        int taken = Math.min(in.remaining(), pending.remaining());
        pending.put(in.slice(in.position(), taken)).flip();
        in.position(in.position() + taken);
    }

    private byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[pending.remaining() + in.remaining()];
        int pended = pending.remaining();
        pending.get(rest, 0, pended);
        in.get(rest, pended, in.remaining());
        return rest;
    }

    private Step waitForMore(byte[] answer) {
        pending.compact();
        return new Step(answer, Optional.empty(), Optional.empty());
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    /** @return what came in one piece with the request, after it: the client did not wait for the reply; may be none */
    public byte[] readAhead() {
        return readAhead;
    }

    /** @return the reply to the request that {@link #receive} has given out */
    public byte[] reply(ReplyCode code) {
        return request.reply(code);
    }
}
