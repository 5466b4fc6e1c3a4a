package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Ended;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Send;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * The receiving side of one stream (XEP-0047), from before it is opened:
 * <pre>
 *   EXPECTED ─open─▶ OPEN ─close of the peer─▶ OVER
 *                     └─ a fault, silence, we give up ─▶ CLOSING ─answer, or none─▶ OVER
 * </pre>
 * Bytes go to a sink, and a block is acknowledged when the sink can take the next one. One thread at a time; methods
 * return what is to be done, in order, and nothing once the stream is over.
 */
public final class IbbReceiver {

    /**
     * Blocks taken and not acknowledged while the sink is not ready. Clients wait for each acknowledgement; one that
     * does not can't make us hold more.
     */
    static final int MAX_HELD = 16;

    private enum State {
        EXPECTED,
        OPEN,
        CLOSING,
        OVER
    }

    private final IbbStream stream;
    private final OptionalLong expected;
    private final int maxBlockSize;
    private final IbbSink sink;
    private final Supplier<String> ids;
    /** Results to be sent when the sink is ready; none while it is. */
    private final Deque<IQ> held = new ArrayDeque<>();

    private State state = State.EXPECTED;
    private IbbSink.Readiness sinkIs = IbbSink.Readiness.READY;
    private int blocksMeanwhile;
    private boolean peerHasClosed;
    private int blockSize;
    private int nextSeq;
    private long received;
    private Close close;

    /**
     * @param expected     bytes that were agreed on; empty if that is not known
     * @param maxBlockSize that we take, in bytes; a larger one is refused, and the peer may try again
     * @param sink         gets the bytes
     * @param ids          gives a fresh id for an IQ
     */
    public IbbReceiver(IbbStream stream, OptionalLong expected, int maxBlockSize, IbbSink sink, Supplier<String> ids) {
        this.stream = stream;
        this.expected = expected;
        this.maxBlockSize = maxBlockSize;
        this.sink = sink;
        this.ids = ids;
    }

    /** @return how many bytes went to the sink */
    public long received() {
        return received;
    }

    /** @return whether the peer has opened the stream */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    public boolean isOver() {
        return state == State.OVER;
    }

    /** @param stanza a request that names a stream, a message with data, or an answer to what we have sent */
    public List<IbbOutput> receive(Packet stanza) {
        if (stanza instanceof IQ iq && iq.isResponse()) {
            return state == State.CLOSING && close.isAnsweredBy(iq) ? end() : List.of();
        }
        Optional<Element> payload = IbbStream.payload(stanza);
        if (payload.isEmpty() || !IbbStream.of(stanza).equals(Optional.of(stream)) || state == State.OVER) {
            return isError(stanza) ? List.of() : List.of(refuse(stanza, IbbError.ofUnknown(stanza)));
        }
        return switch (payload.get().getName()) {
            case "open" -> open(stanza, payload.get());
            case "data" -> data(stanza, payload.get());
            case "close" -> closed(stanza);
            default -> List.of(refuse(stanza, IbbError.BAD_REQUEST));
        };
    }

    private static boolean isError(Packet stanza) {
        return stanza instanceof Message message && message.getType() == Message.Type.error;
    }

    private List<IbbOutput> open(Packet request, Element payload) {
        if (state != State.EXPECTED || !(request instanceof IQ)) {
            return List.of(refuse(request, IbbError.NOT_ACCEPTABLE));
        }
        Optional<Open> open = Open.read(payload);
        if (open.isEmpty()) {
            return List.of(refuse(request, IbbError.BAD_REQUEST));
        }
        if (open.get().blockSize() > maxBlockSize) { // the peer may ask for less (§2.1)
            return List.of(refuse(request, IbbError.BLOCK_TOO_LARGE));
        }
        blockSize = open.get().blockSize();
        state = State.OPEN;
        return List.of(acknowledge(request));
    }

    private List<IbbOutput> data(Packet stanza, Element data) {
        if (isError(stanza)) {
            return List.of();
        }
        if (state != State.OPEN || peerHasClosed) {
            return List.of(refuse(stanza, IbbError.ITEM_NOT_FOUND));
        }
        int seq = Data.seq(data);
        if (seq < 0) {
            return fault(stanza, IbbError.BAD_REQUEST, IbbEnd.PEER_FAULT);
        }
        if (seq != nextSeq) { // used before, or a gap (§2.2): neither it nor what follows is used
            return fault(stanza, IbbError.UNEXPECTED_REQUEST, IbbEnd.PEER_FAULT);
        }
        Optional<byte[]> block = Data.block(data, blockSize);
        if (block.isEmpty() || received + block.get().length > expected.orElse(Long.MAX_VALUE)) {
            return fault(stanza, IbbError.BAD_REQUEST, IbbEnd.PEER_FAULT);
        }
        if (isHeld(stanza) && ++blocksMeanwhile > MAX_HELD) {
            return fault(stanza, IbbError.OVERLOADED, IbbEnd.OVERLOADED);
        }
        nextSeq = Numbers.next(nextSeq);
        received += block.get().length;
        sinkIs = Collections.max(List.of(sinkIs, sink.accept(block.get())));
        return answer(stanza);
    }

