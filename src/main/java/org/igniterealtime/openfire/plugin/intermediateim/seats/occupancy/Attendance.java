package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.JoinRequest;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Occupant;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Output;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Whether a seat is in its room, and if not, why: its {@link Occupant}, its waiting for a turn to join, and its
 * absences for the sake of clients, of which the occupant knows nothing. Guarded by its seat.
 */
final class Attendance {

    /** How long a client may take to change its nick. */
    private static final Duration NICK_CHANGE = Duration.ofSeconds(60);

    /** After a client has left, until the service has released the nick. */
    private static final Duration NICK_RELEASE = Duration.ofSeconds(2);

    /** Why the seat is outside the room on purpose. */
    enum Absence {
        NONE,
        /** For a moment, while a client changes its nick: rooms refuse that to a session that shares one. */
        STEPPED_OUT,
        /** Clients of the owner have the nick, and the service allows only one session to have it. */
        YIELDED,
        /** Until the owner enters: no other occupant is left. */
        DORMANT
    }

    private final CurrentSeatConfig current;
    private final OccupantPolicy policy;
    private final KeepAlive keepAlive;
    private Occupant occupant;
    private Absence absence = Absence.NONE;
    /** In the queue for joining, or about to be. */
    private boolean queued;
    /** The occupant waits to try again. */
    private boolean retrying;

    private Instant joinAt = Instant.MAX;
    private Instant steppedOutUntil = Instant.MAX;
    /** How long an occupant may be silent before the service removes it; null if that is not known. */
    private Duration idleTime;

    private Instant since;
    private boolean temporary;
    private boolean over;

    Attendance(CurrentSeatConfig current, OccupantPolicy policy, Instant now) {
        this.current = current;
        this.policy = policy;
        this.keepAlive = new KeepAlive(current);
        this.since = now;
        renew();
    }

    /** Starts a new occupant with the current configuration. The room's answer to a pending join would be lost. */
    void renew() {
        Options options = current.options();
        JoinRequest request = JoinRequest.of(
                        current.config().address(), current.config().room(), options.nick())
                .with(JoinRequest.OnConflict.WAIT);
        occupant =
                new Occupant(options.password().isEmpty() ? request : request.withPassword(options.password()), policy);
        if (idleTime != null) {
            occupant.setIdleLimit(idleTime);
        }
    }

    /** Sets how long an occupant may be silent before the service removes it. */
    void idleTime(Duration idle) {
        if (!idle.equals(idleTime)) {
            idleTime = idle;
            keepAlive.setIdleLimit(idle);
            occupant.setIdleLimit(idle);
        }
    }

    // What there is

    boolean isIn() {
        return occupant.isIn() && absence == Absence.NONE;
    }

    /**
     * @return whether it is in under a known nick: only then is presence to the room neither a join nor a request for a
     *     nick
     */
    boolean isCertain() {
        return isIn() && !occupant.isInDoubt() && !occupant.isChangingNick();
    }

    boolean isOwnQuestion(IQ request) {
        return occupant.isOwnQuestion(request);
    }

    Absence absence() {
        return absence;
    }

    /** @return whether it has left, for good or for a while */
    boolean isOutOnPurpose() {
        return over || absence != Absence.NONE;
    }

    /** @return whether it has ended for good */
    boolean isOver() {
        return over;
    }

    /** @return as it is in the room; before, the one that is tried */
    String nick() {
        return occupant.nick();
    }

    JID occupantAddress() {
        return occupantAddress(nick());
    }

    /** @return the address in the room that goes with the nick */
    JID occupantAddress(String nick) {
        return new JID(
                current.config().room().getNode(), current.config().room().getDomain(), nick, true);
    }

    /** Sets whether the room is temporary. */
    void setTemporary(boolean roomIs) {
        temporary = roomIs;
    }

    /** Somebody has left. If only seats are left in a temporary room, they leave too. */
    void checkIfAlone(List<SeatEffect> effects) {
        if (temporary) {
            effects.add(new SeatEffect.CheckIfAlone());
        }
    }

    /** @return how many nicks besides ours are in the room, if it is temporary and we are in it; else -1 */
    int othersIfTemporary() {
        return temporary && isIn() ? occupant.others() : -1;
    }

    Instant since() {
        return since;
    }

    /** Sets the time at which the state changed. */
    void since(Instant now) {
        since = now;
    }

    State state(boolean clientIn) {
        return switch (absence) {
            case YIELDED -> State.YIELDED;
            case DORMANT -> State.DORMANT;
            case STEPPED_OUT -> State.SHARED;
            case NONE ->
                occupant.isIn()
                        ? clientIn ? State.SHARED : State.AWAY
                        : retrying || joinAt != Instant.MAX ? State.RETRYING : queued ? State.WAITING : State.JOINING;
        };
    }

    /** @return whether it has asked the room to be let in, and has no answer yet */
    boolean isJoining() {
        return state(false) == State.JOINING;
    }

    // Going in

