package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatService;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

class SeatsFeatureTest extends SeatsFixture {

    @Test
    void tellsTheOwnerThatTheSeatIsThere() {
        feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
        turn();
        assertEquals(List.of("intermediateim.seats.tell.in[orchard@rooms.lit, Romeo]"), bodies());
        Message told = (Message) sent.get(sent.size() - 1);
        assertEquals(
                List.of("agents.montague.lit", ROMEO.toString(), Message.Type.chat),
                List.of(told.getFrom().toString(), told.getTo().toString(), told.getType()));
        assertEquals(1, store.configs().size());
        assertEquals(1, feature.counters().snapshot().get("kept"));
    }

    @Nested
    class AStanzaToASeat {

        @Test
        void isTakenIfItIsFromTheRoom() {
            keep();
            assertSame(Outcome.TAKEN, enter(whisper(SEAT, "psst"), Source.ELSEWHERE));
            assertEquals(1, store.messages().size());
            assertEquals(1, feature.counters().snapshot().get("messages"));
        }

        @Test
        void isForOneOfSeveralSeats() {
            keep();
            JID hall = new JID("hall@halls.lit");
            feature.seats().keep(ROMEO, hall, new Options("Romeo"));
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            assertEquals(
                    List.of(1, 0),
                    feature.seats().seatsOf(ROMEO).stream()
                            .map(seat -> seat.kept().messages())
                            .toList());
            feature.seats().drop(ROMEO, ROOM);
            assertEquals(
                    List.of(hall),
                    feature.seats().seatsOf(ROMEO).stream()
                            .map(seat -> seat.config().room())
                            .toList());
            assertSame(Outcome.PASS, enter(whisper(SEAT, "psst"), Source.ELSEWHERE));
        }

        @Test
        void isNobodysIfItIsFromElsewhere() {
            keep();
            for (String from : List.of("juliet@capulet.lit/x", "crypt@rooms.lit/Juliet", "rooms.lit")) {
                Message message = whisper(SEAT, "psst");
                message.setFrom(from);
                assertSame(Outcome.PASS, enter(message, Source.ELSEWHERE), from);
            }
            assertEquals(List.of(), store.messages());
        }

        @Test
        void isAnsweredBySeatAlone() {
            keep();
            assertSame(Outcome.TAKEN, enter(ping(SEAT), Source.ELSEWHERE));
            IQ answer = (IQ) sent.get(0);
            assertEquals(
                    List.of(IQ.Type.result, SEAT, "p"), List.of(answer.getType(), answer.getFrom(), answer.getID()));
        }

        @Test
        void isTheClientsWhichHasItsOwnCopyInALocalRoom() {
            keep();
            clientComes();
            sent.clear();
            assertSame(Outcome.TAKEN, enter(ping(SEAT), Source.ELSEWHERE));
            assertSame(Outcome.TAKEN, enter(whisper(SEAT, "psst"), Source.ELSEWHERE));
            assertSame(Outcome.PASS, enter(ping(CLIENT), Source.ELSEWHERE));
            assertEquals(List.of(), sent);
        }

        @Test
        void isTheSeatsOnceTheServerHasRemovedTheClientSilently() {
            keep();
            clientComes();
            sent.clear();
            JID here = new JID(ROOM + "/Romeo");
            host.occupants.put(SEAT, here);
            host.occupants.put(CLIENT, here);
            assertSame(Outcome.TAKEN, enter(whisper(SEAT, "for the client"), Source.ELSEWHERE));
            assertEquals(List.of(), store.messages());
            host.occupants.remove(CLIENT);
            assertSame(Outcome.TAKEN, enter(whisper(SEAT, "for the seat"), Source.ELSEWHERE));
            assertEquals(1, store.messages().size());
            assertEquals(State.AWAY, state(ROMEO));
            assertEquals(
                    List.of(Presence.Show.away),
                    sent.stream().map(shown -> ((Presence) shown).getShow()).toList());
        }

        @Test
        void isStillTheClientsIfTheServerDoesNotKnowTheSeat() {
            keep();
            clientComes();
            host.occupants.put(new JID("mercutio@montague.lit/x"), new JID(ROOM + "/Romeo"));
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            assertEquals(List.of(), store.messages());
            assertEquals(State.SHARED, state(ROMEO));
        }

