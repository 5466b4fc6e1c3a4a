package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MessageKind;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Output;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Refusal;
import org.igniterealtime.openfire.plugin.intermediateim.muc.RoomInfo;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.StorageHints;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Attendance.Absence;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Delay;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What a seat does about events in its room. Guarded by its seat. */
final class RoomEvents {

    /** A join does not take long. */
    private static final int MAX_BEFORE_JOINED = 20;
    /** Total length as XML: a room that is never entered may send anything. */
    static final int MAX_CHARACTERS_BEFORE_JOINED = 65_536;

    private final Attendance attendance;
    private final SharedNick nick;
    private final MissedMessages missed;
    private final OwnerNotices notices;
    private List<EarlyMessage> beforeJoined = List.of();
    private int charactersBeforeJoined;

    /** A message from the room, and when it came. */
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
        if (!outputs.isEmpty()) {
            Reaction reaction = new Reaction(stanza, now, effects);
            outputs.forEach(output -> output.perform(reaction));
        }
    }

    /** What a seat does about the outputs of its occupant. What a client under the seat's nick gets is not kept. */
    private final class Reaction implements Output.Performer, Event.Listener {

        private final Packet stanza;
        private final Instant now;
        private final List<SeatEffect> effects;

        Reaction(Packet stanza, Instant now, List<SeatEffect> effects) {
            this.stanza = stanza;
            this.now = now;
            this.effects = effects;
        }

        @Override
        public void send(Packet sent) {
            effects.add(new SeatEffect.Send(sent));
        }

        @Override
        public void happened(Event event) {
            event.tell(this);
        }

        @Override
        public void roomKnown(Event.RoomKnown event) {
            attendance.setTemporary(event.info().is(RoomInfo.Trait.TEMPORARY));
        }

        @Override
        public void joined(Event.Joined event) {
            RoomEvents.this.joined(event, now, effects);
        }

        @Override
        public void refused(Event.Refused event) {
            RoomEvents.this.refused(event, now, effects);
        }

        @Override
        public void said(Event.Said event) {
            if (!nick.isShared()) {
                missed.groupMessage(event, attendance.nick(), now, effects);
            }
        }

        @Override
        public void privateMessage(Event.PrivateMessage event) {
            if (!nick.isShared()) {
                missed.privateMessage(event.nick(), event.stanza(), now, effects);
            }
        }

        @Override
        public void occupantLeft(Event.OccupantLeft event) {
            attendance.checkIfAlone(effects);
        }

        @Override
        public void nickChanged(Event.NickChanged event) {
            attendance.nickChanged(event.nick(), effects);
            nick.nickChanged(effects);
        }

        @Override
        public void nickRefused(Event.NickRefused event) {
            nick.nickChanged(effects);
        }

        @Override
        public void invited(Event.Invited event) {
            if (!nick.isShared() && stanza instanceof Message message) {
                missed.invited(message, now, effects);
            }
        }

        @Override
        public void confirmed(Event.Confirmed event) {
            nick.confirmed(effects);
        }

        @Override
        public void removed(Event.Removed event) {
            RoomEvents.this.removed(event, now, effects);
        }

        @Override
        public void destroyed(Event.Destroyed event) {
            notices.destroyed(event, effects);
            attendance.end(effects);
        }

        // These do not concern a seat.

        @Override
        public void configurationWanted(Event.ConfigurationWanted event) {}

        @Override
        public void configured(Event.Configured event) {}

        @Override
        public void subjectChanged(Event.SubjectChanged event) {}

        @Override
        public void undelivered(Event.Undelivered event) {}

        @Override
        public void occupantJoined(Event.OccupantJoined event) {}

        @Override
        public void occupantChanged(Event.OccupantChanged event) {}

        @Override
        public void occupantRenamed(Event.OccupantRenamed event) {}

        @Override
        public void privilegesChanged(Event.PrivilegesChanged event) {}

        @Override
        public void configurationChanged(Event.ConfigurationChanged event) {}

        @Override
        public void asked(Event.Asked event) {}

        @Override
        public void left(Event.Left event) {}
    }

    /**
     * Holds a message that the room sends before we have joined: another node of the cluster kept the seat, and to the
     * room it never left. Whether a client of the owner receives it too is known once we have joined.
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
        beforeJoined.forEach(early -> early.event().tell(new Reaction(null, early.at(), effects)));
        beforeJoined = List.of();
        charactersBeforeJoined = 0;
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
