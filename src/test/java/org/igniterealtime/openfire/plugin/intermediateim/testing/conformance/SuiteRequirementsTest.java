package org.igniterealtime.openfire.plugin.intermediateim.testing.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a protocol suite asks of the plugin is all that other checklists ask of it: each such row has a test. */
class SuiteRequirementsTest {

    private static final Pattern ID = Pattern.compile("\"(\\d{4}-\\d{2,3})\"");

    private static Checklist checklist;
    private static final Set<String> TESTED = new HashSet<>();

    @BeforeAll
    static void readTests() throws IOException {
        checklist = Checklist.read(Path.of("src/test/conformance"));
        for (String folder : List.of("src/test/java", "src/it/java")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                        .filter(each -> !each.endsWith("SuiteRequirementsTest.java"))
                        .toList()) {
                    Matcher ids = ID.matcher(Files.readString(file));
                    while (ids.find()) {
                        TESTED.add(ids.group(1));
                    }
                }
            }
        }
    }

    /** What is excused is done by nobody here, and so asked of nobody. */
    private static void assertTested(String xep, String... roles) {
        List<String> duties = checklist.rows().values().stream()
                .filter(row -> row.xep().equals(xep) && row.level().startsWith("MUST"))
                .filter(row -> Arrays.stream(roles).anyMatch(Set.of(row.role().split(" "))::contains))
                .map(Checklist.Row::id)
                .filter(id -> !checklist.excuses().containsKey(id))
                .toList();
        assertFalse(duties.isEmpty());
        assertEquals(
                List.of(), duties.stream().filter(id -> !TESTED.contains(id)).toList());
    }

    @Test
    @Requirement({"0117-02", "0213-02"})
    void thoseOfOccupantsOfRooms() {
        assertTested("0045", "OCC");
    }

    @Test
    @Requirement("0117-03")
    void thoseOfRichText() {
        assertTested("0071", "SAN", "XGEN");
    }

    @Test
    @Requirement("0117-04")
    void thoseOfFiles() {
        assertTested("0096", "SND", "RCV");
        assertTested("0065", "RQ", "TG");
        assertTested("0047", "SND", "RCV");
    }
}
