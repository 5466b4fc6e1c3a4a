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
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatService.Answer;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Wishes;
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
 * Which seats are wanted, as it stands in the database. An order is carried out, and answered, once it is written;
 * until the database is there it waits. What is written by others is found by reading it again. Any thread; what
 * touches the database is done by the thread of the {@link WriteQueue}.
 */
final class SeatConfigs {

    private static final Logger Log = LoggerFactory.getLogger(SeatConfigs.class);

    /** Orders of one user that may wait at a time: nobody gives more by hand. */
    static final int MAX_WAITING_OF_USER = 16;

    /** Carries out what is written. Called by the thread that writes. */
    interface Doing {

        /** @return whether this node keeps the seats now */
        boolean isOurs();

        /** @param fresh whether the owner has just asked for it */
        void begin(SeatConfig order, boolean fresh);

        void change(Seat seat, Wishes wishes, Origin origin);

        void end(Seat seat);

        /** @param amounts what is kept for seats that there are no more */
        void kept(Map<Key, SeatStore.Amount> amounts);
    }

    private final SeatStore store;
    private final WriteQueue writes;
    private final Clock clock;
    private final SeatRegistry<Seat> registry;
    private final BookmarkedSeats bookmarked;
    private final Supplier<String> newResource;
    private final Supplier<Settings> settings;
    private final Doing doing;
    private final Map<JID, Integer> waitingOf = new ConcurrentHashMap<>();
    /** Seats of which something is to be written that the database does not know yet. */
    private final Map<Key, Object> unsaved = new ConcurrentHashMap<>();
    /**
     * Whether the database has been read since this node keeps the seats. Before, nobody knows which seats there are.
     */
    private volatile boolean isRead;
    /** Touched by the thread that writes alone. */
    private Map<Key, SeatStore.Amount> withoutSeat = new HashMap<>();

    SeatConfigs(
            Seats.Means means,
            SeatRegistry<Seat> registry,
            BookmarkedSeats bookmarked,
            Supplier<String> newResource,
            Supplier<Settings> settings,
            Doing doing) {
        this.store = means.store();
        this.writes = means.writes();
        this.clock = means.clock();
        this.registry = registry;
        this.bookmarked = bookmarked;
        this.newResource = newResource;
        this.settings = settings;
        this.doing = doing;
    }

    // Orders of users

    /** An order that is answered once. */
    private abstract class Order implements WriteQueue.Write {

        private final JID owner;
        private final CompletableFuture<Answer> told = new CompletableFuture<>();

        Order(JID owner) {
            this.owner = owner;
        }

        abstract Answer carryOut();

        @Override
        public void run() {
            if (doing.isOurs()) {
                beRead();
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
            told.complete(answer);
        }

        CompletableFuture<Answer> placed(long octets) {
            if (waitingOf.merge(owner, 1, Integer::sum) > MAX_WAITING_OF_USER || !writes.offer(octets, this)) {
                refused();
            }
            return told;
        }
    }

    private final class Keep extends Order {

        private final Key key;
        private final Wishes wishes;
        private final Origin origin;
        /** The same when it is tried again. */
        private final String resource = newResource.get();

        Keep(JID owner, JID room, Wishes wishes, Origin origin) {
            super(owner);
            this.key = new Key(owner, room);
            this.wishes = wishes;
            this.origin = origin;
        }

        @Override
        Answer carryOut() {
            if (key.room().getDomain().equals(key.owner().getDomain())) {
                return Answer.NOT_A_ROOM;
            }
            Seat known = registry.get(key);
            if (known != null) {
                store.put(known.order().with(wishes).with(origin));
                doing.change(known, wishes, origin);
                return Answer.CHANGED;
            }
            long perUser = settings.get().get(Settings.SEATS_PER_USER);
            long inAll = settings.get().get(Settings.SEATS_TOTAL);
            if (perUser > 0 && registry.of(key.owner()).size() >= perUser) {
                return Answer.TOO_MANY_OF_USER;
            }
            if (inAll > 0 && registry.size() >= inAll) {
                return Answer.TOO_MANY_IN_ALL;
            }
            SeatConfig order = new SeatConfig(key.owner(), key.room(), wishes, origin, clock.instant(), resource);
            store.put(order);
            bookmarked.accept(key);
            doing.begin(order, origin == Origin.USER);
            keptBefore(key);
            return Answer.KEPT;
        }
    }

    private final class Drop extends Order {

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
            SeatConfig order = seat.order();
            writeEnd(order);
            doing.end(seat);
            return Answer.DROPPED;
        }
    }

