package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsCounters.Counts;
import org.igniterealtime.openfire.plugin.intermediateim.caps.FeatureLookup.Capabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsMismatches.Mismatch;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsQueryScheduler;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MucUser;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

class CapsFeatureTest {

    private static final String ROMEO = "romeo@example.org/orchard";
    private static final String JULIET = "juliet@example.org/balcony";
    private static final String REMOTE = "tybalt@capulet.example/street";
    private static final String ROOM = "verona@conference.example.org";
    private static final String FAR_ROOM = "mantua@conference.capulet.example";
    private static final String NODE = "http://exodus.example";

    /** The example of XEP-0115 §5.2. */
    private static final String EXODUS = Vectors.EXODUS + Vectors.FEATURES;
    /** That of §5.3. */
    private static final String PSI = Vectors.PSI + Vectors.SOFTWARE + Vectors.FEATURES;

    private static final String C = c(Vectors.V1);

    private final FakeClock clock = new FakeClock();
    private final FakeProved proved = new FakeProved();
    private final RecordingSink sink = new RecordingSink();
    private final Set<String> blocked = new HashSet<>();
    private final Set<String> withoutClient = new HashSet<>();
    private final CapsFeature feature = new CapsFeature(
            proved,
            "example.org",
            (owner, other) -> blocked.contains(owner + " " + other),
            address -> !withoutClient.contains(address.toString()),
            sink,
            () -> "random",
            clock,
            16 << 20,
            List.of(),
            new FakeUserPresence());
    private final FeatureChain chain = new FeatureChain(List.of(feature));

    private static String c(String ver) {
        return "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='" + NODE + "' ver='" + ver + "'/>";
    }

    private static Presence presence(String from, String to, String content) {
        String type = content.equals("unavailable") ? " type='unavailable'" : "";
        return Xml.presence(
                "<presence xmlns='jabber:client' from='" + from + "'" + (to.isEmpty() ? "" : " to='" + to + "'") + type
                        + ">" + (type.isEmpty() ? content : "") + "</presence>");
    }

    private static String inRoom(String content, String... codes) {
        StringBuilder all =
                new StringBuilder(content + "<x xmlns='" + MucUser.MUC_USER + "'><item role='participant'/>");
        for (String code : codes) {
            all.append("<status code='").append(code).append("'/>");
        }
        return all.append("</x>").toString();
    }

    private void enters(String from, String to, String content) {
        boolean local = from.contains("@example.org/");
        assertSame(
                Outcome.PASS,
                chain.handle(
                        presence(from, to, content),
                        Stage.ENTRY,
                        local ? Source.LOCAL_CLIENT : Source.ELSEWHERE,
                        local ? new JID(from) : null));
    }

    /** @param session to whom it is written */
    private void delivered(String from, String to, String session, String content) {
        assertSame(
                Outcome.PASS,
                chain.handle(presence(from, to, content), Stage.DELIVERY, Source.ELSEWHERE, new JID(session)));
    }

    private void delivered(String from, String to, String content) {
        delivered(from, to, to, content);
    }

    private Outcome iq(String from, String to, String type, String query) {
        return iq(from, to, type, "q1", query);
    }

    private Outcome iq(String from, String to, String type, String id, String query) {
        return chain.handle(
                Xml.iq("<iq xmlns='jabber:client' type='" + type + "' id='" + id + "' from='" + from + "' to='" + to
                        + "'>" + query + "</iq>"),
                Stage.ENTRY,
                Source.ELSEWHERE,
                null);
    }

    private static String query(String node, String content) {
        return "<query xmlns='http://jabber.org/protocol/disco#info'" + (node == null ? "" : " node='" + node + "'")
                + ">" + content + "</query>";
    }

    private static String v1() {
        return NODE + "#" + Vectors.V1;
    }

    private Outcome asks(String from, String to, String node) {
        sink.sent().clear();
        return iq(from, to, "get", query(node, ""));
    }

    private void answers(String from, String to, String node, String content) {
        assertSame(Outcome.PASS, iq(from, to, "result", query(node, content)));
    }

    /** Romeo announces Exodus, Juliet is told, and somebody has asked. */
    private void romeoIsKnownToJuliet() {
        enters(ROMEO, "", C);
        delivered(ROMEO, "juliet@example.org", JULIET, C);
        answers(ROMEO, "somebody@example.org/x", null, EXODUS);
    }

    private void assertAnswered(String from, String to, String node, Outcome outcome) {
        assertSame(Outcome.TAKEN, outcome);
        IQ answer = (IQ) sink.only();
        assertEquals(
                List.of(IQ.Type.result, "q1", from, to),
                List.of(
                        answer.getType(),
                        answer.getID(),
                        answer.getFrom().toString(),
                        answer.getTo().toString()));
        assertEquals(node, answer.getChildElement().attributeValue("node"));
        assertTrue(
                CapsVerifier.verify(new Announcement("sha-1", NODE, Vectors.V1), answer.getChildElement())
                        instanceof VerificationResult.Verified);
    }

    private void assertPassed(Outcome outcome) {
        assertSame(Outcome.PASS, outcome);
        assertEquals(List.of(), sink.sent());
    }

    @Nested
    class AQuestion {

        @Test
        @Requirement({"0115-46", "0030-12"})
        void isAnsweredWithWhatWasProved() {
            romeoIsKnownToJuliet();
            assertAnswered(ROMEO, JULIET, v1(), asks(JULIET, ROMEO, v1()));
            assertAnswered(ROMEO, JULIET, null, asks(JULIET, ROMEO, null));
        }

