package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Removal;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Attendance.Absence;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.SeatClients.Change;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.SeatClients.Evidence;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaErrors;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * How a seat gets along with the clients of its owner. It is under one nick, which clients may share; others may be in
 * the room under nicks of their own, which is no business of the seat. Whatever concerns a shared nick the seat does
 * before the client: what the others hear last comes from the client. It moves to another nick only with a client that
 * leaves nobody behind under its own. Guarded by its seat.
 */
final class SharedNick {

    private final CurrentSeatConfig current;
    private final Attendance attendance;
    private final SeatClients clients;
    private final OwnerNotices notices;
    /** The service lets only one have the nick. */
    private boolean nickIsExclusive;
    /**
     * Whether the room marks each presence of a session's own, and shows it when a client shares our nick; and whether
     * it has.
     */
    private boolean local;

    private boolean clientShown;
    /** For whose change of nick the seat has stepped out. */
    private SeatClient changing;
    /** Where the only client is while the seat comes in; null if that is where the seat is going. */
    private String clientNick;

    SharedNick(CurrentSeatConfig current, Attendance attendance, SeatClients clients, OwnerNotices notices) {
        this.current = current;
        this.attendance = attendance;
        this.clients = clients;
        this.notices = notices;
    }

    // While the seat joins

    /**
     * @param announced clients that are believed to be in the room.
     * @param localService whether it shows each session that shares our nick
     */
    void assume(Set<JID> announced, boolean localService, Instant now) {
        clients.setSeatNick(attendance.nick());
        clients.assume(announced, now);
        attendance.setClientPresent(isShared());
        local = localService;
        clientShown = false;
        clientNick = null;
    }

    /** Presence of our nick that is not our own is a client's. @param stanza from the room, before we are in */
    void inspectBeforeJoined(Packet stanza) {
        if (!(stanza instanceof Presence presence) || presence.getType() != null || RoomPresence.isOwn(presence)) {
            return;
        }
        if (attendance.nick().equals(presence.getFrom().getResource())) {
            clientShown = true;
            clients.presenceUnderSeatNick(presence);
        }
        if (clients.anyAssumed()) {
            RoomPresence.address(presence)
                    .ifPresent(address -> clients.isUnder(presence.getFrom().getResource(), address));
        }
    }

    /**
     * We are in: if the room has not shown the client that was assumed, it has removed it. One may have gone by itself
     * since we asked.
     */
    void joined(List<SeatEffect> effects) {
        clients.setSeatNick(attendance.nick());
        if (local && !clientShown) {
            clients.removeUnshown();
        }
        attendance.setClientPresent(isShared());
        refresh(effects);
    }

    /** We are in, and a client may have moved on meanwhile. */
    void catchUp(Instant now, List<SeatEffect> effects) {
        Optional<SeatClient> sharing = clients.under(attendance.nick()).filter(SeatClient::isChangingNick);
        if (sharing.isPresent() && !clients.anotherClaims(attendance.nick(), sharing.get())) {
            stepOutForNickChange(sharing.get(), now, effects);
        } else if (clientNick != null && !clients.claim(attendance.nick()) && clients.anyHasNick(clientNick)) {
            follow(clientNick, effects);
        }
        clientNick = null;
    }

    /** We are not let in because of our nick. @return whether a client has it */
    boolean yieldsToClient() {
        boolean claimed = clients.claim(attendance.nick());
        nickIsExclusive |= claimed;
        return claimed;
    }

    /** We are removed from the room: so are they, who share the nick and its fate; unless nobody has said so. */
    void seatRemoved(Removal why) {
        clients.setSeatNick(attendance.nick());
        if (why == Removal.FORGOTTEN) {
            clients.markAssumedUnderSeatNick();
        } else {
            clients.removeUnderSeatNick();
        }
    }

    boolean isShared() {
        return clients.anyHasNick(attendance.nick());
    }

    /** The room has another nick for us, or has refused us the one that we have asked for. */
    void nickChanged(List<SeatEffect> effects) {
        clients.setSeatNick(attendance.nick());
        attendance.setClientPresent(isShared());
        refresh(effects);
    }

    /** Another nick is wanted. Where a client has ours, it is for the client to change it. */
    void requestNick(String other, List<SeatEffect> effects) {
        if (attendance.isCertain() && !clients.claim(attendance.nick()) && !other.equals(attendance.nick())) {
            clients.setSeatNick(other);
            attendance.changeNick(other, effects);
        }
    }

    /** We are in, of which there was a doubt: what could not be said meanwhile is said. */
    void confirmed(List<SeatEffect> effects) {
        refresh(effects);
        requestNick(current.options().nick(), effects);
    }

    /** What could not be said when it was due is said as soon as it can be. */
    void tick(List<SeatEffect> effects) {
        refresh(effects);
    }

    /** @return whether the seat does not look as it should */
    boolean isToBeShown() {
        return !clients.isShownUpToDate();
    }

