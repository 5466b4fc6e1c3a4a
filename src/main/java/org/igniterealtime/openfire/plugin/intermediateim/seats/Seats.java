package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.QuotedText;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatService;
import org.igniterealtime.openfire.plugin.intermediateim.seats.joining.JoinQueue;
import org.igniterealtime.openfire.plugin.intermediateim.seats.joining.UnresponsiveServices;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.EndedSeats;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.MessageRefusal;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.MissedMessageDelivery;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.MissedMessageQueue;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.ReturningClients;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * All seats that this node keeps, and their effects. The effects of a room's stanza are performed later, by one thread,
 * since a room should not be sent anything while it is sending. The effects of a client's stanza are performed at once,
 * before the room gets that stanza.
 */
public final class Seats implements SeatService, AutoCloseable {

    private static final Duration TURN = Duration.ofMillis(20);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration IDLE_TIMES = Duration.ofSeconds(30);
    private static final Duration MISSING_CLIENTS = Duration.ofMinutes(1);
    private static final Duration BOOKMARKS = Duration.ofMinutes(10);
    /** After a node was lost, until the server has cleaned up its sessions. */
    private static final Duration NODE_GONE = Duration.ofSeconds(5);
    /** Notices of other nodes may be lost. */
    private static final Duration READ_AGAIN = Duration.ofMinutes(10);

    /**
     * What seats need.
     *
     * @param writes     what is to be written; closed by {@link Seats#close}
     * @param tasks      one thread; ended by {@link Seats#close}
     * @param ourAddress whose word the owners hear
     * @param withCapabilities    adds to available presence what a seat can do
     * @param times      of the occupants
     */
    public record Dependencies(
            SeatStore store,
            WriteQueue writes,
            StanzaSink sink,
            SeatHost host,
            ScheduledExecutorService tasks,
            Supplier<JID> ourAddress,
            LocalizedTexts texts,
            UnaryOperator<Presence> withCapabilities,
            RandomGenerator random,
            OccupantPolicy.Times times,
            Clock clock) {

        public Dependencies {
            texts = QuotedText.in(texts); // nicks, reasons, addresses: whatever is told of others
        }
    }

    private final Dependencies dependencies;
    private final SeatThread thread;
    private final MissedMessageDelivery delivery;
    private final ReturningClients returningClients;
    private final Counters counters;
    private final SeatRegistry<Seat> registry = new SeatRegistry<>();
    private final RoomMessage.Reader reader = new RoomMessage.Reader();
    private final JoinQueue joins;
    private final SeatEffects effects;
    private final BookmarkedSeats bookmarked;
    private final SeatConfigs configs;
    private final EndedSeats endedSeats;
    private final MessageRefusal refusal;
    private volatile Settings settings;
    private volatile boolean running;

    Seats(Dependencies dependencies, Settings settings, Counters counters, RandomTokens tokens) {
        this.dependencies = dependencies;
        this.settings = settings;
        this.counters = counters;
        this.thread = new SeatThread(dependencies.tasks());
        this.delivery = new MissedMessageDelivery(
                dependencies.store(),
                stanza -> thread.soon(() -> dependencies.sink().send(stanza)),
                dependencies.host(),
                dependencies.ourAddress(),
                dependencies.texts(),
                dependencies.clock());
        MissedMessageQueue missedMessageQueue =
                new MissedMessageQueue(dependencies.writes(), delivery, this::limits, this::refuse);
        this.returningClients = new ReturningClients(
                registry,
                missedMessageQueue,
                dependencies.host(),
                dependencies.sink(),
                thread,
                () -> this.settings.get(SeatSettings.RETURN_WAIT));
        this.joins = new JoinQueue(dependencies.clock().instant());
        this.refusal = new MessageRefusal(dependencies.host(), dependencies.sink());
        this.endedSeats = new EndedSeats(dependencies.host(), registry, missedMessageQueue);
        this.effects = new SeatEffects(
                dependencies,
                thread,
                registry,
                joins,
                returningClients,
                (seat, message) -> {
                    if (missedMessageQueue.add(seat, message)) {
                        counters.add("messages", 1);
                    }
                },
                this::refuse,
                this::save,
                this::ended);
        this.bookmarked = new BookmarkedSeats(dependencies.host(), registry, this::keep, this::drop);
        this.configs = new SeatConfigs(
                dependencies, registry, bookmarked, tokens, () -> this.settings, new SeatConfigs.Actions() {
                    @Override
                    public boolean isOurs() {
                        return running;
                    }

                    @Override
                    public void begin(SeatConfig config, boolean fresh) {
                        Seats.this.begin(config, fresh);
                    }

                    @Override
                    public void change(Seat seat, Options options, Origin origin) {
                        performSoon(seat, seat.change(options, origin));
                    }

                    @Override
                    public void end(Seat seat) {
                        Seats.this.end(seat);
                    }

                    @Override
                    public void kept(Map<Key, SeatStore.Amount> amounts) {
                        endedSeats.set(amounts.keySet());
                    }
                });
    }

