package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Conduct;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.JoinRequest;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Occupant;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Output;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Refusal;
import org.igniterealtime.openfire.plugin.intermediateim.muc.RoomInfo;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Wishes;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatView.State;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * A seat in a room: an {@link Occupant}, and how it gets along with the clients of its owner. Stanzas, time and decisions go in,
 * {@link Effect}s come out; nothing is sent from here, so no lock is held while the room works.
 *
 * <p>Seat and clients share one nick. Whatever concerns that nick the seat does before the client: what the others hear last comes
 * from the client. Any thread.
 */
final class Seat {

    /** After a client has left, until the service has let go of the nick. */
    private static final Duration NICK_RELEASE = Duration.ofSeconds(2);

    /** Why the seat is not in the room although it is well. */
    private enum Absence {
        NONE,
        /** For a moment, while a client changes the nick: rooms refuse that to who shares one. */
        STEPPED_OUT,
        YIELDED, DORMANT
    }

    private final Conduct conduct;
    private final UnaryOperator<Presence> dressed;
    private final JID owner;
    private final JID room;
    private final Wanted wanted;
    private Occupant occupant;
    private final Clients clients = new Clients();
    private final Keeping keeping;
    private final Notices notices;
    private final KeepAlive keepAlive;
    private Absence absence = Absence.NONE;
    /** In the pacer's queue, or about to be. */
    private boolean wantsIn;
    /** The occupant waits to try again. */
    private boolean waiting;
    private Instant joinAt = Instant.MAX;
    private Instant since;
    private boolean over;
    private boolean temporary;
    /** Whether the room shows it when a client shares our nick, and whether it has. */
    private boolean provable;
    private boolean proved;
    private boolean sharingRefused;

    /**
     * @param times   of the occupant
     * @param dressed adds the capabilities of a seat to presence
     * @param awaited whether the owner is told once it is in
     */
    Seat(SeatOrder order, Conduct.Times times, RandomGenerator random, UnaryOperator<Presence> dressed, boolean awaited, Instant now) {
        this.wanted = new Wanted(order);
        this.owner = order.owner();
        this.room = order.room();
        this.dressed = dressed;
        this.conduct = new Conduct(times, random, this::dress);
        this.keeping = new Keeping(wanted);
        this.notices = new Notices(room, awaited);
        this.keepAlive = new KeepAlive(wanted);
        this.since = now;
        renew();
    }

    private void renew() {
        Wishes wishes = wanted.wishes();
        JoinRequest request = JoinRequest.of(wanted.order().address(), room, wishes.nick()).with(JoinRequest.OnConflict.WAIT);
        occupant = new Occupant(wishes.password().isEmpty() ? request : request.withPassword(wishes.password()), conduct);
        keeping.ownerIsCalled(wishes.nick());
    }

    /** @return whether an address with our resource is ours; room and owner never change */
    boolean owns(JID address) {
        return owner.getNode().equals(address.getNode()) && owner.getDomain().equals(address.getDomain());
    }

    /** @param address of a room, or of an occupant */
    boolean isIn(JID address) {
        return room.getDomain().equals(address.getDomain()) && room.getNode().equals(address.getNode());
    }

    JID room() {
        return room;
    }

    synchronized SeatOrder order() {
        return wanted.order();
    }

    synchronized boolean isOver() {
        return over;
    }

    // What is kept

    synchronized void kept(SeatStore.Amount amount, int inRoom) {
        keeping.set(amount, inRoom);
    }

    synchronized boolean keepsAnything() {
        return keeping.amount().messages() > 0;
    }

    // Joining and leaving

    /** The seat is to be in its room. */
    synchronized List<Effect> start() {
        wantsIn = true;
        return List.of(new Effect.WantsIn());
    }

    /**
     * It is the seat's turn to join.
     *
     * @param announced clients of the owner that have announced themselves to the room, with what they show
     * @param local     whether the room is one of this server's own, which shows each session that shares our nick
     */
    synchronized List<Effect> join(Map<JID, Presence> announced, boolean local, Instant now) {
        if (over || !wantsIn || isIn()) {
            return List.of();
        }
        clients.assume(announced, here(wanted.wishes().nick()));
        occupant.clientPresent(clients.areIn());
        provable = local;
        proved = false;
        wantsIn = false;
        waiting = false;
        absence = Absence.NONE;
        since = now;
        return effects(occupant.join(now), now);
    }

    /** Ends the seat: nothing more comes of it but these. */
    synchronized List<Effect> end(Instant now) {
        over = true;
        return effects(occupant.leave(now), now);
    }

