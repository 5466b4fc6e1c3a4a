package org.igniterealtime.openfire.plugin.intermediateim.muc;

/** What a message to all is to us. */
public enum MessageKind {
    /** Somebody says it now. */
    LIVE,
    /** It was said before (XEP-0045 §7.2.13): never to be reacted to. */
    HISTORY,
    /** It is what we have said ourselves (§7.4). */
    OURS,
    /** It is what another client of the user has said under the nick we share. */
    OWN_NICK
}
