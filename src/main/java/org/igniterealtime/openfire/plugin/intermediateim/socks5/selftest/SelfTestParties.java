package org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.LocalUsers;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.xmpp.packet.JID;

/**
 * The two parties of a {@link SelfTest}: at an address of ours, under names nobody can guess. The proxy admits them as
 * if they were users, and their streams count nowhere and leave no trace. Any thread.
 */
public final class SelfTestParties {

    private final JID requester;
    private final JID target;
    private final Set<DestinationAddress> tests = ConcurrentHashMap.newKeySet();

    private SelfTestParties(JID requester, JID target) {
        this.requester = requester;
        this.target = target;
    }

    /** @param address one of ours */
    public static SelfTestParties at(JID address, RandomTokens tokens) {
        return new SelfTestParties(
                new JID(null, address.getDomain(), tokens.next()), new JID(null, address.getDomain(), tokens.next()));
    }

    JID requester() {
        return requester;
    }

    JID target() {
        return target;
    }

    /** @return the address of a test that begins, used until {@link #end} */
    DestinationAddress begin(String sid) {
        DestinationAddress meeting = DestinationAddress.of(sid, requester, target);
        tests.add(meeting);
        return meeting;
    }

    /** Ends a test: no further socket of it is expected. */
    void end(DestinationAddress meeting) {
        tests.remove(meeting);
    }

    /** @return whether a test that has not ended uses this address */
    public boolean isTesting(DestinationAddress meeting) {
        return tests.contains(meeting);
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
            public void userDeleted(JID bareJid) {
                log.userDeleted(bareJid);
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
            public boolean exists(JID party) {
                return include(party) || users.exists(party);
            }

            @Override
            public boolean isService(JID party) {
                return users.isService(party);
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
