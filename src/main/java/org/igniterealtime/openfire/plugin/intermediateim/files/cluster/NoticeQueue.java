package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.xmpp.packet.JID;

/**
 * What is to be told to one other node. One notice is under way at a time; what changes meanwhile goes with the next,
 * and what is not answered is told again, since looking twice does no harm. Any thread.
 */
final class NoticeQueue {

    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Clock clock;
    private Changes waiting = new Changes(); // guarded by this, as is all that follows
    private Changes sent = new Changes();
    private String id = ""; // of the notice that is under way
    private Instant sentAt = Instant.MIN;

    NoticeQueue(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(JID owner, Set<FileId> files) {
        waiting.add(owner, files);
    }

    /** @return what is to be sent now under this id, if something is */
    synchronized Optional<Changes> next(String newId) {
        boolean isLate =
                !id.isEmpty() && Duration.between(sentAt, clock.instant()).compareTo(PATIENCE) >= 0;
        if (isLate) {
            waiting.addAll(sent);
            id = "";
        }
        if (!id.isEmpty() || waiting.isEmpty()) {
            return Optional.empty();
        }
        id = newId;
        sentAt = clock.instant();
        sent = waiting;
        waiting = new Changes();
        return Optional.of(sent);
    }

    /** @return whether this was an answer to what was under way */
    synchronized boolean answered(String answerId) {
        boolean ours = !id.isEmpty() && id.equals(answerId);
        if (ours) {
            id = "";
            sent = new Changes();
        }
        return ours;
    }
}
