package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.cluster.ClusterMessageHandler;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.ClusterOutbox;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.RelayedStanza;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.SeatNotice;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.MessageRefusal;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.RemoteSeat;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatTraffic;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomPresence;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * Seats in a cluster. One node keeps all of them; here the others know where seats are, and pass on to it what they see
 * of them, in order; and here that one takes what they pass on. A room is spoken to through any node, and its stanzas
 * are seen on that node alone.
 */
public final class RemoteSeats implements ClusterMessageHandler {

    private static final Logger Log = LoggerFactory.getLogger(RemoteSeats.class);

    private static final QName PASSED_ON = QName.get("passed-on", SeatNotice.NAMESPACE);
    private static final QName CLAIM = QName.get("claim", SeatNotice.NAMESPACE);
    /** For what is passed on to be written. */
    private static final Duration WRITTEN = Duration.ofSeconds(1);
    /** Notices may be lost, and overtake each other. */
    private static final Duration READ_AGAIN = Duration.ofMinutes(10);

    private final SeatRegistry<RemoteSeat> registry = new SeatRegistry<>();
    private final SeatsFeature feature;
    private final SeatStore store;
    private final SeatHost host;
    private final StanzaSink sink;
    private final SeatThread thread;
    private final WriteQueue writes;
    private final MessageRefusal refusal;
    private final ClusterOutbox outbox;
    private final Supplier<JID> own;
    /** The last batch that each of the other nodes has passed on, while it is asked whether it is still wanted. */
    private final Map<JID, UnclaimedBatch> unclaimed = new ConcurrentHashMap<>();

    private volatile boolean keptHere = true;
    private volatile boolean enabled;
    /** On its way to its client, which it reaches in the end without the node that keeps the seats. */
    private volatile Packet passedThrough;

    /** @param claim id of the question */
    private record UnclaimedBatch(String claim, IQ batch) {}

    /** @param own this node's address */
    RemoteSeats(SeatsFeature feature, Seats.Dependencies dependencies, SeatThread thread, Supplier<JID> own) {
        this.feature = feature;
        this.store = dependencies.store();
        this.writes = dependencies.writes();
        this.host = dependencies.host();
        this.sink = dependencies.sink();
        this.own = own;
        this.refusal = new MessageRefusal(host, sink);
        this.thread = thread;
        outbox = new ClusterOutbox(own, sink, thread, dependencies.clock(), this::lost);
    }

    void open() {
        thread.every(ClusterOutbox.CLAIM_TIMEOUT, outbox::tick);
        thread.every(READ_AGAIN, this::readSeats);
    }

    /**
     * Says who keeps seats now.
     *
     * @param enabled whether anybody does
     * @param keptHere   whether it is this node
     * @param keeper the address of the other node that does; empty if none is known
     */
    public synchronized void apply(boolean enabled, boolean keptHere, Optional<JID> keeper) {
        this.keptHere = keptHere;
        this.enabled = enabled;
        outbox.setDestination(keptHere ? Optional.empty() : keeper);
        if (keptHere && enabled) {
            feature.seats()
                    .whenRead("take over", this::takeOver); // until then it is known from here which seats there are
        } else if (enabled) {
            readSeats();
        } else {
            registry.all().forEach(registry::remove);
            outbox.removeAll().forEach(this::lost);
        }
    }

    private void takeOver() {
        if (keptHere) {
            registry.all().forEach(registry::remove);
            outbox.removeAll().forEach(this::process);
        }
    }

    // Which seats there are

    private void readSeats() {
        if (keptHere || !enabled) {
            return;
        }
        writes.latest("look", () -> {
            Set<RemoteSeat> there = store.configs().stream()
                    .filter(config -> config.origin() != Origin.DECLINED)
                    .map(RemoteSeat::of)
                    .collect(Collectors.toSet());
            thread.soon(() -> setSeats(there));
        });
    }

    private void setSeats(Set<RemoteSeat> there) {
        if (!keptHere && enabled) {
            registry.all().stream().filter(seat -> !there.contains(seat)).forEach(registry::remove);
            there.forEach(registry::add);
        }
    }

    private void received(SeatNotice notice) {
        notice.accept(keptHere ? new NoticeToKeeper() : new NoticeFromKeeper());
    }

