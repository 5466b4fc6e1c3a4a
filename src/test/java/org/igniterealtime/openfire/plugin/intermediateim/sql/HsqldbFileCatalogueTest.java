package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.CatalogueException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.storage.DatabaseFailure;
import org.junit.jupiter.api.Test;

/** On HSQLDB, the database that Openfire brings. */
class HsqldbFileCatalogueTest extends FileCatalogueContract {

    @Override
    TestedDatabase database() {
        return new Hsqldb();
    }

    @Test
    void saysSoWhenThereIsNoDatabase() {
        SqlFileCatalogue catalogue = new SqlFileCatalogue(
                () -> {
                    throw new SQLException("out of order");
                },
                FileId::hex);
        CatalogueException away = assertThrows(CatalogueException.class, catalogue::entries);
        assertEquals(DatabaseFailure.AWAY, DatabaseFailure.of(away));
    }
}
