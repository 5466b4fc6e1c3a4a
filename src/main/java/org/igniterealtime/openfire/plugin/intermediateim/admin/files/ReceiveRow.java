package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import java.util.Locale;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;

/**
 * How a user has chosen to get files.
 *
 * @param user the user's name
 * @param by   link or ask
 */
public record ReceiveRow(String user, String by) {

    static ReceiveRow of(Map.Entry<String, ReceiveBy> chosen) {
        return new ReceiveRow(chosen.getKey(), chosen.getValue().name().toLowerCase(Locale.ROOT));
    }
}
