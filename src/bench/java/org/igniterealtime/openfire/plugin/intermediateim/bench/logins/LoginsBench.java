package org.igniterealtime.openfire.plugin.intermediateim.bench.logins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Arguments;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Pinger;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Server;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Spread;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;

/**
 * Has many users come online at once, for each of whom a file waits: half of them take it, half get a link. Compares
 * that with the same users when nothing waits for them.
 */
public final class LoginsBench {

    private static final Path HOME = Path.of("target/bench").toAbsolutePath();
    private static final Path STORE = HOME.resolve("waiting");
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final EmbeddedOpenfire openfire;
    private final Server server;
    private final Users users;
    private final int count;
    private final int rounds;
    private final int inbox;
    private final int idleSeconds;
    private final StringBuilder rows = new StringBuilder();

    private LoginsBench(EmbeddedOpenfire openfire, Map<String, Integer> size) throws IOException {
        this.openfire = openfire;
        this.server = new Server(openfire);
        this.users = new Users(openfire, STORE);
        this.count = size.get("users");
        this.rounds = size.get("rounds");
        this.inbox = size.get("inbox");
        this.idleSeconds = size.get("idle");
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> size = Arguments.parse(
                "bin/bench-logins",
                Map.of("users", 10_000, "rounds", 3, "inbox", 1000, "idle", 10),
                Map.of("users", 1000, "rounds", 1, "inbox", 200, "idle", 2),
                List.of(arguments));
        try (EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin()
                .logLevel("INFO")
                .heap("2g")
                .property("httpbind.port.secure", String.valueOf(FreePorts.next()))
                .property("plugin.intermediateim.files.directory", STORE.toString())
                .property("plugin.intermediateim.files.free-mib", "0")
                .property("xmpp.socket.tcp-nodelay", "true")
                .user("pinger")
                .start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(openfire::close));
            new LoginsBench(openfire, size).run();
        }
        System.exit(0); // threads of clients may still wait
    }

    private void run() throws Exception {
        users.create(count);
        try (Pinger pinger = new Pinger(
                        RawClient.login(openfire.clientPort(), "pinger", EmbeddedOpenfire.PASSWORD, "ping"));
                ManyClients clients = new ManyClients(openfire.clientPort(), count)) {
            await(() -> clients.ready() == count);
            comeOnline(clients); // the first time classes are loaded
            for (int round = 0; round < rounds; round++) {
                row("round %d: ping while nothing goes on, ms, median / 99 %%", "%s", round + 1, pings(idle(pinger)));
                storm(pinger, clients, 0);
                users.sendEach(count);
                storm(pinger, clients, count);
            }
            inbox(clients);
        }
        Files.createDirectories(HOME);
        Files.writeString(HOME.resolve("logins.md"), "| | measured |\n| :--- | ---: |\n" + rows);
    }

    private Spread idle(Pinger pinger) throws Exception {
        return pinger.during(() -> TimeUnit.SECONDS.sleep(idleSeconds));
    }

    private void comeOnline(ManyClients clients) {
        clients.comeOnline();
        await(() -> clients.answered() == count);
        clients.goOffline();
        await(() -> clients.answered() == count);
    }

    private void storm(Pinger pinger, ManyClients clients, int files) throws Exception {
        long start = System.nanoTime();
        long cpu = server.cpuNanos();
        double[] online = new double[1];
        Spread pings = pinger.during(() -> {
            clients.comeOnline();
            await(() -> clients.answered() == count);
            online[0] = (System.nanoTime() - start) * 1e-9;
            await(() -> clients.delivered() == files);
        });
        double seconds = (System.nanoTime() - start) * 1e-9;
        row(
                "%d users come online, %d files wait: seconds until all are, and have their files",
                "%.1f / %.1f", count, files, online[0], seconds);
        row(
                "the same: CPU of the server, s; ping, ms, median / 99 %%",
                "%.1f; %s", (server.cpuNanos() - cpu) * 1e-9, pings(pings));
        clients.goOffline();
        await(() -> clients.answered() == count);
    }

    /** Many files wait for one user, who takes them in-band, and for another, who gets links. */
    private void inbox(ManyClients clients) throws IOException {
        for (int user = 0; user < 2; user++) {
            users.send(user, inbox);
            String way = user == 0 ? "in-band" : "as links";
            long start = System.nanoTime();
            clients.command(user, "list");
            await(() -> clients.told() == 1);
            row("%d files wait for one user: answer to the command list, ms", "%.1f", inbox, millisSince(start));
            start = System.nanoTime();
            clients.comeOnline(user);
            await(() -> clients.delivered() > 0);
            double first = millisSince(start);
            await(() -> clients.delivered() == inbox);
            row(
                    "the user comes online and gets them %s: ms until the first, and until the last",
                    "%.0f / %.0f", way, first, millisSince(start));
        }
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) * 1e-6;
    }

    private static String pings(Spread pings) {
        return String.format(Locale.ROOT, "%.1f / %.1f", pings.median(), pings.at(0.99));
    }

    /** @param what describes it, with as many of the values as it has places for; the rest is what was measured */
    private void row(String what, String measured, Object... values) {
        String row = String.format(Locale.ROOT, "| " + what + " | " + measured + " |", values);
        System.out.println(row);
        rows.append(row).append('\n');
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - start > LIMIT_NANOS) {
                    throw new IllegalStateException("it takes too long");
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
