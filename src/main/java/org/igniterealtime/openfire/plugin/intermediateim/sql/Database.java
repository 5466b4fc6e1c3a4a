package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from. */
@FunctionalInterface
public interface Database {

    /** @return a connection that the caller closes */
    Connection connect() throws SQLException;
}
