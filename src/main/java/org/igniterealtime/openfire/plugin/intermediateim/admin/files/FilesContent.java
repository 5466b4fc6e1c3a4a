package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ResultPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.TopRows;

/**
 * What files.jsp shows.
 *
 * @param address  below which users have their drop boxes
 * @param live     null if it can't be told now
 * @param stored   what is stored, null if the database does not answer
 * @param choices  how users have chosen to get files, null if the database does not answer
 * @param links    what links begin with; empty if they can't be served, null if they are not wanted
 * @param findings empty unless a test was asked for
 */
public record FilesContent(
        boolean on,
        String address,
        TopRows<LiveRow> live,
        Stored stored,
        TopRows<ReceiveRow> choices,
        String links,
        List<FindingRow> findings) {

    public FilesContent {
        findings = List.copyOf(findings);
    }

    /**
     * What is stored.
     *
     * @param keptBack held or infected
     * @param unreachable directories that no running node has
     * @param used  by all files together
     * @param limit of that
     */
    public record Stored(
            ResultPage<InboxRow> inboxes,
            ResultPage<FileRow> files,
            ResultPage<FileRow> keptBack,
            List<UnreachableRow> unreachable,
            String used,
            String limit) {

        public Stored {
            unreachable = List.copyOf(unreachable);
        }
    }
}