    private void refresh(List<SeatEffect> effects) {
        if (attendance.isCertain() && !clients.isShownUpToDate()) {
            effects.add(new SeatEffect.Show());
        }
    }

    // From a client to the room

    /** @param presence of a client, to the room, which does not know it yet: what comes of this comes first */
    void clientSends(Presence presence, Instant now, List<SeatEffect> effects) {
        if (presence.getType() == Presence.Type.unavailable) {
            clients.leaves(presence.getFrom(), now).ifPresent(before -> {
                if (attendance.nick().equals(presence.getTo().getResource())
                        || attendance.nick().equals(before.before())) {
                    effects.add(new SeatEffect.ClientLeft(before.client().address(), attendance.nick()));
                }
                clientLeft(before, true, now, effects);
            });
        } else if (presence.getType() == null) {
            clients.sends(presence).ifPresent(client -> says(client, now, effects));
        }
    }

    private void says(SeatClient client, Instant now, List<SeatEffect> effects) {
        if (!attendance.isIn()) {
            return;
        }
        String mine = attendance.nick();
        boolean withCapabilities = !clients.anotherClaims(mine, client);
        if (client.isChangingNick()) {
            if (client.nick().equals(mine) && withCapabilities) {
                stepOutForNickChange(client, now, effects);
            } else if (isOurs(client.nick())) {
                attendance.nickMayChange(now);
            }
        } else if (client.isIn() || client.requestedNick().equals(mine)) {
            if (nickIsExclusive && client.isJoining()) {
                attendance.stepOut(Absence.YIELDED, effects);
            } else {
                refresh(effects);
            }
        } else if (client.requestedNick().equalsIgnoreCase(mine) && withCapabilities) {
            // where these two are one nick, the others would never hear that one of them goes
            stepOutForNickChange(client, now, effects);
        } else if (clients.isOnlyOne(client)) {
            if (nickIsExclusive) {
                attendance.stepOut(Absence.YIELDED, effects);
            } else {
                requestNick(client.requestedNick(), effects);
            }
        }
    }

    /** Rooms refuse to change a nick that is shared. */
    private void stepOutForNickChange(SeatClient client, Instant now, List<SeatEffect> effects) {
        changing = client;
        attendance.stepOutWhileNickChanges(now, effects);
    }

    // From the room to a client

    /**
     * @param presence of the room, about to be written to a client; not to be changed
     * @return whether the client is not to get it
     */
    boolean clientReceives(Presence presence, Instant now, List<SeatEffect> effects) {
        Optional<Presence> join = clients.at(presence.getTo()).flatMap(SeatClient::join);
        if (join.isPresent()
                && isConflict(presence)
                && attendance.isIn()
                && isOurs(join.get().getTo().getResource())) {
            nickIsExclusive = true; // the nick is ours, and must not keep the client out
            attendance.stepOut(Absence.YIELDED, effects);
            effects.add(new SeatEffect.JoinAgain(presence.getTo()));
            return true;
        }
        Evidence evidence = clients.shown(presence, local, now);
        attendance.setClientPresent(isShared());
        switch (evidence.change()) {
            case NONE -> {}
            case ENTERED -> entered(evidence, now, effects);
            case RENAMED -> renamed(evidence, now, effects);
            case NICK_REFUSED -> {
                if (!returnAfterNickChange(evidence.client(), attendance.nick(), effects)) {
                    returnIfNickFree(now);
                }
            }
            case REFUSED -> {
                returnAfterNickChange(evidence.client(), attendance.nick(), effects);
                clientLeft(evidence, false, now, effects);
            }
            case REMOVED -> removed(evidence, presence, now, effects);
        }
        return false;
    }

    /** @return whether it is ours, or the one that we have asked for */
    private boolean isOurs(String other) {
        return other.equals(attendance.nick()) || clients.isSeatNick(other);
    }

    private static boolean isConflict(Presence presence) {
        return presence.getType() == Presence.Type.error
                && StanzaErrors.condition(presence)
                        .filter(PacketError.Condition.conflict::equals)
                        .isPresent();
    }

    private void entered(Evidence evidence, Instant now, List<SeatEffect> effects) {
        SeatClient client = evidence.client();
        effects.add(new SeatEffect.ClientEntered(client.address()));
        evidence.join().flatMap(RoomPresence::password).ifPresent(password -> adoptPassword(password, effects));
        if (attendance.absence() == Absence.DORMANT) {
            attendance.rejoinAs(client.nick(), effects);
        } else if (!returnAfterNickChange(client, client.nick(), effects)) {
            clientNickChanged(client, now, effects);
            attendance.retryNow(effects);
        }
    }