    CompletableFuture<Answer> keep(JID owner, JID room, Wishes wishes) {
        return new Keep(owner.asBareJID(), room.asBareJID(), wishes, Origin.USER).placed(octets(wishes));
    }

    CompletableFuture<Answer> drop(JID owner, JID room) {
        return new Drop(owner.asBareJID(), room.asBareJID()).placed(0);
    }

    private static long octets(Wishes wishes) {
        return wishes.nick().length() + (long) wishes.password().length();
    }

    // Orders of the admin; on the thread that writes

    void keepForAdmin(JID owner, JID room, Wishes wishes) {
        new Keep(owner, room, wishes, Origin.ADMIN).carryOut();
    }

    void dropForAdmin(Seat seat) {
        store.remove(seat.order().key());
        doing.end(seat);
    }

    // What becomes of seats

    /** The order has changed by what the room or a client did: of several changes that wait the last is written. */
    void save(Seat seat) {
        Key key = seat.order().key();
        write(
                key,
                () -> {
                    if (registry.get(key) == seat) {
                        store.put(seat.order());
                    }
                },
                () -> {});
    }

    /** The seat has ended: it is not to come back. @param then is run once that is written, or can't be */
    void forgetOrder(Seat seat, Runnable then) {
        SeatConfig order = seat.order();
        write(
                order.key(),
                () -> {
                    if (registry.get(order.key()) == null) { // nobody has asked for it again
                        writeEnd(order);
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

    private void writeEnd(SeatConfig order) {
        if (bookmarked.wants(order)) {
            store.put(order.with(Origin.DECLINED));
            bookmarked.decline(order.key());
        } else {
            store.remove(order.key());
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

    /** Has seats begin, change and end as it is written. */
    void read() {
        writes.latest("read", this::readNow);
    }

    /** Has it read before it is asked which seats there are. To be called by the thread that writes. */
    void beRead() {
        if (!isRead) {
            readNow();
        }
    }

    boolean isRead() {
        return isRead;
    }

    /** Others may have kept the seats meanwhile. */
    void forgetWhatWasRead() {
        isRead = false;
    }

    private void readNow() {
        List<SeatConfig> orders = store.orders();
        Map<Key, SeatStore.Amount> amounts = store.amounts();
        if (doing.isOurs()) {
            Map<Key, SeatConfig> written = new LinkedHashMap<>();
            for (SeatConfig order : orders) {
                if (order.origin() == Origin.DECLINED) {
                    bookmarked.decline(order.key());
                } else {
                    written.put(order.key(), order);
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
            SeatConfig order = seat.order();
            SeatConfig there = written.get(order.key());
            if (unsaved.containsKey(order.key())) {
                continue;
            }
            if (there == null || !there.resource().equals(order.resource())) {
                doing.end(seat);
            } else if (!there.wishes().equals(order.wishes()) || there.origin() != order.origin()) {
                doing.change(seat, there.wishes(), there.origin());
            }
        }
        written.values().stream()
                .filter(order -> !unsaved.containsKey(order.key()))
                .forEach(order -> {
                    Seat seat = registry.get(order.key());
                    if (seat == null) {
                        doing.begin(order, false);
                    }
                });
        if (registry.size() != before) {
            Log.info("Number of seats in rooms: {}", registry.size());
        }
    }

    private void count(Map<Key, SeatStore.Amount> amounts) {
        withoutSeat = new HashMap<>(amounts);
        for (Seat seat : registry.all()) {
            SeatView view = seat.view();
            SeatStore.Amount amount = amounts.getOrDefault(view.order().key(), SeatStore.Amount.NOTHING);
            withoutSeat.remove(view.order().key());
            if (!amount.equals(view.kept())) {
                seat.kept(amount, view.roomMessages());
            }
        }
        doing.kept(withoutSeat);
    }

    /** A seat begins for which something is kept from an earlier one. */
    private void keptBefore(Key key) {
        Seat seat = registry.get(key);
        SeatStore.Amount amount = withoutSeat.remove(key);
        if (seat != null && amount != null) {
            seat.kept(amount, 0);
        }
    }

    /** Tells of those seats that are not wanted by anybody. @param unwanted is called by the thread that writes */
    void withoutOrder(Collection<Seat> seats, Consumer<Seat> unwanted) {
        if (!seats.isEmpty()) {
            writes.latest("let go", () -> {
                Set<String> wanted = store.orders().stream()
                        .filter(order -> order.origin() != Origin.DECLINED)
                        .map(SeatConfig::resource)
                        .collect(Collectors.toSet());
                seats.stream().filter(seat -> !wanted.contains(seat.resource())).forEach(unwanted);
            });
        }
    }
}
