package org.igniterealtime.openfire.plugin.intermediateim.files.model;

/** The kind of address to which a file was offered, and in whose name it is taken. */
public enum OfferedTo {

    /** The receiver's address at our component: {@code bob@files.<domain>}. */
    FILES_ADDRESS,
    /** The receiver's bare JID. */
    BARE_JID,
    /** A full JID of the receiver. */
    FULL_JID
}
