package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer.Direction;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer.Phase;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.FileReceiver.Surroundings;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Reservation;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbEnd;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbError;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbReceiver;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbSink.Readiness;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbStream;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates.StreamRate;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.Step;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer.Host;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.TargetNegotiation;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/**
 * One file that comes in, from the moment its offer can be accepted:
 * <pre>
 *   RESERVED ─row is written: accept─▶ EXPECTED ─open─▶ IN_BAND ──all bytes are safe, close─▶ OVER
 *                                        │    ▲            ▲
 *                                        │    └─ failed ─┐ │ open
 *                                        └─streamhosts─▶ SOCKS5 ──all bytes are safe─▶ OVER
 *                                               └─▶ CONNECTING ┘
 * </pre>
 * Our own proxy is joined in memory, and first, whatever the order of the streamhosts: it needs no connection. Others
 * are connected to in their order, if that is allowed. The last bytes are acknowledged when the file is on the disk and
 * known to the database. Until then the sender can still be told that it failed. Whoever can't use our streamhost may
 * open an in-band bytestream of the same id, as libpurple does. Everything happens on the thread of the receiver, but
 * for the bytes of a SOCKS5 bytestream.
 */
final class IncomingTransfer implements Reservation.Observer {

    /** From acceptance to the stream, and from one try to the next. */
    private static final Duration TIME_TO_OPEN = Duration.ofMinutes(2);
    /** Of an in-band bytestream whose bytes have all come. Before that the store gives up. */
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(30);

    /** From the attempt to connect to a streamhost until it has joined us to the stream. */
    private static final Duration TIME_PER_STREAMHOST = Duration.ofSeconds(3);
    /** For all streamhosts of an offer: Smack waits ten seconds for the answer, which may have a way to go. */
    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(8);
    /** Streamhosts that a sender may have us connect to for one file, in all its offers of streamhosts. */
    private static final int MAX_CONNECTIONS = 16;

    private static final int MAX_BLOCK_SIZE = 65_535;

    /** What a transfer tells its owner. */
    interface Owner {

        /** A request with this id is sent, whose answer belongs to the transfer. */
        void awaits(String id, IncomingTransfer transfer);

        /** The file is safe. */
        void taken(StoredFile file);

        /** The transfer is over; the last call. */
        void ended(IncomingTransfer transfer, List<String> awaited);
    }

    private enum State {
        RESERVED,
        EXPECTED,
        CONNECTING,
        IN_BAND,
        SOCKS5,
        OVER
    }

    private final TransferKey key;
    private final NewFile offer;
    private final Surroundings around;
    private final Owner owner;
    private final Reservation reservation;
    private final IbbReceiver inBand;
    private final StreamRate rate;
    private final Instant start;
    private final List<String> awaited = new ArrayList<>();
    private State state = State.RESERVED;
    private Instant since;
    private long inBandBytes;
    /** Whether the store wants no more at the moment. */
    private boolean full;

    private boolean completing;
    private boolean safe;
    private volatile SocketInput socket; // changed by the thread of the receiver
    private TargetNegotiation negotiation;
    private CompletableFuture<Boolean> connecting;
    private Instant connectingSince;
    private int connections;

    /** @throws RefusedException if the store does not take it */
    IncomingTransfer(TransferKey key, NewFile offer, Surroundings around, Owner owner) throws RefusedException {
        this.key = key;
        this.offer = offer;
        this.around = around;
        this.owner = owner;
        this.start = around.clock().instant();
        this.since = start;
        this.inBand = new IbbReceiver(
                new IbbStream(key.own(), key.peer(), key.sid()),
                OptionalLong.of(offer.size()),
                MAX_BLOCK_SIZE,
                this::accept,
                this::nextId);
        this.rate = around.rates().stream(key.peer(), this::goOnInBand);
        this.reservation = around.store().reserve(offer, this);
    }

    private String nextId() {
        String id = around.ids().get();
        awaited.add(id);
        owner.awaits(id, this);
        return id;
    }

