package org.igniterealtime.openfire.plugin.intermediateim.bench.caps;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.bench.caps.Tally.Counts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;

/**
 * A thousand clients come back after a network break: all log in, then become available as fast as the server lets
 * them, then many of them enter a room.
 */
public final class Storm {

    private static final int AT_ONCE = 16;
    /** As clients have: 30 and a form would only make the stanzas larger. */
    private static final List<String> FEATURES =
            IntStream.range(0, 30).mapToObj(i -> "urn:example:feature:" + i).toList();

    private final EmbeddedOpenfire openfire;
    private final Size size;
    private final List<String> inHalf;

    /**
     * How much of a storm.
     *
     * @param contacts  of each user; an even number
     * @param versions  different clients
     * @param occupants users who enter the room
     */
    public record Size(int users, int contacts, int versions, int occupants) {}

    /** What was delivered while the clients came online, and while they entered the room. */
    public record Delivered(Counts online, Counts room) {

        public long questions() {
            return online.questions() + room.questions();
        }

        public long answers() {
            return online.answers() + room.answers();
        }

        public long refusals() {
            return online.refusals() + room.refusals();
        }
    }

    public Storm(EmbeddedOpenfire openfire, Size size) {
        this(openfire, size, List.of());
    }

    /** @param inHalf more features, of every second version */
    public Storm(EmbeddedOpenfire openfire, Size size, List<String> inHalf) {
        this.openfire = openfire;
        this.size = size;
        this.inHalf = inHalf;
    }

    /** Makes the users, and each the contact of those next to it in a ring. */
    public void prepare() {
        for (int i = 0; i < size.users(); i++) {
            openfire.control().createUser(user(i), EmbeddedOpenfire.PASSWORD);
        }
        for (int i = 0; i < size.users(); i++) {
            int first = i;
            openfire.control()
                    .befriendAll(
                            user(i),
                            IntStream.rangeClosed(1, size.contacts() / 2)
                                    .mapToObj(next -> user((first + next) % size.users()))
                                    .toList());
        }
    }

    private static String user(int i) {
        return "storm" + i;
    }

    /** @param name makes the clients ones that nobody has met before */
    public Delivered run(String name) throws InterruptedException, ExecutionException {
        try (Clients clients = new Clients(name)) {
            clients.logIn();
            Counts before = clients.tally.counts();
            clients.becomeAvailable();
            Counts online = clients.tally.counts();
            clients.enter(name + "@conference.example.org");
            return new Delivered(online.minus(before), clients.tally.counts().minus(online));
        }
    }

    /**
     * What it took that clients came online.
     *
     * @param announcements how many different ones they met
     */
    public record Online(long cost, int announcements) {}

    /** Has clients log in and become available; all of them are gone when it returns. */
    public Online comeOnline(String name, LongSupplier cost) throws InterruptedException, ExecutionException {
        Online online;
        try (Clients clients = new Clients(name)) {
            long before = cost.getAsLong();
            clients.logIn();
            clients.becomeAvailable();
            online = new Online(cost.getAsLong() - before, clients.tally.announcements());
        }
        for (int i = 0; i < size.users(); i++) {
            openfire.control().awaitSessionEnd(user(i) + "@" + EmbeddedOpenfire.DOMAIN + "/" + StormClient.RESOURCE);
        }
        return online;
    }

    private Software version(String name, int number) {
        Stream<String> more = number % 2 == 0 ? inHalf.stream() : Stream.of();
        return Software.named(
                name + number, Stream.concat(FEATURES.stream(), more).toArray(String[]::new));
    }

    /** One client of each user. */
    private final class Clients implements AutoCloseable {

        private final Tally tally = new Tally();
        private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        private final AtomicReferenceArray<StormClient> clients = new AtomicReferenceArray<>(size.users());
        private final List<Software> versions;

        private Clients(String name) {
            versions = IntStream.range(0, size.versions())
                    .mapToObj(i -> version(name, i))
                    .toList();
        }

        private void logIn() throws InterruptedException, ExecutionException {
            all(
                    size.users(),
                    i -> clients.set(
                            i, StormClient.login(openfire, user(i), versions.get(i * 7 % size.versions()), tally)));
        }

        private void becomeAvailable() throws InterruptedException, ExecutionException {
            all(size.users(), i -> clients.get(i).becomeAvailable());
            tally.awaitQuiet();
        }

        private void enter(String room) throws InterruptedException, ExecutionException {
            clients.get(0).join(room, user(0));
            clients.get(0).openRoom(room, size.occupants());
            tally.awaitQuiet();
            all(size.occupants() - 1, i -> clients.get(i + 1).join(room, user(i + 1)));
            tally.awaitQuiet();
        }

        private void all(int count, IntConsumer each) throws InterruptedException, ExecutionException {
            List<Future<?>> work = IntStream.range(0, count)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> each.accept(i)))
                    .toList();
            for (Future<?> one : work) {
                one.get();
            }
        }

        @Override
        public void close() {
            threads.shutdownNow();
            for (int i = 0; i < clients.length(); i++) {
                if (clients.get(i) != null) {
                    clients.get(i).close();
                }
            }
        }
    }
}
