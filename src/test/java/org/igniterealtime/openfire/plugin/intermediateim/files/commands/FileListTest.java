package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class FileListTest {

    private static StoredFile file(String beginning, String name) {
        NewFile offer = new NewFile(
                new JID("romeo@montague.lit/orchard"),
                new JID("juliet@capulet.lit"),
                FileName.of(name),
                1,
                Optional.empty(),
                "",
                OfferedTo.BARE_JID);
        return new StoredFile(
                new FileId(beginning + "0".repeat(32 - beginning.length())),
                offer,
                Instant.EPOCH,
                FileState.WAITING,
                Optional.of(new FileContent("text/plain", "5a".repeat(32))),
                "here");
    }

    private final StoredFile first = file("3fa91", "a.txt");
    private final StoredFile second = file("77b0", "b.txt");
    private final StoredFile similar = file("3fa92", "A.txt");

    @Test
    void beginsWithTheLatest() {
        assertEquals(List.of(second, first), FileList.of(List.of(first, second)).files());
    }

    @Test
    void hasKeysThatAreShort() {
        FileList list = FileList.of(List.of(first, second));

        assertEquals("3fa9", list.key(first));
        assertEquals("77b0", list.key(second));
    }

    @Test
    void hasKeysThatDiffer() {
        FileList list = FileList.of(List.of(first, second, similar));

        assertEquals("3fa91", list.key(first));
        assertEquals("3fa92", list.key(similar));
    }

    @Test
    void findsFilesByTheBeginningsOfTheirIds() {
        FileList list = FileList.of(List.of(first, second, similar));

        assertEquals(List.of(second), list.matching("77B0"));
        assertEquals(List.of(similar, first), list.matching("3fa9"));
        assertEquals(List.of(first), list.matching(first.id().hex()));
        assertEquals(List.of(), list.matching("3fa"));
        assertEquals(List.of(), list.matching(""));
    }

    @Test
    void findsFilesByTheirNames() {
        FileList list = FileList.of(List.of(first, second, similar));

        assertEquals(List.of(second), list.matching("B.TXT"));
        assertEquals(List.of(similar, first), list.matching("a.txt"));
        assertEquals(List.of(), list.matching("txt"));
    }

    @Test
    void asksForFilesThatAreNamedAsOthersBegin() {
        StoredFile named = file("0000", "3fa9");

        assertEquals(List.of(named, first), FileList.of(List.of(first, named)).matching("3fa9"));
    }
}
