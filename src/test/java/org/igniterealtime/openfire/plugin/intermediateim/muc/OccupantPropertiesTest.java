package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What holds whatever a room, and its owner, do to an occupant. */
class OccupantPropertiesTest {

    private static final List<String> FROM = List.of(
            "coven@chat.shakespeare.lit",
            "coven@chat.shakespeare.lit/thirdwitch",
            "coven@chat.shakespeare.lit/thirdwitch_",
            "coven@chat.shakespeare.lit/firstwitch",
            "coven@chat.shakespeare.lit/oldhag",
            "heath@chat.shakespeare.lit/thirdwitch",
            "chat.shakespeare.lit");
    private static final List<String> CONDITIONS = List.of(
            "not-authorized",
            "forbidden",
            "registration-required",
            "item-not-found",
            "not-allowed",
            "not-acceptable",
            "conflict",
            "service-unavailable",
            "jid-malformed",
            "remote-server-not-found",
            "gone",
            "bad-request",
            "feature-not-implemented",
            "remote-server-timeout",
            "nonsense");
    private static final String DELAY =
            "<delay xmlns='urn:xmpp:delay' from='coven@chat.shakespeare.lit' stamp='2002-10-13T23:58:37Z'/>";

    /** One thing that happens. */
    private interface Deed {
        void on(Play play);
    }

    /** A scene, watched. */
    private static final class Play {

        private final Scene scene;
        private boolean knocking;
        private boolean announced;

        private Play(JoinRequest request) {
            scene = new Scene(request, new OccupantPolicy(new Random(1)));
        }

        private void happens(Deed deed) {
            scene.last = List.of();
            deed.on(this);
            scene.last.forEach(this::watch);
            assertTrue(scene.occupant.others() <= NickSet.MOST);
            assertEquals(scene.occupant.isOver(), scene.occupant.wakeAt().equals(Instant.MAX));
        }

        private void watch(Output output) {
            if (output instanceof Output.Send send) {
                watch(send.stanza());
            } else if (!(output instanceof Event.RoomKnown
                    || output instanceof Event.OccupantJoined
                    || output instanceof Event.Asked
                    || output instanceof Event.OccupantChanged
                    || output instanceof Event.OccupantLeft
                    || output instanceof Event.OccupantRenamed)) {
                knocking = false;
            }
            if (output instanceof Event event && event.ends()) {
                assertFalse(announced, "ended without a word to the room");
                assertTrue(scene.occupant.isOver());
            }
        }

        private void watch(Packet stanza) {
            assertEquals(Scene.SELF, stanza.getFrom());
            assertEquals(Scene.ROOM, stanza.getTo().asBareJID());
            assertFalse(stanza.getElement().attributeValue("type", "").equals("error"), stanza::toXML);
            if (stanza instanceof Presence presence) {
                if (presence.getElement().element("x") != null) {
                    assertFalse(knocking, "two joins");
                    knocking = true;
                }
                assertTrue(presence.isAvailable() || announced, "left twice, or never been there");
                announced = presence.isAvailable();
            }
        }

        /** @param time none: until something is due, which then is not due any more */
        private void waits(Duration time) {
            if (!time.isZero() || scene.occupant.isOver()) {
                scene.waits(time);
            } else {
                scene.now = scene.occupant.wakeAt().isAfter(scene.now) ? scene.occupant.wakeAt() : scene.now;
                scene.does(scene.occupant.tick(scene.now));
                assertTrue(scene.occupant.wakeAt().isAfter(scene.now), "it would be woken for ever");
            }
        }

        /** The last request or presence of ours gets this answer. */
        private void answered(String type, String content) {
            List<Packet> sent = Scene.sent(scene.all);
            if (!sent.isEmpty()) {
                Packet last = sent.get(sent.size() - 1);
                String name = last.getElement().getName();
                boolean wasRemoved =
                        last instanceof IQ iq && iq.getChildElement().getName().equals("ping");
                knocking &= !(type.equals("error") && (name.equals("presence") || wasRemoved));
                scene.hears("<" + name + " type='" + type + "' id='" + last.getID() + "' from='" + last.getTo() + "'>"
                        + content + "</" + name + ">");
            }
        }
    }

