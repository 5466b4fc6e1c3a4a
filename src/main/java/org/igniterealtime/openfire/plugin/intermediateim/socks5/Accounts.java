package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xmpp.packet.JID;

/**
 * What each user has open and has passed today. Both parties of a stream are charged, users of this server or not. Only who
 * takes part in a stream that was activated has an account. Any thread.
 */
public final class Accounts {

    private final Map<String, Account> accounts = new ConcurrentHashMap<>(); // by bare JID
    private final Clock clock;
    private final TimeMeter time;
    private volatile Limits limits;
    private volatile LocalDate today;

    /** @param time what rates go by */
    public Accounts(Limits limits, Clock clock, TimeMeter time) {
        this.limits = limits;
        this.clock = clock;
        this.time = time;
        this.today = date();
    }

    /** Adds what users have passed today before the proxy was started. May block: call it off the server's threads. */
    public void recall(UsageHistory history) {
        Instant midnight = today.atStartOfDay().toInstant(ZoneOffset.UTC);
        history.bytesSince(midnight).forEach((user, bytes) -> accounts.computeIfAbsent(user.toBareJID(), this::open)
                .bytesToday().addAndGet(bytes));
    }

    synchronized void limit(Limits changed) {
        limits = changed;
        accounts.values().forEach(account -> account.rate().limit(changed.userBytesPerSecond()));
    }

    private Account open(String user) {
        Rate rate = new Rate(Rate.BYTES, time);
        rate.limit(limits.userBytesPerSecond());
        return new Account(user, rate);
    }

    /** Why a stream may not be opened. */
    enum Refusal {
        STREAMS, QUOTA
    }

    /**
     * Counts a stream for both parties, or for neither.
     *
     * @return the accounts to be charged, one if both parties are the same user; or why there are none
     */
    synchronized Charged charge(JID requester, JID target) {
        Account one = account(requester);
        Account other = account(target);
        List<Account> charged = one == other ? List.of(one) : List.of(one, other);
        Refusal refusal = refusal(one);
        if (refusal == null) {
            refusal = refusal(other);
        }
        if (refusal != null) {
            dropUnused(charged);
            return new Charged(List.of(), refusal);
        }
        charged.forEach(account -> account.streams().incrementAndGet());
        return new Charged(charged, null);
    }

    private Account account(JID party) {
        return accounts.computeIfAbsent(party.toBareJID(), this::open);
    }

    /** @return null if the user may have one more stream */
    private Refusal refusal(Account account) {
        int most = limits.streamsPerUser();
        if (most > 0 && account.streams().get() >= most) {
            return Refusal.STREAMS;
        }
        return hasUsedUp(account) ? Refusal.QUOTA : null;
    }

    private void dropUnused(List<Account> charged) {
        for (Account account : charged) {
            if (account.isUnused()) {
                accounts.remove(account.user());
            }
        }
    }

    /**
     * What came of an attempt to count a stream.
     *
     * @param refusal null if it is counted
     */
    record Charged(List<Account> accounts, Refusal refusal) {
    }

    /** Ends what {@link #charge} began. */
    synchronized void release(List<Account> charged) {
        charged.forEach(account -> account.streams().decrementAndGet());
        dropUnused(charged);
    }

    /** @return whether the user has passed all that a day allows */
    boolean hasUsedUp(Account account) {
        long most = limits.bytesPerUserAndDay();
        return most > 0 && account.bytesToday().get() >= most;
    }

    /** Begins a new day when it is time. */
    void tick() {
        if (!date().equals(today)) {
            synchronized (this) {
                today = date();
                accounts.values().forEach(account -> account.bytesToday().set(0));
                accounts.values().removeIf(Account::isUnused);
            }
        }
    }

    /** Drops a user's account, unless streams are open. */
    synchronized void forget(JID user) {
        accounts.computeIfPresent(user.toBareJID(), (jid, account) -> account.streams().get() == 0 ? null : account);
    }

    /** @return what the user has passed today, in both directions */
    public long bytesToday(JID user) {
        Account account = accounts.get(user.toBareJID());
        return account == null ? 0 : account.bytesToday().get();
    }

    /** @return how many users have an account */
    int size() {
        return accounts.size();
    }

    private LocalDate date() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
