package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

/** What becomes of a user's request to be offered a file. */
public enum RequestAnswer {
    /** The client is being asked whether it takes the file. */
    OFFERED,
    /** That client has been asked before and has not answered yet, or is receiving the file. */
    UNDER_WAY,
    /** The client can't take files in this way, and was sent a link. */
    LINKED,
    /** The client can't take files in this way, and links are off. */
    NOT_SUPPORTED,
    /** The user's clients have to answer other offers first. */
    TOO_MANY,
    /** The file is not offered now, for a reason that its owner does not learn. */
    WITHHELD
}
