package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.dom4j.DocumentHelper;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.FakeSeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.MemoryStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

class MissedMessageDeliveryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final JID CLIENT = new JID("romeo@montague.lit/phone");
    private static final JID ROOM = new JID("orchard@rooms.lit");

    private final MemoryStore store = new MemoryStore();
    private final RecordingSink sink = new RecordingSink();
    private final FakeSeatHost host = new FakeSeatHost();
    private final MissedMessageDelivery mail = new MissedMessageDelivery(
            store,
            sink,
            host,
            () -> new JID("agents.montague.lit"),
            (key, arguments) -> key + List.of(arguments),
            Clock.fixed(NOW, ZoneOffset.UTC));
    private MissedMessageDelivery.Limits limits = new MissedMessageDelivery.Limits(8, 100_000, Duration.ofDays(1));
    private Seat seat = seat(0);
    private int last;

    private static Seat seat(int lastMessages) {
        return new Seat(
                new SeatConfig(
                        CLIENT.asBareJID(),
                        ROOM,
                        new Options("Romeo", "", lastMessages, false),
                        Origin.USER,
                        NOW,
                        "secret"),
                OccupantPolicy.Times.USUAL,
                new Random(1),
                presence -> presence,
                new RoomMessage.Reader(),
                false,
                NOW);
    }

    private MissedMessage message(Kind kind, String text) {
        String stanza = "<message type='" + (kind == Kind.PRIVATE ? "chat" : "groupchat") + "' from='" + ROOM
                + "/Juliet'><body>" + text + "</body></message>";
        return new MissedMessage(
                String.valueOf(++last), seat.config().key(), kind, NOW.plusSeconds(last), "Juliet", text, stanza);
    }

    private void keep(Kind kind, String text) {
        MissedMessage message = message(kind, text);
        SeatStore.Amount before = seat.view().kept();
        seat.kept(
                new SeatStore.Amount(before.messages() + 1, before.bytes() + message.bytes()),
                seat.view().roomMessages() + (kind == Kind.ROOM ? 1 : 0));
        mail.keep(seat, message, limits);
    }

    private void deliver(Seat to, JID client, boolean inRoom, Predicate<MissedMessage> told) {
        deliver(mail.delivery(to, client, inRoom, told));
    }

    private static void deliver(WriteQueue.Write delivery) {
        try {
            delivery.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> texts() {
        return store.messages().stream().map(MissedMessage::text).toList();
    }

    @Test
    void dropsTheOldestMentionsAboveTheMaximum() {
        keep(Kind.PRIVATE, "p1");
        for (int i = 1; i <= 8; i++) {
            keep(Kind.MENTION, "m" + i);
        }
        assertEquals(List.of("p1", "m3", "m4", "m5", "m6", "m7", "m8"), texts());
        assertEquals(7, seat.view().kept().messages());
    }

    @Test
    void countsTheLastMessagesApart() {
        seat = seat(1);
        for (int i = 1; i <= 8; i++) {
            keep(Kind.PRIVATE, "p" + i);
        }
        keep(Kind.ROOM, "r1");
        keep(Kind.ROOM, "r2");
        assertEquals(List.of("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "r2"), texts());
        keep(Kind.PRIVATE, "p9");
        assertEquals(List.of("p3", "p4", "p5", "p6", "p7", "p8", "p9"), texts(), "what was said to all goes first");
    }

    @Test
    void trimsNothingAtTheLimitItself() {
        seat = seat(2);
        for (int i = 1; i <= 3; i++) {
            keep(Kind.ROOM, "r" + i);
        }
        for (int i = 1; i <= 6; i++) {
            keep(Kind.PRIVATE, "p" + i);
        }
        limits = new MissedMessageDelivery.Limits(
                8, seat.view().kept().bytes() + message(Kind.PRIVATE, "p7").bytes(), Duration.ofDays(1));
        keep(Kind.PRIVATE, "p7");
        assertEquals(List.of("r1", "r2", "r3", "p1", "p2", "p3", "p4", "p5", "p6", "p7"), texts());
    }

    @Test
    void dropsNothingElseIfFewerOfTheLastMessagesSuffice() {
        seat = seat(1);
        keep(Kind.PRIVATE, "p1");
        keep(Kind.PRIVATE, "p2");
        keep(Kind.ROOM, "r1");
        limits = new MissedMessageDelivery.Limits(8, seat.view().kept().bytes(), Duration.ofDays(1));
        keep(Kind.ROOM, "r2");
        assertEquals(List.of("p1", "p2", "r2"), texts());
    }

    @Test
    void dropsOnlySoManyThatAnEighthIsFree() {
        long each = message(Kind.PRIVATE, "p1").bytes();
        limits = new MissedMessageDelivery.Limits(100, 8 * each, Duration.ofDays(1));
        for (int i = 1; i <= 9; i++) {
            keep(Kind.PRIVATE, "p" + i);
        }
        assertEquals(List.of("p3", "p4", "p5", "p6", "p7", "p8", "p9"), texts());
    }

    @Test
    void followsALimitThatHasBecomeLower() {
        seat = seat(1);
        keep(Kind.ROOM, "r1");
        keep(Kind.ROOM, "r2");
        for (int i = 1; i <= 7; i++) {
            keep(Kind.PRIVATE, "p" + i);
        }
        limits = new MissedMessageDelivery.Limits(4, 100_000, Duration.ofDays(1));
        keep(Kind.PRIVATE, "p8");
        assertEquals(List.of("p5", "p6", "p7", "p8"), texts());
    }

    @Test
    void trimsTheLastMessagesWhenTheyAreTwiceAsMany() {
        seat = seat(2);
        for (int i = 1; i <= 4; i++) {
            keep(Kind.ROOM, "r" + i);
        }
        assertEquals(List.of("r1", "r2", "r3", "r4"), texts());
        keep(Kind.ROOM, "r5");
        assertEquals(List.of("r4", "r5"), texts());
        assertEquals(2, seat.view().roomMessages());
    }

    @Test
    void dropsAnEighthSoThatTheNextOnesCostLess() {
        limits = new MissedMessageDelivery.Limits(16, 100_000, Duration.ofDays(1));
        for (int i = 1; i <= 17; i++) {
            keep(Kind.PRIVATE, "p" + i);
        }
        assertEquals(14, store.messages().size());
        assertEquals("p4", texts().get(0));
    }

    @Test
    void keepsWithinTheBytes() {
        limits = new MissedMessageDelivery.Limits(100, 1000, Duration.ofDays(1));
        for (int i = 0; i < 20; i++) {
            keep(Kind.PRIVATE, "x".repeat(50));
        }
        assertTrue(seat.view().kept().bytes() <= 1000, seat.view().toString());
        assertTrue(store.messages().size() > 2);
    }

    @Test
    void allowsNothingThatIsTooLargeOrNotWanted() {
        assertFalse(new MissedMessageDelivery.Limits(8, 1_000_000, Duration.ofDays(1))
                .allow(message(Kind.PRIVATE, "x".repeat(MissedMessage.MAX_BYTES))));
        limits =
                new MissedMessageDelivery.Limits(8, message(Kind.PRIVATE, "xyz").bytes(), Duration.ofDays(1));
        assertTrue(limits.allow(message(Kind.PRIVATE, "xyz")), "just not too large");
        assertFalse(limits.allow(message(Kind.PRIVATE, "wxyz")));
        assertFalse(new MissedMessageDelivery.Limits(0, 1000, Duration.ofDays(1)).allow(message(Kind.PRIVATE, "x")));
    }

    @Test
    void keepsTheLastMessagesOnlyBesideTheOthers() {
        seat = seat(2);
        keep(Kind.PRIVATE, "p");
        for (int i = 1; i <= 9; i++) {
            keep(Kind.ROOM, "r" + i);
        }
        assertTrue(store.messages().size() <= 6, texts().toString());
        deliver(seat, CLIENT, true, message -> false);
        assertEquals(
                List.of("r8", "r9", "p"),
                sink.sent().stream().map(sent -> ((Message) sent).getBody()).toList());
        assertEquals(List.of(), texts());
        assertFalse(seat.hasMissedMessages());
    }

    @Test
    void deliversMessagesSinglyAndMentionsTogether() {
        keep(Kind.PRIVATE, "p");
        keep(Kind.MENTION, "Romeo, one");
        keep(Kind.MENTION, "Romeo, two");
        deliver(seat, CLIENT, true, message -> message.text().equals("Romeo, two"));
        Message privateMessage = (Message) sink.sent().get(0);
        assertEquals(ROOM + "/Juliet", privateMessage.getFrom().toString());
        assertEquals(CLIENT, privateMessage.getTo());
        assertTrue(privateMessage.toXML().contains("stamp=\"2026-11-23T12:00:01Z\""), privateMessage.toXML());
        Message digest = (Message) sink.sent().get(1);
        assertEquals("agents.montague.lit", digest.getFrom().toString());
        assertEquals(Message.Type.chat, digest.getType());
        assertEquals(
                "intermediateim.seats.digest.title[orchard@rooms.lit, 1]\n[2026-11-23 12:00 UTC] Juliet: Romeo, one",
                digest.getBody());
        assertEquals(2, sink.sent().size());
        deliver(seat, CLIENT, true, message -> false);
        assertEquals(2, sink.sent().size(), "nothing twice");
    }

    @Test
    void withholdsGroupMessagesOutsideTheRoom() {
        seat = seat(2);
        keep(Kind.ROOM, "r");
        keep(Kind.PRIVATE, "p");
        deliver(seat, CLIENT, false, message -> false);
        assertEquals("p", ((Message) sink.only()).getBody());
        assertEquals(List.of("r"), texts());
        assertEquals(1, seat.view().kept().messages());
    }

    @Test
    void tellsNothingOfTheLastMessagesTwice() {
        seat = seat(3);
        for (String text : List.of("Romeo, one", "Romeo, two")) {
            MissedMessage said = message(Kind.ROOM, text);
            store.keep(said);
            store.keep(new MissedMessage(
                    "m" + text, said.seat(), Kind.MENTION, said.at(), said.nick(), text, said.stanza()));
        }
        store.keep(message(Kind.MENTION, "Romeo, two"));
        store.keep(message(Kind.ROOM, "told"));
        deliver(seat, CLIENT, true, message -> message.text().equals("told"));
        List<String> bodies =
                sink.sent().stream().map(sent -> ((Message) sent).getBody()).toList();
        assertEquals(List.of("Romeo, one", "Romeo, two"), bodies.subList(0, 2));
        assertTrue(
                bodies.get(2).startsWith("intermediateim.seats.digest.title[orchard@rooms.lit, 1]"),
                "said again: " + bodies.get(2));
        assertEquals(3, bodies.size());
    }

    @Test
    void tellsAsOftenAsTheRoomHasNot() {
        for (String text : List.of("romeo!", "romeo?", "romeo!")) {
            keep(Kind.MENTION, text);
        }
        ReturningClient returningClient = new ReturningClient(seat);
        for (String text : List.of("romeo?", "romeo!")) {
            returningClient.receive(new Message(DocumentHelper.createElement("message")) {
                {
                    setFrom(ROOM + "/Juliet");
                    setBody(text);
                    addChildElement("x", "jabber:x:delay").addAttribute("stamp", "20261123T12:00:00");
                }
            });
        }
        deliver(seat, CLIENT, true, returningClient::wasTold);
        assertEquals(
                "intermediateim.seats.digest.title[orchard@rooms.lit, 1]\n[2026-11-23 12:00 UTC] Juliet: romeo!",
                ((Message) sink.only()).getBody());
        deliver(seat, CLIENT, true, returningClient::wasTold);
        assertEquals(1, sink.sent().size());
    }

    @Test
    void dropsOfEqualOnesThoseThatTheHistoryHasTold() {
        for (int i = 0; i < 3; i++) {
            keep(Kind.MENTION, "romeo!");
        }
        List<String> asked = new ArrayList<>();
        deliver(
                seat,
                CLIENT,
                true,
                message -> asked.add(message.id()) && message.id().equals("3"));
        assertEquals(List.of("3", "2", "1"), asked, "a history is what was said last");
        assertEquals(3, ((Message) sink.only()).getBody().lines().count(), "a title and two mentions");
    }

    @Test
    void asksOnceAboutWhatIsKeptTwice() {
        seat = seat(3);
        MissedMessage said = message(Kind.ROOM, "Romeo!");
        store.keep(said);
        store.keep(new MissedMessage("m", said.seat(), Kind.MENTION, said.at(), said.nick(), "Romeo!", said.stanza()));
        List<String> asked = new ArrayList<>();
        deliver(seat, CLIENT, true, message -> asked.add(message.text()));
        assertEquals(List.of("Romeo!"), asked);
        assertEquals(List.of(), sink.sent());
    }

    @Test
    void aMentionIsOneLineOfTheDigestWhateverIsInIt() {
        String forged = "hi\n[2026-11-23 12:00 UTC] Tybalt: I yield\u2028[2026-11-23 12:01 UTC] Tybalt: indeed\u202e";
        MissedMessage mention = new MissedMessage(
                "1", seat.config().key(), Kind.MENTION, NOW, "Ju\u2029\u2067liet", forged, "<message/>");
        List<String> lines = MissedMessageDigest.of(
                        "intermediateim.seats.digest.title", ROOM, List.of(mention), (key, arguments) -> key)
                .lines()
                .toList();
        assertEquals(
                "[2026-11-23 12:00 UTC] \u2068Ju \u21b5 \u2067liet\u2069\u2069: \u2068hi \u21b5 [2026-11-23 12:00 UTC] Tybalt: I yield"
                        + " \u21b5 [2026-11-23 12:01 UTC] Tybalt: indeed\u202e\u2069",
                lines.get(1));
        assertEquals(2, lines.size());
    }

    @Test
    void whatAMessageTakesOfMemoryIsTwoOctetsForACharacter() {
        MissedMessage message = message(Kind.PRIVATE, "psst");
        assertEquals(2L * message.bytes(), message.octets());
    }

    @Test
    void whatAMessageCountsIsItsSize() {
        assertEquals(
                "<message/>".length() + "psst".length() + "Juliet".length(),
                new MissedMessage("1", seat.config().key(), Kind.PRIVATE, NOW, "Juliet", "psst", "<message/>").bytes());
    }

    @Test
    void asksTheReceiversPrivacyListForEach() {
        keep(Kind.PRIVATE, "no");
        keep(Kind.PRIVATE, "yes");
        host.blocked.add("no");
        deliver(seat, CLIENT, true, message -> false);
        assertEquals("yes", ((Message) sink.only()).getBody());
    }

    @Test
    void leavesATimeThatIsThereAndALongTextWhole() {
        store.keep(
                new MissedMessage(
                        "x",
                        seat.config().key(),
                        Kind.PRIVATE,
                        NOW,
                        "Juliet",
                        "p",
                        "<message from='" + ROOM
                                + "/Juliet'><body>p</body><delay xmlns='urn:xmpp:delay' stamp='2002-09-10T23:08:25Z'/></message>"));
        deliver(seat, CLIENT, true, message -> false);
        String sent = sink.only().toXML();
        assertTrue(sent.contains("2002-09-10") && !sent.contains("2026-11-23"), sent);
    }

    @Test
    void aDigestTellsFiftyMentionsAndCutsLongOnes() {
        List<MissedMessage> mentions = new ArrayList<>();
        for (int i = 0; i < MissedMessageDigest.MAX_MENTIONS + 3; i++) {
            mentions.add(message(Kind.MENTION, "x".repeat(MissedMessageDigest.MAX_CHARACTERS - 1) + "\uD83D\uDE00"));
        }
        String digest = MissedMessageDigest.of(
                "intermediateim.seats.digest.title", ROOM, mentions, (key, arguments) -> key + List.of(arguments));
        assertTrue(digest.endsWith("intermediateim.seats.digest.more[3]"), digest);
        assertEquals(MissedMessageDigest.MAX_MENTIONS + 2, digest.lines().count());
        assertTrue(digest.contains("x\u2026\n"), "never half a character");
        List<MissedMessage> short50 = Collections.nCopies(
                MissedMessageDigest.MAX_MENTIONS,
                message(Kind.MENTION, "x".repeat(MissedMessageDigest.MAX_CHARACTERS)));
        String whole = MissedMessageDigest.of(
                "intermediateim.seats.digest.title", ROOM, short50, (key, arguments) -> key + List.of(arguments));
        assertTrue(!whole.contains("more") && !whole.contains("\u2026"), whole);
    }

    @Test
    void theTimeToKeepIsObserved() {
        mail.prune(limits);
        assertEquals(NOW.minus(Duration.ofDays(1)), store.prunedBefore());
    }
}
