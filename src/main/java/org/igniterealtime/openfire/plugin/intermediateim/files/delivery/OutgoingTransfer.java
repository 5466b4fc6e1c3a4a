package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.FileSender.Ending;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.FileSender.Surroundings;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer.Direction;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer.Phase;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbEnd;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbSender;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbStream;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates.StreamRate;
import org.igniterealtime.openfire.plugin.intermediateim.si.Answer;
import org.igniterealtime.openfire.plugin.intermediateim.si.FileDescription;
import org.igniterealtime.openfire.plugin.intermediateim.si.Offer;
import org.igniterealtime.openfire.plugin.intermediateim.si.Refusal;
import org.igniterealtime.openfire.plugin.intermediateim.si.StreamMethod;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.RequesterNegotiation;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.Step;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * One file on its way to one client:
 * <pre>
 *   OFFERED ─accepted─▶ OPENING ─▶ STREAMHOSTS ─used─▶ SOCKS5 ──▶ OVER
 *                          │            └─ failed ─┐              ▲
 *                          └────────────────────▶ IN_BAND ────────┘
 * </pre>
 * Streamhosts are our proxy alone, which the file goes through without a socket of ours. On the thread of the sender.
 */
final class OutgoingTransfer {

    /** The client asks a person. Senders of the old clients wait as long as they like. */
    private static final Duration TIME_TO_ACCEPT = Duration.ofMinutes(10);
    /** The client tries to connect to each streamhost. */
    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(60);

    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(60);
    /** For the answer to our close, after which nothing comes; some clients give none. */
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(5);

    private static final Duration TIME_TO_PAUSE = Duration.ofSeconds(2);

    /** Where a transfer is known. */
    interface Owner {

        void begun(IbbStream stream, OutgoingTransfer transfer);

        /** A request with this id is sent, whose answer belongs to the transfer. */
        void awaits(String id, OutgoingTransfer transfer);

        void answered(String id);

        /** It is over; the last call. */
        void ended(IbbStream stream, List<String> awaited, Ending ending);
    }

    private enum State {
        OFFERED,
        OPENING,
        STREAMHOSTS,
        SOCKS5,
        IN_BAND,
        OVER
    }

    private final Consignment consignment;
    private final Surroundings around;
    private final Owner owner;
    private final IbbStream stream;
    private final Offer offer;
    private final Instant begun;
    private final List<String> awaited = new ArrayList<>();
    private State state = State.OFFERED;
    private StreamMethod method;
    private boolean socks5Failed;
    private Instant since;
    private Instant start;
    private String question = "";
    private OpenFile file;
    private long offset;
    private long length;
    private RequesterNegotiation negotiation;
    private IbbSender inBand;
    private StreamRate rate;
    private int wantedBytes;
    private boolean pausing;
    private SocketOutput socket;

    OutgoingTransfer(Consignment consignment, Surroundings around, Owner owner) {
        this.consignment = consignment;
        this.around = around;
        this.owner = owner;
        this.begun = around.clock().instant();
        this.stream = new IbbStream(
                consignment.sender(), consignment.client(), around.ids().get());
        this.offer = offer(consignment, stream.sid());
        this.method = offer.methods().get(0);
    }

    private static Offer offer(Consignment consignment, String sid) {
        OutgoingFile what = consignment.file();
        FileDescription description = new FileDescription(
                what.name().text(),
                what.size(),
                Optional.empty(),
                what.md5(),
                Optional.of(consignment.description()).filter(text -> !text.isBlank()),
                true);
        return new Offer(sid, what.mediaType(), description, consignment.methods());
    }

    JID client() {
        return consignment.client();
    }

    JID sender() {
        return consignment.sender();
    }

    LiveTransfer view() {
        OutgoingFile what = consignment.file();
        return new LiveTransfer(
                Direction.OUT,
                client(),
                sender(),
                what.name(),
                what.size(),
                bytes(),
                switch (state) {
                    case OFFERED -> Phase.OFFERED;
                    case IN_BAND -> Phase.IN_BAND;
                    case SOCKS5 -> Phase.SOCKS5;
                    default -> Phase.CONNECTING;
                },
                begun);
    }