        @Test
        void goesOnToTheClientFromARemoteRoomOnce() {
            host.local = false;
            keep();
            clientComes();
            IQ onlyHere = ping(SEAT);
            assertSame(Outcome.CHANGED, enter(onlyHere, Source.ELSEWHERE));
            assertEquals(CLIENT, onlyHere.getTo());
            assertSame(Outcome.TAKEN, enter(ping(CLIENT), Source.ELSEWHERE));
            assertSame(Outcome.PASS, enter(whisper(CLIENT, "psst"), Source.ELSEWHERE));
            assertSame(Outcome.TAKEN, enter(whisper(SEAT, "psst"), Source.ELSEWHERE));
        }

        @Test
        void isTheSameAsTheClientsIfItSaysTheSame() {
            host.local = false;
            keep();
            clientComes();
            assertSame(Outcome.CHANGED, enter(anonymous(SEAT, "one"), Source.ELSEWHERE));
            assertSame(Outcome.PASS, enter(anonymous(CLIENT, "two"), Source.ELSEWHERE));
            assertSame(Outcome.TAKEN, enter(anonymous(CLIENT, "one"), Source.ELSEWHERE));
        }

        private Message anonymous(JID to, String text) {
            Message message = whisper(to, text);
            message.setID(null);
            return message;
        }

        @Test
        void isNotTheClientsIfItIsForAllOrAnError() {
            host.local = false;
            keep();
            clientComes();
            Message error = whisper(SEAT, "psst");
            error.setType(Message.Type.error);
            for (Message message : List.of(error, said(SEAT, "<body>Romeo!</body>"))) {
                assertSame(Outcome.TAKEN, enter(message, Source.ELSEWHERE));
                assertEquals(SEAT, message.getTo());
            }
        }
    }

    @Test
    void aNamesakeOnAnotherServerIsNotTheOwner() {
        keep();
        enter(
                Xml.presence("<presence from='romeo@capulet.lit/phone' to='" + ROOM
                        + "/Tybalt'><x xmlns='http://jabber.org/protocol/muc'>"
                        + "<password>mine</password></x></presence>"),
                Source.ELSEWHERE);
        chain.handle(
                Xml.presence("<presence to='romeo@capulet.lit/phone' from='" + ROOM + "/Romeo'>"
                        + "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>"),
                Stage.DELIVERY,
                Source.ELSEWHERE,
                null);
        assertEquals(List.of(), sent);
        assertEquals(State.AWAY, feature.seats().seat(ROMEO, ROOM).orElseThrow().state());
    }

    @Nested
    class WhenTheOwnerIsBack {

        private static final String TOLD =
                "<body>Romeo, told</body><delay xmlns='urn:xmpp:delay' stamp='2026-11-23T12:00:00Z'/>";

        @Test
        void whatWasKeptComesAfterTheHistoryWithoutWhatThatTold() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            for (String text : List.of("Romeo, told", "Romeo, untold")) {
                enter(said(SEAT, "<body>" + text + "</body>"), Source.ELSEWHERE);
            }
            clientComes();
            hears(TOLD);
            assertEquals(List.of(), bodies());
            hears("<subject/>");
            assertEquals("psst", bodies().get(0));
            assertTrue(
                    bodies().get(1).endsWith("Juliet: Romeo, untold")
                            && !bodies().get(1).contains(", told"),
                    bodies().get(1));
            tasks.timePasses();
            assertEquals(2, bodies().size());
        }

        private void hears(String content) {
            chain.handle(said(CLIENT, content), Stage.DELIVERY, Source.ELSEWHERE, null);
        }

        @Test
        void itWaitsForTheHistoryIfTheClientTakesItsTimeToEnter() {
            keep();
            enter(said(SEAT, "<body>Romeo, told</body>"), Source.ELSEWHERE);
            enter(Xml.presence("<presence from='" + CLIENT + "'/>"), Source.LOCAL_CLIENT);
            clientComes();
            hears(TOLD);
            tasks.timePasses();
            assertEquals(List.of(), bodies());
        }

