package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.xmpp.packet.JID;

/**
 * The two parties of a {@link SelfTest}: at an address of ours, under names nobody can guess. The proxy admits them as if they
 * were users, and their streams leave no trace.
 */
public record SelfTestParties(JID requester, JID target) {

    /** @param address one of ours */
    public static SelfTestParties at(JID address) {
        return new SelfTestParties(new JID(null, address.getDomain(), UUID.randomUUID().toString()),
                new JID(null, address.getDomain(), UUID.randomUUID().toString()));
    }

    private boolean include(JID jid) {
        return jid.equals(requester) || jid.equals(target);
    }

    /** @return {@code log}, but for streams of these two */
    public TransferLog leaveOutOf(TransferLog log) {
        return new TransferLog() {
            @Override
            public void finished(FinishedTransfer transfer) {
                if (!include(transfer.requester())) {
                    log.finished(transfer);
                }
            }

            @Override
            public void forget(JID bareJid) {
                log.forget(bareJid);
            }

            @Override
            public void forgetAll() {
                log.forgetAll();
            }
        };
    }

    /** @return {@code users} and these two */
    public LocalUsers joining(LocalUsers users) {
        return new LocalUsers() {
            @Override
            public boolean isLocal(JID party) {
                return include(party) || users.isLocal(party);
            }

            @Override
            public boolean isInAnyGroup(JID user, Set<String> groups) {
                return include(user) || users.isInAnyGroup(user, groups);
            }

            @Override
            public boolean blocks(JID owner, JID other) {
                return !include(owner) && users.blocks(owner, other);
            }

            @Override
            public Optional<InetAddress> networkAddress(JID client) {
                return users.networkAddress(client);
            }
        };
    }
}
