package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How much is measured. */
final class Options {

    private static final Map<String, String> FULL = Map.ofEntries(
            Map.entry("only", ""), // names of the proxies to measure; none means all
            Map.entry("rounds", "5"),
            Map.entry("minutes", "90"), // after which no more rounds begin
            Map.entry("mib", "1024"), // sent at each number of streams, through all of them together
            Map.entry(
                    "warm-up", "1536"), // MiB sent before, at each number of streams, through proxies that run in a JVM
            Map.entry("streams", "1,4,16"), // that carry data at once
            Map.entry("round-trips", "5000"),
            Map.entry("set-ups", "10000"), // streams opened and closed at each depth
            Map.entry("set-up-seconds", "15"), // after which the others need not open more: some take minutes
            Map.entry("depths", "1,16,256"), // streams that are being opened at once
            Map.entry("idle", "4000"), // streams that lie idle
            Map.entry("idle-seconds", "4")); // for which they are watched

    private static final Map<String, String> QUICK = Map.ofEntries(
            Map.entry("rounds", "1"),
            Map.entry("minutes", "5"),
            Map.entry("mib", "96"),
            Map.entry("warm-up", "96"),
            Map.entry("round-trips", "1000"),
            Map.entry("set-ups", "200"),
            Map.entry("set-up-seconds", "3"),
            Map.entry("idle", "200"),
            Map.entry("idle-seconds", "1"));

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param arguments {@code --quick}, and {@code --<name> <value>} of any of the above
     * @throws IllegalArgumentException if they make no sense
     */
    static Options parse(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>(FULL);
        List<String> pairs = arguments.stream()
                .filter(argument -> !argument.equals("--quick"))
                .toList();
        if (pairs.size() < arguments.size()) {
            values.putAll(QUICK);
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            String name = pairs.get(i).replaceFirst("^--", "");
            if (!FULL.containsKey(name) || i + 1 == pairs.size()) {
                throw new IllegalArgumentException(
                        "bin/bench-socks5 [--quick] [--<name> <value> ...]; names and values are "
                                + new TreeMap<>(FULL));
            }
            values.put(name, pairs.get(i + 1));
        }
        return new Options(values);
    }

    boolean wants(String proxy) {
        String only = values.get("only");
        return only.isEmpty() || Arrays.asList(only.split(",")).contains(proxy);
    }

    int number(String name) {
        return Integer.parseInt(values.get(name));
    }

    List<Integer> numbers(String name) {
        return Arrays.stream(values.get(name).split(","))
                .filter(each -> !each.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    @Override
    public String toString() {
        return new TreeMap<>(values).toString();
    }
}
