package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.seats.Attendance.Absence;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * How a seat gets along with the clients of its owner, with which it shares one nick. Whatever concerns that nick the seat does
 * before the client: what the others hear last comes from the client. Guarded by its seat.
 */
final class SharedNick {

    private final Wanted wanted;
    private final Attendance attendance;
    private final Clients clients;
    /** The service lets only one have the nick. */
    private boolean refused;
    /** Whether the room shows it when a client shares our nick, and whether it has. */
    private boolean provable;
    private boolean proved;

    SharedNick(Wanted wanted, Attendance attendance, Clients clients) {
        this.wanted = wanted;
        this.attendance = attendance;
        this.clients = clients;
    }

    // While the seat joins

    /** @param announced clients that are believed to be in the room. @param local whether it shows each session that shares our nick */
    void assume(Map<JID, Presence> announced, boolean local) {
        clients.assume(announced, attendance.here(wanted.wishes().nick()));
        attendance.clientPresent(clients.areIn());
        provable = local;
        proved = false;
    }

    /** Presence of our nick that is not our own is a client's. @param stanza from the room, before we are in */
    void look(Packet stanza) {
        proved |= stanza instanceof Presence presence && attendance.nick().equals(presence.getFrom().getResource())
                && !RoomPresence.hasStatus(presence, "110");
    }

    /** We are in: if the room has not shown the client that was assumed, it has removed it. One may have gone by itself since we asked. */
    void believe(List<Effect> effects) {
        if (provable && !proved && clients.areIn()) {
            clients.clear();
            attendance.clientPresent(false);
        }
        if (clients.areMissed()) {
            attendance.show(effects);
        }
    }

    /** We are in, under a nick that is not the client's any more. */
    void catchUp(List<Effect> effects) {
        clients.in().filter(client -> !client.wished().equals(attendance.nick())).ifPresent(client -> follow(client, effects));
    }

    /** We are not let in because of our nick. @return whether a client has it */
    boolean yields() {
        refused |= !clients.isEmpty();
        return !clients.isEmpty();
    }

    /** We are removed from the room: so are they, who share the nick and its fate. */
    void lost() {
        clients.clear();
    }

    boolean isShared() {
        return clients.areIn();
    }

    /** Another nick is wanted. Where a client has ours, it is for the client to change it. */
    void ask(String other, List<Effect> effects) {
        if (!isShared() && !other.equals(attendance.nick())) {
            attendance.changeNick(other, effects);
        }
    }

    // From a client to the room

    /** @param presence of a client, to the room, which does not know it yet: what comes of this comes first */
    void clientSends(Presence presence, Instant now, List<Effect> effects) {
        if (presence.getType() == Presence.Type.unavailable) {
            clients.at(presence.getFrom()).ifPresent(client -> {
                effects.add(new Effect.Left(client.address(), client.wished()));
                gone(client, true, now, effects);
            });
        } else if (presence.getType() == null && presence.getTo().getResource() != null) {
            Client client = clients.sends(presence);
            makeWay(client, effects);
        }
    }

    private void makeWay(Client client, List<Effect> effects) {
        if (!attendance.isIn()) {
            return;
        }
        if (refused) {
            attendance.stepOut(Absence.YIELDED, effects);
        } else if (client.wished().equals(attendance.nick())) {
            attendance.show(effects);
        } else if (client.isIn()) {
            attendance.stepOut(Absence.STEPPED_OUT, effects);
        } else {
            ask(client.wished(), effects);
        }
    }

    // From the room to a client

    /**
     * @param presence of the room, about to be written to a client; not to be changed
     * @return whether the client is not to get it
     */
    boolean clientGets(Presence presence, Instant now, List<Effect> effects) {
        Optional<Client> client = clients.at(presence.getTo());
        if (client.isEmpty()) {
            return false;
        } else if (presence.getType() == Presence.Type.error) {
            return refused(client.get(), presence, now, effects);
        } else if (RoomPresence.isOfRoom(presence)) {
            shown(client.get(), presence, now, effects);
        }
        return false;
    }

