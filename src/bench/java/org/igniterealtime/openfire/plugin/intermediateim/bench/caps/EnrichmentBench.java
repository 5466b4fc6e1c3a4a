package org.igniterealtime.openfire.plugin.intermediateim.bench.caps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Arguments;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Server;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Spread;
import org.igniterealtime.openfire.plugin.intermediateim.bench.caps.Storm.Online;
import org.igniterealtime.openfire.plugin.intermediateim.bench.caps.Storm.Size;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;

/**
 * Measures what a storm of logins costs the server if half of the clients are told that the others take files, and if
 * not, in turn. The server knows the programs, as it does when their users come back after a network break; the clients
 * know nothing.
 */
public final class EnrichmentBench {

    private static final Path TABLE = Path.of("target/bench/enrichment.md");
    private static final Map<String, Integer> FULL =
            Map.of("users", 1000, "contacts", 50, "versions", 30, "rounds", 5, "warm-up", 2);
    private static final Map<String, Integer> QUICK =
            Map.of("users", 100, "contacts", 20, "versions", 30, "rounds", 2, "warm-up", 1);
    private static final String SWITCH = "plugin.intermediateim.caps.enrich-files";
    private static final List<String> FILES =
            List.of(Namespaces.SI, Namespaces.FILE_TRANSFER, Namespaces.BYTESTREAMS, Namespaces.IBB);
    private static final double MOST = 1.05;

    private EnrichmentBench() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> size = Arguments.parse("bin/bench-caps --enrichment", FULL, QUICK, List.of(arguments));
        List<Online> without = new ArrayList<>();
        List<Online> with = new ArrayList<>();
        try (EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin()
                .logLevel("INFO")
                .heap("2g")
                .property("httpbind.port.secure", String.valueOf(FreePorts.next())) // files are brought by links
                .start()) {
            Storm storm = new Storm(
                    openfire, new Size(size.get("users"), size.get("contacts"), size.get("versions"), 0), FILES);
            Server server = new Server(openfire);
            storm.prepare();
            for (int i = 0; i < size.get("warm-up") + size.get("rounds"); i++) {
                openfire.control().setProperty(SWITCH, "false");
                Online off = storm.comeOnline("program", server::cpuNanos);
                openfire.control().setProperty(SWITCH, "true");
                Online on = storm.comeOnline("program", server::cpuNanos);
                if (i >= size.get("warm-up")) {
                    without.add(off);
                    with.add(on);
                }
            }
        }
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, table(size, without, with));
        System.out.println(Files.readString(TABLE));
        System.exit(0); // threads of clients may still wait
    }

    private static double seconds(List<Online> storms) {
        return Spread.of(storms.stream().map(storm -> storm.cost() * 1e-9).toList())
                .median();
    }

    private static String table(Map<String, Integer> size, List<Online> without, List<Online> with) throws Exception {
        Spread ratio = Spread.of(IntStream.range(0, with.size())
                .mapToObj(i -> (double) with.get(i).cost() / without.get(i).cost())
                .toList());
        return String.format(
                Locale.ROOT,
                """
                %d users with %d contacts each log in and become available, with %d different clients, of which half \
                take files; %d rounds; load average %s

                | | measured | goal |
                | :--- | ---: | :--- |
                | CPU s of the server, without; with what is told of the other half | %.1f; %.1f | |
                | different announcements that clients met | %d; %d | |
                | ratio, median (quartiles) | %.2f (%.2f to %.2f) | %.2f: %s |
                """,
                size.get("users"),
                size.get("contacts"),
                size.get("versions"),
                with.size(),
                Files.readString(Path.of("/proc/loadavg")).replaceAll("(\\S+ \\S+ \\S+).*\\s", "$1"),
                seconds(without),
                seconds(with),
                without.get(0).announcements(),
                with.get(0).announcements(),
                ratio.median(),
                ratio.at(0.25),
                ratio.at(0.75),
                MOST,
                ratio.median() <= MOST ? "met" : "missed");
    }
}
