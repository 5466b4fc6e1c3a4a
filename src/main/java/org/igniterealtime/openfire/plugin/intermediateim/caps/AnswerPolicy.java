package org.igniterealtime.openfire.plugin.intermediateim.caps;

/** In whose name we answer questions about capabilities. */
public enum AnswerPolicy {
    /** In nobody's: we only learn. */
    OFF,
    /** For users of this server. */
    LOCAL,
    /** Also for contacts on other servers and occupants of rooms. */
    ALL
}