    // Life

    void open() {
        thread.every(TURN, this::joinNext);
        thread.every(TICK, this::tick);
        thread.every(IDLE_TIMES, this::followIdleTimes);
        thread.every(Duration.ofHours(1), this::prune);
        thread.every(BOOKMARKS, this::followBookmarks);
        thread.every(READ_AGAIN, this::readAgain);
        thread.every(MISSING_CLIENTS, () -> registry.all().forEach(this::removeMissingClients));
        thread.every(EndedSeats.LOOK, () -> {
            if (running) {
                endedSeats.deliver();
            }
        });
    }

    /** Starts or ends all seats, depending on the settings and on the cluster. */
    synchronized void apply(Settings changed, boolean ours) {
        settings = changed;
        boolean wanted = changed.get(SeatSettings.ENABLED) && ours;
        boolean began = wanted && !running;
        boolean over = running && !wanted;
        running = wanted;
        if (over) {
            thread.soon(ours ? this::leaveAll : this::releaseAll);
        } else if (wanted && !began) {
            thread.later(NODE_GONE, this::removeLostClients);
        }
        if (began) {
            configs.setUnread();
            prune();
        }
        readAgain();
        followBookmarks();
    }

    private void prune() {
        dependencies.writes().latest("prune", () -> delivery.prune(limits()));
    }

    /**
     * Reads the database again. Another node may have written it: while a cluster is split, each part has a node that
     * keeps the seats.
     */
    void readAgain() {
        if (running) {
            configs.read();
        }
    }

    /**
     * @param key  of several with the same that wait the latest counts
     * @param then is run by the thread of seats once it is known which seats there are, if this node keeps them
     */
    void whenRead(Object key, Runnable then) {
        if (running && configs.isRead()) {
            thread.soon(then);
            return;
        }
        dependencies.writes().latest(key, () -> {
            if (running) {
                configs.ensureRead();
                thread.soon(then);
            }
        });
    }

    private void followBookmarks() {
        if (running) {
            dependencies.writes().latest("bookmarks", () -> {
                if (running) {
                    configs.ensureRead();
                    bookmarked.follow(settings.get(SeatSettings.GROUPS));
                }
            });
        }
    }

    private void begin(SeatConfig config, boolean fresh) {
        Seat seat = new Seat(
                config.in(registry.shared(config.room())),
                dependencies.times(),
                dependencies.random(),
                dependencies.withCapabilities(),
                reader,
                fresh,
                dependencies.clock().instant());
        synchronized (this) {
            if (!running || !registry.add(seat)) {
                return;
            }
        }
        counters.add("kept", fresh ? 1 : 0);
        performSoon(seat, seat.start());
    }

    private void leaveAll() {
        for (Seat seat : registry.all()) {
            remove(seat);
        }
        bookmarked.forgetAll();
    }

    /**
     * Drops all seats silently, since another node keeps them at the same addresses. Seats that are no longer
     * configured leave.
     */
    private void releaseAll() {
        List<Seat> seats = registry.all();
        for (Seat seat : seats) {
            registry.remove(seat);
            joins.remove(seat);
        }
        bookmarked.forgetAll();
        configs.findUnwanted(
                seats,
                seat -> thread.soon(
                        () -> perform(seat, seat.end(dependencies.clock().instant()))));
    }

    /** Clients of a lost node have not sent unavailable presence. */
    private void removeLostClients() {
        for (Seat seat : registry.all()) {
            seat.clientsInRoom().stream()
                    .filter(client -> !dependencies.host().isAvailable(client))
                    .forEach(client -> perform(
                            seat,
                            seat.clientUnavailable(client, dependencies.clock().instant())));
        }
    }

    /** A client that the server has silently removed from one of its own rooms is no longer counted. */
    void removeMissingClients(Seat seat) {
        if (seat.clientWithNick().isPresent()
                && dependencies.host().isLocalService(seat.room().getDomain())) {
            performSoon(
                    seat,
                    seat.removeMissingClients(
                            dependencies.host().occupants(seat.occupantAddress()),
                            dependencies.clock().instant()));
        }
    }

    /** Takes every seat out of its room, and writes what is waiting. */
    @Override
    public void close() {
        running = false;
        thread.soon(this::leaveAll);
        dependencies.writes().close();
        thread.close();
    }

    private void joinNext() {
        Instant now = dependencies.clock().instant();
        for (Seat seat : joins.next(now, settings.get(SeatSettings.JOINS_PER_SECOND))) {
            SeatConfig config = seat.config();
            idleTime(config.room().getDomain()).ifPresent(seat::idleTime);
            perform(seat, seat.join(dependencies.host().clientsIn(config.owner(), config.room()), now));
        }
    }

