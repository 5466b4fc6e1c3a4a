package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.time.Instant;
import java.util.List;
import org.xmpp.packet.JID;

/** Who has given answers that are not what was announced. Any thread. */
@FunctionalInterface
public interface Suspicions {

    /**
     * An answer that was refused.
     *
     * @param address who gave it
     * @param when    it was refused last
     * @param times   how often
     */
    record Suspicion(JID address, Announcement announcement, Verdict.Reason reason, Instant when, long times) {
    }

    /** @return a bounded number, latest first */
    List<Suspicion> latest();
}
