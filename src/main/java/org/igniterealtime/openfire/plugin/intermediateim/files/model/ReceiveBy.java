package org.igniterealtime.openfire.plugin.intermediateim.files.model;

/** How a user wants to get files. */
public enum ReceiveBy {
    /** By an offer to a client that takes files; by a link if there is none, or if that fails. */
    OFFER,
    /** By a link to all clients, whether they take files or not. */
    LINK,
    /** Not before the user asks for a file. The user is told which files have come. */
    ASK
}
