package org.igniterealtime.openfire.plugin.intermediateim.caps.presence;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Octets;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Parties;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.PartyUsage;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcements;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;

/**
 * Who was told what: for each recipient of presence what every sender has announced to it last. Only who was told may
 * learn more from us. Bounded in octets, as a whole and for what the users of one other server have told: whoever is
 * not known to have been told asks the client itself. What was told is kept as a fingerprint, so that it keeps no
 * announcement in memory. Any thread.
 */
public final class PresenceRecipients {

    /** Part of the whole that may be told by one other server. */
    static final int SHARES = 4;

    /** Of one sender, for one recipient, with its fingerprint. */
    private static final int OVERHEAD = 80;
    /** Of a recipient. */
    private static final int RECIPIENT = 240;

    private final Parties parties;
    private final long most;
    private final ConcurrentMap<AddressKey, Told> recipients = new ConcurrentHashMap<>();
    private final PartyUsage accounts = new PartyUsage();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong octets = new AtomicLong();

    /** @param octets of memory that all recipients together may take */
    public PresenceRecipients(Parties parties, long octets) {
        this.parties = parties;
        most = octets;
    }

    /** What one recipient was told, by sender. Is changed under its lock, so that the size is right; read without. */
    private static final class Told {
        private final Map<String, Long> bySender = new ConcurrentHashMap<>();
        /** It stays empty, for it is not in the map any more; guarded by this. */
        private boolean over;
    }

    private Long last(AddressKey recipient, String sender) {
        Told told = recipients.get(recipient);
        return told == null ? null : told.bySender.get(sender);
    }

    /**
     * @return whether this is what the recipient was told last by the sender, who has not been unavailable to it since
     */
    public boolean wasTold(AddressKey recipient, String sender, Announcements announced) {
        Long last = last(recipient, sender);
        return last != null && last == announced.fingerprint();
    }

    /** @return whether the recipient was told anything by the sender, who has not been unavailable to it since */
    public boolean wasToldAnything(AddressKey recipient, String sender) {
        return last(recipient, sender) != null;
    }

    /** The sender has announced this to the recipient. */
    public void tell(AddressKey recipient, String sender, Announcements announced) {
        while (!told(recipients.computeIfAbsent(recipient, key -> new Told()), recipient, sender, announced)) {
            Thread.onSpinWait(); // somebody else is about to take it out of the map
        }
        if (parties.isForeign(sender) && accounts.of(parties.of(sender)) > most / SHARES) {
            forgetHalf(parties.of(sender));
        }
        for (Optional<String> biggest = biggestOfTooMany(); biggest.isPresent(); biggest = biggestOfTooMany()) {
            forgetHalf(biggest.get());
        }
    }

    private boolean told(Told told, AddressKey recipient, String sender, Announcements announced) {
        synchronized (told) {
            if (!told.over && told.bySender.put(sender, announced.fingerprint()) == null) {
                long more = octets(recipient, sender);
                accounts.charge(parties.of(sender), more);
                octets.addAndGet(more);
                size.incrementAndGet();
            }
            return !told.over;
        }
    }

    /** A client of ours has a session, which takes much more; other recipients can be made up. */
    private long octets(AddressKey recipient, String sender) {
        return OVERHEAD + Octets.of(sender) + (parties.isOurClient(recipient) ? 0 : RECIPIENT + recipient.octets());
    }

    private Optional<String> biggestOfTooMany() {
        return octets.get() > most ? accounts.biggest() : Optional.empty();
    }

    /** Forgets half of what the party has told, to whomever. */
    private void forgetHalf(String party) {
        long left = accounts.of(party) / 2;
        for (Iterator<AddressKey> each = recipients.keySet().iterator();
                each.hasNext() && accounts.of(party) > left; ) {
            forget(each.next(), sender -> parties.of(sender).equals(party));
        }
    }

    /** The sender is unavailable to the recipient. */
    public void removeAnnouncement(AddressKey recipient, String sender) {
        Told told = recipients.get(recipient);
        if (told != null) {
            synchronized (told) {
                if (told.bySender.remove(sender) != null) {
                    release(recipient, sender);
                    closeIfEmpty(recipient, told);
                }
            }
        }
    }

    /** The recipient hears no more from any address of this bare JID: it has left the room. */
    public void removeAnnouncementsFrom(AddressKey recipient, String bareJid) {
        forget(recipient, sender -> Addresses.isUnder(bareJid, sender));
    }

    private void forget(AddressKey recipient, Predicate<String> senders) {
        Told told = recipients.get(recipient);
        if (told != null) {
            synchronized (told) {
                told.bySender.keySet().removeIf(sender -> {
                    boolean goes = senders.test(sender);
                    if (goes) {
                        release(recipient, sender);
                    }
                    return goes;
                });
                closeIfEmpty(recipient, told);
            }
        }
    }

    private void release(AddressKey recipient, String sender) {
        long less = octets(recipient, sender);
        accounts.release(parties.of(sender), less);
        octets.addAndGet(-less);
        size.decrementAndGet();
    }

    private void closeIfEmpty(AddressKey recipient, Told told) {
        if (told.bySender.isEmpty()) {
            told.over = true;
            recipients.remove(recipient, told);
        }
    }

    /** The recipient is not available any more. */
    public void forgetRecipient(AddressKey recipient) {
        forget(recipient, sender -> true);
    }

    /** Forgets all that the user was told, and all that others were told by the user. */
    public void forget(String bareJid) {
        AddressKey user = AddressKey.of(bareJid);
        recipients.keySet().stream()
                .filter(recipient -> recipient.bare().equals(user))
                .forEach(this::forgetRecipient);
        recipients.keySet().forEach(recipient -> removeAnnouncementsFrom(recipient, bareJid));
    }

    public void forgetAll() {
        recipients.keySet().forEach(this::forgetRecipient);
    }

    /** @return who was told anything, at this moment */
    public Set<AddressKey> recipients() {
        return Set.copyOf(recipients.keySet());
    }

    /** @return who has told the recipient what they announce, at this moment */
    public Set<String> toldBy(AddressKey recipient) {
        Told told = recipients.get(recipient);
        return told == null ? Set.of() : Set.copyOf(told.bySender.keySet());
    }

    /** @return how much is remembered, as pairs of recipient and sender */
    int size() {
        return size.get();
    }

    /** @return what it takes of memory, estimated */
    public long octets() {
        return octets.get();
    }
}
