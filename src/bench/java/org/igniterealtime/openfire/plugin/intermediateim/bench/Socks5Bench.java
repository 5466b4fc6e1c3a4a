package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/**
 * Measures SOCKS5 proxies against each other: all of them run, and each measure is taken of one after the other, round
 * by round, so that whatever else the machine does is the same to all. In Java, since what sets streams up is the
 * integration tests' client and server; what carries data is a loop of channel, direct buffer and a vectorised
 * comparison, which costs little beside the system calls.
 */
public final class Socks5Bench {

    private static final Path HOME = Path.of("target/bench").toAbsolutePath();

    /** A round that has begun in time may take so long to end. */
    private static final int MINUTES_FOR_A_ROUND = 30;

    private final Options options;
    private final Results results = new Results();
    private final List<Proxy> proxies = new ArrayList<>();

    private Socks5Bench(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(List.of(arguments));
        new Timer("limit", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                System.err.println("Time is up.");
                                System.exit(1); // what was started ends with us
                            }
                        },
                        TimeUnit.MINUTES.toMillis(options.number("minutes") + MINUTES_FOR_A_ROUND));
        new Socks5Bench(options).run();
        System.exit(0); // clients of servers that are gone may still wait
    }

    private interface Start {
        Optional<Proxy> start() throws Exception;
    }

    private void run() throws Exception {
        String loadBefore = load();
        start("direct", () -> Optional.of(new Direct()));
        start(CRelay.NAME, () -> Optional.of(new CRelay(HOME.resolve("socks5relay"))));
        start(OpenfireProxy.OURS, () -> Optional.of(OpenfireProxy.ours()));
        start(OpenfireProxy.BUILT_IN, () -> Optional.of(OpenfireProxy.builtIn()));
        start(DebianProxy.EJABBERD, () -> DebianProxy.ejabberd(HOME.resolve("ejabberd")));
        start(DebianProxy.PROSODY, () -> DebianProxy.prosody(HOME.resolve("prosody")));
        List<String> names = proxies.stream().map(Proxy::name).toList();
        try {
            warmUp();
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(options.number("minutes"));
            for (int round = 0; round < options.number("rounds") && System.nanoTime() < end; round++) {
                say("round " + (round + 1) + ", load " + load());
                round();
                Collections.rotate(proxies, 1); // nobody is always the first
                Files.writeString(HOME.resolve("socks5.md"), table(names, round + 1, loadBefore));
            }
        } finally {
            for (Proxy proxy : proxies) {
                proxy.close();
            }
        }
        System.out.println(Files.readString(HOME.resolve("socks5.md")));
    }

    private String table(List<String> names, int rounds, String loadBefore) throws IOException {
        return new Report(results, names, Goal.all(options.numbers("streams"), options.numbers("depths")))
                .text(conditions(rounds, loadBefore));
    }

    private void start(String name, Start how) {
        if (!options.wants(name)) {
            return;
        }
        try {
            Optional<Proxy> proxy = how.start();
            proxy.ifPresentOrElse(proxies::add, () -> results.trouble(name + " is not installed"));
            proxy.flatMap(Proxy::process).ifPresent(process -> say(name + " runs as process " + process.pid()));
        } catch (Exception | AssertionError e) {
            results.trouble(name + " could not be started: " + e);
            say(name + " could not be started: " + e);
        }
    }

    /** A JVM compiles what is called some ten thousand times: all that is measured has to be done before that often. */
    private void warmUp() {
        Results unused = new Results();
        for (Proxy proxy : proxies) {
            if (proxy instanceof OpenfireProxy || proxy instanceof Direct) {
                for (int count : options.numbers("streams")) {
                    attempt(
                            proxy,
                            "warming up",
                            () -> new Streaming(unused).measure(proxy, count, options.number("warm-up")));
                }
            }
            if (proxy.ping().isPresent()) {
                attempt(
                        proxy,
                        "warming up",
                        () -> new SetUp(unused)
                                .measure(proxy, options.number("set-ups"), 64, options.number("set-up-seconds")));
            }
        }
    }

    private void round() {
        Streaming streaming = new Streaming(results);
        for (int count : options.numbers("streams")) {
            proxies.forEach(proxy ->
                    attempt(proxy, count + " streams", () -> streaming.measure(proxy, count, options.number("mib"))));
        }
        proxies.stream()
                .filter(Proxy::isBothWays)
                .forEach(proxy -> attempt(
                        proxy, "round trips", () -> streaming.measureRoundTrip(proxy, options.number("round-trips"))));
        for (int depth : options.numbers("depths")) {
            proxies.stream()
                    .filter(proxy -> proxy.process().isPresent())
                    .forEach(proxy -> attempt(
                            proxy,
                            "set-up at depth " + depth,
                            () -> new SetUp(results)
                                    .measure(proxy, options.number("set-ups"), depth, secondsToSetUp(proxy))));
        }
        if (options.number("idle") > 0) {
            proxies.stream()
                    .filter(proxy -> proxy.process().isPresent())
                    .forEach(proxy -> attempt(
                            proxy,
                            "idle streams",
                            () -> new Idle(results)
                                    .measure(proxy, options.number("idle"), options.number("idle-seconds"))));
        }
    }

    /** All of our streams have to be set up; of the others, as many as tell what one costs. */
    private int secondsToSetUp(Proxy proxy) {
        return proxy.name().equals(OpenfireProxy.OURS) ? SetUp.LIMIT_SECONDS : options.number("set-up-seconds");
    }

    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    /** One that fails leaves the others their turn. */
    private void attempt(Proxy proxy, String what, Attempt attempt) {
        long start = System.nanoTime();
        try {
            attempt.run();
            say(String.format(
                    Locale.ROOT, "  %-15s %-20s %5.1f s", proxy.name(), what, (System.nanoTime() - start) / 1e9));
        } catch (IOException | InterruptedException | RuntimeException e) {
            results.trouble(proxy.name() + ", " + what + ": " + e);
            say("  " + proxy.name() + ", " + what + ": " + e);
        }
    }

    private List<String> conditions(int rounds, String loadBefore) throws IOException {
        return List.of(
                Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", Java " + Runtime.version() + ", Linux "
                        + System.getProperty("os.version") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores",
                "Load average (1, 5, 15 minutes) before: " + loadBefore + "; after: " + load(),
                "Options: " + options,
                "Medians of " + rounds
                        + " rounds; failures summed up; threads, memory and descriptors: the largest. CPU is the server's, "
                        + "user and system. Load generator, proxies and whatever else runs share the cores.");
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).replaceAll("(\\S+ \\S+ \\S+).*\\s", "$1");
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
