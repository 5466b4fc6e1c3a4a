package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MucUser;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** A seat and two clients of its owner in a {@link ModelRoom}. A test decides what happens when. */
final class RoomSimulation {

    private static final JID ROOM = new JID("orchard@rooms.lit");
    static final JID SEAT = new JID("romeo@montague.lit/unguessable");
    static final JID LAPTOP = new JID("romeo@montague.lit/laptop");
    static final JID PHONE = new JID("romeo@montague.lit/phone");
    static final List<JID> CLIENTS = List.of(LAPTOP, PHONE);

    private static final int MAX_UNANSWERED_JOINS = 2;

    private final ModelRoom.Kind kind;
    final ModelRoom room;
    final Seat seat;
    private final Deque<Runnable> soon = new ArrayDeque<>();
    /** What the clients believe: under which nick they are in. */
    private final Map<JID, String> believed = new HashMap<>();

    /** How often they have joined since the room last answered them. */
    private final Map<JID, Integer> unanswered = new HashMap<>();

    private final Set<JID> entered = new HashSet<>();
    /** Clients that have announced themselves to the room, as the server knows. */
    private final Set<JID> announced = new HashSet<>();

    final List<SeatEffect> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private boolean wantsIn;
    private int words;

    RoomSimulation(ModelRoom.Kind kind) {
        this.kind = kind;
        room = new ModelRoom(kind, ROOM);
        seat = new Seat(
                new SeatConfig(
                        new JID("romeo@montague.lit"), ROOM, new Options("romeo"), Origin.USER, now, "unguessable"),
                OccupantPolicy.Times.USUAL,
                new Random(1),
                UnaryOperator.identity(),
                new RoomMessage.Reader(),
                false,
                now);
        soon(seat.start());
        settle();
        assertEquals(State.AWAY, seat.view().state());
    }

    private void soon(List<SeatEffect> effects) {
        for (SeatEffect effect : effects) {
            if (effect instanceof SeatEffect.Send send) {
                soon.add(() -> roomHears(send.stanza()));
            } else if (effect instanceof SeatEffect.Show) {
                soon.add(() -> seat.presenceNow().ifPresent(this::roomHears));
            } else {
                happens(effect);
            }
        }
    }

    private void atOnce(List<SeatEffect> effects) {
        for (SeatEffect effect : effects) {
            if (effect instanceof SeatEffect.Send send) {
                roomHears(send.stanza());
            } else if (effect instanceof SeatEffect.Show) {
                seat.presenceNow().ifPresent(this::roomHears);
            } else {
                happens(effect);
            }
        }
    }

    private void happens(SeatEffect effect) {
        if (effect instanceof SeatEffect.JoinAgain again) {
            soon.add(() -> seat.joinRequestOf(again.client()).ifPresent(this::roomHears));
        }
        wantsIn |= effect instanceof SeatEffect.QueueJoin;
        told.add(effect);
    }

    private void roomHears(Packet stanza) {
        if (stanza instanceof Presence presence
                && presence.getType() == null
                && stanza.getFrom().equals(SEAT)
                && presence.getChildElement("x", "http://jabber.org/protocol/muc") == null) {
            assertTrue(
                    room.has(SEAT),
                    () -> "it announces itself to a room that it is out of: " + presence.toXML()
                            + seat.view().state());
        }
        if (stanza instanceof Presence presence && CLIENTS.contains(stanza.getFrom())) {
            announces(presence);
        }
        room.hears(stanza);
    }

    private void announces(Presence presence) {
        if (presence.getType() == null) {
            announced.add(presence.getFrom());
        } else {
            announced.remove(presence.getFrom());
        }
    }

    private void sends(JID client, String nick, String type, boolean join) {
        String status = type.isEmpty() ? "word " + words++ : "";
        Presence presence = Xml.presence("<presence from='" + client + "' to='" + ROOM + "/" + nick + "'" + type + ">"
                + (status.isEmpty() ? "" : "<status>" + status + "</status>")
                + (join ? "<x xmlns='http://jabber.org/protocol/muc'/>" : "") + "</presence>");
        atOnce(seat.clientSends(presence, now));
        roomHears(presence);
    }

