package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class NewFileTest {

    private static final JID ROMEO = new JID("romeo@montague.lit/orchard");
    private static final JID JULIET = new JID("juliet@capulet.lit");

    private static NewFile file(JID owner, long size, String md5, String description) {
        return new NewFile(
                ROMEO, owner, FileName.of("a.txt"), size, Optional.ofNullable(md5), description, OfferedTo.BARE_JID);
    }

    @Test
    void descriptionsArePrintableAndShort() {
        assertEquals(
                "a\nb\tc", file(JULIET, 0, null, "a\nb\tc\u0000\u001B\uD800").description());
        assertEquals(
                "x".repeat(999),
                file(JULIET, 0, null, "x".repeat(999) + "\uD83D\uDE00 and more").description());
    }

    @Test
    void isNeverWrong() {
        assertThrows(IllegalArgumentException.class, () -> file(JULIET, -1, null, ""));
        assertThrows(IllegalArgumentException.class, () -> file(JULIET, 0, "552DA749930852C69AE5D2141D3766B1", ""));
        assertThrows(IllegalArgumentException.class, () -> file(new JID("juliet@capulet.lit/balcony"), 0, null, ""));
        assertThrows(IllegalArgumentException.class, () -> file(new JID("capulet.lit"), 0, null, ""));
        assertThrows(IllegalArgumentException.class, () -> new FileId("../../etc/passwd"));
        assertThrows(IllegalArgumentException.class, () -> new FileContent("text/plain", "abc"));
        FileId id = FileId.random(new SecureRandom());
        NewFile offer = file(JULIET, 0, null, "");
        assertThrows(
                IllegalArgumentException.class,
                () -> new StoredFile(id, offer, Instant.EPOCH, FileState.WAITING, Optional.empty(), "here"));
    }
}