    private void followIdleTimes() {
        Map<String, Optional<Duration>> idleTimes = new HashMap<>();
        for (Seat seat : registry.all()) {
            idleTimes.computeIfAbsent(seat.room().getDomain(), this::idleTime).ifPresent(seat::idleTime);
        }
    }

    private Optional<Duration> idleTime(String service) {
        return dependencies.host().isLocalService(service) ? dependencies.host().idleTime(service) : Optional.empty();
    }

    private void tick() {
        Instant now = dependencies.clock().instant();
        List<Seat> all = registry.all();
        joins.retainServices(all);
        for (Seat seat : all) {
            perform(seat, seat.tick(now));
        }
    }

    // What users and the administrator ask for

    @Override
    public CompletableFuture<Answer> keep(JID owner, JID room, Options options) {
        return configs.keep(owner, room, options);
    }

    private void keep(Bookmark bookmark) {
        configs.keepForAdmin(
                bookmark.owner(), bookmark.room(), new Options(bookmark.nick(), bookmark.password(), 0, false));
    }

    @Override
    public CompletableFuture<Answer> drop(JID owner, JID room) {
        return configs.drop(owner, room);
    }

    /** The administrator no longer wants it. */
    private void drop(Seat seat) {
        configs.dropForAdmin(seat);
    }

    private void save(Seat seat) {
        configs.save(seat);
    }

    /** Ends a seat that was given up. */
    private void end(Seat seat) {
        if (registry.remove(seat)) {
            joins.remove(seat);
            thread.soon(() -> perform(seat, seat.end(dependencies.clock().instant())));
            endedSeats.add(seat);
        }
    }

    private void remove(Seat seat) {
        if (registry.remove(seat)) {
            joins.remove(seat);
            perform(seat, seat.end(dependencies.clock().instant()));
        }
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

    /** @return services that do not respond */
    public List<UnresponsiveServices.State> unresponsiveServices() {
        joins.retainServices(registry.all());
        return joins.unresponsiveServices();
    }

    /**
     * Deletes twice: what seats had been told before is kept in the meantime, or is still to be kept when the first
     * deletion is written.
     */
    void forget(JID owner) {
        forget(owner, () -> forget(owner, () -> {}));
    }

    /** @param then is run by the writing thread */
    private void forget(JID owner, Runnable then) {
        thread.soon(() -> {
            registry.of(owner).forEach(this::remove);
            bookmarked.forget(owner);
            endedSeats.forget(owner);
            configs.forget(owner, then);
        });
    }

    /**
     * Waits for the database.
     *
     * @throws SeatStore.StoreException if the database fails: then nothing has changed
     */
    void forgetAll() {
        try {
            dependencies.writes().now(this::forgetAllThatIsWritten);
        } catch (ExecutionException e) {
            throw new SeatStore.StoreException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SeatStore.StoreException(e);
        }
    }

    /** The same, without waiting. */
    void forgetAllSoon() {
        dependencies.writes().latest("forget all", this::forgetAllThatIsWritten);
    }

    private void forgetAllThatIsWritten() {
        dependencies.store().forgetAll();
        endedSeats.forgetAll();
        thread.soon(this::leaveAll);
    }

    ReturningClients returningClients() {
        return returningClients;
    }

    SeatRegistry<Seat> registry() {
        return registry;
    }

    // Effects

    /** Does all but sending later. To be called with no lock held. */
    void perform(Seat seat, List<SeatEffect> wanted) {
        effects.perform(seat, wanted);
    }

    /** Does all later, in order. */
    void performSoon(Seat seat, List<SeatEffect> wanted) {
        effects.performSoon(seat, wanted);
    }

    private void ended(Seat seat, Runnable tell) {
        counters.add("ended", 1);
        if (registry.remove(seat)) {
            joins.remove(seat);
            configs.deleteConfig(seat, tell);
            endedSeats.add(seat); // after the news
        }
    }

    /** Refuses a message that does not fit into the limits. */
    private void refuse(Seat seat, MissedMessage message) {
        thread.soon(() ->
                refusal.refuse(message, seat.config().address(), seat.view().nick()));
    }

    /** Refuses a message that must not be kept at all. */
    private void refuse(Seat seat, Message message) {
        thread.soon(() -> refusal.refuse(message, seat.view().nick(), PacketError.Condition.not_acceptable));
    }

    private MissedMessageDelivery.Limits limits() {
        return new MissedMessageDelivery.Limits(
                settings.get(SeatSettings.KEPT_MESSAGES).intValue(),
                settings.get(SeatSettings.KEPT_KIB) * 1024,
                settings.get(SeatSettings.KEPT_DAYS));
    }
}
