package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Instant;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Output;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Refusal;
import org.igniterealtime.openfire.plugin.intermediateim.muc.RoomInfo;
import org.igniterealtime.openfire.plugin.intermediateim.seats.Attendance.Absence;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What a seat makes of what happens in its room. Guarded by its seat. */
final class RoomEvents {

    private final Attendance attendance;
    private final SharedNick nick;
    private final Keeping keeping;
    private final Notices notices;

    RoomEvents(Attendance attendance, SharedNick nick, Keeping keeping, Notices notices) {
        this.attendance = attendance;
        this.nick = nick;
        this.keeping = keeping;
        this.notices = notices;
    }

    /**
     * @param outputs of the occupant
     * @param stanza  that made them; null if it was none
     */
    void happened(List<Output> outputs, Packet stanza, Instant now, List<Effect> effects) {
        for (Output output : outputs) {
            if (output instanceof Output.Send send) {
                effects.add(new Effect.Send(send.stanza()));
            } else {
                happened((Event) output, stanza, now, effects);
            }
        }
    }

    private void happened(Event event, Packet stanza, Instant now, List<Effect> effects) {
        if (event instanceof Event.RoomKnown known) {
            attendance.temporary(known.info().is(RoomInfo.Trait.TEMPORARY));
        } else if (event instanceof Event.Refused refused) {
            refused(refused, now, effects);
        } else if (event instanceof Event.Joined joined) {
            joined(joined, now, effects);
        } else if (event instanceof Event.NickChanged changed) {
            attendance.nickIs(changed.nick(), effects);
        } else if (event instanceof Event.OccupantLeft) {
            attendance.perhapsAlone(effects);
        } else if (event instanceof Event.Removed removed) {
            removed(removed, now, effects);
        } else if (event instanceof Event.Destroyed destroyed) {
            notices.destroyed(destroyed, effects);
            attendance.end(effects);
        } else if (!nick.isShared()) {
            said(event, stanza, now, effects);
        }
    }

    /** No client of the owner hears it. */
    private void said(Event event, Packet stanza, Instant now, List<Effect> effects) {
        if (event instanceof Event.Said said) {
            keeping.said(said, attendance.nick(), now, effects);
        } else if (event instanceof Event.PrivateMessage message) {
            keeping.whispered(message.nick(), message.stanza(), now, effects);
        } else if (event instanceof Event.Invited && stanza instanceof Message message) {
            keeping.whispered(message.getFrom().getResource(), message, now, effects);
        }
    }

    private void refused(Event.Refused refused, Instant now, List<Effect> effects) {
        effects.add(refused.why() == Refusal.UNREACHABLE ? new Effect.ServiceFailed() : new Effect.ServiceAnswered());
        if (refused.why() == Refusal.NICK_CONFLICT && nick.yields()) {
            attendance.stayOut(Absence.YIELDED, now);
        } else if (refused.again()) {
            attendance.retry(now);
            notices.later(refused.why(), effects);
        } else if (refused.why() == Refusal.NO_SUCH_ROOM && !notices.isAwaited()) {
            attendance.stayOut(Absence.DORMANT, now); // it was temporary, perhaps
        } else {
            notices.refused(refused, effects);
            attendance.end(effects);
        }
    }

    private void joined(Event.Joined joined, Instant now, List<Effect> effects) {
        effects.add(new Effect.ServiceAnswered());
        attendance.joined(now);
        attendance.nickIs(joined.nick(), effects);
        nick.believe(effects);
        notices.joined(joined, effects);
        nick.catchUp(effects);
        attendance.perhapsAlone(effects);
    }

    private void removed(Event.Removed removed, Instant now, List<Effect> effects) {
        nick.lost();
        if (removed.again()) {
            attendance.retry(now);
        } else {
            notices.removed(removed, effects);
            attendance.end(effects);
        }
    }
}
