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
 * Seats in a cluster. One node keeps all seats. The other nodes know which seats there are and relay to that node, in
 * order, the stanzas that concern them; that node handles them. Rooms can be addressed through any node, and a stanza
 * is seen only on the node that routes it.
 */
public final class RemoteSeats implements ClusterMessageHandler {

    private static final Logger Log = LoggerFactory.getLogger(RemoteSeats.class);

    private static final QName PASSED_ON = QName.get("passed-on", SeatNotice.NAMESPACE);
    private static final QName CLAIM = QName.get("claim", SeatNotice.NAMESPACE);
    /** How long the results of a batch may take to be written before it is acknowledged all the same. */
    private static final Duration WRITTEN = Duration.ofSeconds(1);
    /** Notices may be lost, and may overtake each other. */
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
    /** The last batch from each other node, until that node confirms that the batch is still wanted. */
    private final Map<JID, UnclaimedBatch> unclaimed = new ConcurrentHashMap<>();

    private volatile boolean keptHere = true;
    private volatile boolean enabled;

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
     * Sets which node keeps the seats.
     *
     * @param enabled whether seats are kept at all
     * @param keptHere whether this node keeps them
     * @param keeper the address of the other node that keeps them; empty if none is known
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

    /**
     * @param presence of a room, to a client
     * @return whether it tells something of the client. Openfire 4.2 may remove all sessions with a nick without code
     *     110.
     */
    private boolean isAboutTheClient(Presence presence) {
        return presence.getType() == Presence.Type.error
                || RoomPresence.isOwn(presence)
                || presence.getType() == Presence.Type.unavailable && hasSeatNick(presence);
    }

    private boolean hasSeatNick(Presence presence) {
        RemoteSeat seat = registry.of(presence.getTo(), Addresses.from(presence));
        return seat != null && seat.nick().equals(presence.getFrom().getResource());
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

    /** Only the node that keeps the seat knows whether the same stanza came to the seat as well. */
    private Outcome toClient(Packet stanza) {
        boolean diverted = !host.isLocalService(stanza.getFrom().getDomain())
                && outbox.add(RelayedStanza.of(SeatTraffic.TO_CLIENT, stanza));
        return diverted ? Outcome.TAKEN : Outcome.PASS;
    }

    /**
     * Relays a user's request.
     *
     * @return false if this node must answer it
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
            thread.soon(() -> item.stanza().ifPresent(feature::passToClient));
        } else if (item.way() == SeatTraffic.TO_SEAT) {
            thread.soon(() -> item.stanza().ifPresent(this::refuse));
        }
    }

    /** Tells the sender that the seat did not receive the stanza. Groupchat messages and presence are not answered. */
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

    /** Claims the batch first: it may have been delayed so long that the other node has given up on it. */
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
     * Acknowledges the batch when all of it has been handled and the results are written, so at most one batch waits
     * here, and none is lost with this node. While the database is unavailable that would delay all later batches, so
     * then it is acknowledged at once.
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
