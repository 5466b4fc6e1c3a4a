package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MucUser;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Whatever two clients of one user do beside a seat, and whenever the room's answers come: in the end the seat knows
 * the truth.
 */
class SeveralClientsPropertiesTest {

    private static final JID ROOM = new JID("orchard@rooms.lit");
    private static final JID SEAT = new JID("romeo@montague.lit/unguessable");
    private static final List<JID> CLIENTS =
            List.of(new JID("romeo@montague.lit/laptop"), new JID("romeo@montague.lit/phone"));
    private static final List<String> NICKS = List.of("romeo", "mobile");

    /** One thing that happens. */
    private record Deed(String what, Consumer<Play> act) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static final class Play {

        private final ModelRoom.Kind kind;
        private final ModelRoom room;
        private final Seat seat;
        private final Deque<Runnable> soon = new ArrayDeque<>();
        /** What the clients believe: under which nick they are in. */
        private final Map<JID, String> believed = new HashMap<>();

        private final Set<JID> entered = new HashSet<>();
        /** Clients that have announced themselves to the room, as the server knows. */
        private final Set<JID> announced = new HashSet<>();

        private final List<SeatEffect> told = new ArrayList<>();
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");
        private boolean wantsIn;
        private int words;

        private Play(ModelRoom.Kind kind) {
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
            Presence presence =
                    Xml.presence("<presence from='" + client + "' to='" + ROOM + "/" + nick + "'" + type + ">"
                            + (status.isEmpty() ? "" : "<status>" + status + "</status>")
                            + (join ? "<x xmlns='http://jabber.org/protocol/muc'/>" : "") + "</presence>");
            atOnce(seat.clientSends(presence, now));
            roomHears(presence);
        }

        private void joins(JID client, String nick) {
            if (!believed.containsKey(client)) {
                believed.put(client, nick);
                sends(client, nick, "", true);
            }
        }

        private void leaves(JID client) {
            String nick = believed.remove(client);
            entered.remove(client);
            if (nick != null) {
                sends(client, nick, " type='unavailable'", false);
            }
        }

        private void goes(JID client) {
            believed.remove(client);
            entered.remove(client);
            atOnce(seat.clientUnavailable(client, now));
            announced.remove(client);
            room.ends(client);
        }

        /** Its session lives on, and gets what the room says. */
        private void goesUnavailable(JID client) {
            believed.remove(client);
            entered.remove(client);
            atOnce(seat.clientUnavailable(client, now));
            announced.remove(client);
            room.hears(Xml.presence("<presence type='unavailable' from='" + client + "' to='" + ROOM + "'/>"));
        }

        /** Only who knows that he is in does so. */
        private void says(JID client, String nick) {
            if (entered.contains(client)
                    && room.has(client)
                    && room.nick(client).equals(believed.get(client))) {
                sends(client, nick == null ? believed.get(client) : nick, "", false);
            }
        }

        private void delivers(JID session) {
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
            if (presence.getType() == null && own && believed.containsKey(session)) {
                believed.put(session, presence.getFrom().getResource());
                entered.add(session);
            } else if (presence.getType() == Presence.Type.error && !room.has(session)
                    || MucUser.hasStatus(presence.getElement(), 307)) {
                believed.remove(session);
                entered.remove(session);
            }
        }

        private void acts() {
            Runnable next = soon.poll();
            if (next != null) {
                next.run();
            }
        }

