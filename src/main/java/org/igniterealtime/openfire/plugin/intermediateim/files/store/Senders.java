package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.util.HashMap;
import java.util.Map;
import org.xmpp.packet.JID;

/**
 * What each sender has sent today and is sending. A user of this server has an account of its own. Another server can
 * invent users, so those of a domain beyond {@value #MAX_OF_A_DOMAIN} share one, and so do all domains beyond
 * {@value #MAX_ELSEWHERE} accounts. Not thread-safe: {@link Quotas} guards it.
 */
final class Senders {

    static final int MAX_OF_A_DOMAIN = 100;
    static final int MAX_ELSEWHERE = 10_000;

    /** The account of senders elsewhere who find no other; no JID is empty. */
    private static final String REST = "";

    /** What one sender, or those who share an account, has sent today and is sending. */
    static final class Account {

        private final String key;
        private final String domain;
        private long bytesToday;
        /** Of the files that are coming in: what has not arrived yet. */
        private long bytesToCome;

        private int filesAtOnce;

        private Account(String key, String domain) {
            this.key = key;
            this.domain = domain;
        }

        long bytesToday() {
            return bytesToday;
        }

        long bytesToCome() {
            return bytesToCome;
        }

        int filesAtOnce() {
            return filesAtOnce;
        }
    }

    private final Map<String, Account> accounts = new HashMap<>(); // by bare JID, domain, or REST
    private final Map<String, Integer> perDomain = new HashMap<>(); // of other domains
    private int elsewhere;
    private final String domain;

    /** @param domain of the server's users */
    Senders(String domain) {
        this.domain = domain;
    }

    /** @return the account that the sender has or would have; not kept before something is counted on it */
    Account of(JID sender) {
        Account own = accounts.get(sender.toBareJID());
        if (own != null) {
            return own;
        }
        String key = keyOf(sender);
        Account shared = accounts.get(key);
        return shared != null ? shared : new Account(key, key.equals(REST) ? REST : sender.getDomain());
    }

    private String keyOf(JID sender) {
        String ofDomain = sender.getDomain();
        boolean full = elsewhere >= MAX_ELSEWHERE;
        if (ofDomain.equals(domain) || (!full && perDomain.getOrDefault(ofDomain, 0) < MAX_OF_A_DOMAIN)) {
            return sender.toBareJID();
        }
        return full && !accounts.containsKey(ofDomain) ? REST : ofDomain;
    }

    void begin(Account account, long bytes) {
        keep(account);
        account.filesAtOnce++;
        account.bytesToCome += bytes;
    }

    void arrived(Account account, long bytes) {
        account.bytesToCome -= bytes;
        account.bytesToday += bytes;
    }

    /** @param bytesToCome that will not arrive */
    void end(Account account, long bytesToCome) {
        account.filesAtOnce--;
        account.bytesToCome -= bytesToCome;
        dropUnused(account);
    }

    /** Counts what arrived today before a restart. */
    void recall(JID sender, long bytes) {
        Account account = of(sender);
        if (bytes > 0) {
            keep(account);
            account.bytesToday += bytes;
        }
    }

    void newDay() {
        for (Account account : accounts.values().toArray(Account[]::new)) {
            account.bytesToday = 0;
            dropUnused(account);
        }
    }

    private void keep(Account account) {
        if (accounts.putIfAbsent(account.key, account) == null && !account.domain.equals(domain)) {
            perDomain.merge(account.domain, 1, Integer::sum);
            elsewhere++;
        }
    }

    private void dropUnused(Account account) {
        boolean unused = account.filesAtOnce == 0 && account.bytesToday == 0;
        if (unused && accounts.remove(account.key, account) && !account.domain.equals(domain)) {
            perDomain.computeIfPresent(account.domain, (same, count) -> count == 1 ? null : count - 1);
            elsewhere--;
        }
    }

    int size() {
        return accounts.size();
    }
}
