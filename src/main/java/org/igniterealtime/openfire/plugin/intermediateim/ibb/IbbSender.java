package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import java.util.List;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Ended;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Pause;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Send;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Wanted;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaErrors;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/**
 * The sending side of one stream (XEP-0047), which also opens it:
 * <pre>
 *   NEW ─▶ OPENING ─▶ READING ─a block is there─▶ SENDING ─acknowledged─▶ READING …
 *                        │                          └─ not now ─▶ PAUSED ─▶ SENDING
 *                        └─ all is acknowledged ─▶ CLOSING ─answer, or none─▶ OVER
 * </pre>
 * At most one block is on its way (§2.2), so that whatever else the peer's connection carries gets its turn. One thread
 * at a time; methods return what is to be done, in order, and nothing once the stream is over.
 */
public final class IbbSender {

    /** What every peer takes (§5); asked for last. */
    public static final int MIN_BLOCK_SIZE = 4096;

    private static final String NMTOKEN = "[A-Za-z0-9_.:-]+";

    private enum State {
        NEW,
        OPENING,
        READING,
        SENDING,
        PAUSED,
        CLOSING,
        OVER
    }

    private final IbbStream stream;
    private final long length;
    private final Supplier<String> ids;

    private State state = State.NEW;
    private int blockSize;
    private int seq;
    private long acknowledged;
    private byte[] block;
    private boolean repeated;
    private String awaited;
    private Close close;

    /**
     * @param stream    its id has to be a name token, since not every client takes more (§2.1)
     * @param length    bytes to send
     * @param blockSize in bytes, {@value #MIN_BLOCK_SIZE} to 65535; if the peer does not take it, smaller ones are
     *     asked for
     * @param ids       gives a fresh id for an IQ, which nobody can guess
     */
    public IbbSender(IbbStream stream, long length, int blockSize, Supplier<String> ids) {
        if (!stream.sid().matches(NMTOKEN)) {
            throw new IllegalArgumentException("not a name token: " + stream.sid());
        }
        if (length < 0 || blockSize < MIN_BLOCK_SIZE || blockSize > Open.MAX_BLOCK_SIZE) {
            throw new IllegalArgumentException("length " + length + ", block size " + blockSize);
        }
        this.stream = stream;
        this.length = length;
        this.blockSize = blockSize;
        this.ids = ids;
    }

    /** @return how many bytes the peer has taken */
    public long acknowledged() {
        return acknowledged;
    }

    /** @return whether only the answer to our close is missing */
    public boolean isClosing() {
        return state == State.CLOSING;
    }

    public boolean isOver() {
        return state == State.OVER;
    }

    /** Asks the peer to take the stream; once. */
    public List<IbbOutput> open() {
        state = State.OPENING;
        return List.of(request(new Open(stream.sid(), blockSize).toElement()));
    }

    private Send request(Element payload) {
        awaited = ids.get();
        IQ iq = new IQ(IQ.Type.set, awaited);
        iq.setFrom(stream.own());
        iq.setTo(stream.peer());
        iq.setChildElement(payload);
        return new Send(iq);
    }

    /** @param stanza an answer to what we have sent, or a request that names this stream */
    public List<IbbOutput> receive(Packet stanza) {
        if (stanza instanceof IQ iq && iq.isResponse()) {
            return answered(iq);
        }
        boolean closes = stanza instanceof IQ
                && state != State.OVER
                && IbbStream.of(stanza).filter(stream::equals).isPresent()
                && IbbStream.payload(stanza)
                        .filter(each -> each.getName().equals("close"))
                        .isPresent();
        return closes ? closed((IQ) stanza) : refuse(stanza);
    }

    /** The peer may send too (§3), but nothing of ours wants that. */
    private List<IbbOutput> refuse(Packet stanza) {
        return stanza instanceof IQ
                ? List.of(new Send(IbbError.ofUnknown(stanza).answer(stanza)))
                : List.of();
    }

    private List<IbbOutput> closed(IQ request) {
        IbbEnd end = state == State.CLOSING ? close.end() : IbbEnd.CLOSED_EARLY;
        state = State.OVER;
        return List.of(new Send(IQ.createResultIQ(request)), new Ended(end));
    }

