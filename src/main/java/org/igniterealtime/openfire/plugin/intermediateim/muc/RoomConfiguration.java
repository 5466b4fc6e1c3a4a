package org.igniterealtime.openfire.plugin.intermediateim.muc;

import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;

/** The form by which a new room is configured (XEP-0045 §10.1.3). */
public record RoomConfiguration(DataForm form) {
}
