package org.igniterealtime.openfire.plugin.intermediateim.admin.standin;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.admin.TopRows;

/**
 * What standin.jsp shows.
 *
 * @param done    what was converted
 * @param software what is done for the software that is online
 * @param shows   which client shows what
 * @param unknown clients that are online of which no row knows
 * @param leaving who has chosen to leave messages as they are
 * @param trial   what came of the text that was tried; null if none was
 */
public record StandInContent(
        TopRows<DoneRow> done,
        TopRows<SoftwareRow> software,
        List<ShowsRow> shows,
        TopRows<UnknownRow> unknown,
        TopRows<String> leaving,
        FormatPreview trial) {

    /**
     * What was converted for a pair of clients.
     *
     * @param kind   end of an i18n key
     * @param writer null if not known
     * @param reader null if not known
     */
    public record DoneRow(String kind, String writer, String reader, long today, long all) {}

    /**
     * What a client shows.
     *
     * @param forms   {@code none}, or those that are shown with commas between
     * @param feature null for none
     * @param own     whether the admin has written the row
     */
    public record ShowsRow(String name, String node, String forms, String feature, String source, boolean own) {}

    /**
     * Clients that announce a node of which no row knows.
     *
     * @param clients how many are online
     * @param forms   of rich text that they advertise; null for none
     */
    public record UnknownRow(String node, long clients, String forms) {}
}
