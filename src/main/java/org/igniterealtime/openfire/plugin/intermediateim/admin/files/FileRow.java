package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import java.util.Date;
import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;

/**
 * A file that is kept, or was today.
 *
 * @param from  bare JID
 * @param to    bare JID
 * @param type  empty if not known yet
 * @param state end of an i18n key
 * @param finding the malware in it; empty if none was found
 */
public record FileRow(
        String id,
        Date taken,
        String from,
        String to,
        String name,
        String size,
        String type,
        String state,
        String finding) {

    static FileRow of(StoredFile file, Quantities quantities) {
        return of(file, quantities, true);
    }

    /** @param reachable whether the directory that should have the file can be read now */
    static FileRow of(StoredFile file, Quantities quantities, boolean reachable) {
        return new FileRow(
                file.id().hex(),
                Date.from(file.taken()),
                file.offer().sender().toBareJID(),
                file.offer().owner().toString(),
                file.offer().name().text(),
                quantities.bytes(file.offer().size()),
                file.content().map(content -> content.mediaType()).orElse(""),
                file.state().isThere() && !reachable
                        ? "unreachable"
                        : file.state().name().toLowerCase(Locale.ROOT),
                file.content().flatMap(FileContent::finding).orElse(""));
    }
}