    /**
     * Nothing happens if the client has joined twice without an answer: no client does so more often within seconds.
     */
    void joins(JID client, String nick) {
        if (!believed.containsKey(client) && unanswered.merge(client, 1, Integer::sum) <= MAX_UNANSWERED_JOINS) {
            believed.put(client, nick);
            sends(client, nick, "", true);
        }
    }

    void leaves(JID client) {
        String nick = believed.remove(client);
        entered.remove(client);
        if (nick != null) {
            sends(client, nick, " type='unavailable'", false);
        }
    }

    void goes(JID client) {
        believed.remove(client);
        entered.remove(client);
        atOnce(seat.clientUnavailable(client, now));
        announced.remove(client);
        room.ends(client);
    }

    /** Its session lives on, and gets what the room says. */
    void goesUnavailable(JID client) {
        believed.remove(client);
        entered.remove(client);
        atOnce(seat.clientUnavailable(client, now));
        announced.remove(client);
        room.hears(Xml.presence("<presence type='unavailable' from='" + client + "' to='" + ROOM + "'/>"));
    }

    /** Only who knows that he is in does so. */
    void says(JID client, String nick) {
        if (entered.contains(client) && room.has(client) && room.nick(client).equals(believed.get(client))) {
            sends(client, nick == null ? believed.get(client) : nick, "", false);
        }
    }

    void delivers(JID session) {
        Packet stanza = room.next(session);
        if (stanza == null) {
            return;
        } else if (session.equals(SEAT)) {
            soon(seat.receive(stanza, now));
        } else if (stanza instanceof Presence presence) {
            Seat.Reaction reaction = seat.clientReceives(presence, now);
            soon(reaction.effects());
            if (!reaction.hide()) {
                gets(session, presence);
            }
        }
    }

    private void gets(JID session, Presence presence) {
        boolean own = RoomPresence.isOwn(presence);
        if (own || presence.getType() == Presence.Type.error) {
            unanswered.remove(session);
        }
        if (presence.getType() == null && own && believed.containsKey(session)) {
            believed.put(session, presence.getFrom().getResource());
            entered.add(session);
        } else if (presence.getType() == Presence.Type.error && !room.has(session)
                || MucUser.hasStatus(presence.getElement(), 307)) {
            believed.remove(session);
            entered.remove(session);
        }
    }

    void acts() {
        Runnable next = soon.poll();
        if (next != null) {
            next.run();
        }
    }

    void takesTurn() {
        if (wantsIn) {
            wantsIn = false;
            soon(seat.join(there(), now));
        }
    }

    /** Only of rooms of its own does the server know more than what clients have said. */
    private List<ClientInRoom> there() {
        return kind == ModelRoom.Kind.EXCLUSIVE
                ? announced.stream()
                        .map(client -> new ClientInRoom(client, Optional.empty()))
                        .toList()
                : CLIENTS.stream()
                        .filter(room::has)
                        .map(client -> new ClientInRoom(client, Optional.of(room.nick(client))))
                        .toList();
    }

    void ticks() {
        now = now.plusSeconds(1);
        soon(seat.tick(now));
    }

    void settle() {
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 20 && isAnythingUnderWay(); j++) {
                CLIENTS.forEach(this::delivers);
                delivers(SEAT);
                acts();
                takesTurn();
            }
            ticks();
        }
    }

    private boolean isAnythingUnderWay() {
        return wantsIn || !soon.isEmpty() || room.isAnythingWaiting();
    }

    void isTrue() {
        Set<JID> in = new HashSet<>(CLIENTS.stream().filter(room::has).toList());
        assertEquals(in, new HashSet<>(seat.clientsInRoom()), "who is in");
        String nick = seat.view().nick();
        List<JID> sharing =
                in.stream().filter(client -> room.nick(client).equals(nick)).toList();
        State state = seat.view().state();
        if (state == State.YIELDED) {
            assertEquals(ModelRoom.Kind.EXCLUSIVE, kind);
            assertEquals(1, sharing.size());
            return;
        }
        assertEquals(sharing.isEmpty() ? State.AWAY : State.SHARED, state);
        assertTrue(room.has(SEAT));
        assertEquals(room.nick(SEAT), nick);
        assertEquals(room.lastSaid(sharing).orElse("away"), room.shown(nick), "what the room sees");
    }
}
