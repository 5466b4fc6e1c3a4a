package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.List;
import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Notice;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Refusal;
import org.xmpp.packet.JID;

/** What the owner is told of a seat: how it began, and why it ended. Guarded by its seat. */
final class Notices {

    /** Stands in a sentence where the room has said nothing. */
    private static final String NOTHING = "–";

    private final String room;
    /** The owner has asked for the seat, and waits for a word of it. */
    private boolean awaited;
    /** The owner knows that it takes time. */
    private boolean toldLater;

    Notices(JID room, boolean awaited) {
        this.room = room.toString();
        this.awaited = awaited;
    }

    /** The owner wants to hear how it goes on. */
    void awaitAgain() {
        awaited = true;
    }

    boolean isAwaited() {
        return awaited;
    }

    /** Once; with what the user is to know of the room (XEP-0045 §7.2.3, §14.3). */
    void joined(Event.Joined joined, List<Effect> effects) {
        if (awaited) {
            awaited = false;
            effects.add(new Effect.Tell("in", room, joined.nick()));
            if (joined.notices().contains(Notice.NON_ANONYMOUS)) {
                effects.add(new Effect.Tell("non-anonymous", room));
            }
            if (joined.notices().contains(Notice.LOGGED)) {
                effects.add(new Effect.Tell("logged", room));
            }
        }
    }

    /** It is tried again. */
    void later(Refusal why, List<Effect> effects) {
        if (awaited && !toldLater) {
            toldLater = true;
            effects.add(new Effect.Tell("later." + word(why), room));
        }
    }

    void refused(Event.Refused refused, List<Effect> effects) {
        effects.add(new Effect.Tell("refused." + word(refused.why()), room, refused.alternate().map(JID::toString).orElse(""),
                refused.text()));
    }

    void removed(Event.Removed removed, List<Effect> effects) {
        effects.add(new Effect.Tell("removed." + word(removed.why()), room, orNothing(removed.actor()), orNothing(removed.reason())));
    }

    void destroyed(Event.Destroyed destroyed, List<Effect> effects) {
        effects.add(new Effect.Tell("destroyed", room, destroyed.alternate().map(JID::toString).orElse(NOTHING),
                orNothing(destroyed.reason())));
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? NOTHING : text;
    }

    /** @return as i18n keys have it */
    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
