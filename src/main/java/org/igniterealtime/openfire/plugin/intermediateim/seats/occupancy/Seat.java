package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatAddress;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Attendance.Absence;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * A seat in a room: an occupant that shares the room with the clients of its owner. Stanzas, time and decisions go in,
 * {@link SeatEffect}s come out. It sends nothing itself, so no lock is held while a room works.
 *
 * <p>This class holds the lock and takes all input; its parts decide what follows. Any thread.
 */
public final class Seat implements SeatAddress {

    private final JID owner;
    private final JID room;
    private final String resource;
    private final CurrentSeatConfig current;
    private final SeatClients clients;
    private final Attendance attendance;
    private final SharedNick nick;
    private final MissedMessages missed;
    private final OwnerNotices notices;
    private final RoomEvents events;
    /** How many threads are sending presence of the seat. */
    private int sending;
    /** Two of them at once since the last time that none was. */
    private boolean sentAtOnce;

    /**
     * @param times   of the occupant
     * @param withCapabilities adds the capabilities of a seat to presence
     * @param reader  shared by all seats
     * @param awaited whether the owner is told once it is in
     */
    public Seat(
            SeatConfig config,
            OccupantPolicy.Times times,
            RandomGenerator random,
            UnaryOperator<Presence> withCapabilities,
            RoomMessage.Reader reader,
            boolean awaited,
            Instant now) {
        this.owner = config.owner();
        this.room = config.room();
        this.resource = config.resource();
        this.current = new CurrentSeatConfig(config);
        this.clients = new SeatClients(config.options().nick(), withCapabilities);
        this.attendance = new Attendance(current, new OccupantPolicy(times, random, clients::addContent), now);
        this.missed = new MissedMessages(current, reader);
        this.notices = new OwnerNotices(room, awaited, now);
        this.nick = new SharedNick(current, attendance, clients, notices);
        this.events = new RoomEvents(attendance, nick, missed, notices);
    }

    @Override
    public JID owner() {
        return owner;
    }

    @Override
    public JID room() {
        return room;
    }

    @Override
    public String resource() {
        return resource;
    }

    public synchronized SeatConfig config() {
        return current.config();
    }

    synchronized boolean isOver() {
        return attendance.isOver();
    }

    public synchronized SeatView view() {
        return new SeatView(
                current.config(),
                attendance.nick(),
                attendance.state(nick.isShared()),
                attendance.since(),
                missed.amount(),
                missed.inRoom());
    }

    // What is kept

    public synchronized void kept(SeatStore.Amount amount, int inRoom) {
        missed.set(amount, inRoom);
    }

    public synchronized void kept(List<MissedMessage> messages) {
        int inRoom = (int) messages.stream()
                .filter(message -> message.kind() == MissedMessage.Kind.ROOM)
                .count();
        missed.set(SeatStore.Amount.of(messages), inRoom);
    }

    /** A message that the seat wanted to keep was not kept. */
    public synchronized void notKept(MissedMessage message) {
        missed.notKept(message);
    }

    public synchronized boolean hasMissedMessages() {
        return missed.amount().messages() > 0;
    }

    // What is wanted of it

    /** Lets the seat join its room. */
    public synchronized List<SeatEffect> start() {
        List<SeatEffect> effects = new ArrayList<>(1);
        attendance.queue(effects);
        return effects;
    }

    /**
     * It is the seat's turn to join.
     *
     * @param there clients of the owner that are in the room
     */
    public synchronized List<SeatEffect> join(List<ClientInRoom> there, Instant now) {
        List<SeatEffect> effects = new ArrayList<>();
        if (!isOver() && attendance.isQueued()) {
            nick.assume(there, now, effects);
            events.process(attendance.join(now), null, now, effects);
        }
        return effects;
    }

    /**
     * Changes what is wanted of the seat.
     *
     * @param origin who wants it now
     */
    public synchronized List<SeatEffect> change(Options options, Origin origin) {
        List<SeatEffect> effects = new ArrayList<>();
        boolean otherNick = !options.nick().equals(attendance.nick());
        boolean otherPassword = !options.password().equals(current.options().password());
        current.change(options, origin);
        if (attendance.isIn()) {
            nick.requestNick(options.nick(), effects);
        } else if (otherNick || otherPassword) {
            attendance.renew();
            notices.awaitAgain();
            attendance.queue(effects);
        }
        return effects;
    }

    /** Ends the seat. These are its last effects. */
    public synchronized List<SeatEffect> end(Instant now) {
        List<SeatEffect> effects = new ArrayList<>(1);
        attendance.leave(now, effects);
        return effects;
    }

    /** Sets how long an occupant may be silent before the room's service removes it. */
    public synchronized void idleTime(Duration idle) {
        attendance.idleTime(idle);
    }

    // What the room does, and time

    /** @param stanza from the room, to the seat; no request */
    public synchronized List<SeatEffect> receive(Packet stanza, Instant now) {
        if (isOver() || attendance.absence() != Absence.NONE) {
            return List.of();
        }
        if (!attendance.isIn()) {
            nick.inspectBeforeJoined(stanza);
            if (stanza instanceof Message message) {
                events.receiveBeforeJoined(message, now);
            }
        }
        List<SeatEffect> effects = new ArrayList<>(2);
        events.process(attendance.receive(stanza, now), stanza, now, effects);
        return effects;
    }

