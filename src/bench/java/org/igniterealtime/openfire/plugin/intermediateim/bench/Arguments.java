package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a benchmark is told on its command line, where all of that is numbers. */
public final class Arguments {

    private Arguments() {}

    /**
     * @param command   as it is called
     * @param full      values by name, where nothing else is said
     * @param quick     the same names, for {@code --quick}
     * @param arguments {@code --quick}, then {@code --<name> <number>} for what is to be otherwise
     * @return values by name
     * @throws IllegalArgumentException if they make no sense; says what would
     */
    public static Map<String, Integer> parse(
            String command, Map<String, Integer> full, Map<String, Integer> quick, List<String> arguments) {
        boolean isQuick = !arguments.isEmpty() && arguments.get(0).equals("--quick");
        Map<String, Integer> values = new TreeMap<>(isQuick ? quick : full);
        for (int i = isQuick ? 1 : 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            if (!values.containsKey(name) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        command + " [--quick] [--<name> <value> ...]; names and values are " + values);
            }
            values.put(name, Integer.valueOf(arguments.get(i + 1)));
        }
        return values;
    }
}