        @Test
        @Requirement({"0115-47", "0115-32", "0128-01", "0128-02"})
        void isAnsweredWithAllLanguagesAndForms() {
            enters(ROMEO, "", c(Vectors.V2));
            delivered(ROMEO, "juliet@example.org", JULIET, c(Vectors.V2));
            answers(ROMEO, "somebody@example.org/x", NODE + "#" + Vectors.V2, PSI);
            sink.sent().clear();
            assertSame(
                    Outcome.TAKEN, iq(JULIET, ROMEO, "get", query(null, "").replace("<query", "<query xml:lang='de'")));
            DiscoInfo told = DiscoInfo.in(((IQ) sink.only()).getChildElement()).orElseThrow();
            assertEquals(
                    List.of("en", "el"),
                    told.identities().stream().map(DiscoInfo.Identity::lang).toList());
            assertEquals(
                    "urn:xmpp:dataforms:softwareinfo",
                    told.forms().get(0).formType().orElseThrow());
            assertTrue(
                    CapsVerifier.verify(
                                    new Announcement("sha-1", NODE, Vectors.V2), ((IQ) sink.only()).getChildElement())
                            instanceof VerificationResult.Verified);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://exodus.example",
                    "http://exodus.example#other",
                    "http://other.example#QgayPKawpkPSDYmwT/WM94uAlu0=",
                    "http://jabber.org/protocol/commands",
                    ""
                })
        @Requirement({"0030-18", "0030-26"})
        void aboutAnotherNodePasses(String node) {
            romeoIsKnownToJuliet();
            assertPassed(asks(JULIET, ROMEO, node));
        }

        @Test
        void withSomethingInItPasses() {
            romeoIsKnownToJuliet();
            assertPassed(iq(JULIET, ROMEO, "get", query(null, "<set xmlns='http://jabber.org/protocol/rsm'/>")));
        }

