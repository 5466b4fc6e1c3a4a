package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.xmpp.packet.JID;

/**
 * Who may use the proxy.
 *
 * @param parties which of the two parties must be users of this server
 * @param groups  names of Openfire groups, of which the parties that count must be in one; empty: no group needed
 * @param blocked bare JIDs and domains that may not, whatever else holds; letter case does not count
 */
public record AccessPolicy(LocalParties parties, Set<String> groups, Set<String> blocked) {

    /** Which of the two parties of a stream. */
    public enum LocalParties {
        ANYONE,
        ONE,
        BOTH
    }

    public AccessPolicy {
        groups = Set.copyOf(groups);
        blocked = blocked.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** @return whether someone may ask for the proxy's address: the other party is not known yet */
    public boolean admits(JID requester, LocalUsers users) {
        return !isBlocked(requester) && (parties != LocalParties.BOTH || counts(requester, users));
    }

    /** @return whether the two may pass bytes through the proxy */
    public boolean admits(JID requester, JID target, LocalUsers users) {
        if (isBlocked(requester) || isBlocked(target)) {
            return false;
        }
        return switch (parties) {
            case ANYONE -> true;
            case ONE -> counts(requester, users) || counts(target, users);
            case BOTH -> counts(requester, users) && counts(target, users);
        };
    }

    /**
     * A stranger is let in by the one of ours it deals with, and only by one that knows of it.
     *
     * @return whether the requester may pass bytes only with a target that agrees
     */
    public boolean needsConsent(JID requester, LocalUsers users) {
        return parties == LocalParties.ONE && !counts(requester, users);
    }

    private boolean counts(JID party, LocalUsers users) {
        return users.isLocal(party) && (groups.isEmpty() || users.isInAnyGroup(party, groups));
    }

    private boolean isBlocked(JID party) {
        return blocked.contains(party.toBareJID()) || blocked.contains(party.getDomain());
    }
}
