package org.igniterealtime.openfire.plugin.intermediateim.testing.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceReportTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeChecklist() throws IOException {
        Files.writeString(folder.resolve("xep-0999.md"), """
                # XEP-0999 Examples

                | Id | § | Level | Role | Requirement | Test idea |
                |---|---|---|---|---|---|
                | 0999-01 | 1 | MUST | SAN | Be \\| good. | idea |
                | 0999-02 | 1 | MAY | SAN | Be bad. | idea |
                | 0999-03 | 1 | MUST | SAN | Be there. | idea |
                """);
        excuse("| 0999-02 | Nobody wants it. |");
    }

    private void excuse(String row) throws IOException {
        Files.writeString(folder.resolve("not-applicable.md"), row + "\n");
    }

    private ConformanceReport report(Map<String, Map<String, String>> results) throws IOException {
        return new ConformanceReport(Checklist.read(folder), results);
    }

    @Test
    void showsEachRowWithItsStateAndTests() throws IOException {
        String report = String.join(
                "\n",
                report(Map.of("0999-01", Map.of("GoodTest.isGood", "passed"))).lines());
        assertTrue(report.contains("| 0999-01 | MUST | SAN | Be \\| good. | tested | GoodTest.isGood |"), report);
        assertTrue(report.contains("| 0999-02 | MAY | SAN | Be bad. | excused | Nobody wants it. |"), report);
        assertTrue(report.contains("| 0999-03 | MUST | SAN | Be there. | absent |  |"), report);
        assertTrue(report.contains("| 0999 | Examples | 3 | 1 | 0 | 1 | 1 |"), report);
    }

    @Test
    void oneFailedTestFailsTheRow() throws IOException {
        ConformanceReport report = report(Map.of("0999-01", Map.of("A.a", "passed", "B.b", "failed")));
        assertTrue(String.join("\n", report.lines()).contains("| failed | A.a<br>B.b (failed) |"));
    }

    @Test
    void aSkippedTestCoversNothing() throws IOException {
        Checklist checklist = Checklist.read(folder);
        ConformanceReport report = report(Map.of("0999-03", Map.of("A.a", "skipped")));

        assertEquals("absent", report.state(checklist.rows().get("0999-03")));
    }

    @Test
    void anIdThatExistsNowhereIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> report(Map.of("0999-99", Map.of("A.a", "passed"))));
    }

    @Test
    void anExcuseForARowThatExistsNowhereIsAnError() throws IOException {
        excuse("| 0999-99 | No. |");
        assertThrows(IllegalArgumentException.class, () -> Checklist.read(folder));
    }

    @Test
    void theProjectsChecklistIsRead() throws IOException {
        Checklist checklist = Checklist.read(Path.of("src/test/conformance"));
        assertEquals(635, checklist.rows().size());
        assertEquals(22, checklist.titles().size());
    }
}