    private List<IbbOutput> answered(IQ answer) {
        if (state == State.CLOSING) {
            return close.isAnsweredBy(answer) ? end() : List.of();
        }
        boolean waiting = state == State.OPENING || state == State.SENDING;
        if (!waiting || !awaited.equals(answer.getID()) || !stream.peer().equals(answer.getFrom())) {
            return List.of();
        }
        awaited = "";
        if (answer.getType() == IQ.Type.error) {
            return state == State.OPENING ? openRefused(answer) : blockRefused(answer);
        }
        if (state == State.SENDING) {
            acknowledged += block.length;
            block = null;
            repeated = false;
            seq = Numbers.next(seq);
        }
        return goOn();
    }

    private List<IbbOutput> goOn() {
        if (acknowledged == length) {
            return close(IbbEnd.COMPLETE);
        }
        state = State.READING;
        return List.of(new Wanted((int) Math.min(blockSize, length - acknowledged)));
    }

    /** Half the size, down to what everybody takes (§2.1). */
    private List<IbbOutput> openRefused(IQ error) {
        if (has(error, PacketError.Condition.resource_constraint) && blockSize > MIN_BLOCK_SIZE) {
            blockSize = Math.max(MIN_BLOCK_SIZE, blockSize / 2);
            return open();
        }
        return over(isOutOfReach(error) ? IbbEnd.PEER_GONE : IbbEnd.REFUSED);
    }

    /** What could not be delivered is sent once more (§2.2). */
    private List<IbbOutput> blockRefused(IQ error) {
        // servers say service-unavailable of a client that is gone
        if (isOutOfReach(error) || has(error, PacketError.Condition.service_unavailable)) {
            if (repeated) {
                return over(IbbEnd.PEER_GONE);
            }
            state = State.PAUSED;
            return List.of(new Pause());
        }
        if (has(error, PacketError.Condition.item_not_found)) { // there is nothing to close any more
            return over(IbbEnd.CLOSED_EARLY);
        }
        return close(IbbEnd.REFUSED);
    }

    private static boolean has(IQ error, PacketError.Condition condition) {
        return StanzaErrors.condition(error).filter(condition::equals).isPresent();
    }

    private static boolean isOutOfReach(IQ error) {
        return has(error, PacketError.Condition.recipient_unavailable)
                || has(error, PacketError.Condition.remote_server_timeout)
                || StanzaErrors.type(error)
                        .filter(PacketError.Type.wait::equals)
                        .isPresent();
    }

    /**
     * Sends what was {@link Wanted}.
     *
     * @param bytes exactly as many as were wanted
     */
    public List<IbbOutput> send(byte[] bytes) {
        if (state != State.READING) {
            return List.of(); // it has ended meanwhile
        }
        if (bytes.length != Math.min(blockSize, length - acknowledged)) {
            throw new IllegalArgumentException(bytes.length + " bytes");
        }
        block = bytes;
        return sendBlock();
    }

    private List<IbbOutput> sendBlock() {
        state = State.SENDING;
        return List.of(request(Data.write(stream.sid(), seq, block)));
    }

    /** After a {@link Pause}: sends the same block with the same number. */
    public List<IbbOutput> retry() {
        if (state != State.PAUSED) {
            return List.of();
        }
        repeated = true;
        return sendBlock();
    }

    /** The peer has not answered for too long. */
    public List<IbbOutput> timeout() {
        return switch (state) {
            case OPENING, SENDING -> close(IbbEnd.TIMED_OUT);
            case CLOSING -> end();
            default -> List.of();
        };
    }

    /** We can't or won't go on. */
    public List<IbbOutput> cancel() {
        return switch (state) {
            case NEW -> over(IbbEnd.CANCELLED);
            case OPENING, READING, SENDING, PAUSED -> close(IbbEnd.CANCELLED);
            default -> List.of();
        };
    }

    /** Nobody is at the peer's address any more. */
    public List<IbbOutput> peerGone() {
        return switch (state) {
            case CLOSING -> end();
            case OVER -> List.of();
            default -> over(IbbEnd.PEER_GONE);
        };
    }

    private List<IbbOutput> close(IbbEnd end) {
        close = new Close(stream, ids.get(), end);
        state = State.CLOSING;
        block = null;
        return List.of(close.request());
    }

    private List<IbbOutput> end() {
        state = State.OVER;
        return close.over();
    }

    private List<IbbOutput> over(IbbEnd end) {
        state = State.OVER;
        block = null;
        return List.of(new Ended(end));
    }
}
