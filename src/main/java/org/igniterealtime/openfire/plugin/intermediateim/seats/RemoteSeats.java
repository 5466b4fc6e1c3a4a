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
import org.igniterealtime.openfire.plugin.intermediateim.muc.Delay;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.ClusterOutbox;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.RelayedStanza;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.RelayedStanza.Way;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.SeatNotice;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.MessageRefusal;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.RemoteSeat;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomPresence;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
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
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final SeatRegistry<RemoteSeat> places = new SeatRegistry<>();
    private final SeatsFeature feature;
    private final SeatStore store;
    private final SeatHost host;
    private final StanzaSink sink;
    private final SeatThread thread;
    private final WriteQueue writes;
    private final MessageRefusal refusal;
    private final ClusterOutbox post;
    private final Supplier<JID> own;
    /** The last batch that each of the other nodes has passed on, while it is asked whether it is still wanted. */
    private final Map<JID, Offered> offered = new ConcurrentHashMap<>();

    private volatile boolean ours = true;
    private volatile boolean wanted;
    /** On its way to its client, which it reaches in the end without the node that keeps the seats. */
    private volatile Packet letThrough;

    /** @param claim id of the question */
    private record Offered(String claim, IQ batch) {}

    /** @param own this node's address */
    RemoteSeats(SeatsFeature feature, Seats.Means means, SeatThread thread, Supplier<JID> own) {
        this.feature = feature;
        this.store = means.store();
        this.writes = means.writes();
        this.host = means.host();
        this.sink = means.sink();
        this.own = own;
        this.refusal = new MessageRefusal(host, sink);
        this.thread = thread;
        post = new ClusterOutbox(own, sink, thread, means.clock(), this::lost);
    }

    void open() {
        thread.every(ClusterOutbox.PATIENCE, post::tick);
        thread.every(LOOK_AGAIN, this::look);
    }

    /**
     * Says who keeps seats now.
     *
     * @param wanted whether anybody does
     * @param ours   whether it is this node
     * @param keeper the address of the other node that does; empty if none is known
     */
    public synchronized void apply(boolean wanted, boolean ours, Optional<JID> keeper) {
        this.ours = ours;
        this.wanted = wanted;
        post.to(ours ? Optional.empty() : keeper);
        if (ours && wanted) {
            feature.seats()
                    .whenRead("take over", this::takeOver); // until then it is known from here which seats there are
        } else if (wanted) {
            look();
        } else {
            places.all().forEach(places::remove);
            post.takeBack().forEach(this::lost);
        }
    }

    private void takeOver() {
        if (ours) {
            places.all().forEach(places::remove);
            post.takeBack().forEach(this::take);
        }
    }

    // Which seats there are

    private void look() {
        if (ours || !wanted) {
            return;
        }
        writes.latest("look", () -> {
            Set<RemoteSeat> there = store.orders().stream()
                    .filter(order -> order.origin() != Origin.DECLINED)
                    .map(RemoteSeat::of)
                    .collect(Collectors.toSet());
            thread.soon(() -> know(there));
        });
    }

    private void know(Set<RemoteSeat> there) {
        if (!ours && wanted) {
            places.all().stream().filter(place -> !there.contains(place)).forEach(places::remove);
            there.forEach(places::add);
        }
    }

    private void heard(SeatNotice notice) {
        if (ours) {
            wanted(notice);
        } else if (notice instanceof SeatNotice.There there) {
            remove(new Key(there.place().owner(), there.place().room()));
            places.add(there.place());
        } else if (notice instanceof SeatNotice.Gone gone) {
            remove(gone.seat());
        } else if (notice instanceof SeatNotice.Forgotten forgotten) {
            places.of(forgotten.owner()).forEach(places::remove);
        } else {
            places.all().forEach(places::remove);
        }
    }

    /** What was done on another node is done with the seats that are here; what is not, was done here. */
    private void wanted(SeatNotice notice) {
        if (notice instanceof SeatNotice.Forgotten forgotten
                && !feature.seats().seatsOf(forgotten.owner()).isEmpty()) {
            feature.seats().forget(forgotten.owner());
        } else if (notice instanceof SeatNotice.AllForgotten
                && !feature.seats().all().isEmpty()) {
            feature.seats().forgetAllSoon();
        } else if (!(notice instanceof SeatNotice.Forgotten || notice instanceof SeatNotice.AllForgotten)) {
            feature.seats().lookAgain(); // written by a node that kept the seats before, or believes that it does
        }
    }

    private void remove(Key key) {
        RemoteSeat place = places.get(key);
        if (place != null) {
            places.remove(place);
        }
    }

    // What is seen here

    boolean concerns(Packet stanza, Stage stage, Source source) {
        if (places.isEmpty()) {
            return false;
        }
        if (stage == Stage.ENTRY) {
            return places.concernsAtEntry(stanza, source);
        }
        return (stanza instanceof Presence || stanza instanceof Message message && isHistory(message))
                && stanza.getTo() != null
                && places.of(stanza.getTo(), Addresses.from(stanza)) != null;
    }

    /** So is the subject without a body, with which it ends (XEP-0045 §7.1). */
    private static boolean isHistory(Message message) {
        return message.getType() == Message.Type.groupchat
                && (Delay.isIn(message.getElement()) || message.getElement().element("body") == null);
    }

    Outcome handle(Passage passage) {
        Packet stanza = passage.stanza();
        if (passage.stage() == Stage.DELIVERY) {
            if (stanza instanceof Message) {
                post.add(RelayedStanza.of(Way.HEARD, stanza));
            } else if (stanza instanceof Presence presence && isAboutTheClient(presence)) {
                post.add(RelayedStanza.of(Way.SHOWN, stanza));
            }
            return Outcome.PASS;
        }
        RemoteSeat place = places.at(Addresses.to(stanza));
        if (place != null) {
            return toSeat(place, stanza);
        }
        return stanza instanceof Presence presence ? fromClient(presence) : toClient(stanza);
    }

    private static boolean isAboutTheClient(Presence presence) {
        return presence.getType() == Presence.Type.error || RoomPresence.hasStatus(presence, "110");
    }

    private Outcome toSeat(RemoteSeat place, Packet stanza) {
        if (!place.isIn(Addresses.from(stanza))) {
            return Outcome.PASS; // as if nobody were there
        }
        RelayedStanza item = RelayedStanza.of(Way.TO_SEAT, stanza);
        if (!post.add(item)) {
            lost(item);
        }
        return Outcome.TAKEN;
    }

    private Outcome fromClient(Presence presence) {
        boolean available = presence.getType() == null;
        boolean toRoom = presence.getTo() != null;
        if ((available || presence.getType() == Presence.Type.unavailable)
                && (!toRoom || places.of(presence.getFrom(), Addresses.to(presence)) != null)) {
            post.add(RelayedStanza.of(Way.FROM_CLIENT, presence));
        }
        return Outcome.PASS;
    }

    /** Whether it has come to the seat too is known where the seat is. */
    private Outcome toClient(Packet stanza) {
        boolean diverted = stanza != letThrough
                && SeatsFeature.isShared(stanza)
                && !host.isLocalService(stanza.getFrom().getDomain())
                && post.add(RelayedStanza.of(Way.TO_CLIENT, stanza));
        return diverted ? Outcome.TAKEN : Outcome.PASS;
    }

    /**
     * Passes on what a user asks for.
     *
     * @return false if this node is to answer
     */
    boolean passOn(Packet request) {
        if (ours) {
            return false;
        }
        RelayedStanza asked = RelayedStanza.of(Way.ASKED, request);
        if (!post.add(asked)) {
            lost(asked);
        }
        return true;
    }

    private void lost(RelayedStanza item) {
        Log.debug("A stanza did not reach the node that keeps the seats: {}", item.way());
        if (item.way() == Way.ASKED) {
            item.stanza()
                    .flatMap(asked -> Replies.error(asked, PacketError.Condition.remote_server_timeout, ""))
                    .ifPresent(sink::send);
        } else if (item.way() == Way.TO_CLIENT) {
            thread.soon(() -> item.stanza().ifPresent(this::letThrough));
        } else if (item.way() == Way.TO_SEAT) {
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

    private void letThrough(Packet stanza) {
        letThrough = stanza;
        sink.send(stanza);
        letThrough = null;
    }

    // What others pass on

    @Override
    public void answered(IQ answer) {
        post.answered(answer);
        Offered offer = answer.getFrom() == null ? null : offered.get(answer.getFrom());
        if (offer != null
                && offer.claim().equals(answer.getID())
                && offered.remove(answer.getFrom(), offer)
                && answer.getType() == IQ.Type.result) {
            thread.soon(() -> take(offer.batch()));
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
            thread.soon(() -> heard(notice));
            return IQ.createResultIQ(request);
        });
    }

    private IQ claimed(IQ request, String batch) {
        IQ answer = IQ.createResultIQ(request);
        if (!post.claim(batch, request.getFrom())) {
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
        if (ours) {
            IQ batch = request.createCopy();
            feature.seats().whenRead("batch of " + batch.getFrom(), () -> claim(batch));
        }
        return ours;
    }

    private void claim(IQ batch) {
        IQ claim = new IQ(IQ.Type.get, UUID.randomUUID().toString());
        claim.setFrom(own.get());
        claim.setTo(batch.getFrom());
        claim.setChildElement(DocumentHelper.createElement(CLAIM).addAttribute("batch", batch.getID()));
        offered.put(batch.getFrom(), new Offered(claim.getID(), batch));
        sink.send(claim);
    }

    /**
     * Says that it has arrived when all is done and what comes of it is written: no more than that waits here, and
     * nothing of it is lost with this node. While the database is away that would hold up all that follows, so then it
     * is said earlier.
     */
    private void take(IQ batch) {
        for (Element item : batch.getChildElement().elements()) {
            RelayedStanza.in(item).ifPresent(this::take);
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

    private void take(RelayedStanza item) {
        try {
            item.stanza().ifPresent(stanza -> feature.passedOn(item.way(), stanza));
        } catch (RuntimeException e) { // the next is another matter
            Log.error("Data from another cluster node could not be processed", e);
        }
    }
}