    private long bytes() {
        if (state == State.SOCKS5) {
            return socket.position() - offset;
        }
        return state == State.IN_BAND ? inBand.acknowledged() : 0;
    }

    /** Offers it; once. */
    void offer() {
        owner.begun(stream, this);
        ask(offer.toIq(sender(), client()));
    }

    private void ask(IQ request) {
        question = nextId();
        request.setID(question);
        since = around.clock().instant();
        around.sink().send(request);
    }

    private String nextId() {
        String id = around.ids().get();
        awaited.add(id);
        owner.awaits(id, this);
        return id;
    }

    /** Takes an answer to what was sent, or a request about the stream. */
    void receive(Packet stanza) {
        since = around.clock().instant();
        if (stanza instanceof IQ answer && answer.isResponse()) {
            awaited.remove(answer.getID());
            owner.answered(answer.getID());
        }
        if (state == State.IN_BAND) {
            perform(inBand.receive(stanza));
        } else if (stanza instanceof IQ answer && answer.isResponse() && question.equals(answer.getID())) {
            question = "";
            if (state == State.OFFERED) {
                offerAnswered(answer);
            } else if (state == State.STREAMHOSTS) {
                streamhostsAnswered(answer);
            }
        }
    }

    private void offerAnswered(IQ answer) {
        if (answer.getType() == IQ.Type.error) {
            over(
                    switch (Refusal.of(answer)) {
                        case DECLINED -> DeliveryResult.DECLINED;
                        case NOT_SUPPORTED -> DeliveryResult.NOT_SUPPORTED;
                        case NO_VALID_STREAMS -> DeliveryResult.NOT_SUPPORTED;
                        case FAILED -> DeliveryResult.FAILED;
                    });
            return;
        }
        Answer.read(answer, offer).ifPresentOrElse(this::open, () -> over(DeliveryResult.FAILED));
    }

    private void open(Answer answer) {
        state = State.OPENING;
        method = answer.method();
        offset = answer.range().offset();
        length = answer.range().bytesOf(offer.file().size()).orElseThrow(); // Answer.read has looked
        consignment
                .file()
                .content()
                .get()
                .whenComplete((opened, failure) -> around.thread().execute(() -> {
                    if (failure != null) {
                        over(DeliveryResult.NOT_READABLE);
                    } else if (state != State.OPENING) {
                        opened.close();
                    } else {
                        file = opened;
                        begin();
                    }
                }));
    }

    private void begin() {
        start = around.clock().instant();
        if (method == StreamMethod.SOCKS5) {
            offerStreamhosts();
        } else {
            openInBand();
        }
    }

    // SOCKS5 bytestreams

    private void offerStreamhosts() {
        List<StreamhostOffer.Host> proxy = around.streams().offerTo(client());
        if (proxy.isEmpty()) {
            socks5Failed();
            return;
        }
        state = State.STREAMHOSTS;
        negotiation = new RequesterNegotiation(sender(), client(), stream.sid(), proxy);
        ask(negotiation.offer().stanza());
    }

    /** The proxy is ours, so it is neither connected to nor asked for activation in a stanza. */
    private void streamhostsAnswered(IQ answer) {
        if (negotiation.answered(answer) instanceof Step.Connect place) {
            SocketOutput output = new SocketOutput(this, file, offset, length, around.thread());
            if (around.streams().join(place.address(), output.end())) {
                state = State.SOCKS5;
                socket = output;
                if (around.streams().activate(place.address(), sender(), client())) {
                    return;
                }
                socket = null; // the client has not connected after all
                output.leave();
            }
        }
        socks5Failed();
    }

    private void socks5Failed() {
        socks5Failed = true;
        if (consignment.reusesStreamId() && offer.methods().contains(StreamMethod.IN_BAND)) {
            method = StreamMethod.IN_BAND;
            openInBand();
        } else {
            over(DeliveryResult.SOCKS5_FAILED);
        }
    }

