package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** What the stores have in common when they read rows. */
final class Rows {

    private static final Logger Log = LoggerFactory.getLogger(Rows.class);

    private Rows() {}

    /**
     * Reads a row, so that one that makes no sense does not cost the others.
     *
     * @param what a row is, for the log
     * @return empty if the row makes no sense
     */
    static <T> Optional<T> readable(String what, ResultSet row, Statements.RowReader<T> reader) throws SQLException {
        try {
            return Optional.of(reader.read(row));
        } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
            Log.warn("A row of the database is not a valid {} and is ignored", what, e);
            return Optional.empty();
        }
    }

    /** @return what could be read */
    static <T> List<T> present(List<Optional<T>> read) {
        return read.stream().flatMap(Optional::stream).toList();
    }

    /**
     * It was a JID when it was written: nothing needs to be prepared again.
     *
     * @param resource empty for none
     */
    static JID jid(String bare, String resource) {
        int at = bare.indexOf('@');
        return new JID(
                at < 0 ? null : bare.substring(0, at),
                bare.substring(at + 1),
                resource.isEmpty() ? null : resource,
                true);
    }

    /** @return empty if there is none */
    static String resource(JID jid) {
        return jid.getResource() == null ? "" : jid.getResource();
    }
}
