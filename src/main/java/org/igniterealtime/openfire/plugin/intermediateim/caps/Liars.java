package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Verdict.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.xmpp.packet.JID;

/** Remembers the latest answers that were not what was announced. Any thread. */
final class Liars implements Suspicions {

    static final int MOST = 200;

    private final Clock clock;
    private final Deque<Suspicion> latest = new ArrayDeque<>(); // guarded by this

    Liars(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String address, Announcement announcement, Reason reason) {
        JID liar = new JID(address);
        long times = 1;
        for (Iterator<Suspicion> each = latest.iterator(); each.hasNext();) {
            Suspicion known = each.next();
            if (known.address().equals(liar) && known.announcement().equals(announcement)) {
                times += known.times();
                each.remove();
            }
        }
        latest.addFirst(new Suspicion(liar, announcement, reason, clock.instant(), times));
        if (latest.size() > MOST) {
            latest.removeLast();
        }
    }

    @Override
    public synchronized List<Suspicion> latest() {
        return List.copyOf(latest);
    }

    synchronized void forget(String bareJid) {
        latest.removeIf(each -> Addresses.isUnder(bareJid, each.address().toString()));
    }

    synchronized void forgetAll() {
        latest.clear();
    }
}