    TransferKey key() {
        return key;
    }

    boolean concerns(JID bareJid) {
        return offer.owner().equals(bareJid) || key.peer().asBareJID().equals(bareJid);
    }

    LiveTransfer view() {
        return new LiveTransfer(
                Direction.IN,
                key.peer(),
                key.own(),
                offer.name(),
                offer.size(),
                bytes(),
                switch (state) {
                    case RESERVED -> Phase.OFFERED;
                    case IN_BAND -> Phase.IN_BAND;
                    case SOCKS5 -> Phase.SOCKS5;
                    default -> Phase.CONNECTING;
                },
                start);
    }

    private long bytes() {
        if (completing) {
            return offer.size();
        }
        return socket == null ? inBandBytes : socket.received();
    }

    /** Accepts the offer, once a crash would not make the file unknown. */
    void begin(Supplier<IQ> acceptance, Function<RefusalReason, IQ> refusal) {
        reservation
                .begin()
                .whenComplete((written, failure) -> around.thread().execute(() -> {
                    if (state != State.RESERVED) {
                        return;
                    }
                    if (failure == null) {
                        state = State.EXPECTED;
                        since = around.clock().instant();
                        around.sink().send(acceptance.get());
                    } else {
                        around.sink().send(refusal.apply(reason(failure)));
                        over();
                    }
                }));
    }