    private boolean isIn() {
        return occupant.isIn() && absence == Absence.NONE;
    }

    /** It is wanted otherwise. @param origin who wants it now */
    synchronized List<Effect> change(Wishes wishes, Origin origin, Instant now) {
        boolean rejoin = !wishes.nick().equals(occupant.nick()) || !wishes.password().equals(wanted.wishes().password()) && !isIn();
        wanted.change(wishes, origin);
        if (!rejoin) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        if (isIn() && !clients.areIn()) {
            effects.addAll(effects(occupant.changeNick(wishes.nick()), now));
        } else if (!isIn()) {
            renew();
            notices.awaitAgain();
            effects.addAll(start());
        }
        return effects;
    }

    // From the room

    /** @param stanza from the room, to the seat; no request */
    synchronized List<Effect> receive(Packet stanza, Instant now) {
        if (over || absence != Absence.NONE) {
            return List.of();
        }
        proved |= !occupant.isIn() && stanza instanceof Presence presence
                && occupant.nick().equals(presence.getFrom().getResource()) && !RoomPresence.hasStatus(presence, "110");
        return effects(occupant.receive(stanza, now), stanza, now);
    }

    synchronized List<Effect> tick(Instant now) {
        if (over) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        if (!now.isBefore(joinAt) || waiting && !now.isBefore(occupant.wakeAt())) {
            joinAt = Instant.MAX;
            waiting = false;
            wantsIn = true;
            effects.add(new Effect.WantsIn());
        } else if (!waiting && !wantsIn && absence == Absence.NONE && !now.isBefore(occupant.wakeAt())) {
            effects.addAll(effects(occupant.tick(now), now));
        }
        if (isIn()) {
            keepAlive.tick(now, effects);
        }
        return effects;
    }

    private List<Effect> effects(List<Output> outputs, Instant now) {
        return effects(outputs, null, now);
    }

    /** @param stanza that made them; null if it was none */
    private List<Effect> effects(List<Output> outputs, Packet stanza, Instant now) {
        List<Effect> effects = new ArrayList<>(outputs.size());
        for (Output output : outputs) {
            if (output instanceof Output.Send send) {
                effects.add(new Effect.Send(send.stanza()));
            } else {
                happened((Event) output, stanza, now, effects);
            }
        }
        return effects;
    }

    private void happened(Event event, Packet stanza, Instant now, List<Effect> effects) {
        if (event instanceof Event.Said said) {
            if (!clients.areIn()) {
                keeping.said(said, now, effects);
            }
        } else if (event instanceof Event.PrivateMessage message) {
            if (!clients.areIn()) {
                keeping.whispered(message.nick(), message.stanza(), now, effects);
            }
        } else if (event instanceof Event.Invited && stanza instanceof Message message) {
            if (!clients.areIn()) {
                keeping.whispered(message.getFrom().getResource(), message, now, effects);
            }
        } else if (event instanceof Event.RoomKnown known) {
            temporary = known.info().is(RoomInfo.Trait.TEMPORARY);
        } else if (event instanceof Event.Joined joined) {
            joined(joined, now, effects);
        } else if (event instanceof Event.NickChanged changed) {
            renamed(changed.nick(), effects);
        } else if (event instanceof Event.OccupantLeft && temporary) {
            effects.add(new Effect.PerhapsAlone());
        } else if (event instanceof Event.Refused refused) {
            refused(refused, now, effects);
        } else if (event instanceof Event.Removed removed) {
            removed(removed, now, effects);
        } else if (event instanceof Event.Destroyed destroyed) {
            notices.destroyed(destroyed, effects);
            end(effects);
        }
    }

    private void joined(Event.Joined joined, Instant now, List<Effect> effects) {
        since = now;
        keepAlive.joined(now);
        effects.add(new Effect.ServiceAnswered());
        renamed(joined.nick(), effects);
        if (provable && !proved && clients.areIn()) { // the room has removed the client
            clients.clear();
            occupant.clientPresent(false);
            effects.add(new Effect.Send(status(joined.nick())));
        }
        notices.joined(joined, effects);
        clients.in().filter(client -> !client.wished().equals(occupant.nick())).ifPresent(client -> follow(client, effects));
        if (temporary) {
            effects.add(new Effect.PerhapsAlone());
        }
    }

    private void renamed(String nick, List<Effect> effects) {
        keeping.ownerIsCalled(nick);
        wanted.nickIs(nick, effects);
    }

