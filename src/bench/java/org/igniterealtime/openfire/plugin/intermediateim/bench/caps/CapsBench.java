package org.igniterealtime.openfire.plugin.intermediateim.bench.caps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.igniterealtime.openfire.plugin.intermediateim.bench.caps.Storm.Delivered;
import org.igniterealtime.openfire.plugin.intermediateim.bench.caps.Storm.Size;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;

/**
 * Counts the questions about capabilities that reach clients in a storm of logins, without the feature and with it, on
 * one server. Each storm has clients that nobody has met before, so neither knows anything to begin with.
 */
public final class CapsBench {

    private static final Path TABLE = Path.of("target/bench/caps.md");
    /** Of the questions without us. */
    private static final double GOAL = 0.05;

    private CapsBench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("--enrichment")) {
            EnrichmentBench.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        Size size = size(List.of(arguments));
        Delivered without;
        Delivered with;
        try (EmbeddedOpenfire openfire =
                EmbeddedOpenfire.withPlugin().logLevel("INFO").heap("2g").start()) {
            Storm storm = new Storm(openfire, size);
            storm.prepare();
            openfire.control().setProperty("plugin.intermediateim.caps.enabled", "false");
            without = storm.run("without");
            openfire.control().setProperty("plugin.intermediateim.caps.enabled", "true");
            with = storm.run("with");
        }
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, table(size, without, with));
        System.out.println(Files.readString(TABLE));
        System.exit(0); // threads of clients may still wait
    }

    private static Size size(List<String> arguments) {
        Map<String, Integer> values =
                new TreeMap<>(Map.of("users", 1000, "contacts", 50, "versions", 30, "occupants", 500));
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            if (!values.containsKey(name) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        "bin/bench-caps [--enrichment] [--<name> <value> ...]; names and values are " + values);
            }
            values.put(name, Integer.valueOf(arguments.get(i + 1)));
        }
        return new Size(values.get("users"), values.get("contacts"), values.get("versions"), values.get("occupants"));
    }

    private static String table(Size size, Delivered without, Delivered with) throws IOException {
        double share = (double) with.questions() / without.questions();
        return String.format(
                Locale.ROOT,
                """
                %d users with %d contacts each, %d different clients, then a room with %d occupants; load average %s

                | disco#info delivered to clients | without | with |
                | :--- | ---: | ---: |
                | questions, coming online | %d | %d |
                | questions, entering the room | %d | %d |
                | questions, both | %d | %d, that is %.2f %% (goal: 5 %%; %s) |
                | answers, both | %d | %d |
                | errors, both | %d | %d |
                | all stanzas | %d | %d |
                """,
                size.users(),
                size.contacts(),
                size.versions(),
                size.occupants(),
                Files.readString(Path.of("/proc/loadavg")).replaceAll("(\\S+ \\S+ \\S+).*\\s", "$1"),
                without.online().questions(),
                with.online().questions(),
                without.room().questions(),
                with.room().questions(),
                without.questions(),
                with.questions(),
                100 * share,
                share <= GOAL ? "met" : "missed",
                without.answers(),
                with.answers(),
                without.refusals(),
                with.refusals(),
                without.online().stanzas() + without.room().stanzas(),
                with.online().stanzas() + with.room().stanzas());
    }
}