    /** Follows what the node that keeps the seats has done. */
    private final class NoticeFromKeeper implements SeatNotice.Receiver {

        @Override
        public void there(RemoteSeat seat) {
            remove(new Key(seat.owner(), seat.room()));
            registry.add(seat);
        }

        @Override
        public void gone(Key seat) {
            remove(seat);
        }

        @Override
        public void forgotten(JID owner) {
            registry.of(owner).forEach(registry::remove);
        }

        @Override
        public void allForgotten() {
            registry.all().forEach(registry::remove);
        }
    }

    /** Does with the seats that are kept here what another node has done. This node's own notices change nothing. */
    private final class NoticeToKeeper implements SeatNotice.Receiver {

        @Override
        public void there(RemoteSeat seat) {
            feature.seats().readAgain(); // written by a node that kept the seats before, or believes that it does
        }

        @Override
        public void gone(Key seat) {
            feature.seats().readAgain();
        }

        @Override
        public void forgotten(JID owner) {
            if (!feature.seats().seatsOf(owner).isEmpty()) {
                feature.seats().forget(owner);
            }
        }

        @Override
        public void allForgotten() {
            if (!feature.seats().all().isEmpty()) {
                feature.seats().forgetAllSoon();
            }
        }
    }

    private void remove(Key key) {
        RemoteSeat seat = registry.get(key);
        if (seat != null) {
            registry.remove(seat);
        }
    }

    // What is seen here

    /** @return the seats that another node keeps; none while this node does */
    SeatRegistry<RemoteSeat> registry() {
        return registry;
    }

    Outcome handle(SeatTraffic way, Packet stanza) {
        return switch (way) {
            case TO_SEAT -> toSeat(stanza);
            case TO_CLIENT -> toClient(stanza);
            case FROM_CLIENT -> fromClient((Presence) stanza);
            case PRESENCE_TO_CLIENT -> presenceToClient((Presence) stanza);
            case HISTORY_TO_CLIENT -> {
                outbox.add(RelayedStanza.of(way, stanza));
                yield Outcome.PASS;
            }
            case MESSAGE_TO_CLIENT, COMMAND, NONE -> Outcome.PASS;
        };
    }

    private Outcome presenceToClient(Presence presence) {
        if (isAboutTheClient(presence)) {
            outbox.add(RelayedStanza.of(SeatTraffic.PRESENCE_TO_CLIENT, presence));
        }
        return Outcome.PASS;
    }

    private static boolean isAboutTheClient(Presence presence) {
        return presence.getType() == Presence.Type.error || RoomPresence.isOwn(presence);
    }

    private Outcome toSeat(Packet stanza) {
        RemoteSeat seat = registry.at(Addresses.to(stanza));
        if (seat == null || !seat.isIn(Addresses.from(stanza))) {
            return Outcome.PASS; // a stranger is not to learn that anybody is there
        }
        RelayedStanza item = RelayedStanza.of(SeatTraffic.TO_SEAT, stanza);
        if (!outbox.add(item)) {
            lost(item);
        }
        return Outcome.TAKEN;
    }

    private Outcome fromClient(Presence presence) {
        boolean available = presence.getType() == null;
        boolean toRoom = presence.getTo() != null;
        if ((available || presence.getType() == Presence.Type.unavailable)
                && (!toRoom || registry.of(presence.getFrom(), Addresses.to(presence)) != null)) {
            outbox.add(RelayedStanza.of(SeatTraffic.FROM_CLIENT, presence));
        }
        return Outcome.PASS;
    }

    /** Whether it has come to the seat too is known where the seat is. */
    private Outcome toClient(Packet stanza) {
        boolean diverted = stanza != passedThrough
                && !host.isLocalService(stanza.getFrom().getDomain())
                && outbox.add(RelayedStanza.of(SeatTraffic.TO_CLIENT, stanza));
        return diverted ? Outcome.TAKEN : Outcome.PASS;
    }

    /**
     * Passes on what a user asks for.
     *
     * @return false if this node is to answer
     */
    boolean relay(Packet request) {
        if (keptHere) {
            return false;
        }
        RelayedStanza asked = RelayedStanza.of(SeatTraffic.COMMAND, request);
        if (!outbox.add(asked)) {
            lost(asked);
        }
        return true;
    }