    /** Queues the seat for joining. */
    void queue(List<SeatEffect> effects) {
        retrying = false;
        queued = true;
        effects.add(new SeatEffect.QueueJoin());
    }

    boolean isQueued() {
        return queued && !isIn();
    }

    /** Joins, now that it is the seat's turn. */
    List<Output> join(Instant now) {
        queued = false;
        retrying = false;
        absence = Absence.NONE;
        since = now;
        return occupant.join(now);
    }

    /** If it waits to try again, it is queued at once. */
    void retryNow(List<SeatEffect> effects) {
        if (retrying) {
            queue(effects);
        }
    }

    /** It is in now. */
    void joined(Instant now) {
        since = now;
        keepAlive.joined(now);
    }

    /** The room has given this nick. */
    void nickChanged(String nick, List<SeatEffect> effects) {
        current.nickChanged(nick, effects);
    }

    /** The occupant tries again when it thinks right. */
    void retry(Instant now) {
        since = now;
        retrying = true;
    }

    List<Output> receive(Packet stanza, Instant now) {
        return occupant.receive(stanza, now);
    }

    List<Output> tick(Instant now, List<SeatEffect> effects) {
        if (isIn()) {
            keepAlive.tick(now, effects);
        }
        boolean due = !now.isBefore(occupant.wakeAt());
        if (absence == Absence.STEPPED_OUT && !now.isBefore(steppedOutUntil)) {
            rejoinAs(nick(), effects);
        } else if (!now.isBefore(joinAt) || retrying && due) {
            joinAt = Instant.MAX;
            queue(effects);
        } else if (due && !retrying && !queued && absence == Absence.NONE) {
            return occupant.tick(now);
        }
        return List.of();
    }

    // Going along with the owner's clients

    /** @param present whether one has the nick too */
    void setClientPresent(boolean present) {
        occupant.setClientPresent(present);
    }

    /** The room has taken a client out that shares our nick: it will be asked whether we are, too. */
    void clientRemoved(Presence told, Instant now) {
        occupant.otherSessionRemoved(told, now);
    }

    /**
     * A client asks for another nick while others share ours: the room will be asked whether we have been renamed too.
     */
    void nickMayChange(Instant now) {
        occupant.nickMayChange(now);
    }

    void changeNick(String nick, List<SeatEffect> effects) {
        send(occupant.changeNick(nick), effects);
    }

    /** @return what shows the room how things are; empty if it could be taken for a join, or a wish for another nick */
    Optional<Presence> presenceNow() {
        return isCertain() ? Optional.of(addressed(policy.withContent().apply(new Presence()))) : Optional.empty();
    }

    /** Leaves for a moment, while a client changes its nick. */
    void stepOutWhileNickChanges(Instant now, List<SeatEffect> effects) {
        steppedOutUntil = now.plus(NICK_CHANGE);
        stepOut(Absence.STEPPED_OUT, effects);
    }

    /** Leaves the room without telling the occupant, which will be replaced before the seat joins again. */
    void stepOut(Absence why, List<SeatEffect> effects) {
        absence = why;
        send(new Presence(Presence.Type.unavailable), effects);
    }

    /** Leaves once more: the room may have got earlier presence after that by which the seat has left. */
    void leaveAgain(List<SeatEffect> effects) {
        send(new Presence(Presence.Type.unavailable), effects);
    }

    /** Stays outside after the room has refused the join. */
    void stayOut(Absence why, Instant now) {
        since = now;
        absence = why;
    }

    /** Stays outside, and will rejoin under that nick. */
    void stayOutAs(String nick, List<SeatEffect> effects) {
        current.nickChanged(nick, effects);
        renew();
    }

    /** Queues the seat for joining under that nick. */
    void rejoinAs(String nick, List<SeatEffect> effects) {
        absence = Absence.NONE;
        current.nickChanged(nick, effects);
        renew();
        queue(effects);
    }

    /** Rejoins as soon as the nick is free. */
    void rejoinSoon(Instant now) {
        absence = Absence.NONE;
        renew();
        joinAt = now.plus(NICK_RELEASE);
    }

    /** The room, or a client that left it, has ended the seat. */
    void end(List<SeatEffect> effects) {
        over = true;
        effects.add(new SeatEffect.Ended());
    }

    /** Leaves for good. */
    void leave(Instant now, List<SeatEffect> effects) {
        over = true;
        send(occupant.leave(now), effects);
    }

    private void send(Presence presence, List<SeatEffect> effects) {
        effects.add(new SeatEffect.Send(addressed(presence)));
    }

    private Presence addressed(Presence presence) {
        presence.setID(policy.newId());
        presence.setFrom(current.config().address());
        presence.setTo(occupantAddress());
        return presence;
    }

    /** The owner has given up the seat: what else the occupant has to say does not matter any more. */
    private static void send(List<Output> outputs, List<SeatEffect> effects) {
        outputs.forEach(output -> output.perform(new Output.Performer() {
            @Override
            public void send(Packet stanza) {
                effects.add(new SeatEffect.Send(stanza));
            }

            @Override
            public void happened(Event event) {}
        }));
    }
}
