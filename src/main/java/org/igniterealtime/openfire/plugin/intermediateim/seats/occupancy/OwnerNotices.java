package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.muc.ConfigurationNotice;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Refusal;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.xmpp.packet.JID;

/** Tells the owner how a seat began and why it ended. Guarded by its seat. */
final class OwnerNotices {

    /** After this the owner is told that the join takes longer. */
    static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(5);
    /** Stands in a sentence for what the room does not say. */
    private static final String NOTHING = "–";

    private final JID room;
    /** The owner has asked for the seat and waits for news of it. */
    private boolean awaited;
    /** The owner knows why it takes time. */
    private boolean toldLater;
    /** When the owner will be told that the join takes time; null once that is done. */
    private Instant noticeDueAt;

    OwnerNotices(JID room, boolean awaited, Instant now) {
        this.room = room;
        this.awaited = awaited;
        noticeDueAt = awaited ? now.plus(CLAIM_TIMEOUT) : null;
    }

    /** The owner waits for news again. */
    void awaitAgain() {
        awaited = true;
    }

    /**
     * Tells an owner who has waited for long.
     *
     * @param nick as requested
     */
    void tick(String nick, Instant now, List<SeatEffect> effects) {
        if (noticeDueAt != null && !now.isBefore(noticeDueAt)) {
            noticeDueAt = null;
            if (awaited && !toldLater) {
                effects.add(news("waits", nick));
            }
        }
    }

    boolean isAwaited() {
        return awaited;
    }

    /** Once, in one message with what the user is to know of the room (XEP-0045 §7.2.3, §14.3). */
    void joined(Event.Joined joined, List<SeatEffect> effects) {
        if (awaited) {
            awaited = false;
            String key = "in" + (joined.notices().contains(ConfigurationNotice.NON_ANONYMOUS) ? ".non-anonymous" : "")
                    + (joined.notices().contains(ConfigurationNotice.LOGGED) ? ".logged" : "");
            effects.add(news(key, joined.nick()));
        }
    }

    /** The join will be tried again. */
    void later(Refusal why, List<SeatEffect> effects) {
        if (awaited && !toldLater) {
            toldLater = true;
            effects.add(news("later." + word(why)));
        }
    }

    void refused(Event.Refused refused, List<SeatEffect> effects) {
        effects.add(news(
                "refused." + word(refused.why()),
                refused.alternate().map(JID::toString).orElse(""),
                refused.text()));
    }

    void removed(Event.Removed removed, List<SeatEffect> effects) {
        effects.add(news("removed." + word(removed.why()), orNothing(removed.actor()), orNothing(removed.reason())));
    }

    void destroyed(Event.Destroyed destroyed, List<SeatEffect> effects) {
        effects.add(news(
                "destroyed", destroyed.alternate().map(JID::toString).orElse(NOTHING), orNothing(destroyed.reason())));
    }

    /** @param details besides the room */
    private SeatEffect news(String key, String... details) {
        List<Object> arguments = new ArrayList<>(1 + details.length);
        arguments.add(room.toString());
        Collections.addAll(arguments, details);
        return new SeatEffect.Tell(key, arguments);
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? NOTHING : text;
    }

    /** @return as i18n keys have it */
    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
