package org.igniterealtime.openfire.plugin.intermediateim.caps.query;

import java.time.Instant;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.xmpp.packet.JID;

/** Who has given answers that are not what was announced. Any thread. */
@FunctionalInterface
public interface CapsMismatches {

    /**
     * An answer that was refused.
     *
     * @param address who gave it
     * @param when    it was refused last
     * @param times   how often
     */
    record Mismatch(
            JID address, Announcement announcement, VerificationResult.Reason reason, Instant when, long times) {}

    /** @return a bounded number, latest first */
    List<Mismatch> latest();
}