    private void renamed(Evidence evidence, Instant now, List<SeatEffect> effects) {
        SeatClient client = evidence.client();
        if (attendance.nick().equals(evidence.before()) && !client.hasUnknownNick()) {
            if (!returnAfterNickChange(client, client.nick(), effects)) {
                clientNickChanged(client, now, effects);
            }
        } else {
            refresh(effects);
        }
    }

    /** A client is under a nick that it did not have before: where it leaves nobody behind, the seat goes with it. */
    private void clientNickChanged(SeatClient client, Instant now, List<SeatEffect> effects) {
        boolean remoteSeats = !client.nick().equals(attendance.nick());
        boolean goes = remoteSeats && !clients.claim(attendance.nick()) && clients.isOnlyOne(client);
        if (goes && attendance.isIn()) {
            follow(client.nick(), effects);
        } else if (attendance.isIn()) {
            refresh(effects);
        } else if (attendance.absence() == Absence.YIELDED) {
            if (goes) {
                attendance.stayOutAs(client.nick(), effects);
            } else {
                returnIfNickFree(now);
            }
        } else {
            clientNick = goes ? client.nick() : null;
        }
    }

    /** @return whether the seat had made way for this client */
    private boolean returnAfterNickChange(SeatClient client, String nick, List<SeatEffect> effects) {
        boolean waited = attendance.absence() == Absence.STEPPED_OUT && changing == client;
        if (waited) {
            attendance.rejoinAs(nick, effects);
        }
        return waited;
    }

    /** Where the seat has left the nick to clients, and none has it, or wants it, any more. */
    private void returnIfNickFree(Instant now) {
        if (attendance.absence() == Absence.YIELDED && !clients.claim(attendance.nick())) {
            attendance.rejoinSoon(now);
        }
    }

    /** The client was let in with it. */
    private void adoptPassword(String password, List<SeatEffect> effects) {
        if (!attendance.isIn() && current.passwordIs(password, effects) && !attendance.isJoining()) {
            attendance.renew();
        }
    }

    /** The client is in under a nick that the seat did not get by asking: it goes out and comes in with that. */
    private void follow(String nick, List<SeatEffect> effects) {
        attendance.stepOut(Absence.NONE, effects);
        attendance.rejoinAs(nick, effects);
    }

    // Out of the room

    /**
     * The client is not available any more, or its session is over: whatever it had told the room is taken back by the
     * server.
     */
    void clientUnavailable(JID address, Instant now, List<SeatEffect> effects) {
        clients.leaves(address, now).ifPresent(before -> clientLeft(before, false, now, effects));
    }

    /**
     * The server removes unreachable clients from its own rooms silently. A client that does not have the nick there is
     * out. Nothing follows if the seat itself does not have it either: then the server's answer is not about this stay.
     *
     * @param occupants with the seat's nick, according to the server
     */
    void removeMissingClients(Collection<JID> occupants, Instant now, List<SeatEffect> effects) {
        if (attendance.isCertain() && occupants.contains(current.config().address())) {
            clients.removeMissing(occupants).forEach(before -> clientLeft(before, false, now, effects));
        }
    }

    /** The room has taken it out: the seat may be out with it, and does not speak before that is known. */
    private void removed(Evidence evidence, Presence told, Instant now, List<SeatEffect> effects) {
        boolean shared = evidence.before().equals(attendance.nick());
        boolean inItsPlace = attendance.absence() == Absence.YIELDED || attendance.absence() == Absence.STEPPED_OUT;
        if (shared && attendance.isIn()) {
            attendance.clientRemoved(told, now);
        } else if (inItsPlace && (shared || changing == evidence.client())) {
            Event fate = Removal.in(told);
            if (fate.ends()) {
                tell(fate, effects);
                attendance.end(effects);
                return;
            }
        }
        clientLeft(evidence, false, now, effects);
    }

    private void tell(Event fate, List<SeatEffect> effects) {
        if (fate instanceof Event.Destroyed destroyed) {
            notices.destroyed(destroyed, effects);
        } else if (fate instanceof Event.Removed removed) {
            notices.removed(removed, effects);
        }
    }

    /** @param onPurpose whether it left this room by itself */
    private void clientLeft(Evidence before, boolean onPurpose, Instant now, List<SeatEffect> effects) {
        attendance.setClientPresent(isShared());
        boolean last = clients.isEmpty();
        if (onPurpose
                && before.change() == Change.REMOVED
                && last
                && current.options().dropOnLeave()) {
            attendance.leave(now, effects);
            attendance.end(effects);
            return;
        }
        if (attendance.nick().equals(before.before()) && !isShared()) {
            attendance.since(now);
        }
        boolean yieldedToIt = attendance.absence() == Absence.YIELDED && !clients.claim(attendance.nick());
        if (yieldedToIt || attendance.absence() == Absence.STEPPED_OUT && changing == before.client()) {
            attendance.rejoinSoon(now);
        } else if (attendance.isIn()) {
            refresh(effects);
            if (last) {
                attendance.checkIfAlone(effects);
            }
        }
    }
}
