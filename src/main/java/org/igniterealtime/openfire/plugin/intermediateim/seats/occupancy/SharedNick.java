package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Removal;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
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
 * How a seat shares its nick with the clients of its owner. A seat has one nick, which clients may share; clients with
 * other nicks do not concern it. The seat acts on a shared nick before the client does, so what the other occupants
 * receive last comes from the client. It changes its nick only together with a client that leaves no other client
 * behind under its nick. Guarded by its seat.
 */
final class SharedNick {

    private final CurrentSeatConfig current;
    private final Attendance attendance;
    private final SeatClients clients;
    private final OwnerNotices notices;
    /** The service allows only one session to have the nick. */
    private boolean nickIsExclusive;
    /** The client whose change of nick the seat has stepped out for. */
    private SeatClient changing;
    /** The nick of the only client while the seat joins; null if the seat joins under the same nick. */
    private String clientNick;

    SharedNick(CurrentSeatConfig current, Attendance attendance, SeatClients clients, OwnerNotices notices) {
        this.current = current;
        this.attendance = attendance;
        this.clients = clients;
        this.notices = notices;
    }

    // While the seat joins

    /**
     * Joins as the clients that are there. Openfire 4.2 takes nicks that differ in letter case for one, and does not
     * tell the others when one of them leaves.
     *
     * @param there clients that are in the room
     */
    void assume(List<ClientInRoom> there, Instant now, List<SeatEffect> effects) {
        clients.setSeatNick(attendance.nick());
        clients.assume(there, now);
        clients.inOtherCase(attendance.nick()).ifPresent(nick -> attendance.stayOutAs(nick, effects));
        clients.setSeatNick(attendance.nick());
        attendance.setClientPresent(isShared());
        clientNick = null;
    }

    /**
     * Recognizes clients: presence with our nick that is not our own is a client's.
     *
     * @param stanza from the room, before we have joined
     */
    void inspectBeforeJoined(Packet stanza) {
        if (!(stanza instanceof Presence presence) || presence.getType() != null || RoomPresence.isOwn(presence)) {
            return;
        }
        if (attendance.nick().equals(presence.getFrom().getResource())) {
            clients.presenceUnderSeatNick(presence);
        }
        if (clients.anyAssumed()) {
            RoomPresence.address(presence)
                    .ifPresent(address -> clients.isUnder(presence.getFrom().getResource(), address));
        }
    }

    /** We have joined. A client may have left since we sent the join. */
    void joined(List<SeatEffect> effects) {
        clients.setSeatNick(attendance.nick());
        attendance.setClientPresent(isShared());
        refresh(effects);
    }

    /** We have joined, and a client may have changed its nick meanwhile. */
    void catchUp(Instant now, List<SeatEffect> effects) {
        Optional<SeatClient> sharing = clients.under(attendance.nick()).filter(SeatClient::isChangingNick);
        if (sharing.isPresent() && !clients.anotherClaims(attendance.nick(), sharing.get())) {
            stepOutForNickChange(sharing.get(), now, effects);
        } else if (clientNick != null && !clients.claim(attendance.nick()) && clients.anyHasNick(clientNick)) {
            follow(clientNick, effects);
        }
        clientNick = null;
    }

    /**
     * Our join was refused because of our nick.
     *
     * @return whether a client has it
     */
    boolean yieldsToClient() {
        boolean claimed = clients.claim(attendance.nick());
        nickIsExclusive |= claimed;
        return claimed;
    }

    /**
     * We were removed from the room, and with us the clients that share the nick. If the room has not said so, they are
     * uncertain.
     */
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

    /** The room has given us another nick, or has refused the one that we requested. */
    void nickChanged(List<SeatEffect> effects) {
        clients.setSeatNick(attendance.nick());
        attendance.setClientPresent(isShared());
        refresh(effects);
    }

