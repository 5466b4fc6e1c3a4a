package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Conduct;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Wishes;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * All seats: who has which, and what they want done. What a room makes of a seat is done by one thread, later, since rooms don't like
 * to be spoken to while they speak; what a client makes of it at once, before the room hears of the client.
 */
public final class Seats implements SeatDesk, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(Seats.class);

    private static final Duration TURN = Duration.ofMillis(20);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BOOKMARKS = Duration.ofMinutes(10);
    /** After a node has gone, until the server has seen to the sessions that it had. */
    private static final Duration NODE_GONE = Duration.ofSeconds(5);
    static final Duration DATABASE_RETRY = Duration.ofMinutes(1);

    /**
     * What seats need.
     *
     * @param tasks      one thread; ended by {@link Seats#close}
     * @param ourAddress whose word the owners hear
     * @param dressed    adds to available presence what a seat can do
     * @param times      of the occupants
     */
    public record Means(SeatStore store, StanzaSink sink, SeatHost host, ScheduledExecutorService tasks, Supplier<JID> ourAddress,
                        Texts texts, UnaryOperator<Presence> dressed, RandomGenerator random, Conduct.Times times, Clock clock) {

        public Means {
            texts = QuotedText.in(texts); // nicks, reasons, addresses: whatever is told of others
        }
    }

    private final Means means;
    private final Supplier<String> newResource;
    private final SeatThread thread;
    private final SeatMail mail;
    private final Returns returns;
    private final Counters counters;
    private final SeatRegistry<Seat> registry = new SeatRegistry<>();
    private final RoomMessage.Reader reader = new RoomMessage.Reader();
    private final JoinQueue joins;
    private final SeatEffects effects;
    private final BookmarkedSeats bookmarked;
    private volatile Settings settings;
    private volatile boolean running;

    Seats(Means means, Settings settings, Counters counters, Supplier<String> newResource) {
        this.means = means;
        this.settings = settings;
        this.counters = counters;
        this.newResource = newResource;
        this.mail = new SeatMail(means.store(), means.sink(), means.host(), means.ourAddress(), means.texts(), means.clock());
        this.thread = new SeatThread(means.tasks());
        this.returns = new Returns(registry, mail, means.host(), means.sink(), thread,
                () -> this.settings.get(Settings.SEATS_RETURN_WAIT));
        this.joins = new JoinQueue(means.clock().instant());
        MailQueue waiting = new MailQueue(thread, mail, this::limits);
        this.effects = new SeatEffects(means, thread, registry, joins, returns, (seat, message) -> {
            if (waiting.add(seat, message)) {
                counters.add("messages", 1);
            } else if (message.kind() == KeptMessage.Kind.PRIVATE) {
                thread.soon(() -> means.sink().send(Refusals.of(message, seat.order().address())));
            }
        }, this::ended);
        this.bookmarked = new BookmarkedSeats(means.host(), registry, this::keep, this::drop);
    }

    // Life

    void open() {
        thread.every(TURN, this::turn);
        thread.every(TICK, this::tick);
        thread.every(Duration.ofHours(1), () -> mail.prune(limits()));
        thread.every(BOOKMARKS, this::followBookmarks);
    }

    /** Starts or ends all seats, as the settings and the cluster have it. */
    synchronized void apply(Settings changed, boolean ours) {
        settings = changed;
        boolean wanted = changed.get(Settings.SEATS_ENABLED) && ours;
        if (wanted != running) {
            running = wanted;
            thread.soon(wanted ? this::load : ours ? this::leaveAll : this::letGo);
        } else if (wanted) {
            thread.later(NODE_GONE, this::missClients);
        }
        thread.soon(this::followBookmarks);
    }

    private void load() {
        try {
            mail.prune(limits());
            Map<Key, SeatStore.Amount> amounts = means.store().amounts();
            for (SeatOrder order : means.store().orders()) {
                if (order.origin() == Origin.DECLINED) {
                    bookmarked.decline(order.key());
                } else if (running) {
                    Seat seat = seat(order, false);
                    seat.kept(amounts.getOrDefault(order.key(), SeatStore.Amount.NOTHING), 0);
                    if (registry.add(seat)) {
                        perform(seat, seat.start());
                    }
                }
            }
            Log.info("Seats that are kept in rooms: {}", registry.size());
        } catch (SeatStore.StoreException e) {
            Log.warn("The seats can't be read from the database; it is tried again", e);
            thread.later(DATABASE_RETRY, () -> {
                if (running && registry.isEmpty()) {
                    load();
                }
            });
        }
    }

    private void followBookmarks() {
        if (running) {
            bookmarked.follow(settings.get(Settings.SEATS_GROUPS));
        }
    }

    private Seat seat(SeatOrder order, boolean fresh) {
        return new Seat(order.in(registry.shared(order.room())), means.times(), means.random(), means.dressed(), reader, fresh,
                means.clock().instant());
    }

    private void leaveAll() {
        for (Seat seat : registry.all()) {
            remove(seat);
        }
        bookmarked.forgetAll();
    }

    /** Another node has these seats now: to the rooms they are still there. */
    private void letGo() {
        for (Seat seat : registry.all()) {
            registry.remove(seat);
            joins.remove(seat);
        }
        bookmarked.forgetAll();
    }

    /** Clients of a node that has died have not said that they go. */
    private void missClients() {
        for (Seat seat : registry.all()) {
            seat.clientInRoom().filter(client -> !means.host().isAvailable(client))
                    .ifPresent(client -> perform(seat, seat.clientGone(client, means.clock().instant())));
        }
    }

    /** Takes every seat out of its room. */
    @Override
    public void close() {
        running = false;
        thread.soon(this::leaveAll);
        thread.close();
    }

    private void turn() {
        Instant now = means.clock().instant();
        for (Seat seat : joins.next(now, settings.get(Settings.SEATS_JOINS_PER_SECOND))) {
            SeatOrder order = seat.order();
            perform(seat, seat.join(means.host().clientsIn(order.owner(), order.room()),
                    means.host().isLocalService(order.room().getDomain()), now));
        }
    }

    private void tick() {
        Instant now = means.clock().instant();
        for (Seat seat : registry.all()) {
            perform(seat, seat.tick(now));
        }
    }

    // The desk

    @Override
    public Answer keep(JID owner, JID room, Wishes wishes) {
        return keep(owner, room, wishes, Origin.USER);
    }

    private void keep(Bookmark bookmark) {
        keep(bookmark.owner(), bookmark.room(), new Wishes(bookmark.nick(), bookmark.password(), 0, false), Origin.ADMIN);
    }

    private synchronized Answer keep(JID owner, JID room, Wishes wishes, Origin origin) {
        Seat known = registry.get(new Key(owner, room));
        if (known != null) {
            performSoon(known, known.change(wishes, origin));
            save(known.order());
            return Answer.CHANGED;
        }
        long perUser = settings.get(Settings.SEATS_PER_USER);
        long inAll = settings.get(Settings.SEATS_TOTAL);
        if (perUser > 0 && registry.of(owner).size() >= perUser) {
            return Answer.TOO_MANY_OF_USER;
        }
        if (inAll > 0 && registry.size() >= inAll) {
            return Answer.TOO_MANY_IN_ALL;
        }
        SeatOrder order = new SeatOrder(owner.asBareJID(), room.asBareJID(), wishes, origin, means.clock().instant(), newResource.get());
        bookmarked.accept(order.key());
        Seat seat = seat(order, origin == Origin.USER);
        registry.add(seat);
        counters.add("kept", 1);
        save(order);
        performSoon(seat, seat.start());
        return Answer.KEPT;
    }

    @Override
    public boolean drop(JID owner, JID room) {
        Seat seat = registry.get(new Key(owner, room));
        if (seat == null) {
            return false;
        }
        remove(seat);
        forgetOrder(seat.order());
        return true;
    }

    /** The admin does not want it any more. */
    private void drop(Seat seat) {
        remove(seat);
        means.store().remove(seat.order().key());
    }

    private void remove(Seat seat) {
        if (registry.remove(seat)) {
            joins.remove(seat);
            perform(seat, seat.end(means.clock().instant()));
        }
    }

    private void forgetOrder(SeatOrder order) {
        if (bookmarked.wants(order)) {
            bookmarked.decline(order.key());
            save(order.with(Origin.DECLINED));
        } else {
            thread.soon(() -> means.store().remove(order.key()));
        }
    }

    private void save(SeatOrder order) {
        thread.soon(() -> means.store().put(order));
    }

    @Override
    public Optional<SeatView> seat(JID owner, JID room) {
        return Optional.ofNullable(registry.get(new Key(owner, room))).map(Seat::view);
    }

    @Override
    public List<SeatView> seatsOf(JID owner) {
        return registry.of(owner).stream().map(Seat::view).toList();
    }

    /** @return every seat, in no order */
    public List<SeatView> all() {
        return registry.all().stream().map(Seat::view).toList();
    }

    /** @return services that don't answer */
    public List<DeadServices.State> deadServices() {
        return joins.deadServices(registry.all());
    }

    void forget(JID owner) {
        for (Seat seat : registry.of(owner)) {
            remove(seat);
        }
        bookmarked.forget(owner);
        thread.soon(() -> means.store().forget(owner));
    }

    /** Waits for the database. @throws SeatStore.StoreException if it does not do it */
    void forgetAll() {
        thread.now(this::leaveAndForgetAll);
    }

    /** The same, without waiting. */
    void forgetAllSoon() {
        thread.soon(this::leaveAndForgetAll);
    }

    private void leaveAndForgetAll() {
        leaveAll();
        means.store().forgetAll();
    }

    Returns returns() {
        return returns;
    }

    SeatRegistry<Seat> registry() {
        return registry;
    }

    // What seats want done

    /** Does all but sending later. To be called with no lock held. */
    void perform(Seat seat, List<Effect> wanted) {
        effects.perform(seat, wanted);
    }

    /** Does all later, in order. */
    void performSoon(Seat seat, List<Effect> wanted) {
        effects.performSoon(seat, wanted);
    }

    private void ended(Seat seat) {
        counters.add("ended", 1);
        if (registry.remove(seat)) {
            joins.remove(seat);
            forgetOrder(seat.order());
        }
    }

    private SeatMail.Limits limits() {
        return new SeatMail.Limits(settings.get(Settings.SEATS_KEPT_MESSAGES).intValue(),
                settings.get(Settings.SEATS_KEPT_KIB) * 1024, settings.get(Settings.SEATS_KEPT_DAYS));
    }
}
