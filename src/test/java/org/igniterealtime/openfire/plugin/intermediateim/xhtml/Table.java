package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** A table of markup and what is left of it, from a text file: see the head of {@code attacks.txt}. */
final class Table {

    private static final Pattern CHARACTER = Pattern.compile("\\\\u([0-9a-f]{4})");
    private static final String ARROW = "  =>  ";

    private Table() {}

    record Row(String heading, String markup, String left) {}

    static List<Row> rows(String file) {
        List<Row> rows = new ArrayList<>();
        String heading = "";
        for (String line : lines(file)) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            } else if (line.contains(ARROW)) {
                int arrow = line.indexOf(ARROW);
                String markup = characters(line.substring(0, arrow));
                String left = characters(line.substring(arrow + ARROW.length()));
                rows.add(new Row(heading, markup, left.equals("=") ? markup : left));
            }
        }
        return rows;
    }

    static Stream<Arguments> arguments(String file) {
        return rows(file).stream().map(row -> Arguments.of(row.heading(), row.markup(), row.left()));
    }

    private static List<String> lines(String file) {
        try (InputStream in = Table.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String characters(String text) {
        return CHARACTER
                .matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
}
