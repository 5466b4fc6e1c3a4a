package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Delay;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MessageKind;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Output;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Refusal;
import org.igniterealtime.openfire.plugin.intermediateim.muc.RoomInfo;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.StorageHints;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Attendance.Absence;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What a seat makes of what happens in its room. Guarded by its seat. */
final class RoomEvents {

    /** Coming in does not take long. */
    private static final int MAX_BEFORE_JOINED = 20;
    /** Written out, all together: a room that is never entered may send what it likes. */
    static final int MAX_CHARACTERS_BEFORE_JOINED = 65_536;

    private final Attendance attendance;
    private final SharedNick nick;
    private final MissedMessages missed;
    private final OwnerNotices notices;
    private List<EarlyMessage> beforeJoined = List.of();
    private int charactersBeforeJoined;

    /** Something that the room has said, and when. */
    private record EarlyMessage(Event event, Instant at) {}

    RoomEvents(Attendance attendance, SharedNick nick, MissedMessages missed, OwnerNotices notices) {
        this.attendance = attendance;
        this.nick = nick;
        this.missed = missed;
        this.notices = notices;
    }

    /**
     * @param outputs of the occupant
     * @param stanza  that made them; null if it was none
     */
    void process(List<Output> outputs, Packet stanza, Instant now, List<SeatEffect> effects) {
        for (Output output : outputs) {
            if (output instanceof Output.Send send) {
                effects.add(new SeatEffect.Send(send.stanza()));
            } else {
                process((Event) output, stanza, now, effects);
            }
        }
    }

    private void process(Event event, Packet stanza, Instant now, List<SeatEffect> effects) {
        if (event instanceof Event.RoomKnown known) {
            attendance.setTemporary(known.info().is(RoomInfo.Trait.TEMPORARY));
        } else if (event instanceof Event.Refused refused) {
            refused(refused, now, effects);
        } else if (event instanceof Event.Joined joined) {
            joined(joined, now, effects);
        } else if (event instanceof Event.NickChanged changed) {
            attendance.nickChanged(changed.nick(), effects);
            nick.nickChanged(effects);
        } else if (event instanceof Event.NickRefused) {
            nick.nickChanged(effects);
        } else if (event instanceof Event.Confirmed) {
            nick.confirmed(effects);
        } else if (event instanceof Event.OccupantLeft) {
            attendance.checkIfAlone(effects);
        } else if (event instanceof Event.Removed removed) {
            removed(removed, now, effects);
        } else if (event instanceof Event.Destroyed destroyed) {
            notices.destroyed(destroyed, effects);
            attendance.end(effects);
        } else if (!nick.isShared()) {
            groupMessage(event, stanza, now, effects);
        }
    }

    /**
     * The room speaks to us although we have not come in: another node of the cluster kept the seat, and the room has
     * not missed it. Whether a client of the owner hears it too will be known when we are in.
     */
    void receiveBeforeJoined(Message message, Instant now) {
        String from = message.getFrom().getResource();
        boolean toAll = message.getType() == Message.Type.groupchat;
        boolean live = (toAll ? message.getElement().element("body") != null : StorageHints.favourKeeping(message))
                && message.getType() != Message.Type.error
                && !Delay.isIn(message.getElement());
        if (live && from != null && !from.equals(attendance.nick()) && hasRoomFor(message)) {
            Message copy = message.createCopy();
            Event event = toAll
                    ? new Event.Said(MessageKind.LIVE, from, copy, Optional.empty())
                    : new Event.PrivateMessage(from, copy, Optional.empty());
            beforeJoined = beforeJoined.isEmpty() ? new ArrayList<>(1) : beforeJoined;
            beforeJoined.add(new EarlyMessage(event, now));
        }
    }

    private boolean hasRoomFor(Message message) {
        int characters = message.toXML().length();
        if (beforeJoined.size() == MAX_BEFORE_JOINED
                || charactersBeforeJoined + characters > MAX_CHARACTERS_BEFORE_JOINED) {
            return false;
        }
        charactersBeforeJoined += characters;
        return true;
    }

    private void keepMessagesBeforeJoined(List<SeatEffect> effects) {
        if (!nick.isShared()) {
            beforeJoined.forEach(heard -> groupMessage(heard.event(), null, heard.at(), effects));
        }
        beforeJoined = List.of();
        charactersBeforeJoined = 0;
    }

    /** No client of the owner hears it. */
    private void groupMessage(Event event, Packet stanza, Instant now, List<SeatEffect> effects) {
        if (event instanceof Event.Said said) {
            missed.groupMessage(said, attendance.nick(), now, effects);
        } else if (event instanceof Event.PrivateMessage message) {
            missed.privateMessage(message.nick(), message.stanza(), now, effects);
        } else if (event instanceof Event.Invited && stanza instanceof Message message) {
            missed.invited(message, now, effects);
        }
    }

    private void refused(Event.Refused refused, Instant now, List<SeatEffect> effects) {
        effects.add(
                refused.why() == Refusal.UNREACHABLE
                        ? new SeatEffect.ServiceFailed()
                        : new SeatEffect.ServiceAnswered());
        if (refused.why() == Refusal.NICK_CONFLICT && nick.yieldsToClient()) {
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

    private void joined(Event.Joined joined, Instant now, List<SeatEffect> effects) {
        effects.add(new SeatEffect.ServiceAnswered());
        attendance.joined(now);
        attendance.nickChanged(joined.nick(), effects);
        nick.joined(effects);
        keepMessagesBeforeJoined(effects);
        notices.joined(joined, effects);
        nick.catchUp(now, effects);
        attendance.checkIfAlone(effects);
    }

    private void removed(Event.Removed removed, Instant now, List<SeatEffect> effects) {
        nick.seatRemoved(removed.why());
        if (removed.again()) {
            attendance.retry(now);
        } else {
            notices.removed(removed, effects);
            attendance.end(effects);
        }
    }
}