    private static RefusalReason reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RefusedException refused ? refused.reason() : RefusalReason.UNAVAILABLE;
    }

    /** Takes a stanza of this transfer, or an answer to one of its requests. */
    void receive(Packet stanza) {
        since = around.clock().instant();
        if (stanza instanceof IQ iq && iq.isRequest() && is(iq, "query", Namespaces.BYTESTREAMS)) {
            streamhosts(iq);
        } else if (state == State.RESERVED || state == State.OVER) {
            refuse(stanza).ifPresent(around.sink()::send);
        } else {
            inBand(stanza);
        }
    }

    private static boolean is(IQ iq, String name, String namespace) {
        Element payload = iq.getChildElement();
        return payload != null
                && payload.getName().equals(name)
                && payload.getNamespaceURI().equals(namespace);
    }

    /** @return what a stanza is answered that belongs to no transfer any more; empty if nothing */
    static Optional<Packet> refuse(Packet stanza) {
        if (!(stanza instanceof IQ request) || !request.isRequest()) {
            return Optional.empty();
        }
        return Optional.of(
                is(request, "query", Namespaces.BYTESTREAMS)
                        ? TargetNegotiation.refuse(request, Condition.not_acceptable) // XEP-0065 §5.3.2
                        : IbbError.ofUnknown(request).answer(request));
    }

    // In-band bytestreams

    private void inBand(Packet stanza) {
        perform(inBand.receive(stanza));
        if (state != State.OVER && state != State.IN_BAND && inBand.isOpen()) {
            leaveStreamhosts();
            state = State.IN_BAND;
        }
    }

    private Readiness accept(byte[] block) {
        inBandBytes += block.length;
        full |= !reservation.write(ByteBuffer.wrap(block));
        rate.take(block.length);
        if (inBandBytes == offer.size()) {
            complete();
            return Readiness.BUSY; // the last block is acknowledged when the file is safe
        }
        if (full) {
            return Readiness.BUSY;
        }
        return rate.isWaiting() ? Readiness.PACED : Readiness.READY;
    }

    private void goOnInBand() {
        if (!full && !rate.isWaiting() && (safe || !completing)) {
            perform(inBand.resume());
        }
    }

    private void perform(List<IbbOutput> outputs) {
        for (IbbOutput output : outputs) {
            if (output instanceof IbbOutput.Send send) {
                around.sink().send(send.stanza());
            } else if (output instanceof IbbOutput.Ended ended) {
                inBandEnded(ended.end());
            }
        }
    }

    private void inBandEnded(IbbEnd end) {
        if (end == IbbEnd.COMPLETE && !safe) { // an empty file, for which no block came
            complete();
            return;
        }
        if (!safe) {
            reservation.abort(RefusalReason.CANCELLED);
        }
        around.log()
                .finished(new FinishedTransfer(
                        key.peer(),
                        key.own(),
                        Optional.of(new OfferedFile(offer.name().text(), OptionalLong.of(offer.size()))),
                        inBandBytes,
                        0,
                        start,
                        around.clock().instant(),
                        safe ? Reason.COMPLETED : Reason.BROKEN));
        over();
    }

    // SOCKS5 bytestreams

    private void streamhosts(IQ request) {
        boolean mayCome = state == State.EXPECTED || state == State.SOCKS5 && !socketHasBegun();
        try {
            StreamhostOffer hosts = StreamhostOffer.read(request);
            if (mayCome) {
                leaveSocket();
                connectingSince = around.clock().instant();
                negotiation = new TargetNegotiation(request, hosts, places(hosts));
                connect();
            } else {
                around.sink().send(TargetNegotiation.refuse(request, Condition.not_acceptable));
            }
        } catch (StreamhostOffer.RefusedException e) {
            around.sink().send(TargetNegotiation.refuse(request, e.condition()));
        }
    }

    private List<Host> places(StreamhostOffer hosts) {
        List<Host> places = new ArrayList<>();
        hosts.hosts().stream()
                .filter(this::isProxy)
                .limit(1) // other places of the same proxy are the same to us
                .forEach(places::add);
        if (around.direct().areAllowed()) {
            hosts.hosts().stream().filter(host -> !isProxy(host)).forEach(places::add);
        }
        return places;
    }

    private boolean isProxy(Host host) {
        return around.streams().isProxy(host.jid());
    }

    /** Goes on with the next streamhost. */
    private void connect() {
        state = State.EXPECTED;
        Step step = negotiation.next();
        if (!(step instanceof Step.Connect place)) {
            answer(step);
            return;
        }
        socket = new SocketInput(this, reservation, offer.size(), around.thread());
        if (!isProxy(place.host())) {
            connectDirectly(place);
        } else if (around.streams().join(place.address(), socket.end())) {
            state = State.SOCKS5;
            answer(negotiation.connected());
        } else {
            socket = null;
            connect();
        }
    }

    private void connectDirectly(Step.Connect place) {
        if (connections == MAX_CONNECTIONS) {
            socket = null;
            answer(negotiation.none());
            return;
        }
        connections++;
        state = State.CONNECTING;
        since = around.clock().instant();
        SocketInput tried = socket;
        connecting = around.direct().connect(place.host(), place.address(), key.peer(), key.own(), tried.end());
        connecting.thenAccept(opened -> {
            if (!opened) {
                around.thread().execute(() -> unreachable(tried));
            }
        });
    }

    private void answer(Step step) {
        if (step instanceof Step.Send answer) {
            around.sink().send(answer.stanza());
        }
    }

    /** A streamhost has joined us to the stream, or the proxy has activated it. */
    void socketOpened(SocketInput input) {
        if (input == socket && state == State.CONNECTING) {
            state = State.SOCKS5;
            answer(negotiation.connected());
        }
    }

    private void unreachable(SocketInput input) {
        if (input == socket && state == State.CONNECTING) {
            socket = null;
            connect();
        }
    }

    /** Gives the streamhost up that is being connected to, and tries the next one if there is time. */
    private void giveUpStreamhost() {
        leaveSocket();
        if (isLongSince(connectingSince, TIME_TO_CONNECT)) {
            state = State.EXPECTED;
            answer(negotiation.none());
        } else {
            connect();
        }
    }

    private boolean isLongSince(Instant time, Duration limit) {
        return Duration.between(time, around.clock().instant()).compareTo(limit) >= 0;
    }

    /** All bytes have come by the socket. */
    void socketFilled(SocketInput input) {
        if (input == socket && state == State.SOCKS5) {
            complete();
        }
    }

    /** The stream is over before all bytes have come, or after the file was safe. */
    void socketClosed(SocketInput input) {
        if (input != socket || state != State.SOCKS5) {
            return;
        }
        if (safe) {
            over();
        } else if (completing) {
            socket = null; // the sender has gone with all its bytes sent
        } else if (input.hasBegun()) {
            reservation.abort(RefusalReason.CANCELLED);
            over();
        } else {
            state = State.EXPECTED; // never activated: the sender may still open an in-band bytestream
        }
    }

    /** Without a socket all bytes have come. */
    private boolean socketHasBegun() {
        return socket == null || socket.hasBegun();
    }

    private void leaveSocket() {
        if (connecting != null) {
            connecting.cancel(false);
            connecting = null;
        }
        if (socket != null) {
            SocketInput left = socket;
            socket = null;
            left.leave();
        }
    }

    // The store

    private void complete() {
        if (completing) {
            return;
        }
        completing = true;
        reservation
                .complete()
                .whenComplete((stored, failure) -> around.thread().execute(() -> completed(stored, failure)));
    }

    private void completed(StoredFile stored, Throwable failure) {
        if (failure != null) {
            end();
            return;
        }
        safe = true;
        since = around.clock().instant();
        owner.taken(stored);
        switch (state) {
            case IN_BAND -> inBandIsSafe();
            case SOCKS5 -> socketIsSafe();
            default -> {}
        }
    }

    private void inBandIsSafe() {
        if (inBand.isOver()) {
            inBandEnded(IbbEnd.COMPLETE);
        } else {
            full = false;
            goOnInBand();
        }
    }

    private void socketIsSafe() {
        if (socket == null) {
            over();
        } else {
            socket.finish();
        }
    }

    @Override
    public void drained() {
        SocketInput input = socket;
        if (input != null && input.hasBegun()) {
            input.resume(); // at once: a fast sender waits for this again and again
        }
        around.thread().execute(() -> {
            full = false;
            if (state == State.IN_BAND) {
                goOnInBand();
            }
        });
    }

    @Override
    public void failed(RefusalReason reason) {
        around.thread().execute(this::end);
    }

    void tick() {
        Duration quiet = Duration.between(since, around.clock().instant());
        if (state == State.EXPECTED && quiet.compareTo(TIME_TO_OPEN) > 0) {
            cancel();
        } else if (state == State.CONNECTING
                && (isLongSince(since, TIME_PER_STREAMHOST) || isLongSince(connectingSince, TIME_TO_CONNECT))) {
            giveUpStreamhost();
        } else if (state == State.IN_BAND && safe && quiet.compareTo(TIME_TO_CLOSE) > 0) {
            perform(inBand.timeout());
        } else if (state == State.SOCKS5 && safe && quiet.compareTo(TIME_TO_CLOSE) > 0) {
            leaveSocket();
            over();
        }
    }

    /** The sender's client is gone. If all its bytes have come, the file is kept. */
    void peerGone() {
        if (state != State.SOCKS5 || !socketHasBegun()) {
            cancel();
        }
    }

    /** Ends it, because somebody wants that. */
    void cancel() {
        if (!safe && state != State.OVER) {
            reservation.abort(RefusalReason.CANCELLED);
        }
        end();
    }

    /** Ends the stream; the reservation has ended. */
    private void end() {
        if (state == State.IN_BAND && !inBand.isOver()) {
            perform(inBand.cancel());
            perform(inBand.timeout()); // the answer to our close is not waited for
        }
        leaveStreamhosts();
        over();
    }

    /** Leaves the socket; whoever still waits for an answer gets it. */
    private void leaveStreamhosts() {
        leaveSocket();
        if (state == State.CONNECTING) {
            answer(negotiation.none());
        }
    }

    private void over() {
        if (state != State.OVER) {
            state = State.OVER;
            owner.ended(this, awaited);
        }
    }
}
