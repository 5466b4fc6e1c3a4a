package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.Optional;
import org.xmpp.packet.PacketError;

/** What came of an activation request (XEP-0065 §6.3.5). */
public enum ActivationResult {
    /** Bytes pass now. */
    OPENED(null, null),
    /** Bytes pass already: the same two have asked again. */
    OPEN_ALREADY(null, null),
    /**
     * Nobody waits under this hash, or another's stream has it: the proxy can't tell a wrong requester from a wrong
     * sid.
     */
    NOT_FOUND(PacketError.Condition.item_not_found, null),
    ONE_SIDED(PacketError.Condition.not_allowed, null),
    /** More than two sockets wait: which of them are the two nobody can tell (XEP-0065 §11.2). */
    TOO_MANY_SOCKETS(PacketError.Condition.conflict, "intermediateim.socks5.refused.sockets"),
    TOO_MANY_STREAMS(PacketError.Condition.resource_constraint, "intermediateim.socks5.refused.streams"),
    USED_UP(PacketError.Condition.resource_constraint, "intermediateim.socks5.refused.quota"),
    FAILED(PacketError.Condition.internal_server_error, null);

    private final PacketError.Condition condition;
    private final String textKey;

    ActivationResult(PacketError.Condition condition, String textKey) {
        this.condition = condition;
        this.textKey = textKey;
    }

    /** @return what the requester is told; empty if it is a result */
    Optional<PacketError.Condition> error() {
        return Optional.ofNullable(condition);
    }

    /** @return i18n key of a sentence for the user */
    Optional<String> textKey() {
        return Optional.ofNullable(textKey);
    }
}
