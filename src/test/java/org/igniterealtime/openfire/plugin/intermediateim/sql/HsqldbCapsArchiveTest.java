package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsArchive.ArchiveException;
import org.junit.jupiter.api.Test;

/** On HSQLDB, the database that Openfire brings. */
class HsqldbCapsArchiveTest extends CapsArchiveContract {

    @Override
    TestedDatabase database() {
        return new Hsqldb();
    }

    @Test
    void saysSoWhenThereIsNoDatabase() {
        SqlCapsArchive archive = new SqlCapsArchive(() -> {
            throw new SQLException("out of order");
        });
        assertThrows(ArchiveException.class, archive::forgetAll);
    }
}
