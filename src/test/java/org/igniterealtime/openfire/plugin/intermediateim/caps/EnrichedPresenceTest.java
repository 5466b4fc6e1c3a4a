package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.EnrichedClients.EnrichedClient;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.Addition;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.HashFunction;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationString;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** Romeo's client can't take files, which Juliet's can; so the server takes them for Romeo's. */
class EnrichedPresenceTest {

    private static final String ROMEO = "romeo@example.org/orchard";
    private static final String JULIET = "juliet@example.org/balcony";
    private static final String NURSE = "nurse@example.org/house";
    private static final String FILES = "urn:example:files";
    private static final String MORE_FILES = "urn:example:files:stream";
    private static final String RICH_TEXT = "urn:example:html";

    /** What a program can do, and announces. */
    private record Program(String node, DiscoInfo info) {

        static Program of(String name, String... features) {
            List<String> all = new ArrayList<>(List.of("http://jabber.org/protocol/disco#info"));
            all.addAll(List.of(features));
            return new Program(
                    "http://" + name + ".example",
                    new DiscoInfo(List.of(new DiscoInfo.Identity("client", "pc", name)), all));
        }

        String ver() {
            return VerificationString.of(info, HashFunction.SHA_1);
        }

        String caps() {
            return new Announcement("sha-1", node, ver()).toElement().asXML();
        }

        CapsKey key() {
            return new CapsKey("sha-1", ver());
        }
    }

    private static final Program MODERN = Program.of("modern", "urn:xmpp:ping");
    private static final Program OLD = Program.of("old", FILES, MORE_FILES, RICH_TEXT);

    private final FakeClock clock = new FakeClock();
    private final FakeProved proved = new FakeProved();
    private final RecordingSink sink = new RecordingSink();
    private final Set<String> blocked = new HashSet<>();
    private final Set<String> filesTakenFor = new HashSet<>(Set.of(ROMEO));
    private final FakeUserPresence users = new FakeUserPresence();
    private CapsFeature feature;
    private FeatureChain chain;

    @BeforeEach
    void start() {
        feature = feature();
        chain = new FeatureChain(List.of(feature));
        feature.answer(AnswerPolicy.ALL, 3);
        users.session = (presence, watcher) -> chain.handle(presence, Stage.DELIVERY, Source.ELSEWHERE, watcher);
    }

    private CapsFeature feature() {
        return new CapsFeature(
                proved,
                "example.org",
                (owner, other) -> blocked.contains(owner + " " + other),
                address -> true,
                stanza -> {
                    sink.send(stanza);
                    chain.handle(stanza, Stage.ENTRY, Source.LOCAL_CLIENT, stanza.getFrom()); // as the server does
                    chain.handle(stanza, Stage.DELIVERY, Source.ELSEWHERE, stanza.getTo());
                },
                () -> "random",
                clock,
                16 << 20,
                List.of(
                        new Addition(
                                "files",
                                List.of(FILES, MORE_FILES),
                                watcher -> watcher.hasFeature(FILES),
                                client -> !client.hasFeature(FILES),
                                client -> filesTakenFor.contains(client.toString())),
                        new Addition(
                                "rich-text",
                                List.of(RICH_TEXT),
                                watcher -> watcher.hasFeature(RICH_TEXT),
                                client -> !client.hasFeature(RICH_TEXT),
                                client -> false)),
                users);
    }

    private void verified(Program... programs) {
        for (Program program : programs) {
            proved.held.put(program.key(), program.info());
        }
    }

    private Presence enters(String from, String content) {
        Presence presence = Xml.presence(
                "<presence xmlns='jabber:client' from='" + from + "'><status>here</status>" + content + "</presence>");
        users.current.put(new JID(from), presence);
        chain.handle(presence, Stage.ENTRY, Source.LOCAL_CLIENT, new JID(from));
        return presence;
    }

    private Outcome delivered(String from, String session, String content) {
        return delivered(from, new JID(session).toBareJID(), session, content);
    }

    private Outcome delivered(String from, String to, String session, String content) {
        Presence presence = Xml.presence("<presence xmlns='jabber:client' from='" + from + "' to='" + to
                + "'><status>here</status>" + content + "</presence>");
        String before = presence.toXML();
        Outcome outcome = chain.handle(presence, Stage.DELIVERY, Source.ELSEWHERE, new JID(session));
        assertEquals(before, presence.toXML()); // others get it as it is
        return outcome;
    }