    private void lost(RelayedStanza item) {
        Log.debug("A stanza did not reach the node that keeps the seats: {}", item.way());
        if (item.way() == SeatTraffic.COMMAND) {
            item.stanza()
                    .flatMap(asked -> Replies.error(asked, PacketError.Condition.remote_server_timeout, ""))
                    .ifPresent(sink::send);
        } else if (item.way() == SeatTraffic.TO_CLIENT) {
            thread.soon(() -> item.stanza().ifPresent(this::passedThrough));
        } else if (item.way() == SeatTraffic.TO_SEAT) {
            thread.soon(() -> item.stanza().ifPresent(this::refuse));
        }
    }

    /** A seat has not got it. What was said to all, or shows somebody, is not answered. */
    private void refuse(Packet stanza) {
        if (stanza instanceof Message message) {
            refusal.refuse(
                    message,
                    host.nick(message.getTo(), message.getFrom().asBareJID()).orElse(""),
                    PacketError.Condition.resource_constraint);
        } else if (stanza instanceof IQ request) {
            Replies.error(request, PacketError.Condition.resource_constraint, "")
                    .ifPresent(sink::send);
        }
    }

    private void passedThrough(Packet stanza) {
        passedThrough = stanza;
        sink.send(stanza);
        passedThrough = null;
    }

    // What others pass on

    @Override
    public void answered(IQ answer) {
        outbox.answered(answer);
        UnclaimedBatch offer = answer.getFrom() == null ? null : unclaimed.get(answer.getFrom());
        if (offer != null
                && offer.claim().equals(answer.getID())
                && unclaimed.remove(answer.getFrom(), offer)
                && answer.getType() == IQ.Type.result) {
            thread.soon(() -> process(offer.batch()));
        }
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        Element payload = request.getChildElement();
        if (payload.getQName().equals(CLAIM)) {
            return Optional.of(claimed(request, payload.attributeValue("batch", "")));
        }
        if (!payload.getNamespaceURI().equals(SeatNotice.NAMESPACE)) {
            return Optional.empty();
        }
        return SeatNotice.in(payload).map(notice -> {
            thread.soon(() -> received(notice));
            return IQ.createResultIQ(request);
        });
    }

    private IQ claimed(IQ request, String batch) {
        IQ answer = IQ.createResultIQ(request);
        if (!outbox.claim(batch, request.getFrom())) {
            answer.setError(PacketError.Condition.item_not_found);
        }
        return answer;
    }

    /**
     * Asks whether it is still wanted: the stanza may have been held up for so long that the other node has given up.
     */
    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        if (!request.getChildElement().getQName().equals(PASSED_ON)) {
            return ClusterMessageHandler.super.answer(request, sink);
        }
        if (keptHere) {
            IQ batch = request.createCopy();
            feature.seats().whenRead("batch of " + batch.getFrom(), () -> claim(batch));
        }
        return keptHere;
    }

    private void claim(IQ batch) {
        IQ claim = new IQ(IQ.Type.get, UUID.randomUUID().toString());
        claim.setFrom(own.get());
        claim.setTo(batch.getFrom());
        claim.setChildElement(DocumentHelper.createElement(CLAIM).addAttribute("batch", batch.getID()));
        unclaimed.put(batch.getFrom(), new UnclaimedBatch(claim.getID(), batch));
        sink.send(claim);
    }

    /**
     * Says that it has arrived when all is done and what comes of it is written: no more than that waits here, and
     * nothing of it is lost with this node. While the database is away that would hold up all that follows, so then it
     * is said earlier.
     */
    private void process(IQ batch) {
        for (Element item : batch.getChildElement().elements()) {
            RelayedStanza.in(item).ifPresent(this::process);
        }
        AtomicBoolean said = new AtomicBoolean();
        Runnable done = () -> {
            if (said.compareAndSet(false, true)) {
                sink.send(IQ.createResultIQ(batch));
            }
        };
        if (writes.isDatabaseAway()) {
            done.run();
        } else {
            writes.latest(batch.getID(), () -> thread.soon(done));
            thread.later(WRITTEN, done);
        }
    }

    private void process(RelayedStanza item) {
        try {
            item.stanza().ifPresent(stanza -> feature.relayed(item.way(), stanza));
        } catch (RuntimeException e) { // the next is another matter
            Log.error("Data from another cluster node could not be processed", e);
        }
    }
}
