package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;

/**
 * Who was told what: for each recipient of presence what every sender has announced to it last. Only who was told may learn more
 * from us. Bounded: whoever is not known to have been told asks the client itself. Any thread.
 */
final class Audience {

    /** Of a recipient; a room of that size has its own worries. */
    private static final int MOST_TOLD = 20_000;

    /** About 40 octets each. */
    private final int most;
    private final ConcurrentMap<Address, Told> recipients = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    /** @param most what is remembered of all recipients together */
    Audience(int most) {
        this.most = most;
    }

    /** What one recipient was told, by sender. Is changed under its lock, so that the size is right; read without. */
    private static final class Told {
        private final Map<String, Announcements> bySender = new ConcurrentHashMap<>();
        /** It stays empty, for it is not in the map any more; guarded by this. */
        private boolean over;
    }

    /**
     * @return whether the presence tells the recipient nothing new: it announces what the recipient was told last by this
     *         sender, or nothing at all
     */
    boolean knows(Address recipient, String sender, Element presence) {
        Announcements last = last(recipient, sender);
        return last != null ? last.areIn(presence) : Announcements.in(presence).isEmpty();
    }

    private Announcements last(Address recipient, String sender) {
        Told told = recipients.get(recipient);
        return told == null ? null : told.bySender.get(sender);
    }

    /** @return what the recipient was told last by the sender, who has not been unavailable to it since */
    Optional<Announcements> lastTold(Address recipient, String sender) {
        return Optional.ofNullable(last(recipient, sender));
    }

    /** The sender has announced this to the recipient. */
    void tell(Address recipient, String sender, Announcements announced) {
        while (!told(recipients.computeIfAbsent(recipient, key -> new Told()), sender, announced)) {
            Thread.onSpinWait(); // somebody else is about to take it out of the map
        }
        while (size.get() > most && forgetBiggest()) {
            // until there is room
        }
    }

    private boolean told(Told told, String sender, Announcements announced) {
        synchronized (told) {
            if (!told.over && (told.bySender.size() < MOST_TOLD || told.bySender.containsKey(sender))
                    && told.bySender.put(sender, announced) == null) {
                size.incrementAndGet();
            }
            return !told.over;
        }
    }

    private boolean forgetBiggest() {
        Address biggest = null;
        int most = 0;
        for (Map.Entry<Address, Told> each : recipients.entrySet()) {
            int told = each.getValue().bySender.size();
            if (told > most) {
                most = told;
                biggest = each.getKey();
            }
        }
        if (biggest != null) {
            forgetRecipient(biggest);
        }
        return biggest != null;
    }

    /** The sender is unavailable to the recipient. */
    void untell(Address recipient, String sender) {
        remove(recipient, sender, false);
    }

    /** The recipient hears no more from any address of this bare JID: it has left the room. */
    void untellAllOf(Address recipient, String bareJid) {
        remove(recipient, bareJid, true);
    }

    private void remove(Address recipient, String sender, boolean andAllUnder) {
        Told told = recipients.get(recipient);
        if (told == null) {
            return;
        }
        synchronized (told) {
            int before = told.bySender.size();
            if (andAllUnder) {
                told.bySender.keySet().removeIf(each -> Addresses.isUnder(sender, each));
            } else {
                told.bySender.remove(sender);
            }
            size.addAndGet(told.bySender.size() - before);
            if (told.bySender.isEmpty()) {
                close(recipient, told);
            }
        }
    }

    /** The recipient is not available any more. */
    void forgetRecipient(Address recipient) {
        Told told = recipients.get(recipient);
        if (told != null) {
            synchronized (told) {
                close(recipient, told);
            }
        }
    }

    private void close(Address recipient, Told told) {
        if (!told.over) {
            told.over = true;
            size.addAndGet(-told.bySender.size());
            told.bySender.clear();
            recipients.remove(recipient, told);
        }
    }

    /** Forgets all that the user was told, and all that others were told by the user. */
    void forget(String bareJid) {
        Address user = Address.of(bareJid);
        recipients.keySet().stream().filter(recipient -> recipient.bare().equals(user)).forEach(this::forgetRecipient);
        recipients.keySet().forEach(recipient -> untellAllOf(recipient, bareJid));
    }

    void forgetAll() {
        recipients.keySet().forEach(this::forgetRecipient);
    }

    /** @return how much is remembered */
    int size() {
        return size.get();
    }
}