    private static String error(String condition) {
        return "<error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    }

    @Provide
    Arbitrary<List<Deed>> deeds() {
        Arbitrary<String> from = Arbitraries.of(FROM);
        Arbitrary<String> type = Arbitraries.of("", "", "unavailable", "unavailable", "error", "probe");
        Arbitrary<String> content = Arbitraries.of(
                "",
                "<item role='participant' affiliation='member'/>",
                "<item jid='hag66@shakespeare.lit/x'/>",
                "<item nick='oldhag'/>",
                "<item><actor nick='a'/></item>",
                "<destroy/>",
                "<item role='visitor' jid='" + Scene.SELF + "'/>");
        Arbitrary<String> codes = Arbitraries.of(100, 110, 110, 201, 210, 301, 303, 307, 321, 322, 332, 333)
                .list()
                .ofMaxSize(3)
                .map(list ->
                        Scene.codes(list.stream().mapToInt(Integer::intValue).toArray()));
        Arbitrary<Deed> presence = Combinators.combine(from, type, content, codes)
                .as((who, kind, item, status) -> play -> {
                    play.knocking &= !kind.equals("error");
                    play.scene.hears("<presence from='" + who + "'" + (kind.isEmpty() ? "" : " type='" + kind + "'")
                            + "><x xmlns='http://jabber.org/protocol/muc#user'>" + item + status + "</x></presence>");
                });
        Arbitrary<Deed> welcome = codes.map(status ->
                play -> play.scene.isLetIn().otherPresenceReceived("thirdwitch", "", Scene.code(110) + status));
        Arbitrary<Deed> refusal =
                Arbitraries.of(CONDITIONS).map(condition -> play -> play.answered("error", error(condition)));
        Arbitrary<Deed> answer = Arbitraries.of(
                        "",
                        "<query xmlns='http://jabber.org/protocol/disco#info'>"
                                + "<feature var='http://jabber.org/protocol/muc'/><identity name='crone'/></query>",
                        "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'><field var='a'/></x></query>")
                .map(payload -> play -> play.answered("result", payload));
        Arbitrary<Deed> message = Combinators.combine(
                        from,
                        Arbitraries.of("groupchat", "chat", "error", "normal"),
                        Arbitraries.of(
                                "<body>x</body>",
                                "<subject>x</subject>",
                                "<body>x</body>" + DELAY,
                                "<x xmlns='jabber:x:conference' jid='a@b'/>",
                                "<x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>",
                                error("not-acceptable")))
                .as((who, kind, payload) -> play ->
                        play.scene.hears("<message from='" + who + "' type='" + kind + "'>" + payload + "</message>"));
        Arbitrary<Deed> wish = Arbitraries.of(
                play -> play.scene.does(play.scene.occupant.join(play.scene.now)),
                play -> play.scene.knocks(),
                play -> play.scene.does(play.scene.occupant.leave(play.scene.now)),
                play -> play.scene.does(play.scene.occupant.say("x")),
                play -> play.scene.does(play.scene.occupant.changeNick("oldhag")),
                play -> play.scene.does(play.scene.occupant.show(Presence.Show.away)),
                play -> play.scene.occupant.setClientPresent(true),
                play -> play.scene.does(play.scene.occupant.acceptDefaults(play.scene.now)),
                play -> play.scene.does(play.scene.occupant.cancelRoom()));
        Arbitrary<Deed> time =
                Arbitraries.of(0, 1, 30, 700).map(seconds -> play -> play.waits(Duration.ofSeconds(seconds)));
        return Arbitraries.oneOf(presence, welcome, refusal, answer, message, wish, time)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<JoinRequest> requests() {
        return Combinators.combine(
                        Arbitraries.of(JoinRequest.OnConflict.class), Arbitraries.of(JoinRequest.Creation.class))
                .as((conflict, creation) -> Scene.REQUEST.with(conflict).with(creation));
    }

    @Property(tries = 1000)
    @Requirement({"0045-16", "0045-47", "0045-85", "0045-96"})
    void itKnocksOnceAndLeavesOnceAndNeverAnswersBack(
            @ForAll @From("requests") JoinRequest request, @ForAll @From("deeds") List<Deed> deeds) {
        Play play = new Play(request);
        play.happens(any -> play.scene.does(play.scene.occupant.join(play.scene.now)));
        deeds.forEach(play::happens);
        play.happens(any -> play.scene.does(play.scene.occupant.leave(play.scene.now)));
        play.happens(any -> play.scene.waits(Duration.ofDays(1)));
        assertTrue(play.scene.occupant.isOver());
        assertFalse(play.announced);
    }

    @Property(tries = 200)
    @Requirement("0045-44")
    void historyIsOnlyTold(@ForAll @From("requests") JoinRequest request, @ForAll @From("deeds") List<Deed> deeds) {
        Play play = new Play(request);
        play.happens(any -> play.scene.knocks());
        for (Deed deed : deeds) {
            play.happens(deed);
            play.scene.says("firstwitch", "thirdwitch: hail", DELAY);
            assertTrue(play.scene.last.size() <= 1);
            play.scene.last.forEach(output -> assertEquals(MessageKind.HISTORY, ((Event.Said) output).kind()));
        }
    }

    @Property(tries = 200)
    void nobodyElseCanDoAnything(@ForAll @From("deeds") List<Deed> deeds) {
        Play play = new Play(Scene.REQUEST);
        play.happens(any -> play.scene.knocks());
        for (Deed deed : deeds) {
            play.happens(deed);
            for (Packet stanza :
                    List.of(new Message(), new Presence(Presence.Type.unavailable), new IQ(IQ.Type.error))) {
                stanza.setFrom(new JID("heath@chat.shakespeare.lit/thirdwitch"));
                play.scene.hears(stanza).nothingHappened();
                stanza.setFrom((JID) null);
                play.scene.hears(stanza).nothingHappened();
            }
        }
    }
}