        private void takesTurn() {
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

        private void ticks() {
            now = now.plusSeconds(1);
            soon(seat.tick(now));
        }

        private void settle() {
            for (int i = 0; i < 200; i++) {
                for (int j = 0; j < 20; j++) {
                    CLIENTS.forEach(this::delivers);
                    delivers(SEAT);
                    acts();
                    takesTurn();
                }
                ticks();
            }
        }

        private void isTrue() {
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

    @Provide
    Arbitrary<List<Deed>> deeds() {
        Arbitrary<JID> client = Arbitraries.of(CLIENTS);
        Arbitrary<String> nick = Arbitraries.of(NICKS);
        Arbitrary<Deed> joins = Combinators.combine(client, nick)
                .as((who, name) -> deed("joins as " + name, who, play -> play.joins(who, name)));
        Arbitrary<Deed> renames = Combinators.combine(client, nick)
                .as((who, name) -> deed("wants " + name, who, play -> play.says(who, name)));
        Arbitrary<Deed> says = client.map(who -> deed("says something", who, play -> play.says(who, null)));
        Arbitrary<Deed> leaves = client.map(who -> deed("leaves", who, play -> play.leaves(who)));
        Arbitrary<Deed> goes = client.map(who -> deed("is gone", who, play -> play.goes(who)));
        Arbitrary<Deed> unavailable = client.map(who -> deed("is unavailable", who, play -> play.goesUnavailable(who)));
        Arbitrary<Deed> delivers = Arbitraries.of(CLIENTS.get(0), CLIENTS.get(1), SEAT)
                .map(who -> deed("gets", who, play -> play.delivers(who)));
        Arbitrary<Deed> acts = Arbitraries.of(
                deed("acts", SEAT, Play::acts),
                deed("takes its turn", SEAT, Play::takesTurn),
                deed("has time", SEAT, Play::ticks));
        Arbitrary<Deed> settles = Arbitraries.just(new Deed("all settles", Play::settle));
        return Arbitraries.frequencyOf(
                        Tuple.of(3, joins),
                        Tuple.of(2, renames),
                        Tuple.of(1, says),
                        Tuple.of(2, leaves),
                        Tuple.of(1, goes),
                        Tuple.of(1, unavailable),
                        Tuple.of(6, delivers),
                        Tuple.of(4, acts),
                        Tuple.of(1, settles))
                .list()
                .ofMaxSize(40);
    }

    private static Deed deed(String what, JID who, Consumer<Play> act) {
        return new Deed(who.getResource() + " " + what, act);
    }

    @Test
    void whoRenamesAllUnderTheNickIsNotRenamedBackByTheSeat() {
        Play play = new Play(ModelRoom.Kind.TELLING);
        CLIENTS.forEach(client -> play.joins(client, "romeo"));
        play.settle();
        play.says(CLIENTS.get(0), "mobile");
        play.delivers(CLIENTS.get(0));
        play.delivers(CLIENTS.get(0));
        play.acts();
        play.settle();
        assertEquals("mobile", play.room.nick(CLIENTS.get(0)));
        play.isTrue();
    }

    @Test
    void wordsOfAClientThatHasLeftAreNotShown() {
        Play play = new Play(ModelRoom.Kind.SILENT);
        play.joins(CLIENTS.get(1), "mobile");
        play.joins(CLIENTS.get(0), "mobile");
        play.leaves(CLIENTS.get(0));
        play.delivers(SEAT);
        play.settle();
        play.isTrue();
    }

    @Test
    void wordsOfARefusedWishAreNotShown() {
        Play play = new Play(ModelRoom.Kind.SILENT);
        play.joins(CLIENTS.get(0), "mobile");
        play.delivers(CLIENTS.get(0));
        play.delivers(CLIENTS.get(0));
        play.joins(CLIENTS.get(1), "romeo");
        play.says(CLIENTS.get(0), "romeo");
        play.says(CLIENTS.get(0), null);
        play.settle();
        play.isTrue();
    }

    @Test
    void aRefusalIsNotTheAnswerToASecondWish() {
        Play play = new Play(ModelRoom.Kind.SILENT);
        play.joins(CLIENTS.get(0), "mobile");
        play.settle();
        play.joins(CLIENTS.get(1), "mobile");
        play.settle();
        play.says(CLIENTS.get(0), "romeo");
        play.leaves(CLIENTS.get(1));
        play.says(CLIENTS.get(0), "romeo");
        play.settle();
        play.isTrue();
    }

    @Property(tries = 500)
    void endsInTheTruth(@ForAll ModelRoom.Kind kind, @ForAll @From("deeds") List<Deed> deeds) {
        Play play = new Play(kind);
        deeds.forEach(deed -> deed.act().accept(play));
        play.settle();
        play.isTrue();
    }

    @Property(tries = 300)
    void whoKicksTheNickIsRidOfTheSeat(@ForAll ModelRoom.Kind kind, @ForAll @From("deeds") List<Deed> deeds) {
        Play play = new Play(kind);
        deeds.forEach(deed -> deed.act().accept(play));
        play.settle();
        play.room.kicks(play.seat.view().nick());
        play.settle();
        assertTrue(play.seat.isOver(), () -> play.seat.view().toString());
        assertTrue(!play.room.has(SEAT));
        assertNotEquals(
                0, play.told.stream().filter(SeatEffect.Ended.class::isInstance).count());
    }
}
