package org.igniterealtime.openfire.plugin.intermediateim.storage;

import java.sql.SQLException;

/** Why the database did not do something. */
public enum DatabaseFailure {

    /** It can't be reached or can't do it now. It may do it later. */
    AWAY,
    /** It does not accept these values and never will. */
    REFUSED,
    /** The failure is not the database's but ours. */
    NOT_ITS_OWN;

    /** SQLSTATE classes: data exception, integrity constraint violation. */
    private static final String DATA = "22";

    private static final String CONSTRAINT = "23";

    /** @param thrown what an access to the database has thrown; its causes count too */
    public static DatabaseFailure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                return isAboutValues(failure) ? REFUSED : AWAY;
            }
        }
        return NOT_ITS_OWN;
    }

    private static boolean isAboutValues(SQLException failure) {
        for (SQLException each = failure;
                each != null;
                each = each.getNextException()) { // a batch names the row's failure there
            String state = String.valueOf(each.getSQLState());
            if (state.startsWith(DATA) || state.startsWith(CONSTRAINT)) {
                return true;
            }
        }
        return false;
    }
}
