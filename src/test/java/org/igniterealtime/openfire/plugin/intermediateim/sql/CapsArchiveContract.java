package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo.Identity;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds on every database, with the table made by the scripts that the plugin brings for it. */
abstract class CapsArchiveContract {

    private static final Announcement EXODUS = new Announcement("sha-1", "http://exodus.example", "abc=");
    private static final Announcement LONGEST =
            new Announcement("h".repeat(32), "📚" + "Ψ".repeat(1021), "v".repeat(255));
    private static final DiscoInfo INFO =
            new DiscoInfo(List.of(new Identity("client", "pc", "el", "Ψ 📚 'x\";--")), List.of("urn:a"));

    private Database database;
    private SqlCapsArchive archive;

    abstract TestedDatabase database();

    @BeforeEach
    void makeTable() throws Exception {
        database = database().empty();
        database().schema().install(database);
        archive = new SqlCapsArchive(database);
    }

    private Map<String, Optional<DiscoInfo>> all() {
        Map<String, Optional<DiscoInfo>> all = new TreeMap<>();
        archive.load((announcement, query) -> all.put(announcement.toString(), DiscoInfo.in(Xml.element(query))));
        return all;
    }

    @Test
    void givesBackWhatItKeeps() throws Exception {
        archive.keep(EXODUS, INFO);
        archive.keep(LONGEST, INFO);

        assertEquals(Map.of(EXODUS.toString(), Optional.of(INFO), LONGEST.toString(), Optional.of(INFO)), all());
    }

    @Test
    void keepsOneForEachKey() throws Exception {
        archive.keep(new Announcement("sha-1", "http://other.example", "abc="), INFO);
        archive.keep(EXODUS, INFO);

        assertEquals(List.of(EXODUS.toString()), List.copyOf(all().keySet()));
    }

    /** A hash is base64: capitals count. */
    @Test
    void tellsCapitalsApart() throws Exception {
        Announcement capitals = new Announcement(EXODUS.hash(), EXODUS.node(), "ABC=");
        archive.keep(EXODUS, INFO);
        archive.keep(capitals, INFO);
        assertEquals(2, all().size());
        archive.forget(EXODUS.key());
        assertEquals(List.of(capitals.toString()), List.copyOf(all().keySet()));
    }

    @Test
    void isContentIfAnotherNodeWasFirst() {
        AtomicInteger connections = new AtomicInteger();
        SqlCapsArchive late = new SqlCapsArchive(() -> {
            if (connections.incrementAndGet() == 2) { // it has deleted, and is about to insert
                archive.keep(EXODUS, INFO);
            }
            return database.connect();
        });
        late.keep(EXODUS, INFO);

        assertEquals(List.of(EXODUS.toString()), List.copyOf(all().keySet()));
    }

    @Test
    void keepsWhatIsLarge() throws Exception {
        DiscoInfo large = new DiscoInfo(INFO.identities(), List.of("ж".repeat(DiscoInfo.MAX_CHARACTERS - 500)));
        archive.keep(EXODUS, large);

        assertEquals(Optional.of(large), all().get(EXODUS.toString()));
    }

    @Test
    void forgets() throws Exception {
        archive.keep(EXODUS, INFO);
        archive.keep(LONGEST, INFO);
        archive.forget(EXODUS.key());
        assertEquals(List.of(LONGEST.toString()), List.copyOf(all().keySet()));
        archive.forgetAll();
        assertTrue(all().isEmpty());
    }
}
