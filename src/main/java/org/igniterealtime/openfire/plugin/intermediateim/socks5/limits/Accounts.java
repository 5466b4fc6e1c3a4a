package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.UsageHistory;
import org.xmpp.packet.JID;

/**
 * What each user has open and has passed today. Only who takes part in a stream that was activated has an account. A
 * user of this server has one of its own. Another server can invent users, so those of a domain beyond
 * {@value #MAX_OF_A_DOMAIN} share one, and so do all domains beyond {@value #MAX_ELSEWHERE} accounts. Any thread.
 */
public final class Accounts {

    static final int MAX_OF_A_DOMAIN = 100;
    static final int MAX_ELSEWHERE = 10_000;

    /** The account of whoever is elsewhere and finds no other; no JID is empty. */
    private static final String REST = "";

    private final Map<String, Account> accounts = new ConcurrentHashMap<>(); // by bare JID; changed by this
    private final Map<String, Integer> perDomain = new HashMap<>(); // of other domains; guarded by this
    private final String domain;
    private final Clock clock;
    private final TimeMeter time;
    private volatile Limits limits;
    private volatile LocalDate today;

    /**
     * @param domain of the server's users
     * @param time   what rates go by
     */
    public Accounts(Limits limits, String domain, Clock clock, TimeMeter time) {
        this.limits = limits;
        this.domain = domain;
        this.clock = clock;
        this.time = time;
        this.today = date();
    }

    /** Adds what users have passed today before the proxy was started. May block: call it off the server's threads. */
    public void loadHistory(UsageHistory history) {
        Instant midnight = today.atStartOfDay().toInstant(ZoneOffset.UTC);
        Map<JID, Long> passed = history.bytesSince(midnight);
        synchronized (this) {
            passed.forEach((user, bytes) -> account(user).bytesToday().addAndGet(bytes));
        }
    }

    public synchronized void limit(Limits changed) {
        limits = changed;
        accounts.values().forEach(account -> account.rate().limit(changed.userBytesPerSecond()));
    }

    private synchronized Account open(String user, String ofDomain) {
        RateLimit rate = new RateLimit(RateLimit.BYTES, time);
        rate.limit(limits.userBytesPerSecond());
        if (!ofDomain.equals(domain)) {
            perDomain.merge(ofDomain, 1, Integer::sum);
        }
        return new Account(user, ofDomain, rate);
    }

    /** Why a stream may not be opened. */
    public enum Refusal {
        STREAMS,
        QUOTA
    }

    /**
     * Counts a stream for all of these parties, or for none.
     *
     * @return the accounts to be charged, one if two parties are the same user; or why there are none
     */
    public synchronized Charged charge(List<JID> parties) {
        List<Account> charged = parties.stream().map(this::account).distinct().toList();
        for (Account account : charged) {
            Refusal refusal = refusal(account);
            if (refusal != null) {
                dropUnused(charged);
                return new Charged(List.of(), refusal);
            }
        }
        charged.forEach(account -> account.streams().incrementAndGet());
        return new Charged(charged, null);
    }

    private Account account(JID party) {
        Account known = accounts.get(party.toBareJID());
        if (known != null) {
            return known;
        }
        String user = isFullFor(party.getDomain()) ? sharedBy(party.getDomain()) : party.toBareJID();
        return accounts.computeIfAbsent(user, unknown -> open(user, user.equals(REST) ? REST : party.getDomain()));
    }

    private boolean isFullFor(String ofDomain) {
        return !ofDomain.equals(domain) && (isFull() || perDomain.getOrDefault(ofDomain, 0) >= MAX_OF_A_DOMAIN);
    }

    private String sharedBy(String ofDomain) {
        return isFull() && !accounts.containsKey(ofDomain) ? REST : ofDomain;
    }

    private boolean isFull() {
        return perDomain.values().stream().mapToInt(Integer::intValue).sum() >= MAX_ELSEWHERE;
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
                drop(account);
            }
        }
    }

    private void drop(Account account) {
        if (accounts.remove(account.user(), account)) {
            perDomain.computeIfPresent(account.domain(), (same, count) -> count == 1 ? null : count - 1);
        }
    }

    /**
     * What came of an attempt to count a stream.
     *
     * @param refusal null if it is counted
     */
    public record Charged(List<Account> accounts, Refusal refusal) {}

    /** Ends what {@link #charge} began. */
    public synchronized void release(List<Account> charged) {
        charged.forEach(account -> account.streams().decrementAndGet());
        dropUnused(charged);
    }

    /** @return whether the user has passed all that a day allows */
    public boolean hasUsedUp(Account account) {
        long most = limits.bytesPerUserAndDay();
        return most > 0 && account.bytesToday().get() >= most;
    }

    /** Begins a new day when it is time. */
    public void tick() {
        if (!date().equals(today)) {
            synchronized (this) {
                today = date();
                List<Account> all = List.copyOf(accounts.values());
                all.forEach(account -> account.bytesToday().set(0));
                dropUnused(all);
            }
        }
    }

    /** Drops a user's account, unless streams are open. */
    public synchronized void forget(JID user) {
        Account account = accounts.get(user.toBareJID());
        if (account != null && account.streams().get() == 0) {
            drop(account);
        }
    }

    /** @return what the user has passed today, in both directions, on an account of its own */
    public long bytesToday(JID user) {
        Account account = accounts.get(user.toBareJID());
        return account == null ? 0 : account.bytesToday().get();
    }

    /** @return how many accounts there are */
    public int size() {
        return accounts.size();
    }

    private LocalDate date() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
