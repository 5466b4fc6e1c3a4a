package org.igniterealtime.openfire.plugin.intermediateim.files.model;

/** From whom files are taken for a user. */
public enum AcceptedSenders {
    /** From everybody, also on other servers. */
    ANYBODY,
    /** From users of this server, and from the user's contacts. */
    LOCAL_AND_CONTACTS,
    /** From the user's contacts. */
    CONTACTS
}