        @Test
        void besideAnotherPasses() {
            romeoIsKnownToJuliet();
            assertPassed(iq(JULIET, ROMEO, "get", "<query xmlns='jabber:iq:version'/>" + query(v1(), "")));
            assertSame(
                    Outcome.PASS, iq(ROMEO, JULIET, "result", "<query xmlns='jabber:iq:version'/>" + query(v1(), PSI)));
            assertEquals(List.of(), feature.mismatches().latest());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"romeo@example.org", "example.org", "romeo@example.org/garden", "conference.example.org"})
        @Requirement({"0030-11", "0030-27"})
        void toAnotherAddressPasses(String to) {
            romeoIsKnownToJuliet();
            assertPassed(asks(JULIET, to, v1()));
            assertPassed(asks(JULIET, to, null));
        }

        @Test
        void thatIsNoneIsLeftAlone() {
            romeoIsKnownToJuliet();
            assertPassed(iq(JULIET, ROMEO, "set", query(null, "")));
            Packet anonymous = Xml.iq(
                    "<iq xmlns='jabber:client' type='get' id='q1' to='" + ROMEO + "'>" + query(null, "") + "</iq>");
            assertSame(Outcome.PASS, chain.handle(anonymous, Stage.ENTRY, Source.ELSEWHERE, null));
            Packet toNobody = Xml.iq(
                    "<iq xmlns='jabber:client' type='get' id='q1' from='" + JULIET + "'>" + query(null, "") + "</iq>");
            assertSame(Outcome.PASS, chain.handle(toNobody, Stage.ENTRY, Source.ELSEWHERE, null));
        }

        @Test
        void ofTheServerItselfIsAnsweredToo() {
            romeoIsKnownToJuliet();
            assertAnswered(ROMEO, "example.org", null, asks("example.org", ROMEO, null));
            assertPassed(asks("capulet.example", ROMEO, null));
        }

        @Test
        void aboutWhatNobodyHasProvedPasses() {
            enters(ROMEO, "", C);
            delivered(ROMEO, "juliet@example.org", JULIET, C);
            assertPassed(asks(JULIET, ROMEO, v1()));
            assertPassed(asks(JULIET, ROMEO, null));
        }
    }

    @Nested
    class OnlyWhoWasToldIsAnswered {

        @Test
        @Requirement("0030-27")
        void soAStrangerIsNot() {
            romeoIsKnownToJuliet();
            assertPassed(asks("nurse@example.org/house", ROMEO, v1()));
            assertPassed(asks("juliet@example.org/garden", ROMEO, v1()));
        }

        @Test
        void norWhoWasToldThatRomeoIsUnavailable() {
            romeoIsKnownToJuliet();
            delivered(ROMEO, JULIET, "unavailable");
            assertPassed(asks(JULIET, ROMEO, v1()));
        }

        @Test
        void norWhoWasToldByTheBareAddress() {
            romeoIsKnownToJuliet();
            delivered("romeo@example.org", JULIET, "unavailable");
            assertPassed(asks(JULIET, ROMEO, v1()));
        }

        @Test
        void norAnybodyOnceRomeoHasGone() {
            romeoIsKnownToJuliet();
            enters(ROMEO, "", "unavailable");
            assertPassed(asks(JULIET, ROMEO, v1()));
            enters(ROMEO, "", C);
            feature.sessionEnded(new JID(ROMEO));
            assertPassed(asks(JULIET, ROMEO, v1()));
        }

        @Test
        void norJulietOnceSheHasGone() {
            romeoIsKnownToJuliet();
            enters(JULIET, "", "unavailable");
            assertPassed(asks(JULIET, ROMEO, v1()));
            delivered(ROMEO, JULIET, C);
            assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, v1()));
            feature.sessionEnded(new JID(JULIET));
            assertPassed(asks(JULIET, ROMEO, v1()));
        }

        @Test
        @Requirement({"0390-17", "0390-18", "0390-23"})
        void andOnlyAboutTheLatest() {
            romeoIsKnownToJuliet();
            answersAs(Vectors.V2, PSI);
            enters(ROMEO, "", c(Vectors.V2));
            assertPassed(asks(JULIET, ROMEO, v1()));
            assertPassed(asks(JULIET, ROMEO, NODE + "#" + Vectors.V2));
            assertPassed(asks(JULIET, ROMEO, null));
            delivered(ROMEO, JULIET, c(Vectors.V2));
            assertPassed(asks(JULIET, ROMEO, v1()));
            assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, NODE + "#" + Vectors.V2));
            assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, null));
        }

        private void answersAs(String ver, String content) {
            enters("mercutio@example.org/x", "", c(ver));
            answers("mercutio@example.org/x", "somebody@example.org/x", null, content);
        }

        @Test
        @Requirement("0115-53")
        void andKeepsWhatPresenceDoesNotRepeat() {
            romeoIsKnownToJuliet();
            enters(ROMEO, "", "<show>away</show>");
            delivered(ROMEO, JULIET, "<show>away</show>");
            assertAnswered(ROMEO, JULIET, v1(), asks(JULIET, ROMEO, v1()));
        }

        @Test
        void whoIsOnAnotherServerIsToldUnderTheBareAddress() {
            romeoIsKnownToJuliet();
            delivered(ROMEO, "tybalt@capulet.example", "capulet.example", C);
            assertAnswered(ROMEO, REMOTE, v1(), asks(REMOTE, ROMEO, v1()));
            assertPassed(asks("other@capulet.example/x", ROMEO, v1()));
            delivered(ROMEO, "tybalt@capulet.example", "capulet.example", "unavailable");
            assertPassed(asks(REMOTE, ROMEO, v1()));
        }

        @Test
        void aClientIsKnownByItsSession() {
            romeoIsKnownToJuliet();
            for (String to : List.of("", "nurse@example.org", "other@example.org", "nurses@example.com", "x")) {
                delivered(ROMEO, "nurse@example.org/house", "unavailable");
                delivered(ROMEO, to, "nurse@example.org/house", C);
                assertAnswered(ROMEO, "nurse@example.org/house", v1(), asks("nurse@example.org/house", ROMEO, v1()));
            }
        }

        @Test
        void aUserOfThisServerIsNot() {
            romeoIsKnownToJuliet();
            delivered(ROMEO, "nurse@example.org", "component.example.org", C);
            assertPassed(asks("nurse@example.org/house", ROMEO, v1()));
        }
    }

    @Nested
    class PrivacyLists {

        @ParameterizedTest
        @CsvSource({ROMEO + "," + JULIET, JULIET + "," + ROMEO})
        @Requirement({"0115-64", "0030-25"})
        void ofBothSidesLeaveTheQuestionAlone(String owner, String other) {
            romeoIsKnownToJuliet();
            blocked.add(owner + " " + other);
            assertPassed(asks(JULIET, ROMEO, v1()));
            blocked.clear();
            assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, v1()));
        }
    }

    @Nested
    class TheSetting {

        @ParameterizedTest
        @CsvSource({"OFF,false,false,false", "LOCAL,true,false,false", "ALL,true,true,true"})
        @Requirement({"0030-28", "0115-65"})
        void saysForWhomQuestionsAreAnswered(AnswerPolicy answering, boolean user, boolean contact, boolean occupant) {
            romeoIsKnownToJuliet();
            delivered(REMOTE, JULIET, C);
            delivered(FAR_ROOM + "/romeo", JULIET, inRoom(C));
            feature.answer(answering, 0);
            assertEquals(user, asks(JULIET, ROMEO, v1()) == Outcome.TAKEN);
            assertEquals(contact, asks(JULIET, REMOTE, v1()) == Outcome.TAKEN);
            assertEquals(occupant, asks(JULIET, FAR_ROOM + "/romeo", v1()) == Outcome.TAKEN);
        }
    }

    @Nested
    class InARoom {

        /** As Openfire 4.2.0 does it: what a room sends is seen going out only. */
        private void bothAreIn() {
            romeoIsKnownToJuliet();
            enters(ROMEO, ROOM + "/romeo", C);
            delivered(ROOM + "/romeo", ROMEO, inRoom(C, "110"));
            enters(JULIET, ROOM + "/juliet", "");
            delivered(ROOM + "/romeo", JULIET, inRoom(C));
            delivered(ROOM + "/juliet", JULIET, inRoom("", "110"));
        }

        @Test
        void anOccupantIsAnsweredForByTheAddressThere() {
            bothAreIn();
            assertAnswered(ROOM + "/romeo", JULIET, v1(), asks(JULIET, ROOM + "/romeo", v1()));
            assertAnswered(ROOM + "/romeo", JULIET, null, asks(JULIET, ROOM + "/romeo", null));
            assertPassed(asks(JULIET, ROOM + "/tybalt", v1()));
        }

        @Test
        void soIsOneInARoomElsewhere() {
            romeoIsKnownToJuliet();
            enters(FAR_ROOM + "/romeo", JULIET, inRoom(C));
            delivered(FAR_ROOM + "/romeo", JULIET, inRoom(C));
            assertAnswered(FAR_ROOM + "/romeo", JULIET, v1(), asks(JULIET, FAR_ROOM + "/romeo", v1()));
            enters(FAR_ROOM + "/romeo", JULIET, "unavailable");
            assertPassed(asks(JULIET, FAR_ROOM + "/romeo", v1()));
        }

        @Test
        void whoLeavesIsAnsweredNoMore() {
            bothAreIn();
            enters(JULIET, ROOM + "/juliet", "unavailable");
            assertPassed(asks(JULIET, ROOM + "/romeo", v1()));
            assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, v1()), "they still are contacts");
        }

        @Test
        void norWhoIsThrownOut() {
            bothAreIn();
            assertSame(
                    Outcome.PASS,
                    chain.handle(
                            Xml.presence("<presence xmlns='jabber:client' from='" + ROOM + "/juliet' to='" + JULIET
                                    + "' type='unavailable'>" + inRoom("", "307") + "</presence>"),
                            Stage.DELIVERY,
                            Source.ELSEWHERE,
                            new JID(JULIET)));
            assertPassed(asks(JULIET, ROOM + "/romeo", v1()));
        }

        @Test
        void whoLeavesIsAnsweredForNoMore() {
            bothAreIn();
            delivered(ROOM + "/romeo", JULIET, "unavailable");
            assertPassed(asks(JULIET, ROOM + "/romeo", v1()));
        }

        @Test
        void whomTheOccupantBlocksThereIsNotAnswered() {
            bothAreIn();
            blocked.add(ROMEO + " " + ROOM + "/juliet");
            assertPassed(asks(JULIET, ROOM + "/romeo", v1()));
        }

        @Test
        void whoIsNotKnownByTheRealAddressIsAskedItself() {
            bothAreIn();
            feature.forget(new JID("nobody@example.org"));
            assertSame(Outcome.TAKEN, asks(JULIET, ROOM + "/romeo", v1()));
            delivered(ROOM + "/mercutio", JULIET, inRoom(C));
            assertPassed(asks(JULIET, ROOM + "/mercutio", v1()));
            delivered(ROOM + "/romeo", "nurse@example.org/x", inRoom(C));
            assertPassed(asks("nurse@example.org/x", ROOM + "/romeo", v1()));
        }

        @Test
        void theServerDoesNotAsk() {
            bothAreIn();
            assertPassed(asks("example.org", ROOM + "/romeo", null));
        }
    }

    @Nested
    class Listening {

        @Test
        @Requirement({"0115-32", "0115-33"})
        void provesItForAllWhoAnnounceTheSame() {
            enters(REMOTE, JULIET, C);
            delivered(REMOTE, JULIET, C);
            romeoIsKnownToJuliet();
            assertAnswered(REMOTE, JULIET, v1(), asks(JULIET, REMOTE, v1()));
            assertEquals(1, feature.counters().snapshot().get("learned"));
        }

        @Test
        void verifiesWhatIsKnownOnlyOnce() {
            romeoIsKnownToJuliet();
            answers(ROMEO, "somebody@example.org/x", null, EXODUS);
            assertEquals(1, proved.offered);
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://exodus.example#other", "http://jabber.org/protocol/commands"})
        void leavesOutAnswersAboutOtherNodes(String node) {
            enters(ROMEO, "", C);
            answers(ROMEO, JULIET, node, PSI);
            assertEquals(0, proved.offered);
        }

        @Test
        void leavesOutWhoHasAnnouncedNothing() {
            answers(ROMEO, JULIET, v1(), EXODUS);
            assertEquals(0, proved.offered);
        }

        @Test
        @Requirement({"0115-34", "0115-35", "0115-63"})
        void believesNobodyWhoseHashDiffers() {
            enters(ROMEO, "", C);
            delivered(ROMEO, JULIET, C);
            answers(ROMEO, JULIET, v1(), PSI);
            answers(ROMEO, JULIET, v1(), PSI);
            assertPassed(asks(JULIET, ROMEO, v1()));
            assertEquals(Map.of(), proved.held);
            assertEquals(Optional.empty(), feature.of(new JID(ROMEO)));
            assertEquals(
                    List.of(new Mismatch(
                            new JID(ROMEO),
                            new Announcement("sha-1", NODE, Vectors.V1),
                            VerificationResult.Reason.MISMATCH,
                            clock.instant(),
                            2)),
                    feature.mismatches().latest());
            assertEquals(2, feature.counters().snapshot().get("mismatched"));
        }

        @ParameterizedTest
        @ValueSource(strings = {" hash='sha-999'", ""})
        @Requirement({"0115-21", "0115-22", "0115-23", "0115-24", "0115-70", "0115-71"})
        void keepsWhatCantBeProvedForTheOneWhoSaysItAlone(String hash) {
            String c = C.replace(" hash='sha-1'", hash);
            for (String each : List.of(ROMEO, REMOTE)) {
                enters(each, each.equals(ROMEO) ? "" : JULIET, c);
                delivered(each, JULIET, c);
            }
            answers(ROMEO, "somebody@example.org/x", null, EXODUS);
            assertEquals(Map.of(), proved.held);
            assertPassed(asks(JULIET, ROMEO, v1()));
            Capabilities romeo = feature.of(new JID(ROMEO)).orElseThrow();
            assertFalse(romeo.proved());
            assertTrue(romeo.has("http://jabber.org/protocol/muc"));
            assertEquals(Optional.empty(), feature.of(new JID(REMOTE)));
            assertEquals(List.of(), feature.mismatches().latest());
            enters(ROMEO, "", "unavailable");
            assertEquals(Optional.empty(), feature.of(new JID(ROMEO)));
        }
    }

    @Nested
    class Asking {

        private IQ asked() {
            sink.sent().clear();
            feature.ask();
            return sink.sent().isEmpty() ? null : (IQ) sink.only();
        }

        private IQ askedAfterHeadStart() {
            clock.pass(CapsQueryScheduler.HEAD_START);
            return asked();
        }

        @Test
        @Requirement({"0115-25", "0115-42", "0115-44", "0115-45", "0030-01", "0390-09", "0390-19"})
        void goesFromTheServerToTheClientItself() {
            enters(ROMEO, "", C);
            assertEquals(null, asked());
            IQ question = askedAfterHeadStart();
            assertEquals(
                    List.of("example.org", ROMEO, IQ.Type.get),
                    List.of(question.getFrom().toString(), question.getTo().toString(), question.getType()));
            assertEquals(v1(), question.getChildElement().attributeValue("node"));
            assertEquals(List.of(), question.getChildElement().elements());
            assertEquals("intermediateim-caps-random", question.getID());
            assertEquals(new Counts(0, 0, 1, 0), feature.counts());
        }

        @Test
        @Requirement({"0030-21", "0030-22"})
        void isNotForWhatOthersHaveTold() {
            romeoIsKnownToJuliet();
            assertEquals(null, askedAfterHeadStart());
            for (int i = 0; i < 100; i++) {
                enters("user" + i + "@example.org/x", "", C);
            }
            assertEquals(null, askedAfterHeadStart());
        }

        @Test
        void isNotForAnAddressWhereNoClientIs() {
            enters(ROMEO, "", C);
            withoutClient.add(ROMEO); // a seat in a room
            assertEquals(null, askedAfterHeadStart());
            withoutClient.clear();
            assertEquals(null, askedAfterHeadStart());
            enters(REMOTE, "", C);
            assertEquals(REMOTE, askedAfterHeadStart().getTo().toString());
        }

        @Test
        void isNotForWhatAnotherNodeKnows() {
            enters(ROMEO, "", C);
            proved.elsewhere.put(
                    new CapsKey("sha-1", Vectors.V1),
                    DiscoInfo.in(Xml.element(query(null, EXODUS))).orElseThrow());
            assertEquals(null, askedAfterHeadStart());
            proved.elsewhere.clear();
            assertEquals(null, askedAfterHeadStart());
        }

        /** Their presence has come in on another node of the cluster, which asks; here it is seen going out. */
        @Test
        void isLeftToTheNodeOfTheClient() {
            delivered(ROMEO, "juliet@example.org", JULIET, C);
            assertEquals(null, askedAfterHeadStart());
            assertPassed(asks(JULIET, ROMEO, v1()));
            proved.elsewhere.put(
                    new CapsKey("sha-1", Vectors.V1),
                    DiscoInfo.in(Xml.element(query(null, EXODUS))).orElseThrow());
            clock.pass(CapsQueryScheduler.PAUSE);
            assertEquals(null, asked());
            assertAnswered(ROMEO, JULIET, v1(), asks(JULIET, ROMEO, v1()));
        }

        @Test
        void isPrecededAtOnceByALookAtWhatOtherNodesKnow() {
            enters(ROMEO, "", C);
            delivered(ROMEO, "juliet@example.org", JULIET, C);
            proved.elsewhere.put(
                    new CapsKey("sha-1", Vectors.V1),
                    DiscoInfo.in(Xml.element(query(null, EXODUS))).orElseThrow());
            assertEquals(null, asked());
            assertAnswered(ROMEO, JULIET, v1(), asks(JULIET, ROMEO, v1()));
        }

        /** As after a purge, when nobody announces anything new. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isNotNeededIfAnotherNodeKnowsWhatWasForgotten(boolean occupant) {
            String address = occupant ? ROOM + "/romeo" : ROMEO;
            delivered(address, "juliet@example.org", JULIET, occupant ? inRoom(C) : C);
            if (occupant) {
                delivered(ROOM + "/juliet", JULIET, inRoom("", "110"));
                delivered(address, "romeo@example.org", ROMEO, inRoom(C, "110"));
            }
            asked();
            clock.pass(Duration.ofHours(1));
            assertEquals(null, asked());
            proved.elsewhere.put(
                    new CapsKey("sha-1", Vectors.V1),
                    DiscoInfo.in(Xml.element(query(null, EXODUS))).orElseThrow());
            assertPassed(asks("nurse@example.org/house", address, v1()));
            assertEquals(null, asked());
            assertPassed(asks(JULIET, address, v1()));
            assertEquals(null, asked());
            assertAnswered(address, JULIET, v1(), asks(JULIET, address, v1()));
        }

        @Test
        void isNeverOfOccupantsNorOfWhoHasGone() {
            enters(FAR_ROOM + "/romeo", JULIET, inRoom(C));
            delivered(ROOM + "/romeo", JULIET, inRoom(C));
            enters(REMOTE, JULIET, C);
            enters(REMOTE, JULIET, "unavailable");
            assertEquals(null, askedAfterHeadStart());
        }

        @Test
        @Requirement("0115-70")
        void ofWhoAnnouncesInTheOldWayIsPlain() {
            enters(ROMEO, "", C.replace(" hash='sha-1'", ""));
            assertEquals(null, askedAfterHeadStart().getChildElement().attributeValue("node"));
        }

        @Test
        void takesTheAnswerForItself() {
            enters(ROMEO, "", C);
            String id = askedAfterHeadStart().getID();
            assertSame(Outcome.TAKEN, iq(ROMEO, "example.org", "result", id, query(v1(), EXODUS)));
            assertTrue(feature.of(new JID(ROMEO)).orElseThrow().proved());
            clock.pass(CapsQueryScheduler.PATIENCE);
            assertEquals(null, askedAfterHeadStart());
        }

        @Test
        @Requirement("0115-36")
        void goesOnWithTheNextWhenOneLiesOrRefuses() {
            enters(ROMEO, "", C);
            enters(JULIET, "", C);
            String id = askedAfterHeadStart().getID();
            assertSame(Outcome.TAKEN, iq(ROMEO, "example.org", "result", id, query(v1(), PSI)));
            clock.pass(CapsQueryScheduler.PAUSE);
            IQ second = asked();
            assertEquals(JULIET, second.getTo().toString());
            assertSame(Outcome.TAKEN, iq(JULIET, "example.org", "error", second.getID(), query(v1(), "")));
            clock.pass(CapsQueryScheduler.PAUSE.multipliedBy(2));
            assertEquals(ROMEO, asked().getTo().toString());
        }

        @Test
        void learnsFromAnAnswerAfterTheClientHasChanged() {
            enters(ROMEO, "", C);
            String id = askedAfterHeadStart().getID();
            enters(ROMEO, "", c(Vectors.V2));
            assertSame(Outcome.TAKEN, iq(ROMEO, "example.org", "result", id, query(v1(), EXODUS)));
            assertTrue(proved.held.containsKey(new CapsKey("sha-1", Vectors.V1)));
        }

        @Test
        void believesNoAnswerThatAnotherSends() {
            enters(ROMEO, "", C);
            String id = askedAfterHeadStart().getID();
            assertSame(Outcome.TAKEN, iq("mercutio@example.org/x", "example.org", "result", id, query(v1(), EXODUS)));
            assertEquals(Map.of(), proved.held);
        }

        @Test
        void leavesAnswersToOthersAlone() {
            enters(ROMEO, "", C);
            assertSame(Outcome.PASS, iq(ROMEO, JULIET, "result", "intermediateim-caps-random", query(v1(), EXODUS)));
            assertSame(Outcome.PASS, iq(ROMEO, "example.org", "result", "other", query(v1(), EXODUS)));
            assertSame(Outcome.PASS, iq(ROMEO, "example.org", "error", "other", query(v1(), "")));
        }

        @Test
        void doesNotCountAsAQuestionOfClients() {
            iq("example.org", ROMEO, "get", "intermediateim-caps-random", query(v1(), ""));
            assertEquals(new Counts(0, 0, 0, 0), feature.counts());
        }
    }

    /** It has come in on another node of a cluster, where it was heard as it came in. */
    @Nested
    class AnAnswerOnItsWayOut {

        private Outcome goesOut(String type, String node, String content) {
            return chain.handle(
                    Xml.iq("<iq xmlns='jabber:client' type='" + type + "' id='q1' from='" + ROMEO + "' to='" + JULIET
                            + "'>" + query(node, content) + "</iq>"),
                    Stage.DELIVERY,
                    Source.ELSEWHERE,
                    new JID(JULIET));
        }

        @Test
        void isHeard() {
            delivered(ROMEO, "juliet@example.org", JULIET, C);
            assertSame(Outcome.PASS, goesOut("result", v1(), EXODUS));
            assertEquals(1, proved.overheard, "the node that it came in on keeps it for all");
            assertAnswered(ROMEO, JULIET, v1(), asks(JULIET, ROMEO, v1()));
            goesOut("result", v1(), EXODUS);
            assertEquals(1, proved.overheard);
            assertEquals(1, feature.counts().learned());
        }

        @Test
        void isNotWhereItHasComeInHere() {
            enters(ROMEO, "", C);
            goesOut("result", v1(), EXODUS);
            assertEquals(Map.of(), proved.held);
        }

        @Test
        void isNotBelievedUnlessItIsWhatWasAnnounced() {
            goesOut("result", v1(), EXODUS);
            delivered(ROMEO, "juliet@example.org", JULIET, C);
            goesOut("get", v1(), "");
            goesOut("error", v1(), EXODUS);
            goesOut("result", "other", EXODUS);
            goesOut("result", v1(), PSI);
            assertEquals(Map.of(), proved.held);
            assertEquals(List.of(), feature.mismatches().latest());
        }
    }

    @Nested
    class WhatAClientTellsTheServerOfItself {

        private static final String VERSION =
                "<query xmlns='jabber:iq:version'><name>Exodus</name><version>0.9.1</version>"
                        + "<os>Windows 98</os></query>";

        private Outcome passes(
                Stage stage, String session, String from, String to, String type, String id, String content) {
            return chain.handle(
                    Xml.iq("<iq xmlns='jabber:client' type='" + type + "' id='" + id + "' from='" + from + "'"
                            + (to.isEmpty() ? "" : " to='" + to + "'") + ">" + content + "</iq>"),
                    stage,
                    stage == Stage.ENTRY ? Source.LOCAL_CLIENT : Source.ELSEWHERE,
                    new JID(session));
        }

        private void serverAsks(String session, String id) {
            assertSame(
                    Outcome.PASS,
                    passes(
                            Stage.DELIVERY,
                            session,
                            "example.org",
                            session,
                            "get",
                            id,
                            "<query xmlns='jabber:iq:version'/>"));
        }

        private void answers(String session, String to, String id) {
            assertSame(Outcome.PASS, passes(Stage.ENTRY, session, session, to, "result", id, VERSION));
        }

        @Test
        void isLearnedAsItPasses() {
            serverAsks(ROMEO, "s1");
            answers(ROMEO, "example.org", "s1");
            assertEquals(
                    Optional.of(new ClientSoftware("Exodus", "0.9.1", "Windows 98")), feature.software(new JID(ROMEO)));
            enters(ROMEO, "", c("unknown"));
            assertEquals(
                    feature.software(new JID(ROMEO)),
                    feature.clients().findFirst().orElseThrow().told());
            feature.sessionEnded(new JID(ROMEO));
            assertEquals(Optional.empty(), feature.software(new JID(ROMEO)));
        }

        @Test
        void isLearnedFromAnAnswerWithoutAnAddressToo() {
            serverAsks(ROMEO, "s1");
            answers(ROMEO, "", "s1");
            assertTrue(feature.software(new JID(ROMEO)).isPresent());
        }

        @Test
        void isNotWhatTheServerHasNotAskedFor() {
            answers(ROMEO, "example.org", "s1");
            serverAsks(JULIET, "s1");
            answers(ROMEO, "example.org", "s1");
            serverAsks(ROMEO, "s2");
            answers(ROMEO, "example.org", "s1");
            answers(ROMEO, JULIET, "s2");
            passes(Stage.DELIVERY, ROMEO, JULIET, ROMEO, "get", "s3", "<query xmlns='jabber:iq:version'/>");
            answers(ROMEO, JULIET, "s3");
            answers(ROMEO, "example.org", "s3");
            passes(Stage.ENTRY, ROMEO, ROMEO, "example.org", "get", "s2", VERSION);
            assertEquals(Optional.empty(), feature.software(new JID(ROMEO)));
            assertEquals(Optional.empty(), feature.software(new JID(JULIET)));
        }

        @Test
        void isNotWhatSomebodyElseSaysInItsName() {
            serverAsks(ROMEO, "s1");
            chain.handle(
                    Xml.iq("<iq xmlns='jabber:client' type='result' id='s1' from='" + ROMEO + "' to='example.org'>"
                            + VERSION + "</iq>"),
                    Stage.ENTRY,
                    Source.ELSEWHERE,
                    null);
            passes(Stage.ENTRY, JULIET, ROMEO, "example.org", "result", "s1", VERSION);
            assertEquals(Optional.empty(), feature.software(new JID(ROMEO)));
        }

        @Test
        void isNotLearnedTwiceNorTooLate() {
            serverAsks(ROMEO, "s1");
            clock.pass(Duration.ofMinutes(6));
            answers(ROMEO, "example.org", "s1");
            assertEquals(Optional.empty(), feature.software(new JID(ROMEO)));
            serverAsks(ROMEO, "s2");
            passes(Stage.ENTRY, ROMEO, ROMEO, "example.org", "error", "s2", VERSION);
            answers(ROMEO, "example.org", "s2");
            assertEquals(Optional.empty(), feature.software(new JID(ROMEO)));
        }

        @Test
        void isCutToASensibleLength() {
            serverAsks(ROMEO, "s1");
            passes(
                    Stage.ENTRY,
                    ROMEO,
                    ROMEO,
                    "example.org",
                    "result",
                    "s1",
                    VERSION.replace("Windows 98", " " + "x".repeat(5_000)).replace("<version>0.9.1</version>", ""));
            assertEquals(
                    Optional.of(new ClientSoftware("Exodus", "", "x".repeat(SoftwareVersions.MAX_CHARACTERS))),
                    feature.software(new JID(ROMEO)));
        }

        @Test
        void isAskedForInTheServersNameWhereItDoesNotAsk() {
            feature.askSoftware(new JID(ROMEO));
            feature.askSoftware(new JID(JULIET));
            withoutClient.add(JULIET);
            feature.ask();
            assertEquals(List.of(), sink.sent());
            clock.pass(SoftwareVersions.BEFORE_ASKING);
            feature.ask();
            IQ question = (IQ) sink.only();
            assertEquals(
                    List.of("example.org", ROMEO, IQ.Type.get),
                    List.of(question.getFrom().toString(), question.getTo().toString(), question.getType()));
            chain.handle(question, Stage.DELIVERY, Source.ELSEWHERE, new JID(ROMEO));
            assertSame(
                    Outcome.TAKEN,
                    passes(Stage.ENTRY, ROMEO, ROMEO, "example.org", "result", question.getID(), VERSION));
            assertTrue(feature.software(new JID(ROMEO)).isPresent());
            feature.ask();
            assertEquals(1, sink.sent().size());
        }

        @Test
        void isForgottenWithTheUser() {
            serverAsks(ROMEO, "s1");
            answers(ROMEO, "example.org", "s1");
            feature.forget(new JID("romeo@example.org"));
            assertEquals(Optional.empty(), feature.software(new JID(ROMEO)));
            serverAsks(ROMEO, "s2");
            answers(ROMEO, "example.org", "s2");
            feature.forgetAll();
            assertEquals(Optional.empty(), feature.software(new JID(ROMEO)));
        }
    }

    @Test
    void countsQuestionsToClients() {
        romeoIsKnownToJuliet();
        asks(JULIET, ROMEO, v1());
        asks("nurse@example.org/house", ROMEO, v1());
        asks(JULIET, "example.org", null);
        assertEquals(new Counts(2, 1, 0, 1), feature.counts());
        assertEquals(
                List.of("answered", "passed", "asked", "learned", "mismatched", "enriched"),
                List.copyOf(feature.counters().snapshot().keySet()));
    }

    @Test
    @Requirement({"0115-61", "0115-33"})
    void tellsOthersWhatAnAddressCanDo() {
        assertEquals(Optional.empty(), feature.of(new JID(ROMEO)));
        enters(ROMEO, "", C);
        assertEquals(Optional.empty(), feature.of(new JID(ROMEO)));
        clock.pass(Duration.ofMinutes(1));
        answers(ROMEO, JULIET, null, EXODUS);
        Capabilities romeo = feature.of(new JID(ROMEO)).orElseThrow();
        assertTrue(romeo.proved());
        assertTrue(romeo.has("http://jabber.org/protocol/muc"));
        assertFalse(romeo.has("urn:xmpp:ping"));
        assertEquals(clock.instant().minusSeconds(60), romeo.since());
        assertEquals("Exodus 0.9.1", romeo.info().identities().get(0).name());
    }

    @Test
    void showsWhoIsOnline() {
        romeoIsKnownToJuliet();
        enters(REMOTE, JULIET, c("other"));
        Map<String, OnlineClient> clients = new java.util.HashMap<>();
        feature.clients().forEach(client -> clients.put(client.address().toString(), client));
        assertEquals(Set.of(ROMEO, REMOTE), clients.keySet());
        assertTrue(clients.get(ROMEO).local());
        assertFalse(clients.get(REMOTE).local());
        assertEquals(
                "Exodus 0.9.1",
                clients.get(ROMEO)
                        .capabilities()
                        .orElseThrow()
                        .identities()
                        .get(0)
                        .name());
        assertEquals(Optional.empty(), clients.get(REMOTE).capabilities());
        assertEquals("other", clients.get(REMOTE).announcement().orElseThrow().ver());
        assertEquals(clock.instant(), clients.get(ROMEO).since());
    }

    @Test
    void learnsWhoWasThereBefore() {
        Element presence = presence(ROMEO, "", C).getElement();
        feature.sessionAlreadyOpen(new JID(ROMEO), presence);
        feature.sessionAlreadyOpen(
                new JID(JULIET), presence(JULIET, "", "unavailable").getElement());
        assertEquals(
                List.of(ROMEO),
                feature.clients().map(client -> client.address().toString()).toList());
        clock.pass(CapsQueryScheduler.HEAD_START);
        feature.ask();
        assertEquals(ROMEO, sink.only().getTo().toString());
    }

    @Test
    void forgetsUsers() {
        romeoIsKnownToJuliet();
        answers(ROMEO, JULIET, v1(), PSI);
        feature.forget(new JID("juliet@example.org"));
        assertPassed(asks(JULIET, ROMEO, v1()));
        delivered(ROMEO, JULIET, C);
        assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, v1()));
        feature.forget(new JID("romeo@example.org"));
        assertPassed(asks(JULIET, ROMEO, v1()));
        assertEquals(List.of(), feature.clients().toList());
    }

    @Test
    void forgetsLiarsWithTheUserToo() {
        enters(ROMEO, "", C);
        answers(ROMEO, JULIET, v1(), PSI);
        feature.forget(new JID("romeo@example.org"));
        assertEquals(List.of(), feature.mismatches().latest());
    }

    @Test
    void forgetsPresenceButKeepsWhatIsProved() {
        romeoIsKnownToJuliet();
        feature.forgetPresence();
        assertEquals(List.of(), feature.clients().toList());
        assertEquals(1, proved.held.size());
        enters(ROMEO, "", C);
        assertPassed(asks(JULIET, ROMEO, v1()));
        answers(JULIET, ROMEO, v1(), PSI);
        feature.forgetAll();
        assertEquals(Map.of(), proved.held);
        assertEquals(List.of(), feature.mismatches().latest());
    }

    @Test
    @Requirement({"0115-51", "0115-52", "0115-43"})
    void advertisesNothingAndLeavesPresenceAsItIs() {
        assertEquals("caps", feature.name());
        assertEquals(Set.of(), feature.namespaces());
        Presence presence = presence(ROMEO, "", C);
        String before = presence.toXML();
        chain.handle(presence, Stage.ENTRY, Source.LOCAL_CLIENT, new JID(ROMEO));
        chain.handle(presence, Stage.DELIVERY, Source.ELSEWHERE, new JID(JULIET));
        assertEquals(before, presence.toXML());
    }

    @Test
    void isNotDisturbedByPresenceOfOtherKinds() {
        romeoIsKnownToJuliet();
        for (String type : List.of("subscribe", "probe", "error", "unsubscribed")) {
            String xml =
                    "<presence xmlns='jabber:client' type='" + type + "' from='" + ROMEO + "' to='" + JULIET + "'/>";
            chain.handle(Xml.presence(xml), Stage.ENTRY, Source.LOCAL_CLIENT, new JID(ROMEO));
            chain.handle(Xml.presence(xml), Stage.DELIVERY, Source.ELSEWHERE, new JID(JULIET));
        }
        chain.handle(
                Xml.presence("<presence xmlns='jabber:client'/>"), Stage.ENTRY, Source.LOCAL_CLIENT, new JID(ROMEO));
        chain.handle(
                Xml.presence("<presence xmlns='jabber:client'/>"), Stage.DELIVERY, Source.ELSEWHERE, new JID(JULIET));
        chain.handle(
                Xml.presence("<presence xmlns='jabber:client' from='" + ROMEO + "'/>"),
                Stage.DELIVERY,
                Source.ELSEWHERE,
                new JID("capulet.example"));
        enters("romeo@example.org", "", C);
        assertAnswered(ROMEO, JULIET, v1(), asks(JULIET, ROMEO, v1()));
    }
}