    /** Whether a block takes room that is given free by {@link #resume}: of the sink, or for its acknowledgement. */
    private boolean isHeld(Packet block) {
        return switch (sinkIs) {
            case READY -> false;
            case PACED -> block instanceof IQ;
            case BUSY -> true;
        };
    }

    private List<IbbOutput> closed(Packet request) {
        if (!(request instanceof IQ)) {
            return List.of(refuse(request, IbbError.BAD_REQUEST));
        }
        return switch (state) {
            case OPEN -> {
                if (peerHasClosed) {
                    yield List.of(refuse(request, IbbError.ITEM_NOT_FOUND));
                }
                peerHasClosed = true;
                yield answer(request);
            }
            case CLOSING -> { // both at once
                List<IbbOutput> outputs = new ArrayList<>(List.of(acknowledge(request)));
                outputs.addAll(end());
                yield outputs;
            }
            default -> List.of(refuse(request, IbbError.ITEM_NOT_FOUND));
        };
    }

    /** Answers now, or when the sink is ready. */
    private List<IbbOutput> answer(Packet request) {
        if (request instanceof IQ iq) { // a message is not answered
            held.add(IQ.createResultIQ(iq));
        }
        return isReady() ? release() : List.of();
    }

    private boolean isReady() {
        return sinkIs == IbbSink.Readiness.READY;
    }

    /** The sink, which was not, is ready for the next block. */
    public List<IbbOutput> resume() {
        sinkIs = IbbSink.Readiness.READY;
        blocksMeanwhile = 0;
        return state == State.OPEN ? release() : List.of();
    }

    private List<IbbOutput> release() {
        List<IbbOutput> outputs = new ArrayList<>();
        while (!held.isEmpty()) {
            outputs.add(new Send(held.remove()));
        }
        if (peerHasClosed) {
            state = State.OVER;
            outputs.add(new Ended(isComplete() ? IbbEnd.COMPLETE : IbbEnd.CLOSED_EARLY));
        }
        return outputs;
    }

    private boolean isComplete() {
        return received == expected.orElse(received);
    }

    private static Send acknowledge(Packet request) {
        return new Send(IQ.createResultIQ((IQ) request));
    }

    private static Send refuse(Packet request, IbbError error) {
        return new Send(error.answer(request));
    }

    private List<IbbOutput> fault(Packet stanza, IbbError error, IbbEnd end) {
        List<IbbOutput> outputs = new ArrayList<>(List.of(refuse(stanza, error)));
        outputs.addAll(close(end));
        return outputs;
    }

    /** What is held is not acknowledged: the peer must not take it for stored. */
    private List<IbbOutput> close(IbbEnd end) {
        List<IbbOutput> outputs = new ArrayList<>();
        held.forEach(result -> outputs.add(new Send(IbbError.ITEM_NOT_FOUND.insteadOf(result))));
        held.clear();
        close = new Close(stream, ids.get(), end);
        state = State.CLOSING;
        outputs.add(close.request());
        return outputs;
    }

    private List<IbbOutput> end() {
        state = State.OVER;
        return close.over();
    }

    /**
     * Nothing has come for too long: the stream was not opened, is stuck, or its close is not answered. A peer that has
     * sent everything and does not close has still sent everything.
     */
    public List<IbbOutput> timeout() {
        return switch (state) {
            case EXPECTED -> over(IbbEnd.TIMED_OUT);
            case OPEN -> close(expected.isPresent() && isComplete() && isReady() ? IbbEnd.COMPLETE : IbbEnd.TIMED_OUT);
            case CLOSING -> end();
            case OVER -> List.of();
        };
    }

    /** We can't or won't go on. */
    public List<IbbOutput> cancel() {
        return switch (state) {
            case EXPECTED -> over(IbbEnd.CANCELLED);
            case OPEN -> close(IbbEnd.CANCELLED);
            default -> List.of();
        };
    }

    /** Nobody is at the peer's address any more. */
    public List<IbbOutput> peerGone() {
        return switch (state) {
            case EXPECTED, OPEN -> over(IbbEnd.PEER_GONE);
            case CLOSING -> end();
            case OVER -> List.of();
        };
    }

    private List<IbbOutput> over(IbbEnd end) {
        state = State.OVER;
        return List.of(new Ended(end));
    }
}