    private void refused(Event.Refused refused, Instant now, List<Effect> effects) {
        since = now;
        effects.add(refused.why() == Refusal.UNREACHABLE ? new Effect.ServiceFailed() : new Effect.ServiceAnswered());
        if (refused.why() == Refusal.NICK_CONFLICT && !clients.isEmpty()) {
            sharingRefused = true;
            absence = Absence.YIELDED;
        } else if (refused.again()) {
            waiting = true;
            notices.later(refused.why(), effects);
        } else if (refused.why() == Refusal.NO_SUCH_ROOM && !notices.isAwaited()) {
            absence = Absence.DORMANT; // it was temporary, perhaps
        } else {
            notices.refused(refused, effects);
            end(effects);
        }
    }

    private void removed(Event.Removed removed, Instant now, List<Effect> effects) {
        since = now;
        clients.clear(); // they share the nick, and its fate
        if (removed.again()) {
            waiting = true;
        } else {
            notices.removed(removed, effects);
            end(effects);
        }
    }

    private void end(List<Effect> effects) {
        over = true;
        effects.add(new Effect.Ended());
    }

    // From and to the owner's clients

    /** @return the address of a client that is in the room now */
    synchronized Optional<JID> clientInRoom() {
        return clients.in().map(Client::address);
    }

    /** @param presence of a client, to the room, which does not know it yet: what comes of this comes first */
    synchronized List<Effect> clientSends(Presence presence, Instant now) {
        List<Effect> effects = new ArrayList<>();
        if (over || presence.getTo().getResource() == null && presence.getType() == null) {
            return effects;
        }
        if (presence.getType() == Presence.Type.unavailable) {
            clients.at(presence.getFrom()).ifPresent(client -> {
                effects.add(new Effect.Left(client.address(), client.wished()));
                gone(client, true, now, effects);
            });
        } else if (presence.getType() == null) {
            Client client = clients.sends(presence);
            RoomPresence.password(presence).ifPresent(password -> learn(password, effects));
            makeWay(client, now, effects);
        }
        return effects;
    }

    /** The client knows the password better. */
    private void learn(String password, List<Effect> effects) {
        if (!isIn() && wanted.passwordIs(password, effects)) {
            renew();
        }
    }

    private void makeWay(Client client, Instant now, List<Effect> effects) {
        if (!isIn()) {
            return;
        }
        if (sharingRefused) {
            stepOut(Absence.YIELDED, effects);
        } else if (client.wished().equals(occupant.nick())) {
            effects.add(new Effect.Send(status(client.wished())));
        } else if (client.isIn()) {
            stepOut(Absence.STEPPED_OUT, effects);
        } else if (!clients.areIn()) {
            effects.addAll(effects(occupant.changeNick(client.wished()), now));
        }
    }

    /** The occupant does not know of it: it comes back, or joins anew. */
    private void stepOut(Absence why, List<Effect> effects) {
        absence = why;
        Presence presence = new Presence(Presence.Type.unavailable);
        presence.setFrom(wanted.order().address());
        presence.setTo(here(occupant.nick()));
        effects.add(new Effect.Send(presence));
    }

    private JID here(String nick) {
        return new JID(room.getNode(), room.getDomain(), nick, true);
    }

    /** @param presence of the room, about to be written to a client; not to be changed */
    synchronized Reaction clientGets(Presence presence, Instant now) {
        Optional<Client> known = clients.at(presence.getTo());
        if (over || known.isEmpty()) {
            return Reaction.NONE;
        }
        Client client = known.get();
        if (presence.getType() == Presence.Type.error) {
            return refused(client, presence, now);
        }
        if (!RoomPresence.isOfRoom(presence)) {
            return Reaction.NONE;
        }
        String nick = presence.getFrom().getResource();
        List<Effect> effects = new ArrayList<>();
        boolean self = RoomPresence.hasStatus(presence, "110") || nick.equals(client.wished());
        if (presence.getType() == Presence.Type.unavailable) {
            if (self && !RoomPresence.hasStatus(presence, "303") && (client.isIn() || RoomPresence.hasStatus(presence, "110"))) {
                gone(client, false, now, effects);
            }
        } else if (presence.getType() == null && self) {
            arrived(client, nick, now, effects);
        }
        return new Reaction(effects, false);
    }

    private void arrived(Client client, String nick, Instant now, List<Effect> effects) {
        boolean returned = !client.isIn();
        client.isIn(nick);
        if (returned) {
            occupant.clientPresent(true);
            effects.add(new Effect.Returned(client.address()));
        }
        if (absence == Absence.STEPPED_OUT || absence == Absence.DORMANT) {
            absence = Absence.NONE;
            renamedTo(nick, effects);
        } else if (isIn() && !nick.equals(occupant.nick())) {
            follow(client, effects);
        } else if (waiting || wantsIn && !isIn()) {
            waiting = false;
            wantsIn = true;
            effects.add(new Effect.WantsIn());
        }
    }

