package org.igniterealtime.openfire.plugin.intermediateim.testing.conformance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The acceptance checklist: a Markdown table per XEP, and the reasons why rows have no test.
 *
 * @param rows   by id, in the order of the files
 * @param titles of the XEPs by number
 */
public record Checklist(Map<String, Row> rows, Map<String, String> titles, Map<String, String> excuses) {

    private static final Pattern ID = Pattern.compile("\\d{4}-\\d{2,3}");
    private static final Pattern TITLE = Pattern.compile("# XEP-(\\d{4}):? (.*)");
    private static final String EXCUSES = "not-applicable.md";

    /** One requirement. {@code level} is MUST, SHOULD, MAY, TEXT and so on. */
    public record Row(String id, String section, String level, String role, String requirement) {

        String xep() {
            return id.substring(0, 4);
        }
    }

    /** @throws IllegalArgumentException if a row is excused that does not exist */
    public static Checklist read(Path folder) throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<String, String> titles = new TreeMap<>();
        for (Path file : filesIn(folder)) {
            for (String line : Files.readAllLines(file)) {
                Matcher title = TITLE.matcher(line);
                if (title.matches()) {
                    titles.put(title.group(1), title.group(2));
                }
                List<String> cells = cells(line);
                if (cells.size() >= 5 && ID.matcher(cells.get(0)).matches()) {
                    rows.put(
                            cells.get(0),
                            new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4)));
                }
            }
        }
        return new Checklist(rows, titles, excuses(folder.resolve(EXCUSES), rows));
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "xep-*.md")) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static Map<String, String> excuses(Path file, Map<String, Row> rows) throws IOException {
        Map<String, String> excuses = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            List<String> cells = cells(line);
            if (cells.size() == 2 && ID.matcher(cells.get(0)).matches()) {
                if (!rows.containsKey(cells.get(0))) {
                    throw new IllegalArgumentException(
                            file + " excuses " + cells.get(0) + ", which is in no checklist");
                }
                excuses.put(cells.get(0), cells.get(1));
            }
        }
        return excuses;
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("|")) {
            return List.of();
        }
        return Arrays.stream(line.substring(1).split("(?<!\\\\)\\|"))
                .map(String::strip)
                .toList();
    }
}
