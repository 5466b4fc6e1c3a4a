package org.igniterealtime.openfire.plugin.intermediateim.muc;

import org.xmpp.packet.IQ;

/** What the answer to a ping of our own nick says (XEP-0410 §3.2). */
enum SelfPing {
    /** We are in. */
    IN,
    /** In under another nick, or the room is gone: some services, Openfire among them, say the same for both. */
    NICK_UNKNOWN,
    OUT,
    /** Nobody knows: as if there were no answer. */
    UNDECIDED;

    static SelfPing of(IQ answer) {
        if (RoomStanzas.type(answer).equals("result")) {
            return IN;
        }
        return switch (RoomStanzas.condition(answer)) {
            case service_unavailable, feature_not_implemented -> IN; // the one that was asked has no ping
            case item_not_found -> NICK_UNKNOWN;
            case remote_server_not_found, remote_server_timeout -> UNDECIDED;
            default -> OUT;
        };
    }
}
