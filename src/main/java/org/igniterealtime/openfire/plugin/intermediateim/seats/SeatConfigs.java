package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatService.Answer;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * The configured seats, as the database has them. A request is carried out and answered once it is written, and waits
 * while the database is unavailable. What other nodes write is found by reading again. Any thread; only the thread of
 * the {@link WriteQueue} accesses the database.
 */
final class SeatConfigs {

    private static final Logger Log = LoggerFactory.getLogger(SeatConfigs.class);

    /** Requests of one user that may wait at a time: nobody makes more by hand. */
    static final int MAX_WAITING_OF_USER = 16;

    /** Carries out what has been written. Called by the writing thread. */
    interface Actions {

        /** @return whether this node keeps the seats now */
        boolean isOurs();

        /** @param fresh whether the owner has just asked for it */
        void begin(SeatConfig config, boolean fresh);

        void change(Seat seat, Options options, Origin origin);

        void end(Seat seat);

        /** @param amounts what is kept for seats that there are no more */
        void kept(Map<Key, SeatStore.Amount> amounts);
    }

    private final SeatStore store;
    private final WriteQueue writes;
    private final Clock clock;
    private final SeatRegistry<Seat> registry;
    private final BookmarkedSeats bookmarked;
    private final RandomTokens tokens;
    private final Supplier<Settings> settings;
    private final Actions actions;
    private final Map<JID, Integer> waitingOf = new ConcurrentHashMap<>();
    /** Seats with a change that has not been written yet. */
    private final Map<Key, Object> unsaved = new ConcurrentHashMap<>();
    /**
     * Whether the database has been read since this node started to keep the seats. Before that, the seats are unknown.
     */
    private volatile boolean isRead;

    SeatConfigs(
            Seats.Dependencies dependencies,
            SeatRegistry<Seat> registry,
            BookmarkedSeats bookmarked,
            RandomTokens tokens,
            Supplier<Settings> settings,
            Actions actions) {
        this.store = dependencies.store();
        this.writes = dependencies.writes();
        this.clock = dependencies.clock();
        this.registry = registry;
        this.bookmarked = bookmarked;
        this.tokens = tokens;
        this.settings = settings;
        this.actions = actions;
    }

    // Orders of users

    /** A request, answered exactly once. */
    private abstract class Request implements WriteQueue.Write {

        private final JID owner;
        private final CompletableFuture<Answer> result = new CompletableFuture<>();

        Request(JID owner) {
            this.owner = owner;
        }

        abstract Answer carryOut();

        @Override
        public void run() {
            if (actions.isOurs()) {
                ensureRead();
                answer(carryOut());
            } else {
                answer(Answer.REFUSED);
            }
        }

        @Override
        public void refused() {
            answer(Answer.REFUSED);
        }

        private void answer(Answer answer) {
            waitingOf.computeIfPresent(owner, (user, number) -> number == 1 ? null : number - 1);
            result.complete(answer);
        }

        CompletableFuture<Answer> submit(long octets) {
            if (waitingOf.merge(owner, 1, Integer::sum) > MAX_WAITING_OF_USER || !writes.offer(octets, this)) {
                refused();
            }
            return result;
        }
    }

    private final class Keep extends Request {

        private final Key key;
        private final Options options;
        private final Origin origin;
        /** The same when the write is retried. */
        private final String resource = tokens.next();

        Keep(JID owner, JID room, Options options, Origin origin) {
            super(owner);
            this.key = new Key(owner, room);
            this.options = options;
            this.origin = origin;
        }

        @Override
        Answer carryOut() {
            if (key.room().getDomain().equals(key.owner().getDomain())) {
                return Answer.NOT_A_ROOM;
            }
            Seat known = registry.get(key);
            if (known != null) {
                store.put(known.config().with(options).with(origin));
                actions.change(known, options, origin);
                return Answer.CHANGED;
            }
            long perUser = settings.get().get(SeatSettings.PER_USER);
            long inAll = settings.get().get(SeatSettings.TOTAL);
            if (perUser > 0 && registry.of(key.owner()).size() >= perUser) {
                return Answer.TOO_MANY_OF_USER;
            }
            if (inAll > 0 && registry.size() >= inAll) {
                return Answer.TOO_MANY_IN_ALL;
            }
            SeatConfig config = new SeatConfig(key.owner(), key.room(), options, origin, clock.instant(), resource);
            List<MissedMessage> earlier = store.kept(key); // for an earlier seat of the same user in the same room
            store.put(config);
            bookmarked.accept(key);
            actions.begin(config, origin == Origin.USER);
            Seat seat = registry.get(key);
            if (seat != null) {
                seat.kept(earlier);
            }
            return Answer.KEPT;
        }
    }

    private final class Drop extends Request {

        private final Key key;

        Drop(JID owner, JID room) {
            super(owner);
            this.key = new Key(owner, room);
        }

        @Override
        Answer carryOut() {
            Seat seat = registry.get(key);
            if (seat == null) {
                return Answer.NO_SEAT;
            }
            SeatConfig config = seat.config();
            writeEnd(config);
            actions.end(seat);
            return Answer.DROPPED;
        }
    }

