package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import java.sql.SQLException;

/** A database server that was started for a test, and ends with it. */
public interface DatabaseServer extends AutoCloseable {

    /** @return JDBC URL of a new database; it names the user too */
    String emptyDatabase() throws SQLException;

    @Override
    void close() throws IOException, InterruptedException;
}
