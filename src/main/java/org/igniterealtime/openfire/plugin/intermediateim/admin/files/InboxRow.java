package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import java.util.Date;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;

/**
 * What waits for a user.
 *
 * @param percent of what the user may have, by size or by number, whichever is more
 * @param lost    files that should be in the directory and are not
 * @param oldest  when the first of the files was taken
 */
public record InboxRow(String user, int files, String size, int percent, int lost, Date oldest) {

    static InboxRow of(FileCatalogue.Inbox inbox, Limits limits, Quantities quantities) {
        double share =
                Math.max((double) inbox.bytes() / limits.inboxBytes(), (double) inbox.files() / limits.inboxFiles());
        return new InboxRow(
                inbox.owner().toString(),
                inbox.files(),
                quantities.bytes(inbox.bytes()),
                (int) Math.min(999, Math.ceil(share * 100)),
                inbox.lost(),
                Date.from(inbox.oldest()));
    }

    /** @return the percentage as far as a bar can show it */
    public int bar() {
        return Math.min(100, percent);
    }
}