    /** The client is in under a nick that the seat did not get by asking: it goes out and comes in with that. */
    private void follow(Client client, List<Effect> effects) {
        stepOut(Absence.NONE, effects);
        renamedTo(client.wished(), effects);
    }

    private void renamedTo(String nick, List<Effect> effects) {
        wanted.nickIs(nick, effects);
        renew();
        occupant.clientPresent(clients.areIn());
        effects.addAll(start());
    }

    private Reaction refused(Client client, Presence error, Instant now) {
        List<Effect> effects = new ArrayList<>();
        PacketError.Condition condition = error.getError() == null ? null : error.getError().getCondition();
        if (absence == Absence.STEPPED_OUT) { // the client's nick stays what it is, and so does ours
            absence = Absence.NONE;
            client.isRefused();
            renamedTo(occupant.nick(), effects);
            return new Reaction(effects, false);
        }
        if (client.isIn()) {
            return Reaction.NONE;
        }
        if (condition == PacketError.Condition.conflict && isIn() && client.wished().equals(occupant.nick())) {
            sharingRefused = true; // the nick is ours, and must not keep the client out
            stepOut(Absence.YIELDED, effects);
            Presence again = client.presence().createCopy();
            effects.add(new Effect.Send(again));
            return new Reaction(effects, true);
        }
        gone(client, false, now, effects);
        return new Reaction(effects, false);
    }

    /** The client is not available any more, or its session is over: whatever it had told the room is taken back by the server. */
    synchronized List<Effect> clientGone(JID address, Instant now) {
        List<Effect> effects = new ArrayList<>();
        clients.at(address).ifPresent(client -> gone(client, false, now, effects));
        return effects;
    }

    /** @param onPurpose whether it left this room by itself */
    private void gone(Client client, boolean onPurpose, Instant now, List<Effect> effects) {
        boolean wasIn = client.isIn();
        clients.remove(client);
        occupant.clientPresent(clients.areIn());
        if (!clients.isEmpty()) {
            return;
        }
        since = now;
        if (onPurpose && wasIn && wanted.wishes().dropOnLeave()) {
            effects.addAll(end(now));
            effects.add(new Effect.Ended());
        } else if (absence == Absence.YIELDED || absence == Absence.STEPPED_OUT) {
            absence = Absence.NONE;
            renew();
            joinAt = now.plus(NICK_RELEASE);
        } else if (isIn()) {
            effects.add(new Effect.Send(status(occupant.nick())));
            if (temporary) {
                effects.add(new Effect.PerhapsAlone());
            }
        }
    }

    /** @return what the seat shows of itself, as presence to the room */
    private Presence status(String nick) {
        Presence presence = dress(new Presence());
        presence.setFrom(wanted.order().address());
        presence.setTo(here(nick));
        return presence;
    }

    /** Like the client that is there or about to be, if there is one; else away. */
    private Presence dress(Presence presence) {
        if (clients.isEmpty()) {
            presence.setShow(Presence.Show.away);
            return dressed.apply(presence);
        }
        return RoomPresence.dress(presence, clients.presence());
    }

    // Being alone

    /** @return how many nicks besides ours are in the room, if it lives by its occupants, no client of the owner is in it and we are; else -1 */
    synchronized int othersIfAway() {
        return temporary && isIn() && clients.isEmpty() ? occupant.others() : -1;
    }

    /** Nobody but seats is left: they don't keep a temporary room alive. */
    synchronized List<Effect> rest(Instant now) {
        List<Effect> effects = new ArrayList<>();
        if (othersIfAway() >= 0) {
            since = now;
            stepOut(Absence.DORMANT, effects);
        }
        return effects;
    }

    // Looking at it

    synchronized SeatView view() {
        return new SeatView(wanted.order(), occupant.nick(), state(), since, keeping.amount(), keeping.inRoom());
    }

    private State state() {
        return switch (absence) {
            case YIELDED -> State.YIELDED;
            case DORMANT -> State.DORMANT;
            case STEPPED_OUT -> State.SHARED;
            case NONE -> occupant.isIn() ? clients.areIn() ? State.SHARED : State.AWAY
                    : waiting || joinAt != Instant.MAX ? State.RETRYING : wantsIn ? State.WAITING : State.JOINING;
        };
    }

    /**
     * @param hide whether the client is not to get what it was about to
     */
    record Reaction(List<Effect> effects, boolean hide) {

        static final Reaction NONE = new Reaction(List.of(), false);
    }
}