    private void unavailable(String from, String session) {
        chain.handle(
                Xml.presence("<presence xmlns='jabber:client' type='unavailable' from='" + from + "' to='" + session
                        + "'/>"),
                Stage.DELIVERY,
                Source.ELSEWHERE,
                new JID(session));
    }

    /** Both are online. */
    private Outcome romeoIsDeliveredToJuliet() {
        enters(JULIET, OLD.caps());
        enters(ROMEO, MODERN.caps());
        return delivered(ROMEO, JULIET, MODERN.caps());
    }

    private static Announcement announced(Outcome outcome) {
        return Announcement.in(
                        assertInstanceOf(Outcome.Replaced.class, outcome).copy().getElement())
                .orElseThrow();
    }

    private Outcome asks(String from, String to, String node) {
        sink.sent().clear();
        return chain.handle(
                Xml.iq("<iq xmlns='jabber:client' type='get' id='q1' from='" + from + "' to='" + to
                        + "'><query xmlns='http://jabber.org/protocol/disco#info'"
                        + (node == null ? "" : " node='" + node + "'") + "/></iq>"),
                Stage.ENTRY,
                Source.LOCAL_CLIENT,
                new JID(from));
    }

    private Element answer() {
        return ((IQ) sink.only()).getChildElement();
    }

    private static void assertFits(Announcement announced, Element query) {
        assertInstanceOf(Verified.class, CapsVerifier.verify(announced, query));
        DiscoInfo info = DiscoInfo.in(query).orElseThrow();
        assertTrue(info.features().containsAll(List.of(FILES, MORE_FILES, "urn:xmpp:ping")), info.toString());
        assertFalse(info.hasFeature(RICH_TEXT));
    }

    /** A client of the watcher's side is told nothing but what Romeo's client announces itself. */
    private void assertToldOwn(Outcome outcome) {
        assertSame(Outcome.PASS, outcome);
        assertEquals(List.of(), feature.enriched());
    }

    @Test
    void aWatcherThatTakesFilesIsToldThatAClientForWhichTheyAreTakenDoesToo() {
        verified(OLD, MODERN);

        Outcome outcome = romeoIsDeliveredToJuliet();

        Announcement announced = announced(outcome);
        assertEquals(MODERN.node(), announced.node());
        assertNotEquals(MODERN.ver(), announced.ver());
        Element copy = ((Outcome.Replaced) outcome).copy().getElement();
        assertEquals("here", copy.elementText("status"));
        assertEquals(1, copy.elements("c").size());
        assertEquals(
                List.of(new EnrichedClient(new JID(ROMEO), new JID(JULIET), List.of("files"))), feature.enriched());
    }

    /** To read another from the database for each presence would make a login many times as expensive. */
    @Test
    void theRosterTellsWhichTheServerHasAtHand() {
        verified(OLD, MODERN);

        announced(romeoIsDeliveredToJuliet());
        assertEquals(List.of("juliet@example.org romeo@example.org"), users.usersAsked);
        assertEquals(List.of(), users.watchersAsked);

        feature.sessionEnded(new JID(JULIET));
        enters(JULIET, OLD.caps());
        announced(delivered(ROMEO, JULIET, JULIET, MODERN.caps()));
        assertEquals(List.of("juliet@example.org romeo@example.org"), users.watchersAsked);
        assertEquals(1, users.usersAsked.size());
    }

