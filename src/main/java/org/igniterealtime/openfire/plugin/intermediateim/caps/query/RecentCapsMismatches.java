package org.igniterealtime.openfire.plugin.intermediateim.caps.query;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Parties;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.xmpp.packet.JID;

/**
 * Remembers the latest answers that were not what was announced. A bounded number, and half of it for all other servers
 * together: nobody can push out what others have done by doing much. Any thread.
 */
public final class RecentCapsMismatches implements CapsMismatches {

    static final int MOST = 200;
    /** Of other servers, which can make up names of servers, too. */
    static final int MAX_FOREIGN = MOST / 2;

    private final Parties parties;
    private final Clock clock;
    private final Deque<Mismatch> latest = new ArrayDeque<>(); // guarded by this

    public RecentCapsMismatches(Parties parties, Clock clock) {
        this.parties = parties;
        this.clock = clock;
    }

    synchronized void add(String address, Announcement announcement, Reason reason) {
        JID client = new JID(address);
        long times = 1;
        for (Iterator<Mismatch> each = latest.iterator(); each.hasNext(); ) {
            Mismatch known = each.next();
            if (known.address().equals(client) && known.announcement().equals(announcement)) {
                times += known.times();
                each.remove();
            }
        }
        latest.addFirst(new Mismatch(client, announcement, reason, clock.instant(), times));
        makeRoom(MAX_FOREIGN, each -> parties.isForeign(each.address().toString()));
        makeRoom(MOST, each -> true);
    }

    /** The oldest leaves of the party that has most. */
    private void makeRoom(int most, Predicate<Mismatch> among) {
        Map<String, Long> counts =
                latest.stream().filter(among).collect(Collectors.groupingBy(this::partyOf, Collectors.counting()));
        if (counts.values().stream().mapToLong(Long::longValue).sum() > most) {
            long biggest = Collections.max(counts.values());
            for (Iterator<Mismatch> each = latest.descendingIterator(); each.hasNext(); ) {
                Mismatch oldest = each.next();
                if (among.test(oldest) && counts.get(partyOf(oldest)) == biggest) {
                    each.remove();
                    return;
                }
            }
        }
    }

    private String partyOf(Mismatch mismatch) {
        return parties.of(mismatch.address().toString());
    }

    @Override
    public synchronized List<Mismatch> latest() {
        return List.copyOf(latest);
    }

    public synchronized void forget(String bareJid) {
        latest.removeIf(each -> Addresses.isUnder(bareJid, each.address().toString()));
    }

    public synchronized void forgetAll() {
        latest.clear();
    }
}