    CompletableFuture<Answer> keep(JID owner, JID room, Options options) {
        return new Keep(owner.asBareJID(), room.asBareJID(), options, Origin.USER).submit(octets(options));
    }

    CompletableFuture<Answer> drop(JID owner, JID room) {
        return new Drop(owner.asBareJID(), room.asBareJID()).submit(0);
    }

    private static long octets(Options options) {
        return options.nick().length() + (long) options.password().length();
    }

    // Orders of the admin; on the thread that writes

    void keepForAdmin(JID owner, JID room, Options options) {
        new Keep(owner, room, options, Origin.ADMIN).carryOut();
    }

    void dropForAdmin(Seat seat) {
        store.remove(seat.config().key());
        actions.end(seat);
    }

    // What becomes of seats

    /**
     * Writes a configuration that the room or a client has changed. Of several waiting changes only the last is
     * written.
     */
    void save(Seat seat) {
        Key key = seat.config().key();
        write(
                key,
                () -> {
                    if (registry.get(key) == seat) {
                        store.put(seat.config());
                    }
                },
                () -> {});
    }

    /** The seat has ended: it is not to come back. @param then is run once that is written, or can't be */
    void deleteConfig(Seat seat, Runnable then) {
        SeatConfig config = seat.config();
        write(
                config.key(),
                () -> {
                    if (registry.get(config.key()) == null) { // nobody has asked for it again
                        writeEnd(config);
                    }
                },
                then);
    }

    private void write(Key key, Runnable work, Runnable then) {
        WriteQueue.Write write = new WriteQueue.Write() {
            @Override
            public void run() {
                work.run();
                refused();
            }

            @Override
            public void refused() {
                unsaved.remove(key, this); // another may wait since
                then.run();
            }
        };
        unsaved.put(key, write);
        writes.latest(key, write);
    }

    private void writeEnd(SeatConfig config) {
        if (bookmarked.returnsByItself(config)) {
            store.put(config.with(Origin.DECLINED));
            bookmarked.decline(config.key());
        } else {
            store.remove(config.key());
        }
    }

    /** @param then is run once all of the user is gone from the database */
    void forget(JID owner, Runnable then) {
        writes.latest("forget " + owner.toBareJID(), () -> {
            store.forget(owner);
            then.run();
        });
    }

    // What others have written

    /** Starts, changes and ends seats according to the database. */
    void read() {
        writes.latest("read", this::readNow);
    }

    /** Reads the database unless that was done. To be called by the writing thread. */
    void ensureRead() {
        if (!isRead) {
            readNow();
        }
    }

    boolean isRead() {
        return isRead;
    }

    /** Another node may have kept the seats meanwhile. */
    void setUnread() {
        isRead = false;
    }

    private void readNow() {
        List<SeatConfig> configs = store.configs();
        Map<Key, SeatStore.Amount> amounts = store.amounts();
        if (actions.isOurs()) {
            Map<Key, SeatConfig> written = new LinkedHashMap<>();
            for (SeatConfig config : configs) {
                if (config.origin() == Origin.DECLINED) {
                    bookmarked.decline(config.key());
                } else {
                    written.put(config.key(), config);
                }
            }
            follow(written);
            count(amounts);
            isRead = true;
        }
    }

    private void follow(Map<Key, SeatConfig> written) {
        int before = registry.size();
        for (Seat seat : registry.all()) {
            SeatConfig config = seat.config();
            SeatConfig there = written.get(config.key());
            if (unsaved.containsKey(config.key())) {
                continue;
            }
            if (there == null || !there.resource().equals(config.resource())) {
                actions.end(seat);
            } else if (!there.options().equals(config.options()) || there.origin() != config.origin()) {
                actions.change(seat, there.options(), there.origin());
            }
        }
        written.values().stream()
                .filter(config -> !unsaved.containsKey(config.key()))
                .forEach(config -> {
                    Seat seat = registry.get(config.key());
                    if (seat == null) {
                        actions.begin(config, false);
                    }
                });
        if (registry.size() != before) {
            Log.info("Number of seats in rooms: {}", registry.size());
        }
    }

    private void count(Map<Key, SeatStore.Amount> amounts) {
        Map<Key, SeatStore.Amount> withoutSeat = new HashMap<>(amounts);
        for (Seat seat : registry.all()) {
            SeatView view = seat.view();
            SeatStore.Amount amount = amounts.getOrDefault(view.config().key(), SeatStore.Amount.NOTHING);
            withoutSeat.remove(view.config().key());
            if (!amount.equals(view.kept())) {
                seat.kept(amount, view.roomMessages());
            }
        }
        actions.kept(withoutSeat);
    }

    /** Tells of those seats that are not wanted by anybody. @param unwanted is called by the thread that writes */
    void findUnwanted(Collection<Seat> seats, Consumer<Seat> unwanted) {
        if (!seats.isEmpty()) {
            writes.latest("let go", () -> {
                Set<String> wanted = store.configs().stream()
                        .filter(config -> config.origin() != Origin.DECLINED)
                        .map(SeatConfig::resource)
                        .collect(Collectors.toSet());
                seats.stream().filter(seat -> !wanted.contains(seat.resource())).forEach(unwanted);
            });
        }
    }
}
