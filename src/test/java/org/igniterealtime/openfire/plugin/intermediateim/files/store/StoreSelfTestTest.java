package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreSelfTest.Check;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreSelfTest.Finding;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSelfTestTest {

    @TempDir
    private Path directory;

    private final FakeClock clock = new FakeClock();
    private final Quotas quotas = new Quotas(StoreFixture.LIMITS, "capulet.lit", clock);
    private boolean away;
    private final FileCatalogue catalogue = new ForwardingCatalogue(new MemoryCatalogue()) {
        @Override
        public Inboxes inboxes(String search, int offset, int count) {
            clock.pass(Duration.ofMillis(7));
            if (away) {
                throw new CatalogueException(new IOException("away"));
            }
            return new Inboxes(List.of(), 0);
        }
    };

    private Finding finding(Check check, Path path) {
        return new StoreSelfTest(new LocalDirectory(path, "verona"), catalogue, quotas, clock)
                .run().stream()
                        .filter(each -> each.check() == check)
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void findsThatFilesCanBeStored() throws Exception {
        assertEquals(new Finding(Check.DIRECTORY, true, 0, ""), finding(Check.DIRECTORY, directory));
        assertEquals(new Finding(Check.DATABASE, true, 7, ""), finding(Check.DATABASE, directory));
        assertTrue(finding(Check.SPACE, directory).good());
        assertTrue(finding(Check.SPACE, directory).number() > 0);
    }

    @Test
    void findsADirectoryThatIsNone() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        Finding finding = finding(Check.DIRECTORY, file);

        assertEquals(-1, finding.number());
        assertTrue(finding.detail().contains("file"), finding.detail());
    }

    @Test
    void findsThatTheDatabaseIsAway() {
        away = true;

        assertEquals(
                new Finding(Check.DATABASE, false, -1, "java.io.IOException: away"),
                finding(Check.DATABASE, directory));
    }

    @Test
    void findsThatTheDiskIsFull() {
        quotas.limit(new Limits(1, 1, 1, 1, 1, 1, Long.MAX_VALUE, Duration.ofSeconds(30), Duration.ofDays(30)));

        assertTrue(!finding(Check.SPACE, directory).good());
    }
}
