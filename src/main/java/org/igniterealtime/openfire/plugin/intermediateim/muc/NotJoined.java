package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;

/** Not in the room, and nothing under way: for good, or until it is time to try again. */
final class NotJoined extends Phase {

    /** {@link Instant#MAX} for good. */
    private final Instant until;

    private NotJoined(Instant until, OccupantContext context) {
        super(context);
        this.until = until;
    }

    static NotJoined forGood(OccupantContext context) {
        return until(Instant.MAX, context);
    }

    static NotJoined until(Instant time, OccupantContext context) {
        return new NotJoined(time, context);
    }

    boolean isForGood() {
        return until.equals(Instant.MAX);
    }

    /** Goes in, and asks first what the room is. */
    Phase join(Instant now, List<Output> out) {
        reset();
        return Discovering.forRoom(context, now, out);
    }

    /** Goes into a room that is known. */
    Phase joinKnown(Instant now, List<Output> out) {
        reset();
        return Joining.begin(context, now, out);
    }

    private void reset() {
        if (isForGood()) {
            context.rejoin().reset();
        }
        context.nicks().reset();
    }

    @Override
    Instant wakeAt() {
        return until;
    }

    @Override
    Phase tick(Instant now, List<Output> out) {
        return now.isBefore(until) ? this : join(now, out);
    }

    @Override
    Phase leave(Instant now, List<Output> out) {
        return isForGood() ? this : end(new Event.Left(), out);
    }
}
