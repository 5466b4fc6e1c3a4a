package org.igniterealtime.openfire.plugin.intermediateim.muc;

import org.xmpp.packet.PacketError.Condition;

/** Why a room does not let us in (XEP-0045 §7.2.17), and what to do about it. */
public enum Refusal {
    PASSWORD(Retry.NEVER),
    BANNED(Retry.NEVER),
    MEMBERS_ONLY(Retry.NEVER),
    /** It is locked, or does not exist and is not to be created. */
    NO_SUCH_ROOM(Retry.A_FEW_TIMES),
    CREATION_NOT_ALLOWED(Retry.NEVER),
    NICK_CONFLICT(Retry.NEVER),
    RESERVED_NICK_WANTED(Retry.NEVER),
    BAD_NICK(Retry.NEVER),
    FULL(Retry.A_FEW_TIMES),
    MOVED(Retry.NEVER),
    /** The address is no room: it does not speak XEP-0045. */
    NOT_A_ROOM(Retry.NEVER),
    /** The service is not reached, is in trouble, or does not answer. */
    UNREACHABLE(Retry.FOR_EVER),
    OTHER(Retry.NEVER);

    enum Retry {
        NEVER,
        A_FEW_TIMES,
        FOR_EVER
    }

    private final Retry retry;

    Refusal(Retry retry) {
        this.retry = retry;
    }

    Retry retry() {
        return retry;
    }

    static Refusal of(Condition condition) {
        return switch (condition) {
            case not_authorized -> PASSWORD;
            case forbidden -> BANNED;
            case registration_required -> MEMBERS_ONLY;
            case item_not_found -> NO_SUCH_ROOM;
            case not_allowed -> CREATION_NOT_ALLOWED;
            case conflict -> NICK_CONFLICT;
            case not_acceptable -> RESERVED_NICK_WANTED;
            case jid_malformed -> BAD_NICK;
            case service_unavailable -> FULL;
            case gone, redirect -> MOVED;
            case remote_server_not_found,
                    remote_server_timeout,
                    recipient_unavailable,
                    internal_server_error,
                    resource_constraint,
                    undefined_condition -> UNREACHABLE;
            default -> OTHER;
        };
    }
}
