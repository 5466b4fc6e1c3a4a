package org.igniterealtime.openfire.plugin.intermediateim.bench.standin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Arguments;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Server;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Spread;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;

/**
 * Measures what a formatted message costs in a room whose occupants use five kinds of clients: CPU of the server for
 * each message, with the stand-in and without, in turn.
 */
public final class StandInBench {

    private static final Path TABLE = Path.of("target/bench/standin.md");
    private static final Map<String, Integer> FULL =
            Map.of("occupants", 500, "messages", 200, "rounds", 15, "warm-up", 5);
    private static final Map<String, Integer> QUICK =
            Map.of("occupants", 50, "messages", 50, "rounds", 5, "warm-up", 2);
    private static final String SWITCH = "plugin.intermediateim.standin.enabled";
    private static final double MOST = 1.1;

    /** Those who show XHTML-IM, styling, markup and plain text, and one of which nothing is known. */
    private static final List<String> NODES = List.of(
            "https://pidgin.im/",
            "https://conversejs.org",
            "https://dino.im",
            "http://profanity-im.github.io",
            "https://example.org/unknown");

    private final EmbeddedOpenfire openfire;
    private final Map<String, Integer> size;
    private final List<RawClient> clients = new ArrayList<>();
    private final Semaphore delivered = new Semaphore(0);
    private Room room;

    private StandInBench(EmbeddedOpenfire openfire, Map<String, Integer> size) {
        this.openfire = openfire;
        this.size = size;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> size = Arguments.parse("bin/bench-standin", FULL, QUICK, List.of(arguments));
        try (EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin()
                .logLevel("INFO")
                .heap("1g")
                .property("xmpp.socket.tcp-nodelay", "true")
                .start()) {
            new StandInBench(openfire, size).run();
        }
        System.exit(0); // threads of clients may still wait
    }

    private void run() throws Exception {
        enter();
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int i = 0; i < size.get("warm-up") + size.get("rounds"); i++) {
            double off = cpuMicros("false");
            double on = cpuMicros("true");
            if (i >= size.get("warm-up")) {
                without.add(off);
                with.add(on);
            }
        }
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, table(with, without));
        System.out.println(Files.readString(TABLE));
    }

    private void enter() {
        for (int i = 0; i < size.get("occupants"); i++) {
            String user = "occupant" + i;
            openfire.control().createUser(user, EmbeddedOpenfire.PASSWORD);
            RawClient client = RawClient.login(openfire.clientPort(), user, EmbeddedOpenfire.PASSWORD, "bench");
            client.send("<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='"
                    + NODES.get(i % NODES.size()) + "' ver='of the bench'/></presence>");
            if (room == null) {
                room = Room.unused().create(client, "speaker", Room.field("muc#roomconfig_maxusers", "1000"));
            } else {
                room.join(client, user);
            }
            clients.add(client);
        }
        clients.forEach(RawClient::arrivedSoFar);
        clients.forEach(client -> client.listen(stanza -> {
            if (stanza.getName().equals("message") && stanza.element("body") != null) {
                delivered.release();
            }
        }));
    }

    /** @param on whether the stand-in is. @return of the server, for each message to all occupants */
    private double cpuMicros(String on) throws Exception {
        openfire.control().setProperty(SWITCH, on);
        Server server = new Server(openfire);
        long before = server.cpuNanos();
        for (int i = 0; i < size.get("messages"); i++) {
            clients.get(0)
                    .send("<message type='groupchat' id='m" + i + "' to='" + room.address() + "'><body>message " + i
                            + " with a bold word</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                            + "<body xmlns='http://www.w3.org/1999/xhtml'><p>message " + i
                            + " with a <strong>bold</strong> word</p></body></html></message>");
            delivered.acquire(clients.size());
        }
        return (server.cpuNanos() - before) * 1e-3 / size.get("messages");
    }

    private String table(List<Double> with, List<Double> without) throws Exception {
        Spread ratio = Spread.of(IntStream.range(0, with.size())
                .mapToObj(i -> with.get(i) / without.get(i))
                .toList());
        return String.format(
                Locale.ROOT,
                """
                Formatted messages in a room of %d with %d kinds of clients; %d rounds of %d messages; load average %s

                | | measured | goal |
                | :--- | ---: | :--- |
                | CPU µs of a message, without; with the stand-in | %.0f; %.0f | |
                | ratio, median (quartiles) | %.2f (%.2f to %.2f) | %.1f: %s |
                """,
                size.get("occupants"),
                NODES.size(),
                with.size(),
                size.get("messages"),
                Files.readString(Path.of("/proc/loadavg")).replaceAll("(\\S+ \\S+ \\S+).*\\s", "$1"),
                Spread.of(without).median(),
                Spread.of(with).median(),
                ratio.median(),
                ratio.at(0.25),
                ratio.at(0.75),
                MOST,
                ratio.median() <= MOST ? "met" : "missed");
    }
}