        @Test
        void itComesToTheClientThatStays() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            clientComes();
            enter(Xml.presence("<presence type='unavailable' from='" + ROMEO + "/desk'/>"), Source.LOCAL_CLIENT);
            tasks.timePasses();
            assertEquals(List.of("psst"), bodies());
        }

        @Test
        void itDoesNotComeToWhoHasEnteredAndIsGoneAgain() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            clientComes();
            enter(Xml.presence("<presence type='unavailable' from='" + CLIENT + "'/>"), Source.LOCAL_CLIENT);
            tasks.timePasses();
            assertEquals(List.of(), bodies());
            assertEquals(1, store.messages().size());
        }

        @Test
        void itComesSoonEvenIfNoSubjectEndsTheHistory() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            clientComes();
            tasks.timePasses();
            assertEquals(List.of("psst"), bodies());
        }

        @Test
        void itComesAfterAWhileToAClientThatDoesNotEnter() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            enter(said(SEAT, "<body>Romeo!</body>"), Source.ELSEWHERE);
            enter(Xml.presence("<presence from='" + CLIENT + "'/>"), Source.LOCAL_CLIENT);
            tasks.timePasses();
            assertEquals("psst", bodies().get(0));
            assertTrue(bodies().get(1).endsWith("Juliet: Romeo!"), bodies().get(1));
        }

        @Test
        void itDoesNotComeToWhoIsGoneAgain() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            enter(Xml.presence("<presence from='" + CLIENT + "'/>"), Source.LOCAL_CLIENT);
            enter(Xml.presence("<presence type='unavailable' from='" + CLIENT + "'/>"), Source.LOCAL_CLIENT);
            tasks.timePasses();
            assertEquals(List.of(), bodies());
        }
    }

    @Nested
    class WhenAClientLeavesTheRoom {

        private void leave() {
            keep();
            clientComes();
            enter(
                    Xml.presence("<presence type='unavailable' from='" + CLIENT + "' to='" + ROOM + "/Romeo'/>"),
                    Source.LOCAL_CLIENT);
            sent.clear();
        }

        @Test
        void itIsToldIfTheRoomDoesNotTellIt() {
            leave();
            enter(Xml.presence("<presence type='unavailable' from='" + ROMEO + "/desk'/>"), Source.LOCAL_CLIENT);
            tasks.timePasses();
            assertEquals(
                    "<presence type=\"unavailable\" from=\"orchard@rooms.lit/Romeo\" to=\"romeo@montague.lit/phone\" id=\""
                            + sent.get(0).getID() + "\">"
                            + "<x xmlns=\"http://jabber.org/protocol/muc#user\"><item affiliation=\"none\" role=\"none\"/>"
                            + "<status code=\"110\"/></x></presence>",
                    sent.get(0).toXML());
        }

        @Test
        void itIsNotToldOnceItHasTriedToComeBack() {
            leave();
            enter(
                    Xml.presence("<presence from='" + CLIENT + "' to='" + ROOM
                            + "/Romeo'><x xmlns='http://jabber.org/protocol/muc'/></presence>"),
                    Source.LOCAL_CLIENT);
            isShown("<presence type='error' to='" + CLIENT + "' from='" + ROOM + "/Romeo'><error type='auth'>"
                    + "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
            tasks.timePasses();
            assertTrue(sent.stream().noneMatch(stanza -> CLIENT.equals(stanza.getTo())), sent.toString());
        }

        @Test
        void whatItIsToldReachesIt() {
            leave();
            tasks.timePasses();
            assertSame(Outcome.PASS, isShown(sent.get(0).toXML()));
            assertEquals(State.AWAY, state(ROMEO));
        }

        @Test
        void whatItIsToldDoesNotReachItOnceItHasComeBack() {
            leave();
            tasks.timePasses();
            String told = sent.get(0).toXML();
            clientComes();
            assertSame(Outcome.TAKEN, isShown(told));
            assertEquals(State.SHARED, state(ROMEO));
        }

        private Outcome isShown(String presence) {
            return chain.handle(Xml.presence(presence), Stage.DELIVERY, Source.ELSEWHERE, null);
        }

        @Test
        void itIsNotToldWhenItHasGone() {
            leave();
            enter(Xml.presence("<presence type='unavailable' from='" + CLIENT + "'/>"), Source.LOCAL_CLIENT);
            tasks.timePasses();
            assertEquals(List.of(), sent);
        }

        @Test
        void withItsSessionTheSeatIsShownAsAway() {
            keep();
            clientComes();
            sent.clear();
            enter(Xml.presence("<presence type='unavailable' from='" + CLIENT + "'/>"), Source.LOCAL_CLIENT);
            assertEquals(Presence.Show.away, ((Presence) sent.get(0)).getShow());
        }

        @Test
        void itIsNotToldTwice() {
            leave();
            chain.handle(
                    Xml.presence("<presence type='unavailable' to='" + CLIENT + "' from='" + ROOM + "/Romeo'/>"),
                    Stage.DELIVERY,
                    Source.ELSEWHERE,
                    null);
            tasks.timePasses();
            assertEquals(List.of(), sent);
        }
    }

    @Nested
    class TheDesk {

        @Test
        void keepsNoMoreThanItMay() {
            keep();
            feature.apply(settings.with(SeatSettings.PER_USER, 1L), true);
            JID crypt = new JID("crypt@rooms.lit");
            assertEquals(
                    SeatService.Answer.TOO_MANY_OF_USER,
                    feature.seats().keep(ROMEO, crypt, new Options("Romeo")).join());
            feature.apply(settings.with(SeatSettings.TOTAL, 1L), true);
            assertEquals(
                    SeatService.Answer.TOO_MANY_IN_ALL,
                    feature.seats()
                            .keep(new JID("benvolio@montague.lit"), crypt, new Options("B"))
                            .join());
            feature.apply(settings.with(SeatSettings.TOTAL, 0L).with(SeatSettings.PER_USER, 0L), true);
            assertEquals(
                    SeatService.Answer.KEPT,
                    feature.seats().keep(ROMEO, crypt, new Options("Romeo")).join(),
                    "as many as one likes");
            assertEquals(
                    SeatService.Answer.CHANGED,
                    feature.seats()
                            .keep(ROMEO, ROOM, new Options("Romeo", "", 9, true))
                            .join());
            assertEquals(9, store.configs().get(0).options().lastMessages());
        }

        @Test
        void dropsASeatAndDeliversWhatWasKept() {
            keep();
            host.available.put(ROMEO, CLIENT);
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            assertEquals(
                    SeatService.Answer.DROPPED,
                    feature.seats().drop(ROMEO, ROOM).join());
            assertEquals(Presence.Type.unavailable, ((Presence) sent.get(0)).getType());
            assertEquals(List.of(), store.configs());
            assertEquals(List.of(), store.messages());
            assertEquals(List.of("psst"), bodies());
            assertEquals(
                    SeatService.Answer.NO_SEAT,
                    feature.seats().drop(ROMEO, ROOM).join());
        }

        @Test
        void isWrittenTo() {
            assertEquals("", say(CLIENT, "keep " + ROOM + " as The Heir"), "the seat says itself what comes of it");
            assertEquals(
                    "intermediateim.seats.say.line[orchard@rooms.lit, The Heir, intermediateim.seats.state.waiting[], 0]",
                    say(CLIENT, "list"));
            assertEquals("intermediateim.seats.say.changed[orchard@rooms.lit, The Heir]", say(CLIENT, "keep " + ROOM));
            assertEquals("intermediateim.seats.say.dropped[orchard@rooms.lit]", say(CLIENT, "drop"));
            assertEquals("intermediateim.seats.say.no-seat[orchard@rooms.lit]", say(CLIENT, "drop " + ROOM));
            assertEquals("intermediateim.seats.say.drop-which[]\nintermediateim.seats.say.none[]", say(CLIENT, "drop"));
            sent.clear();
            feature.requests()
                    .answer(
                            Xml.message(
                                    "<message from='juliet@capulet.lit/x' to='agents.montague.lit'><body>list</body></message>"),
                            sent::add);
            feature.requests()
                    .answer(
                            Xml.message(
                                    "<message from='" + CLIENT
                                            + "' to='agents.montague.lit'><body>list</body><delay xmlns='urn:xmpp:delay'/></message>"),
                            sent::add);
            assertEquals(List.of(), sent, "the one is a stranger, the other was said long ago");
        }

        private String say(JID from, String text) {
            List<Packet> answers = new ArrayList<>();
            feature.requests()
                    .answer(
                            Xml.message("<message from='" + from + "' to='agents.montague.lit'><body>" + text
                                    + "</body></message>"),
                            answers::add);
            assertTrue(answers.size() <= 1);
            return answers.isEmpty() ? "" : ((Message) answers.get(0)).getBody();
        }

        @Test
        void isCommanded() {
            IQ form = command("keep", "execute", "");
            assertTrue(
                    form.toXML().contains("status=\"executing\"")
                            && form.toXML().contains("var=\"password\""),
                    form.toXML());
            String problem = command("keep", "complete", "<field var='room'><value>x</value></field>")
                    .toXML();
            assertTrue(problem.contains("form.no-room") && problem.contains("<value>x</value>"), problem);
            assertTrue(command(
                            "keep",
                            "complete",
                            "<field var='room'><value>" + ROOM + "</value></field><field var='nick'><value>"
                                    + "x".repeat(1024) + "</value></field>")
                    .toXML()
                    .contains("form.no-nick"));
            assertTrue(command(
                            "keep",
                            "complete",
                            "<field var='room'><value>" + ROOM + "</value></field><field var='last'><value>"
                                    + "many</value></field>")
                    .toXML()
                    .contains("form.no-number"));
            assertTrue(command("drop", "execute", "").toXML().contains("say.none"));
            String kept = command(
                            "keep",
                            "complete",
                            "<field var='room'><value>" + ROOM + "</value></field><field var='last'><value>5"
                                    + "</value></field><field var='leave'><value>true</value></field><field var='password'><value>s</value></field>")
                    .toXML();
            assertTrue(kept.contains("status=\"completed\"") && kept.contains("say.kept"), kept);
            assertEquals(
                    new Options("romeo", "s", 5, true), store.configs().get(0).options());
            assertTrue(command("drop", "execute", "").toXML().contains("<value>" + ROOM + "</value>"));
            assertTrue(command("drop", "complete", "<field var='room'><value>" + ROOM + "</value></field>")
                    .toXML()
                    .contains("say.dropped"));
            assertTrue(command("list", "execute", "").toXML().contains("say.none"));
            assertTrue(command("list", "cancel", "").toXML().contains("status=\"canceled\""));
            assertTrue(command("list", "prev", "").toXML().contains("bad-request"));
            assertTrue(command("other", "execute", "").toXML().contains("item-not-found"));
        }

        private IQ command(String name, String action, String fields) {
            List<Packet> answers = new ArrayList<>();
            feature.requests()
                    .answer(
                            Xml.iq("<iq type='set' id='1' from='" + CLIENT + "' to='agents.montague.lit'>"
                                    + "<command xmlns='http://jabber.org/protocol/commands' node='intermediateim#"
                                    + name + "' action='" + action + "'>"
                                    + (fields.isEmpty()
                                            ? ""
                                            : "<x xmlns='jabber:x:data' type='submit'>" + fields + "</x>")
                                    + "</command></iq>"),
                            answers::add);
            assertEquals(1, answers.size());
            return (IQ) answers.get(0);
        }
    }

    @Test
    void withoutSeatsNothingConcernsIt() {
        assertSame(Outcome.PASS, enter(whisper(SEAT, "psst"), Source.ELSEWHERE));
        assertSame(
                Outcome.PASS,
                enter(Xml.presence("<presence from='" + CLIENT + "' to='" + ROOM + "/Romeo'/>"), Source.LOCAL_CLIENT));
        assertEquals(List.of(), sent);
    }

    @Nested
    class OfWhatComesIn {

        private boolean concerns(Packet stanza, Source source) {
            return feature.addressInterest().concerns(stanza, Stage.ENTRY, source);
        }

        @ParameterizedTest
        @CsvSource({"to='orchard@rooms.lit/Romeo', true", "'', true", "to='montague.lit', false"})
        void presenceOfClientsConcernsIt(String to, boolean concerned) {
            keep();
            assertEquals(
                    concerned,
                    concerns(Xml.presence("<presence from='" + CLIENT + "' " + to + "/>"), Source.LOCAL_CLIENT));
            assertFalse(concerns(Xml.presence("<presence from='" + SEAT + "' " + to + "/>"), Source.ELSEWHERE));
            assertFalse(concerns(
                    Xml.presence("<presence from='benvolio@montague.lit/x' " + to + "/>"), Source.LOCAL_CLIENT));
        }

        @Test
        void whatARoomSaysToClientsConcernsIt() {
            keep();
            Message whisper = whisper(CLIENT, "psst");
            assertTrue(concerns(whisper, Source.ELSEWHERE));
            assertFalse(concerns(whisper, Source.LOCAL_CLIENT));
            whisper.setTo(ROMEO);
            assertFalse(concerns(whisper, Source.ELSEWHERE));
            whisper.setTo(CLIENT);
            whisper.setFrom(ROOM);
            assertFalse(concerns(whisper, Source.ELSEWHERE));
            whisper.setFrom((JID) null);
            assertFalse(concerns(whisper, Source.ELSEWHERE));
        }
    }

    @Nested
    class OfWhatIsDelivered {

        private boolean concerns(Packet stanza) {
            return feature.addressInterest().concerns(stanza, Stage.DELIVERY, Source.ELSEWHERE);
        }

        @Test
        void presenceInTheRoomConcernsIt() {
            keep();
            assertTrue(concerns(Xml.presence("<presence from='" + ROOM + "/Juliet' to='" + CLIENT + "'/>")));
            assertFalse(concerns(Xml.presence("<presence from='crypt@rooms.lit/Juliet' to='" + CLIENT + "'/>")));
            assertFalse(concerns(Xml.presence("<presence from='" + ROOM + "/Juliet' to='benvolio@montague.lit/x'/>")));
            assertFalse(concerns(Xml.presence("<presence to='" + CLIENT + "'/>")));
        }

        @Test
        void messagesConcernItWhileSomebodyIsToldTheHistory() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            assertFalse(concerns(said(CLIENT, "<body>hail</body>")));
            clientComes();
            assertTrue(concerns(said(CLIENT, "<body>hail</body>")));
        }
    }
}
