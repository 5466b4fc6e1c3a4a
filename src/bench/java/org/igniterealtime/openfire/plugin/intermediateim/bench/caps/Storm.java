package org.igniterealtime.openfire.plugin.intermediateim.bench.caps;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
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
    private static final String[] FEATURES =
            IntStream.range(0, 30).mapToObj(i -> "urn:example:feature:" + i).toArray(String[]::new);

    private final EmbeddedOpenfire openfire;
    private final Size size;

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
        this.openfire = openfire;
        this.size = size;
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
        Tally tally = new Tally();
        List<Software> versions = IntStream.range(0, size.versions())
                .mapToObj(i -> Software.named(name + i, FEATURES))
                .toList();
        List<StormClient> clients = new ArrayList<>(IntStream.range(0, size.users())
                .<StormClient>mapToObj(i -> null)
                .toList());
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            all(
                    threads,
                    size.users(),
                    i -> clients.set(
                            i, StormClient.login(openfire, user(i), versions.get(i * 7 % size.versions()), tally)));
            Counts before = tally.counts();
            all(threads, size.users(), i -> clients.get(i).becomeAvailable());
            tally.awaitQuiet();
            Counts online = tally.counts();
            String room = name + "@conference.example.org";
            clients.get(0).join(room, user(0));
            clients.get(0).openRoom(room, size.occupants());
            tally.awaitQuiet();
            all(threads, size.occupants() - 1, i -> clients.get(i + 1).join(room, user(i + 1)));
            tally.awaitQuiet();
            return new Delivered(online.minus(before), tally.counts().minus(online));
        } finally {
            threads.shutdownNow();
            clients.stream().filter(client -> client != null).forEach(StormClient::close);
        }
    }

    private static void all(ExecutorService threads, int count, IntConsumer each)
            throws InterruptedException, ExecutionException {
        List<Future<?>> work = IntStream.range(0, count)
                .<Future<?>>mapToObj(i -> threads.submit(() -> each.accept(i)))
                .toList();
        for (Future<?> one : work) {
            one.get();
        }
    }
}