    public synchronized List<SeatEffect> tick(Instant now) {
        if (isOver()) {
            return List.of();
        }
        List<SeatEffect> effects = new ArrayList<>(1);
        events.process(attendance.tick(now, effects), null, now, effects);
        notices.tick(current.options().nick(), now, effects);
        nick.tick(effects);
        return effects;
    }

    // What the owner's clients do

    /** @return the address of a client that is in the room now under the seat's nick */
    public synchronized Optional<JID> clientWithNick() {
        return clients.under(attendance.nick()).map(SeatClient::address);
    }

    /** @return the address of the seat in the room, under its nick */
    public synchronized JID occupantAddress() {
        return attendance.occupantAddress();
    }

    /** @return the addresses of the clients that are in the room now, under whichever nick */
    public synchronized List<JID> clientsInRoom() {
        return clients.in();
    }

    /** @return whether the client is in the room or joining it */
    public synchronized boolean hasClient(JID client) {
        return clients.at(client).isPresent();
    }

    /** @return what the seat is to show the room; empty if it is not to be shown anything at this moment */
    Optional<Presence> presenceNow() {
        return nick.isToBeShown() ? attendance.presenceNow() : Optional.empty();
    }

    /**
     * Begins to send what the seat is to show the room; {@link #endSending} has to be called after it was sent. Whoever
     * must not go on before the room has got it sends it too while another thread is still sending.
     *
     * @return empty if it is not to be shown anything at this moment: then there is nothing to end
     */
    public synchronized Optional<Presence> beginShowing() {
        Optional<Presence> presence = sending > 0 ? attendance.presenceNow() : presenceNow();
        if (presence.isPresent()) {
            beginSending();
        }
        return presence;
    }

    /** Presence of the seat is about to be sent. */
    public synchronized void beginSending() {
        sentAtOnce |= sending > 0;
        sending++;
    }

    /**
     * Presence of the seat has been sent.
     *
     * @return what has to be sent once more: if two threads have sent at once, it is not known what the room got last
     */
    public synchronized List<SeatEffect> endSending() {
        List<SeatEffect> effects = new ArrayList<>(1);
        sending--;
        if (sending == 0 && sentAtOnce) {
            sentAtOnce = false;
            nick.sayAgain(effects);
        }
        return effects;
    }

    /** @return a copy of the client's join; empty if it has sent none, or the room has answered it */
    public synchronized Optional<Presence> joinRequestOf(JID client) {
        return clients.at(client).flatMap(SeatClient::join).map(Presence::createCopy);
    }

    /** @return whether it is the seat's own query to its nick */
    public synchronized boolean isOwnQuestion(IQ request) {
        return attendance.isOwnQuestion(request);
    }

    /** @param presence that a client sends to the room, before the room gets it: the effects come first */
    public synchronized List<SeatEffect> clientSends(Presence presence, Instant now) {
        List<SeatEffect> effects = new ArrayList<>();
        if (!isOver()) {
            nick.clientSends(presence, now, effects);
        }
        return effects;
    }

    /** @param presence of the room, about to be written to a client; not to be changed */
    public synchronized Reaction clientReceives(Presence presence, Instant now) {
        if (isOver()) {
            return Reaction.NONE;
        }
        List<SeatEffect> effects = new ArrayList<>();
        boolean hide = nick.clientReceives(presence, now, effects);
        return new Reaction(effects, hide);
    }

    /**
     * The client is no longer available, or its session has ended: the server sends unavailable presence to the room
     * for it.
     */
    public synchronized List<SeatEffect> clientUnavailable(JID address, Instant now) {
        List<SeatEffect> effects = new ArrayList<>();
        nick.clientUnavailable(address, now, effects);
        return effects;
    }

    /**
     * Counts a client with the seat's nick no longer if the server does not have it in the room.
     *
     * @param occupants with the seat's nick, according to the server; none if it cannot tell
     */
    public synchronized List<SeatEffect> removeMissingClients(Collection<JID> occupants, Instant now) {
        List<SeatEffect> effects = new ArrayList<>();
        if (!isOver()) {
            nick.removeMissingClients(occupants, now, effects);
        }
        return effects;
    }

    // Being alone

    /**
     * @return how many nicks besides ours are in the room, if it is temporary, we are in it and no client of the owner
     *     is; else -1
     */
    public synchronized int othersIfAway() {
        return clients.isEmpty() ? attendance.othersIfTemporary() : -1;
    }

    /** Leaves a temporary room in which only seats are left: they must not keep it alive. */
    public synchronized List<SeatEffect> goDormant(Instant now) {
        List<SeatEffect> effects = new ArrayList<>(1);
        if (othersIfAway() >= 0) {
            attendance.since(now);
            attendance.stepOut(Absence.DORMANT, effects);
        }
        return effects;
    }

    /**
     * @param hide whether the client is not to get what it was about to
     */
    public record Reaction(List<SeatEffect> effects, boolean hide) {

        static final Reaction NONE = new Reaction(List.of(), false);
    }
}