    private void shown(Client client, Presence presence, Instant now, List<Effect> effects) {
        String nick = presence.getFrom().getResource();
        boolean certain = RoomPresence.hasStatus(presence, "110");
        if (!certain && !nick.equals(client.wished())) {
            return; // somebody else
        }
        if (presence.getType() == null) {
            boolean byService = RoomPresence.hasStatus(presence, "210"); // it gives whom it wants what nick it wants
            if (byService || !client.isStillShownAs(nick)) {
                arrived(client, nick, effects);
            }
        } else if (presence.getType() == Presence.Type.unavailable && !RoomPresence.hasStatus(presence, "303")
                && (client.isIn() || certain)) {
            gone(client, false, now, effects);
        }
    }

    private void arrived(Client client, String nick, List<Effect> effects) {
        boolean returned = !client.isIn();
        client.isIn(nick);
        if (returned) {
            attendance.clientPresent(true);
            effects.add(new Effect.Returned(client.address()));
            RoomPresence.password(client.presence()).ifPresent(password -> learn(password, effects));
        }
        if (attendance.absence() == Absence.STEPPED_OUT || attendance.absence() == Absence.DORMANT) {
            attendance.comeBackAs(nick, effects);
        } else if (attendance.isIn() && !nick.equals(attendance.nick())) {
            follow(client, effects);
        } else {
            attendance.hurry(effects);
        }
    }

    /** The client was let in with it. */
    private void learn(String password, List<Effect> effects) {
        if (!attendance.isIn() && wanted.passwordIs(password, effects) && !attendance.isJoining()) {
            attendance.renew();
        }
    }

    /** The client is in under a nick that the seat did not get by asking: it goes out and comes in with that. */
    private void follow(Client client, List<Effect> effects) {
        attendance.stepOut(Absence.NONE, effects);
        attendance.comeBackAs(client.wished(), effects);
    }

    private boolean refused(Client client, Presence error, Instant now, List<Effect> effects) {
        if (attendance.absence() == Absence.STEPPED_OUT) { // the client's nick stays what it is, and so does ours
            client.isRefused();
            attendance.comeBackAs(attendance.nick(), effects);
            return false;
        } else if (client.isIn()) {
            return false;
        }
        boolean conflict = error.getError() != null && error.getError().getCondition() == PacketError.Condition.conflict;
        if (conflict && attendance.isIn() && client.wished().equals(attendance.nick())) {
            refused = true; // the nick is ours, and must not keep the client out
            attendance.stepOut(Absence.YIELDED, effects);
            effects.add(new Effect.Send(client.presence().createCopy()));
            return true;
        }
        gone(client, false, now, effects);
        return false;
    }

    // Out of the room

    /** The client is not available any more, or its session is over: whatever it had told the room is taken back by the server. */
    void clientGone(JID address, Instant now, List<Effect> effects) {
        clients.at(address).ifPresent(client -> gone(client, false, now, effects));
    }

    /** @param onPurpose whether it left this room by itself */
    private void gone(Client client, boolean onPurpose, Instant now, List<Effect> effects) {
        boolean wasIn = client.isIn();
        clients.remove(client);
        attendance.clientPresent(clients.areIn());
        if (!clients.isEmpty()) {
            return;
        }
        attendance.since(now);
        if (onPurpose && wasIn && wanted.wishes().dropOnLeave()) {
            attendance.leave(now, effects);
            attendance.end(effects);
        } else if (attendance.absence() == Absence.YIELDED || attendance.absence() == Absence.STEPPED_OUT) {
            attendance.comeBackSoon(now);
        } else if (attendance.isIn()) {
            attendance.show(effects);
            attendance.perhapsAlone(effects);
        }
    }
}