    /** Requests another nick, unless a client has ours: then only the client changes it. */
    void requestNick(String other, List<SeatEffect> effects) {
        if (attendance.isCertain() && !clients.claim(attendance.nick()) && !other.equals(attendance.nick())) {
            clients.setSeatNick(other);
            attendance.changeNick(other, effects);
        }
    }

    /** The room has confirmed that we are still in. What could not be sent meanwhile is sent. */
    void confirmed(List<SeatEffect> effects) {
        refresh(effects);
        requestNick(current.options().nick(), effects);
    }

    /** Sends what could not be sent when it was due, as when the room has not answered a request for a nick. */
    void tick(List<SeatEffect> effects) {
        if (attendance.isCertain()) {
            clients.setSeatNick(attendance.nick());
        }
        refresh(effects);
    }

    /** What the room has got last is not known. */
    void sayAgain(List<SeatEffect> effects) {
        if (attendance.isOutOnPurpose()) {
            attendance.leaveAgain(effects);
        } else {
            clients.suspectShown();
            refresh(effects);
        }
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

    /** @param presence that a client sends to the room, before the room gets it: the effects come first */
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
            clients.sends(presence).ifPresent(client -> {
                if (isOurs(client.requestedNick())) {
                    clients.suspectShown(presence);
                }
                says(client, now, effects);
            });
        }
    }

    private void says(SeatClient client, Instant now, List<SeatEffect> effects) {
        if (!attendance.isIn()) {
            returnIfNickFree(now);
            return;
        }
        String mine = attendance.nick();
        boolean alone = !clients.anotherClaims(mine, client);
        if (client.isChangingNick()) {
            if (client.nick().equals(mine) && alone) {
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
        } else if (client.requestedNick().equalsIgnoreCase(mine) && alone) {
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

    /** Steps out, since rooms refuse to change a shared nick. */
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
        Evidence evidence = clients.shown(presence, now);
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

    /** @return whether it is our nick, or the one that we have requested */
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
        if (attendance.nick().equals(evidence.before())) {
            if (!returnAfterNickChange(client, client.nick(), effects)) {
                clientNickChanged(client, now, effects);
            }
        } else {
            refresh(effects);
        }
    }

    /** A client has a new nick. If it leaves no other client behind under the seat's nick, the seat follows. */
    private void clientNickChanged(SeatClient client, Instant now, List<SeatEffect> effects) {
        boolean moved = !client.nick().equals(attendance.nick());
        boolean goes = moved && !clients.claim(attendance.nick()) && clients.isOnlyOne(client);
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

    /** @return whether the seat had stepped out for this client */
    private boolean returnAfterNickChange(SeatClient client, String nick, List<SeatEffect> effects) {
        boolean waited = attendance.absence() == Absence.STEPPED_OUT && changing == client;
        if (waited) {
            attendance.rejoinAs(nick, effects);
        }
        return waited;
    }

    /** Rejoins if the seat has left the nick to clients, and no client has or requests it any more. */
    private void returnIfNickFree(Instant now) {
        if (attendance.absence() == Absence.YIELDED && !clients.claim(attendance.nick())) {
            attendance.rejoinSoon(now);
        }
    }

    /** Adopts a password that has let a client in. */
    private void adoptPassword(String password, List<SeatEffect> effects) {
        if (!attendance.isIn() && current.passwordIs(password, effects) && !attendance.isJoining()) {
            attendance.renew();
        }
    }

    /** Leaves and rejoins under the client's nick, which the seat could not change to. */
    private void follow(String nick, List<SeatEffect> effects) {
        attendance.stepOut(Absence.NONE, effects);
        attendance.rejoinAs(nick, effects);
    }

    // Out of the room

    /**
     * The client is no longer available, or its session has ended: the server sends unavailable presence to the room
     * for it.
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

    /** The room has removed a client. The seat may have been removed too, and sends nothing before that is known. */
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

    /** @param onPurpose whether it left this room itself */
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
