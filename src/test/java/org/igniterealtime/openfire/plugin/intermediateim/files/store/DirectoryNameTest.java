package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryNameTest {

    @TempDir
    private Path folder;

    private String name(String host) throws IOException {
        return new DirectoryName(folder, host).read();
    }

    @Test
    void isThatOfItsFirstHostForAllWhoShareIt() throws Exception {
        String name = name("verona.lit");
        assertTrue(name.startsWith("verona.lit-"), name);
        assertEquals(name, name("mantua.lit"));
    }

    @Test
    void isAnotherForEachDirectory() throws Exception {
        String name = name("verona.lit");
        Files.delete(folder.resolve(DirectoryName.FILE));
        assertNotEquals(name, name("verona.lit"));
    }

    @Test
    void fitsTheDatabaseWhateverTheHostIsCalled() throws Exception {
        String name = name("ä b/" + "long".repeat(100));
        assertTrue(name.matches("[A-Za-z0-9.-]{1,64}"), name);
        assertEquals(name, name("verona.lit"));
        Files.delete(folder.resolve(DirectoryName.FILE));
        assertEquals(17, name("").length());
        assertEquals(17, name("").length());
    }

    @Test
    void isNotReadWhileAnotherNodeWritesIt() throws Exception {
        Path file = Files.createFile(folder.resolve(DirectoryName.FILE));
        assertThrows(IOException.class, () -> name("verona.lit"));
        assertTrue(Files.exists(file));
    }

    @Test
    void isMadeAgainIfItsWriterHasCrashed() throws Exception {
        Path file = Files.createFile(folder.resolve(DirectoryName.FILE));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        assertThrows(IOException.class, () -> name("verona.lit"));
        assertFalse(Files.exists(file));
        assertTrue(name("verona.lit").startsWith("verona.lit-"));
    }
}
