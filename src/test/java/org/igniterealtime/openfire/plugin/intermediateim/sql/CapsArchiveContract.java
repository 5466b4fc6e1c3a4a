package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo.Identity;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds on every database, with the table made by the scripts that the plugin brings for it. */
abstract class CapsArchiveContract {

    private static final Announcement EXODUS = new Announcement("sha-1", "http://exodus.example", "abc=");
    private static final Announcement LONGEST = new Announcement("h".repeat(32), "Ψ".repeat(1023), "v".repeat(255));
    private static final DiscoInfo INFO = new DiscoInfo(List.of(new Identity("client", "pc", "el", "Ψ 'x\";--")), List.of("urn:a"));

    private Database database;
    private SqlCapsArchive archive;

    /** @return an empty database */
    abstract Database emptyDatabase() throws Exception;

    /** @return name of the script, as Openfire's SchemaManager chooses it */
    abstract String script();

    @BeforeEach
    void makeTable() throws Exception {
        database = emptyDatabase();
        TransferHistoryContract.execute(database,
                "CREATE TABLE ofVersion (name VARCHAR(50) NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (name))");
        archive = new SqlCapsArchive(database);
    }

    private void run(String folder) throws IOException, SQLException {
        for (String statement : Files.readString(Path.of("src/main/database", folder, script())).replaceAll("(?m)^--.*$", "").split(";\n")) {
            if (!statement.isBlank()) {
                TransferHistoryContract.execute(database, statement);
            }
        }
    }

    private Map<String, Optional<DiscoInfo>> all() {
        Map<String, Optional<DiscoInfo>> all = new TreeMap<>();
        archive.load((announcement, query) -> all.put(announcement.toString(), DiscoInfo.in(Xml.element(query))));
        return all;
    }

    @Test
    void givesBackWhatItKeeps() throws Exception {
        run("");
        archive.keep(EXODUS, INFO);
        archive.keep(LONGEST, INFO);
        assertEquals(Map.of(EXODUS.toString(), Optional.of(INFO), LONGEST.toString(), Optional.of(INFO)), all());
    }

    @Test
    void keepsOneForEachKey() throws Exception {
        run("");
        archive.keep(new Announcement("sha-1", "http://other.example", "abc="), INFO);
        archive.keep(EXODUS, INFO);
        assertEquals(List.of(EXODUS.toString()), List.copyOf(all().keySet()));
    }

    @Test
    void keepsWhatIsLarge() throws Exception {
        run("");
        DiscoInfo large = new DiscoInfo(INFO.identities(), List.of("x".repeat(DiscoInfo.MOST_CHARACTERS - 500)));
        archive.keep(EXODUS, large);
        assertEquals(Optional.of(large), all().get(EXODUS.toString()));
    }

    @Test
    void forgets() throws Exception {
        run("");
        archive.keep(EXODUS, INFO);
        archive.keep(LONGEST, INFO);
        archive.forget(EXODUS.key());
        assertEquals(List.of(LONGEST.toString()), List.copyOf(all().keySet()));
        archive.forgetAll();
        assertTrue(all().isEmpty());
    }

    @Test
    void isThereAfterAnUpgrade() throws Exception {
        TransferHistoryContract.execute(database, "INSERT INTO ofVersion (name, version) VALUES ('intermediateim', 1)");
        run("upgrade/2");
        archive.keep(EXODUS, INFO);
        assertEquals(1, all().size());
        TransferHistoryContract.execute(database, "DELETE FROM ofVersion WHERE name = 'intermediateim' AND version = 2");
        TransferHistoryContract.execute(database, "INSERT INTO ofVersion (name, version) VALUES ('intermediateim', 2)");
    }
}
