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
 * Whether a seat is in its room, and if not why: its {@link Occupant}, the turns it waits for, and the times when it is
 * out for the sake of others, of which the occupant knows nothing. Guarded by its seat.
 */
final class Attendance {

    /** How long a client may take to change its nick. */
    private static final Duration NICK_CHANGE = Duration.ofSeconds(60);

    /** After a client has left, until the service has let go of the nick. */
    private static final Duration NICK_RELEASE = Duration.ofSeconds(2);

    /** Why the seat is not in the room although it is well. */
    enum Absence {
        NONE,
        /** For a moment, while a client changes the nick: rooms refuse that to who shares one. */
        STEPPED_OUT,
        /** Clients of the owner have the nick, and the service lets only one have it. */
        YIELDED,
        /** Until the owner is there: nobody else is. */
        DORMANT
    }

    private final CurrentSeatConfig current;
    private final OccupantPolicy policy;
    private final KeepAlive keepAlive;
    private Occupant occupant;
    private Absence absence = Absence.NONE;
    /** In the pacer's queue, or about to be. */
    private boolean queued;
    /** The occupant waits to try again. */
    private boolean retrying;

    private Instant joinAt = Instant.MAX;
    private Instant steppedOutUntil = Instant.MAX;
    /** After which the service removes whoever is silent; null if that is not known. */
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

    /** Begins again, with what is wanted now. The room's answer to a join that is under way would be lost. */
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

    /** Tells after which time the service removes whoever is silent. */
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
     * @return whether it is in, under a nick that is known: what is shown to the room now is no join, and no wish for a
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

    /** @return whether nothing more comes of it */
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

    /** Tells whether the room lives by its occupants. */
    void setTemporary(boolean roomIs) {
        temporary = roomIs;
    }

    /** Somebody has left: if only seats are left in a temporary room, they are to go too. */
    void checkIfAlone(List<SeatEffect> effects) {
        if (temporary) {
            effects.add(new SeatEffect.CheckIfAlone());
        }
    }

    /** @return how many nicks besides ours are in the room, if it lives by its occupants and we are in; else -1 */
    int othersIfTemporary() {
        return temporary && isIn() ? occupant.others() : -1;
    }

    Instant since() {
        return since;
    }

    /** The state has changed. */
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

    /** It wants to join, when it is its turn. */
    void queue(List<SeatEffect> effects) {
        retrying = false;
        queued = true;
        effects.add(new SeatEffect.QueueJoin());
    }

    boolean isQueued() {
        return queued && !isIn();
    }

    /** It is its turn. */
    List<Output> join(Instant now) {
        queued = false;
        retrying = false;
        absence = Absence.NONE;
        since = now;
        return occupant.join(now);
    }

    /** Where it waits to try again, it does so at once. */
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

    /** The room has it so. */
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

    /** A client asks for another nick while others share ours: the room will be asked whether we have been renamed too. */
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

    /** Goes out for a moment, while a client changes its nick. */
    void stepOutWhileNickChanges(Instant now, List<SeatEffect> effects) {
        steppedOutUntil = now.plus(NICK_CHANGE);
        stepOut(Absence.STEPPED_OUT, effects);
    }

    /** Goes out. The occupant does not know of it: it comes back, or joins anew. */
    void stepOut(Absence why, List<SeatEffect> effects) {
        absence = why;
        send(new Presence(Presence.Type.unavailable), effects);
    }

    /** Goes out after the room has not let it in. */
    void stayOut(Absence why, Instant now) {
        since = now;
        absence = why;
    }

    /** It would come back under that nick. */
    void stayOutAs(String nick, List<SeatEffect> effects) {
        current.nickChanged(nick, effects);
        renew();
    }

    /** Comes back under that nick, when it is its turn. */
    void rejoinAs(String nick, List<SeatEffect> effects) {
        absence = Absence.NONE;
        current.nickChanged(nick, effects);
        renew();
        queue(effects);
    }

    /** Comes back as soon as the nick is free. */
    void rejoinSoon(Instant now) {
        absence = Absence.NONE;
        renew();
        joinAt = now.plus(NICK_RELEASE);
    }

    /** The room, or a client that has left it, has ended it. */
    void end(List<SeatEffect> effects) {
        over = true;
        effects.add(new SeatEffect.Ended());
    }

    /** Goes out for good. */
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