    @Test
    void whatWasToldIsWhatIsAnswered() {
        verified(OLD, MODERN);
        Announcement announced = announced(romeoIsDeliveredToJuliet());

        assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, announced.discoNode()));
        assertFits(announced, answer());
        assertEquals(announced.discoNode(), answer().attributeValue("node"));
        assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, null));
        assertFits(announced, answer());
        assertNull(answer().attributeValue("node"));
        assertSame(Outcome.PASS, asks(JULIET, ROMEO, MODERN.node() + "#" + MODERN.ver())); // the client tells of itself
    }

    @Test
    void itIsToldTheSameAgainAndAfterARestart() {
        verified(OLD, MODERN);
        Announcement announced = announced(romeoIsDeliveredToJuliet());

        assertEquals(announced, announced(delivered(ROMEO, JULIET, MODERN.caps())));
        start();
        assertEquals(announced, announced(romeoIsDeliveredToJuliet()));
        assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, announced.discoNode()));
    }

    @Test
    @Requirement({"0390-05", "0390-06", "0390-14"})
    void theHashesOfXep0390AreMadeAnew() {
        verified(OLD, MODERN);
        String caps2 = "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>"
                + "kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=</hash><hash xmlns='urn:xmpp:hashes:2' algo='md4'>"
                + "kzBZbkqJ3ADrj7v08reD1g==</hash></c>";
        enters(JULIET, OLD.caps());
        enters(ROMEO, MODERN.caps() + caps2);
        Outcome outcome = delivered(ROMEO, JULIET, MODERN.caps() + caps2);

        List<Announcement> all = Announcement.allIn(
                assertInstanceOf(Outcome.Replaced.class, outcome).copy().getElement());
        assertEquals(
                List.of("sha-256", "sha-1"),
                all.stream().map(Announcement::hash).toList());
        for (Announcement each : all) {
            assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, each.discoNode()));
            assertFits(each, answer());
        }
    }

    @Test
    void whatTheClientItselfAnnouncesIsKept() {
        verified(OLD, MODERN);
        Announcement announced = announced(romeoIsDeliveredToJuliet());
        asks(JULIET, ROMEO, announced.discoNode());

        assertEquals(MODERN.info(), feature.of(new JID(ROMEO)).orElseThrow().info());
        assertEquals(Set.of(OLD.key(), MODERN.key()), proved.held.keySet());
        assertEquals(
                Set.of(MODERN.ver(), OLD.ver()),
                Set.copyOf(feature.clients()
                        .map(client -> client.announcement().orElseThrow().ver())
                        .toList()));
    }

    @Test
    void anAnswerOfTheClientAboutItIsNotLearnt() {
        verified(OLD, MODERN);
        Announcement announced = announced(romeoIsDeliveredToJuliet());
        DiscoInfo lie = new DiscoInfo(
                MODERN.info().identities(),
                List.of("http://jabber.org/protocol/disco#info", "urn:xmpp:ping", FILES, MORE_FILES));
        chain.handle(
                Xml.iq("<iq xmlns='jabber:client' type='result' id='q1' from='" + ROMEO + "' to='" + JULIET + "'>"
                        + lie.toElement(announced.discoNode()).asXML() + "</iq>"),
                Stage.ENTRY,
                Source.LOCAL_CLIENT,
                new JID(ROMEO));

        assertEquals(Set.of(OLD.key(), MODERN.key()), proved.held.keySet());
        assertEquals(MODERN.info(), feature.of(new JID(ROMEO)).orElseThrow().info());
    }

    /** The server shows us our answers as if the client had sent them. */
    @Test
    void anAnswerInTheNameOfTheClientDoesNotMakeItALiar() {
        verified(OLD, MODERN);
        String unverified = MODERN.caps()
                + "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>"
                + "kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=</hash></c>";
        enters(JULIET, OLD.caps());
        enters(ROMEO, unverified);
        delivered(ROMEO, JULIET, unverified);

        assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, null));
        assertEquals(List.of(), feature.mismatches().latest());
    }

    @Nested
    class OnlyTheOneWhoWasToldMoreIsAnsweredMore {

        private Announcement announced;

        @BeforeEach
        void juliet() {
            verified(OLD, MODERN);
            announced = announced(romeoIsDeliveredToJuliet());
        }

        @Test
        void anotherWatcherIsAnsweredWhatTheClientAnnounces() {
            enters(NURSE, MODERN.caps());
            assertSame(Outcome.PASS, delivered(ROMEO, NURSE, MODERN.caps()));

            assertSame(Outcome.PASS, asks(NURSE, ROMEO, announced.discoNode()));
            assertSame(Outcome.TAKEN, asks(NURSE, ROMEO, null));
            assertEquals(MODERN.info(), DiscoInfo.in(answer()).orElseThrow());
        }

        @ParameterizedTest
        @ValueSource(strings = {NURSE, "juliet@example.org/other", "tybalt@capulet.example/street", "capulet.example"})
        void whoWasToldNothingIsNotAnswered(String stranger) {
            assertSame(Outcome.PASS, asks(stranger, ROMEO, announced.discoNode()));
            assertSame(Outcome.PASS, asks(stranger, ROMEO, null));
        }

        @Test
        void theServerIsAnsweredWhatTheClientAnnounces() {
            assertSame(Outcome.PASS, asks("example.org", ROMEO, announced.discoNode()));
            asks("example.org", ROMEO, null);
            assertEquals(MODERN.info(), DiscoInfo.in(answer()).orElseThrow());
        }

        @ParameterizedTest
        @ValueSource(strings = {ROMEO + " " + JULIET, JULIET + " " + ROMEO})
        void whoIsBlockedIsNotAnswered(String list) {
            blocked.add(list);
            assertSame(Outcome.PASS, asks(JULIET, ROMEO, announced.discoNode()));
            assertSame(Outcome.PASS, asks(JULIET, ROMEO, null));
        }

        @Test
        void nobodyIsOnceTheClientHasGone() {
            unavailable(ROMEO, JULIET);
            assertSame(Outcome.PASS, asks(JULIET, ROMEO, announced.discoNode()));
            assertEquals(List.of(), feature.enriched());
        }

        @Test
        void nobodyIsOnceTheWatcherHasGone() {
            feature.sessionEnded(new JID(JULIET));
            assertSame(Outcome.PASS, asks(JULIET, ROMEO, announced.discoNode()));
            assertEquals(List.of(), feature.enriched());
        }

        @Test
        void theClientIsAskedIfWhatItHasProvedIsNotKnownAnyMore() {
            proved.held.remove(MODERN.key());
            assertSame(Outcome.PASS, asks(JULIET, ROMEO, announced.discoNode()));
            assertSame(Outcome.PASS, asks(JULIET, ROMEO, null));
        }

        @Test
        void theClientIsAskedAboutWhatItHasAnnouncedSince() {
            Program newer = Program.of("newer", "urn:xmpp:ping");
            verified(newer);
            enters(ROMEO, newer.caps());
            assertSame(Outcome.PASS, asks(JULIET, ROMEO, announced.discoNode()));
            Announcement now = announced(delivered(ROMEO, JULIET, newer.caps()));
            assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, now.discoNode()));
            assertSame(Outcome.PASS, asks(JULIET, ROMEO, announced.discoNode()));
        }
    }

    @Nested
    class NothingIsAdded {

        @Test
        void whileTheClientsCapabilitiesAreNotVerified() {
            verified(OLD);
            assertToldOwn(romeoIsDeliveredToJuliet());
        }

        @Test
        void whileTheWatchersCapabilitiesAreNotVerified() {
            verified(MODERN);
            assertToldOwn(romeoIsDeliveredToJuliet());
        }

        @Test
        void forAWatcherThatDoesNotTakeFilesItself() {
            verified(MODERN);
            enters(JULIET, MODERN.caps());
            enters(ROMEO, MODERN.caps());
            assertToldOwn(delivered(ROMEO, JULIET, MODERN.caps()));
        }

        @Test
        void toWhatAClientTellsThatTakesFiles() {
            verified(OLD);
            enters(JULIET, OLD.caps());
            enters(ROMEO, OLD.caps());
            assertToldOwn(delivered(ROMEO, JULIET, OLD.caps()));
        }

        @Test
        void ifNoFilesAreTakenForTheClient() {
            verified(OLD, MODERN);
            filesTakenFor.clear();
            assertToldOwn(romeoIsDeliveredToJuliet());
        }

        @Test
        void forWhoIsNotSubscribed() {
            verified(OLD, MODERN);
            users.unsubscribed.add("juliet@example.org romeo@example.org");
            assertToldOwn(romeoIsDeliveredToJuliet());
        }

        @Test
        void forTheUsersOwnClients() {
            verified(OLD, MODERN);
            String other = "romeo@example.org/tomb";
            enters(other, OLD.caps());
            enters(ROMEO, MODERN.caps());
            assertToldOwn(delivered(ROMEO, other, MODERN.caps()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"capulet.example", "conference.example.org", "example.org"})
        void forAnythingButAClientOfThisServer(String session) {
            verified(OLD, MODERN);
            enters("tybalt@" + session + "/street", OLD.caps());
            enters(ROMEO, MODERN.caps());
            assertToldOwn(chain.handle(
                    Xml.presence("<presence xmlns='jabber:client' from='" + ROMEO + "' to='tybalt@" + session
                            + "/street'>" + MODERN.caps() + "</presence>"),
                    Stage.DELIVERY,
                    Source.ELSEWHERE,
                    new JID(session)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "room@conference.example.org/romeo",
                    "romeo@capulet.example/orchard",
                    "romeo@example.org",
                    "romeo@example.organic/orchard",
                    "example.org/orchard"
                })
        void ofAnythingButAClientOfThisServer(String from) {
            verified(OLD, MODERN);
            filesTakenFor.add(from);
            enters(JULIET, OLD.caps());
            chain.handle(
                    Xml.presence(
                            "<presence xmlns='jabber:client' from='" + from + "'>" + MODERN.caps() + "</presence>"),
                    Stage.ENTRY,
                    Source.ELSEWHERE,
                    null);
            assertToldOwn(delivered(from, JULIET, MODERN.caps()));
        }

        @Test
        void whileItIsOff() {
            verified(OLD, MODERN);
            feature.answer(AnswerPolicy.ALL, 2);
            assertToldOwn(romeoIsDeliveredToJuliet());
        }

        @Test
        void whileNobodyWouldAnswer() {
            verified(OLD, MODERN);
            feature.answer(AnswerPolicy.OFF, 3);
            assertToldOwn(romeoIsDeliveredToJuliet());
        }
    }

    /** Who claims to take files is told more of others, and can offer them files, which it could without us too. */
    @Test
    void aClientThatLiesAboutItselfChangesNothingForOthers() {
        Program liar = Program.of("liar", FILES);
        verified(OLD, MODERN, liar);
        enters(NURSE, liar.caps());
        enters(JULIET, OLD.caps());
        enters(ROMEO, MODERN.caps());

        announced(delivered(ROMEO, NURSE, MODERN.caps()));
        assertSame(Outcome.PASS, delivered(NURSE, JULIET, liar.caps())); // it says that it takes files: it gets them
        assertEquals(
                Set.of(NURSE),
                Set.copyOf(feature.enriched().stream()
                        .map(each -> each.told().toString())
                        .toList()));
        assertEquals(MODERN.info(), feature.of(new JID(ROMEO)).orElseThrow().info());
    }

    @Nested
    class PresenceIsDeliveredAgain {

        private void assertDeliveredOnce() {
            feature.ask();
            assertEquals(List.of(ROMEO + " " + JULIET), users.delivered);
            feature.ask();
            clock.pass(Duration.ofMinutes(2));
            feature.ask();
            assertEquals(List.of(ROMEO + " " + JULIET), users.delivered);
        }

        private void answers(String from, Program program) {
            chain.handle(
                    Xml.iq("<iq xmlns='jabber:client' type='result' id='q1' from='" + from + "' to='" + NURSE + "'>"
                            + program.info().toElement().asXML() + "</iq>"),
                    Stage.ENTRY,
                    Source.LOCAL_CLIENT,
                    new JID(from));
        }

        @Test
        void onceWhenTheClientsCapabilitiesAreVerified() {
            verified(OLD);
            romeoIsDeliveredToJuliet();
            feature.ask();
            assertEquals(List.of(), users.delivered);

            answers(ROMEO, MODERN);

            assertDeliveredOnce();
            assertEquals(1, feature.enriched().size());
        }

        @Test
        void onceWhenTheWatchersCapabilitiesAreVerified() {
            verified(MODERN);
            romeoIsDeliveredToJuliet();
            answers(JULIET, OLD);

            assertDeliveredOnce();
            assertEquals(1, feature.enriched().size());
        }

        @Test
        void onceWhenTheWatcherHasLearntToTakeFiles() {
            verified(OLD, MODERN);
            enters(JULIET, MODERN.caps());
            enters(ROMEO, MODERN.caps());
            delivered(ROMEO, JULIET, MODERN.caps());
            feature.ask();
            enters(JULIET, OLD.caps()); // some programs load that part after they have logged in

            assertDeliveredOnce();
            assertEquals(1, feature.enriched().size());
        }

        @Test
        void onceWhenAnotherNodeOfTheClusterKnowsThem() {
            verified(OLD);
            romeoIsDeliveredToJuliet();
            proved.elsewhere.put(MODERN.key(), MODERN.info());

            assertDeliveredOnce();
            assertEquals(1, feature.enriched().size());
        }

        @Test
        void asTheClientsOwnIfItIsSwitchedOff() {
            verified(OLD, MODERN);
            romeoIsDeliveredToJuliet();
            feature.answer(AnswerPolicy.ALL, 0);

            assertDeliveredOnce();
            assertEquals(List.of(), feature.enriched());
            assertSame(Outcome.TAKEN, asks(JULIET, ROMEO, MODERN.node() + "#" + MODERN.ver()));
        }

        @Test
        void asTheClientsOwnIfFilesAreNotTakenForItAnyMore() {
            verified(OLD, MODERN);
            romeoIsDeliveredToJuliet();
            filesTakenFor.clear();
            feature.additionsChanged();

            assertDeliveredOnce();
            assertEquals(List.of(), feature.enriched());
        }

        @Test
        void onceWhenFilesAreTakenForTheClient() {
            verified(OLD, MODERN);
            filesTakenFor.clear();
            romeoIsDeliveredToJuliet();
            feature.ask();
            filesTakenFor.add(ROMEO);
            feature.ask();
            assertEquals(List.of(), users.delivered); // nobody has said that this has changed
            clock.pass(Duration.ofMinutes(1));

            assertDeliveredOnce();
            assertEquals(1, feature.enriched().size());
        }

        @Test
        void asTheClientsOwnWhileAnotherClientOfTheUserTakesFiles() {
            verified(OLD, MODERN);
            romeoIsDeliveredToJuliet();
            filesTakenFor.clear(); // by the client that comes
            feature.additionsChanged(new JID(ROMEO));

            assertDeliveredOnce();
            assertEquals(List.of(), feature.enriched());
            users.delivered.clear();
            filesTakenFor.add(ROMEO);
            feature.additionsChanged(new JID(ROMEO));

            assertDeliveredOnce();
            assertEquals(1, feature.enriched().size());
        }

        @Test
        void toNobodyIfWhatHasChangedIsToldToNobody() {
            verified(OLD, MODERN);
            romeoIsDeliveredToJuliet();
            enters(NURSE, MODERN.caps());
            delivered(NURSE, JULIET, MODERN.caps());
            delivered(ROMEO, NURSE, MODERN.caps());
            feature.additionsChanged(new JID(ROMEO));
            feature.additionsChanged(new JID(NURSE));
            feature.additionsChanged(new JID(JULIET));
            feature.ask();

            assertEquals(List.of(), users.delivered);
        }

        @Test
        void onceIfManyHaveChanged() {
            verified(OLD, MODERN);
            romeoIsDeliveredToJuliet();
            filesTakenFor.clear();
            for (int i = 0; i < 100; i++) {
                feature.additionsChanged(new JID("romeo" + i + "@example.org/orchard"));
            }
            feature.additionsChanged(new JID(ROMEO));

            assertDeliveredOnce();
        }

        @Test
        void asTheClientsOwnAtTheEnd() {
            verified(OLD, MODERN);
            romeoIsDeliveredToJuliet();
            feature.restorePresence();

            assertEquals(List.of(ROMEO + " " + JULIET), users.delivered);
            assertEquals(List.of(), feature.enriched());
            assertSame(Outcome.PASS, delivered(ROMEO, JULIET, MODERN.caps()));
        }

        @Test
        void withWhatTheClientHasAnnouncedIfItDoesNotRepeatThat() {
            verified(OLD, MODERN);
            romeoIsDeliveredToJuliet();
            enters(ROMEO, "");
            List<Presence> written = new ArrayList<>();
            users.session = (presence, watcher) -> written.add(presence);
            feature.restorePresence();

            assertEquals(
                    Optional.of(new Announcement("sha-1", MODERN.node(), MODERN.ver())),
                    Announcement.in(written.get(0).getElement()));
        }

        @Test
        void notToWhoeverHasUnsubscribedSince() {
            verified(OLD);
            romeoIsDeliveredToJuliet();
            users.unsubscribed.add("juliet@example.org romeo@example.org");
            answers(ROMEO, MODERN);
            feature.ask();

            assertEquals(List.of(), users.delivered);
        }

        @Test
        void onceToClientsThatWereOnlineBeforeAnybodyWatched() {
            enters(JULIET, OLD.caps());
            enters(ROMEO, MODERN.caps());
            enters(NURSE, MODERN.caps());
            start(); // after a reload
            users.visible.put(new JID(JULIET), List.of(new JID(ROMEO)));
            users.visible.put(new JID(NURSE), List.of(new JID(ROMEO)));
            users.current.forEach((client, presence) -> feature.sessionAlreadyOpen(client, presence.getElement()));
            feature.ask();
            assertEquals(List.of(), users.delivered); // the capabilities are not read from the database yet
            verified(OLD, MODERN);

            assertDeliveredOnce();
            assertEquals(1, feature.enriched().size());
        }
    }

    @Test
    void whatIsKeptAboutAUserIsForgotten() {
        verified(OLD, MODERN);
        romeoIsDeliveredToJuliet();
        feature.forget(new JID("romeo@example.org"));
        assertEquals(List.of(), feature.enriched());

        romeoIsDeliveredToJuliet();
        feature.forget(new JID("juliet@example.org"));
        assertEquals(List.of(), feature.enriched());

        romeoIsDeliveredToJuliet();
        feature.forgetAll();
        assertEquals(List.of(), feature.enriched());
    }
}
