package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The table, as Markdown. */
final class Report {

    private static final String NONE = "–";

    private final Results results;
    private final List<String> proxies;
    private final List<Goal> goals;

    Report(Results results, List<String> proxies, List<Goal> goals) {
        this.results = results;
        this.proxies = proxies;
        this.goals = goals;
    }

    /** @param conditions lines that tell how it was measured */
    String text(List<String> conditions) {
        List<String> others = proxies.stream()
                .filter(name -> !name.equals(OpenfireProxy.OURS) && !name.equals("direct"))
                .toList();
        List<String> heads = new ArrayList<>(List.of("", "unit"));
        heads.addAll(proxies);
        others.forEach(other -> heads.add("ours / " + other));
        heads.add("goal");

        StringBuilder text = new StringBuilder("# SOCKS5 bytestreams: how fast\n\n");
        conditions.forEach(line -> text.append("- ").append(line).append('\n'));
        text.append('\n')
                .append(row(heads))
                .append(row(heads.stream()
                        .map(head -> head.isEmpty() ? ":---" : "---:")
                        .toList()));
        for (Measure measure : results.measures()) {
            List<String> cells = new ArrayList<>(List.of(measure.name(), measure.unit()));
            proxies.forEach(proxy -> cells.add(number(results.get(proxy, measure), measure.decimals())));
            others.forEach(other -> cells.add(number(results.ratio(OpenfireProxy.OURS, other, measure), 2)));
            cells.add(goals.stream()
                    .filter(goal -> goal.measure().equals(measure))
                    .map(goal -> goal.verdict(results))
                    .collect(Collectors.joining("; ")));
            text.append(row(cells));
        }
        if (!results.troubles().isEmpty()) {
            text.append("\nWhat went wrong:\n\n");
            results.troubles()
                    .forEach(trouble -> text.append("- ").append(trouble).append('\n'));
        }
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String number(OptionalDouble value, int decimals) {
        return value.isEmpty() ? NONE : String.format(Locale.ROOT, "%." + decimals + "f", value.getAsDouble());
    }
}