    /** The stream is over. */
    void socketClosed(SocketOutput output, boolean complete) {
        if (state == State.SOCKS5 && socket == output) {
            socket = null;
            over(complete ? DeliveryResult.DELIVERED : DeliveryResult.FAILED);
        }
    }

    /** The file could not be read to its end. */
    void unreadable() {
        over(DeliveryResult.NOT_READABLE);
    }

    // In-band bytestreams

    private void openInBand() {
        state = State.IN_BAND;
        inBand = new IbbSender(stream, length, consignment.blockSize(), this::nextId);
        rate = around.rates().stream(client(), this::readBlock);
        since = around.clock().instant();
        perform(inBand.open());
    }

    private void perform(List<IbbOutput> outputs) {
        for (IbbOutput output : outputs) {
            if (output instanceof IbbOutput.Send send) {
                around.sink().send(send.stanza());
            } else if (output instanceof IbbOutput.Wanted wanted) {
                wantedBytes = wanted.bytes();
                rate.take(wantedBytes);
                if (!rate.isWaiting()) {
                    readBlock();
                }
            } else if (output instanceof IbbOutput.Pause) {
                pausing = true;
            } else if (output instanceof IbbOutput.Ended ended) {
                inBandEnded(ended.end());
            }
        }
    }

    private void readBlock() {
        int bytes = wantedBytes;
        ByteBuffer block = ByteBuffer.allocate(bytes);
        file.read(offset + inBand.acknowledged(), block)
                .whenComplete((count, failure) -> around.thread().execute(() -> {
                    if (failure != null || count != bytes) {
                        perform(inBand.cancel());
                        over(DeliveryResult.NOT_READABLE);
                    } else {
                        perform(inBand.send(block.array()));
                    }
                }));
    }

    private void inBandEnded(IbbEnd end) {
        around.log()
                .finished(new FinishedTransfer(
                        sender(),
                        client(),
                        Optional.of(new OfferedFile(
                                offer.file().name(),
                                OptionalLong.of(offer.file().size()))),
                        inBand.acknowledged(),
                        0,
                        start,
                        around.clock().instant(),
                        end == IbbEnd.COMPLETE ? Reason.COMPLETED : Reason.BROKEN));
        over(
                switch (end) {
                    case COMPLETE -> DeliveryResult.DELIVERED;
                    case PEER_GONE -> DeliveryResult.CLIENT_GONE;
                    default -> DeliveryResult.FAILED;
                });
    }

    // The end

    void tick() {
        Duration quiet = Duration.between(since, around.clock().instant());
        switch (state) {
            case OFFERED -> {
                if (quiet.compareTo(TIME_TO_ACCEPT) > 0) {
                    over(DeliveryResult.NOT_ANSWERED);
                }
            }
            case STREAMHOSTS -> {
                if (quiet.compareTo(TIME_TO_CONNECT) > 0) {
                    socks5Failed();
                }
            }
            case IN_BAND -> {
                if (pausing && quiet.compareTo(TIME_TO_PAUSE) > 0) {
                    pausing = false;
                    since = around.clock().instant();
                    perform(inBand.retry());
                } else if (quiet.compareTo(inBand.isClosing() ? TIME_TO_CLOSE : TIME_TO_ANSWER) > 0) {
                    since = around.clock().instant();
                    perform(inBand.timeout());
                }
            }
            default -> {}
        }
    }

    /** The client's session has ended. A SOCKS5 bytestream goes on without it, and may even have passed everything. */
    void clientGone() {
        if (state == State.SOCKS5) {
            return;
        }
        if (state == State.IN_BAND) {
            perform(inBand.peerGone());
        }
        over(DeliveryResult.CLIENT_GONE);
    }

    /** Ends it, because somebody wants that. */
    void cancel() {
        if (state == State.IN_BAND) {
            perform(inBand.cancel());
        }
        over(DeliveryResult.FAILED);
    }

    private void over(DeliveryResult result) {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        if (socket != null) {
            socket.leave();
            socket = null;
        }
        if (file != null) {
            file.close();
        }
        owner.ended(stream, awaited, new Ending(result, method, socks5Failed));
    }
}
