package org.igniterealtime.openfire.plugin.intermediateim.testing.conformance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.igniterealtime.openfire.plugin.intermediateim.testing.conformance.Checklist.Row;

/** Writes target/conformance.md: each row of the checklist with its tests and their result, and totals per XEP. */
public final class ConformanceReport {

    private final Checklist checklist;
    /** By row id: test name to result. */
    private final Map<String, Map<String, String>> results;

    ConformanceReport(Checklist checklist, Map<String, Map<String, String>> results) {
        for (String id : results.keySet()) {
            if (!checklist.rows().containsKey(id)) {
                throw new IllegalArgumentException("@Requirement(\"" + id + "\") on "
                        + results.get(id).keySet() + ": no checklist has such a row");
            }
        }
        this.checklist = checklist;
        this.results = results;
    }

    /** {@code ConformanceReport CHECKLIST_FOLDER RESULTS_FOLDER REPORT}; ends with an exception on an unknown id. */
    public static void main(String[] args) throws IOException {
        ConformanceReport report = new ConformanceReport(Checklist.read(Path.of(args[0])), results(Path.of(args[1])));
        Files.write(Path.of(args[2]), report.lines());
        System.out.println(report.summary());
    }

    private static Map<String, Map<String, String>> results(Path folder) throws IOException {
        Map<String, Map<String, String>> results = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return results;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.tsv")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    String[] cells = line.split("\t");
                    results.computeIfAbsent(cells[0], id -> new TreeMap<>())
                            .merge(cells[1], cells[2], ConformanceReport::worse);
                }
            }
        }
        return results;
    }

    private static String worse(String one, String other) {
        return one.equals("passed") ? other : one;
    }

    /** @return tested, failed, excused or absent */
    String state(Row row) {
        Map<String, String> tests = results.getOrDefault(row.id(), Map.of());
        if (tests.containsValue("failed")) {
            return "failed";
        }
        if (tests.containsValue("passed")) {
            return "tested";
        }
        return checklist.excuses().containsKey(row.id()) ? "excused" : "absent";
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "# Conformance",
                "",
                summary(),
                "",
                "| XEP | Title | rows | tested | failed | excused | absent |",
                "|---|---|---|---|---|---|---|"));
        checklist.titles().forEach((xep, title) -> lines.add(totals(xep, title)));
        String xep = "";
        for (Row row : checklist.rows().values()) {
            if (!row.xep().equals(xep)) {
                xep = row.xep();
                lines.addAll(List.of(
                        "",
                        "## XEP-" + xep + " " + checklist.titles().get(xep),
                        "",
                        "| Id | Level | Role | Requirement | State | Tests, or the reason for none |",
                        "|---|---|---|---|---|---|"));
            }
            lines.add("| "
                    + String.join(" | ", row.id(), row.level(), row.role(), row.requirement(), state(row), why(row))
                    + " |");
        }
        return lines;
    }

    private String why(Row row) {
        Map<String, String> tests = new TreeMap<>(results.getOrDefault(row.id(), Map.of()));
        List<String> shown = tests.entrySet().stream()
                .map(test -> test.getKey() + (test.getValue().equals("passed") ? "" : " (" + test.getValue() + ")"))
                .toList();
        return shown.isEmpty() ? checklist.excuses().getOrDefault(row.id(), "") : String.join("<br>", shown);
    }

    private String totals(String xep, String title) {
        Map<String, Integer> count = count(checklist.rows().values().stream()
                .filter(row -> row.xep().equals(xep))
                .toList());
        return "| " + xep + " | " + title + " | "
                + count.values().stream().mapToInt(Integer::intValue).sum() + " | "
                + String.join(
                        " | ", count.values().stream().map(String::valueOf).toList()) + " |";
    }

    private String summary() {
        return "Rows: " + checklist.rows().size() + ", "
                + String.join(
                        ", ",
                        count(checklist.rows().values()).entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue())
                                .toList());
    }

    private Map<String, Integer> count(Iterable<Row> rows) {
        Map<String, Integer> count = new LinkedHashMap<>();
        List.of("tested", "failed", "excused", "absent").forEach(state -> count.put(state, 0));
        rows.forEach(row -> count.merge(state(row), 1, Integer::sum));
        return count;
    }
}
