package org.igniterealtime.openfire.plugin.intermediateim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dom4j.DocumentException;
import org.igniterealtime.openfire.plugin.intermediateim.testing.BundledLibrary;
import org.junit.jupiter.api.Test;

/** The top level of the project stays small, and documents name the commands and libraries that are there. */
class ProjectLayoutTest {

    private static final Set<String> TOP_LEVEL = Set.of(
            "pom.xml",
            "src",
            "web",
            "plugin.xml",
            "changelog.html",
            "readme.html",
            "README.md",
            "ARCHITECTURE.md",
            "LICENSE",
            "demo",
            "verify",
            "bin");
    private static final List<String> DOCUMENTS =
            List.of("README.md", "ARCHITECTURE.md", "src/site/performance.md", "readme.html", "changelog.html");
    private static final Pattern COMMAND = Pattern.compile("(?<![\\w/.-])(bin/[a-z0-9-]+)");

    @Test
    void topLevelHoldsNothingElse() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            Set<String> names = files.map(Path::toString)
                    .filter(name -> !name.startsWith(".") && !name.equals("target"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<>(TOP_LEVEL), names);
        }
    }

    @Test
    void readmeListsEveryBundledLibrary() throws IOException, DocumentException {
        String readme = Files.readString(Path.of("readme.html"));
        assertFalse(BundledLibrary.all().isEmpty());
        for (BundledLibrary library : BundledLibrary.all()) {
            String row = "<td><code>" + library.coordinates() + "</code></td><td>" + library.version() + "</td>";
            assertTrue(readme.contains(row), "readme.html lacks " + row);
        }
    }

    @Test
    void linesOfDocumentsFitInto120Columns() throws IOException {
        for (String document : DOCUMENTS) {
            List<String> tooLong = Files.readAllLines(Path.of(document)).stream()
                    .filter(line -> line.length() > 120 && !line.matches("(\\||    <tr>).*"))
                    .toList();
            assertEquals(List.of(), tooLong, document);
        }
    }

    /** The formatter breaks code, but not comments. Only what a stanza or a text in quotes needs may be wider. */
    @Test
    void linesOfCommentsFitInto120Columns() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                List<String> tooLong = Files.readAllLines(file).stream()
                        .filter(line -> line.length() > 120 && line.matches("\\s*(\\*|/\\*|//).*"))
                        .toList();
                assertEquals(List.of(), tooLong, file.toString());
            }
        }
    }

    @Test
    void documentedCommandsExist() throws IOException {
        for (String document : DOCUMENTS) {
            Matcher command = COMMAND.matcher(Files.readString(Path.of(document)));
            while (command.find()) {
                assertTrue(Files.isExecutable(Path.of(command.group(1))), document + " names " + command.group(1));
            }
        }
    }
}
