package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.AccessPolicy.LocalParties;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Account;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError.Condition;

class BytestreamRequestsTest {

    private static final String ROMEO = "romeo@example.org/x";
    private static final String JULIET = "juliet@example.org/y";
    private static final String STRANGER = "tybalt@elsewhere.example/x";

    private final FakeTime time = new FakeTime();
    private final FakeUsers users = new FakeUsers();
    private Settings settings = Settings.DEFAULTS;
    private final BytestreamsFeature feature =
            new BytestreamsFeature(settings, "example.org", meeting -> false, TransferLog.NONE, time);
    private boolean listening = true;
    private List<Streamhost> hosts = List.of(new Streamhost("192.0.2.9", 7778), new Streamhost("2001:db8::1", 7778));
    private final BytestreamRequests requests = feature.requests(
            settings, users, asker -> hosts, () -> listening, (key, arguments) -> key, RemoteActivation.NONE);

    private <T> void set(Setting<T> setting, T value) {
        settings = settings.with(setting, value);
        feature.apply(settings, requests);
    }

    private IQ ask(String type, String from, String payload) {
        return requests.answer(Xml.iq("<iq type='" + type + "' id='1' from='" + from + "' to='proxy.example.org'>"
                        + payload + "</iq>"))
                .orElseThrow();
    }

    private IQ askAddress(String from) {
        return ask("get", from, "<query xmlns='http://jabber.org/protocol/bytestreams'/>");
    }

    private IQ activate(String from, String sid, String target) {
        return ask(
                "set",
                from,
                "<query xmlns='http://jabber.org/protocol/bytestreams' sid='" + sid + "'><activate>" + target
                        + "</activate></query>");
    }

    private void join(String sid, String requester, String target) {
        for (String address : List.of("192.0.2.1", "192.0.2.2")) {
            feature.streams()
                    .join(DestinationAddress.of(sid, new JID(requester), new JID(target)), new FakePeer(address));
        }
    }

    private void joinOne(String sid, String requester, String target) {
        feature.streams()
                .join(DestinationAddress.of(sid, new JID(requester), new JID(target)), new FakePeer("192.0.2.1"));
    }

    /** Has a stanza pass by as it enters. */
    private void pass(String xml) {
        assertEquals(
                Outcome.PASS,
                feature.handle(new Passage(Xml.iq(xml), Passage.Stage.ENTRY, Passage.Source.LOCAL_CLIENT, null)));
    }

    private void offer(String sid, String requester, String target) {
        pass("<iq type='set' id='o' from='" + requester + "' to='" + target + "'>"
                + "<query xmlns='http://jabber.org/protocol/bytestreams' sid='" + sid + "'>"
                + "<streamhost jid='" + requester
                + "' host='h' port='1'/><streamhost jid='proxy.example.org' host='h' port='1'/></query></iq>");
    }

    private void use(String requester, String target, String proxy) {
        pass("<iq type='result' id='o' from='" + target + "' to='" + requester + "'>"
                + "<query xmlns='http://jabber.org/protocol/bytestreams'><streamhost-used jid='" + proxy
                + "'/></query></iq>");
    }

    private void offerAndUse(String sid, String requester, String target, String proxy) {
        offer(sid, requester, target);
        use(requester, target, proxy);
    }

    private static void assertRefused(Condition condition, String text, IQ answer) {
        assertEquals(condition, answer.getError().getCondition(), answer.toXML());
        assertEquals(text, Optional.ofNullable(answer.getError().getText()).orElse(""));
        assertEquals("1", answer.getID());
        assertEquals("proxy.example.org", answer.getFrom().toString());
    }

    @Test
    void leavesOtherRequestsToOthers() {
        assertEquals(
                Optional.empty(),
                requests.answer(Xml.iq(
                        "<iq type='get' id='1' from='a@b/c' to='proxy.example.org'><query xmlns='urn:other'/></iq>")));
    }

    @Nested
    class TheAddress {

        @Test
        @Requirement({"0065-09", "0065-24"})
        void isEveryStreamhostInOrder() {
            Element query = askAddress(ROMEO).getChildElement();
            assertEquals(
                    "<query xmlns=\"http://jabber.org/protocol/bytestreams\">"
                            + "<streamhost jid=\"proxy.example.org\" host=\"192.0.2.9\" port=\"7778\"/>"
                            + "<streamhost jid=\"proxy.example.org\" host=\"2001:db8::1\" port=\"7778\"/></query>",
                    query.asXML());
        }

        @Test
        @Requirement({"0065-13", "0065-14"})
        void isRefusedWhenThereIsNone() {
            listening = false;
            assertRefused(Condition.not_allowed, "intermediateim.socks5.refused.no-address", askAddress(ROMEO));
            listening = true;
            hosts = List.of();
            assertRefused(Condition.not_allowed, "intermediateim.socks5.refused.no-address", askAddress(ROMEO));
        }

        @ParameterizedTest
        @CsvSource({"ANYONE, true", "ONE, true", "BOTH, false"})
        @Requirement("0065-12")
        void isToldToStrangersIfTheyMightBeAllowed(LocalParties parties, boolean told) {
            set(ProxySettings.PARTIES, parties);
            IQ answer = askAddress(STRANGER);
            assertEquals(told, answer.getType() == IQ.Type.result);
            if (!told) {
                assertRefused(Condition.forbidden, "intermediateim.socks5.refused.admission", answer);
            }
            assertEquals(IQ.Type.result, askAddress(ROMEO).getType());
        }

        @ParameterizedTest
        @ValueSource(strings = {"romeo@example.org", "Romeo@Example.org", "example.org"})
        @Requirement("0065-12")
        void isNotToldToTheBlocked(String blocked) {
            set(ProxySettings.BLOCKED, List.of(blocked));
            assertRefused(Condition.forbidden, "intermediateim.socks5.refused.admission", askAddress(ROMEO));
        }
    }

    @Nested
    class Activation {

        @Test
        @Requirement("0065-52")
        void isAnsweredByAnEmptyResult() {
            join("s", ROMEO, "juliet@example.org/y");
            IQ answer = activate(ROMEO, "s", "juliet@example.org/y");
            assertEquals(IQ.Type.result, answer.getType());
            assertEquals("1", answer.getID());
            assertEquals(ROMEO, answer.getTo().toString());
            assertTrue(answer.getChildElement() == null);
        }

        @ParameterizedTest
        @CsvSource({
            "ANYONE, a@x.example/1,     b@y.example/1,     true",
            "ONE,    a@x.example/1,     b@y.example/1,     false",
            "ONE,    a@example.org/1,   b@y.example/1,     true",
            "ONE,    a@x.example/1,     b@example.org/1,   true",
            "ONE,    a@x.example/1,     example.org,       false",
            "BOTH,   a@example.org/1,   b@y.example/1,     false",
            "BOTH,   a@x.example/1,     b@example.org/1,   false",
            "BOTH,   a@example.org/1,   b@example.org/1,   true"
        })
        void isForThePartiesThatTheAdminAllows(LocalParties parties, String requester, String target, boolean allowed) {
            set(ProxySettings.PARTIES, parties);
            offerAndUse("s", requester, target, "proxy.example.org");
            join("s", requester, target);
            IQ answer = activate(requester, "s", target);
            if (allowed) {
                assertEquals(IQ.Type.result, answer.getType());
            } else {
                assertRefused(Condition.forbidden, "intermediateim.socks5.refused.admission", answer);
            }
        }

        @Test
        void isForMembersOfAGroupIfGroupsAreNamed() {
            users.groups = Map.of("staff", Set.of("a@example.org"));
            set(ProxySettings.GROUPS, List.of("staff", "guests"));
            join("s", "a@example.org/1", "b@x.example/1");
            assertEquals(
                    IQ.Type.result,
                    activate("a@example.org/1", "s", "b@x.example/1").getType());
            join("s", "c@example.org/1", "b@x.example/1");
            assertRefused(
                    Condition.forbidden,
                    "intermediateim.socks5.refused.admission",
                    activate("c@example.org/1", "s", "b@x.example/1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"romeo@example.org", "juliet@example.org", "example.org"})
        void isRefusedToTheBlocked(String blocked) {
            set(ProxySettings.PARTIES, LocalParties.ANYONE);
            set(ProxySettings.BLOCKED, List.of(blocked));
            join("s", ROMEO, "juliet@example.org/y");
            assertRefused(
                    Condition.forbidden,
                    "intermediateim.socks5.refused.admission",
                    activate(ROMEO, "s", "juliet@example.org/y"));
        }

        @ParameterizedTest
        @ValueSource(strings = {ROMEO, "juliet@example.org/y"})
        void isItemNotFoundWhereOneBlocksTheOther(String blocker) {
            users.blockers.add(new JID(blocker));
            assertRefused(Condition.item_not_found, "", activate(ROMEO, "s", JULIET));
            joinOne("s", ROMEO, JULIET);
            assertRefused(Condition.not_allowed, "", activate(ROMEO, "s", JULIET));
            joinOne("s", ROMEO, JULIET);
            assertRefused(Condition.item_not_found, "", activate(ROMEO, "s", JULIET));
        }

        @ParameterizedTest
        @ValueSource(strings = {"juliet@example.org/ghost", "invented@example.org"})
        void isItemNotFoundForALocalTargetThatIsOffline(String target) {
            users.missing.add(new JID(target));
            assertRefused(Condition.item_not_found, "", activate(ROMEO, "s", target));
            joinOne("s", ROMEO, target);
            assertRefused(Condition.not_allowed, "", activate(ROMEO, "s", target));
            joinOne("s", ROMEO, target);
            assertRefused(Condition.item_not_found, "", activate(ROMEO, "s", target));
        }

        /** It takes files for those who are away, and they are not charged for what they have not agreed to. */
        @Test
        void isForAnAbsentTargetForWhichThePluginHasConnected() {
            users.missing.add(new JID(JULIET));
            DestinationAddress address = DestinationAddress.of("s", new JID(ROMEO), new JID(JULIET));
            offerAndUse("s", ROMEO, JULIET, "proxy.example.org");
            feature.streams().join(address, new LocalEnd(mock(LocalEnd.Handler.class)));
            joinOne("s", ROMEO, JULIET);

            assertEquals(IQ.Type.result, activate(ROMEO, "s", JULIET).getType());

            Bytestream stream = feature.streams().at(address).orElseThrow();
            assertEquals(
                    List.of("romeo@example.org"),
                    stream.parties().orElseThrow().accounts().stream()
                            .map(Account::user)
                            .toList());
        }

        @Test
        @Requirement({"0065-53", "0065-55"})
        void tellsWhatTheXepNames() {
            assertRefused(Condition.item_not_found, "", activate(ROMEO, "s", "juliet@example.org/y"));
            feature.streams()
                    .join(
                            DestinationAddress.of("s", new JID(ROMEO), new JID("juliet@example.org/y")),
                            new FakePeer("192.0.2.1"));
            assertRefused(Condition.not_allowed, "", activate(ROMEO, "s", "juliet@example.org/y"));
        }

        @Test
        void tellsTheUserAboutLimits() {
            set(ProxySettings.STREAMS_PER_USER, 1L);
            join("a", ROMEO, "juliet@example.org/y");
            join("b", ROMEO, "juliet@example.org/y");
            activate(ROMEO, "a", "juliet@example.org/y");
            assertRefused(
                    Condition.resource_constraint,
                    "intermediateim.socks5.refused.streams",
                    activate(ROMEO, "b", "juliet@example.org/y"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<query xmlns='http://jabber.org/protocol/bytestreams' sid='s'/>",
                    "<query xmlns='http://jabber.org/protocol/bytestreams' sid='s'><activate>a@b</activate><activate>a@b</activate></query>",
                    "<query xmlns='http://jabber.org/protocol/bytestreams'><activate>a@b</activate></query>",
                    "<query xmlns='http://jabber.org/protocol/bytestreams' sid=''><activate>a@b</activate></query>"
                })
        @Requirement({"0065-49", "0065-53"})
        void needsASidAndExactlyOneTarget(String payload) {
            assertRefused(Condition.bad_request, "", ask("set", ROMEO, payload));
        }

        @Test
        @Requirement("0065-53")
        void refusesASidThatIsTooLong() {
            assertRefused(Condition.bad_request, "", activate(ROMEO, "s".repeat(257), "a@b"));
            assertRefused(Condition.item_not_found, "", activate(ROMEO, "s".repeat(256), "a@b"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "@b", "a@b@c"})
        @Requirement("0065-50")
        void needsAJid(String target) {
            assertRefused(Condition.jid_malformed, "", activate(ROMEO, "s", target));
        }
    }

    /** One user alone must not be able to use up what another may pass. */
    @Nested
    class Charging {

        private static final String SI = "http://jabber.org/protocol/si";

        private void assertCharged(String... users) {
            assertChargedFor(ROMEO, "s", JULIET, users);
        }

        private void assertChargedFor(String requester, String sid, String target, String... charged) {
            join(sid, requester, target);
            IQ answer = activate(requester, sid, target);
            assertEquals(IQ.Type.result, answer.getType(), answer.toXML());
            Bytestream stream = feature.streams()
                    .at(DestinationAddress.of(sid, new JID(requester), new JID(target)))
                    .orElseThrow();
            assertEquals(
                    Set.of(charged),
                    stream.parties().orElseThrow().accounts().stream()
                            .map(Account::user)
                            .collect(Collectors.toSet()));
        }

        private void si(String method, String range) {
            pass("<iq type='set' id='f' from='" + ROMEO + "' to='" + JULIET + "'><si xmlns='" + SI
                    + "' id='s'><file xmlns='" + SI + "/profile/file-transfer' name='a' size='100'/></si></iq>");
            pass("<iq type='result' id='f' from='" + JULIET + "' to='" + ROMEO + "'><si xmlns='" + SI
                    + "'><file xmlns='" + SI
                    + "/profile/file-transfer'>" + range
                    + "</file><feature xmlns='http://jabber.org/protocol/feature-neg'>"
                    + "<x xmlns='jabber:x:data' type='submit'><field var='stream-method'><value>" + method
                    + "</value></field></x></feature></si></iq>");
        }

        private void jingle(String action, String from, String to) {
            pass(
                    "<iq type='set' id='j' from='" + from + "' to='" + to
                            + "'><jingle xmlns='urn:xmpp:jingle:1' action='" + action
                            + "' sid='x'><content creator='initiator' name='a'><transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='s'>"
                            + "<candidate jid='proxy.example.org' host='h' port='1' cid='1' priority='1'/></transport></content></jingle></iq>");
        }

        @Test
        void isOfTheRequesterAloneWhoeverItNames() {
            assertCharged("romeo@example.org");
        }

        @Test
        void isOfTheRequesterAloneForAnOfferThatNobodyHasTaken() {
            offer("s", ROMEO, JULIET);
            assertCharged("romeo@example.org");
        }

        @Test
        void isOfBothWhoAgreeOnThisProxy() {
            offerAndUse("s", ROMEO, JULIET, "proxy.example.org");
            assertCharged("romeo@example.org", "juliet@example.org");
        }

        @Test
        void isOfTheRequesterIfTheTargetUsesAnotherProxy() {
            si("http://jabber.org/protocol/bytestreams", "");
            offerAndUse("s", ROMEO, JULIET, ROMEO);
            assertCharged("romeo@example.org");
        }

        @Test
        void isOfTheRequesterAloneWhereTheTargetReachesNoProxy() {
            si("http://jabber.org/protocol/bytestreams", "");
            offer("s", ROMEO, JULIET);
            pass(
                    "<iq type='error' id='o' from='" + JULIET + "' to='" + ROMEO
                            + "'><query xmlns='http://jabber.org/protocol/bytestreams'/>"
                            + "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            assertCharged("romeo@example.org");
        }

        @Test
        void isOfBothWhereTheTargetHasTakenTheFile() {
            si("http://jabber.org/protocol/bytestreams", "");
            assertCharged("romeo@example.org", "juliet@example.org");
        }

        @Test
        void isOfTheRequesterAloneWhereTheFileIsToGoAnotherWay() {
            si("http://jabber.org/protocol/ibb", "");
            assertCharged("romeo@example.org");
        }

        @Test
        void isOfTheRequesterAloneWhereSomebodyElseAnswers() {
            offer("s", ROMEO, JULIET);
            use(ROMEO, "tybalt@example.org/z", "proxy.example.org");
            use(JULIET, ROMEO, "proxy.example.org");
            assertCharged("romeo@example.org");
        }

        @ParameterizedTest
        @ValueSource(strings = {"session-accept", "content-accept", "transport-accept"})
        void isOfBothWhereTheResponderOfAJingleSessionAccepts(String action) {
            jingle("session-initiate", ROMEO, JULIET);
            jingle(action, JULIET, ROMEO);
            assertCharged("romeo@example.org", "juliet@example.org");
        }

        @ParameterizedTest
        @ValueSource(strings = {"transport-info", "session-terminate", "transport-reject"})
        void isOfTheInitiatorIfTheResponderDoesNotAccept(String action) {
            jingle("session-initiate", ROMEO, JULIET);
            jingle(action, JULIET, ROMEO);
            assertCharged("romeo@example.org");
        }

        @Test
        void isOfBothWhereTheResponderOfAJingleSessionActivates() {
            jingle("session-initiate", ROMEO, JULIET);
            assertChargedFor(JULIET, "s", ROMEO, "romeo@example.org", "juliet@example.org");
        }

        @Test
        void isOfBothIfTheTargetsSocketIsFromItsClientsHost() throws Exception {
            users.networkAddresses.put(new JID(JULIET), InetAddress.getByName("192.0.2.2"));
            users.networkAddresses.put(new JID(ROMEO), InetAddress.getByName("192.0.2.1"));
            offer("s", ROMEO, JULIET);
            assertCharged("romeo@example.org", "juliet@example.org");
        }

        @Test
        void isOfTheRequesterIfTheSocketMayBeItsOwn() throws Exception {
            users.networkAddresses.put(new JID(JULIET), InetAddress.getByName("192.0.2.2"));
            users.networkAddresses.put(new JID(ROMEO), InetAddress.getByName("192.0.2.2"));
            offer("s", ROMEO, JULIET);
            assertCharged("romeo@example.org");
            users.networkAddresses.put(new JID(ROMEO), InetAddress.getByName("192.0.2.1"));
            assertChargedFor(ROMEO, "never offered", JULIET, "romeo@example.org");
        }

        @Test
        void isOncePerConsent() {
            offerAndUse("s", ROMEO, JULIET, "proxy.example.org");
            assertCharged("romeo@example.org", "juliet@example.org");
            feature.streams().endAll();
            assertCharged("romeo@example.org");
        }

        @Test
        void isNotOfARoom() {
            String occupant = "room@conference.example.org/nurse";
            offerAndUse("s", ROMEO, occupant, "proxy.example.org");
            assertChargedFor(ROMEO, "s", occupant, "romeo@example.org");
        }

        @Test
        void leavesATargetItsShareHoweverOftenItIsNamed() {
            set(ProxySettings.STREAMS_PER_USER, 2L);
            for (int i = 0; i < 5; i++) {
                join("x" + i, "mercutio@example.org/" + i, JULIET);
                activate("mercutio@example.org/" + i, "x" + i, JULIET);
            }
            offerAndUse("s", ROMEO, JULIET, "proxy.example.org");
            assertCharged("romeo@example.org", "juliet@example.org");
        }
    }

    /** Who is not ours is let in by one of ours, if that one knows of it. */
    @Nested
    class Strangers {

        @Test
        void areNotLetInByNamingSomebody() {
            join("s", STRANGER, JULIET);
            assertRefused(Condition.item_not_found, "", activate(STRANGER, "s", JULIET));
            offer("s", STRANGER, JULIET);
            assertRefused(Condition.item_not_found, "", activate(STRANGER, "s", JULIET));
            use(STRANGER, JULIET, "proxy.example.org");
            assertEquals(IQ.Type.result, activate(STRANGER, "s", JULIET).getType());
        }

        @Test
        void areOnTheirOwnWhereTheAdminAllowsAnyone() {
            set(ProxySettings.PARTIES, LocalParties.ANYONE);
            join("s", STRANGER, "b@y.example/1");
            assertEquals(
                    IQ.Type.result, activate(STRANGER, "s", "b@y.example/1").getType());
        }
    }

    @Nested
    class Offered {

        @Test
        void byOneCanNotPushOutWhatAnotherHasOffered() {
            si("s", FILE);
            s5b("s");
            for (int i = 0; i < 20_000; i++) {
                offer("flood" + i, "mercutio@example.org/x", JULIET);
            }
            assertEquals("play.txt", fileOf("s", ROMEO, JULIET).orElseThrow().name());
        }

        private Optional<OfferedFile> fileOf(String sid, String requester, String target) {
            join(sid, requester, target);
            return feature.streams().live().get(0).file();
        }

        private void si(String id, String file) {
            pass("<iq type='set' id='1' from='" + ROMEO
                    + "' to='juliet@example.org/y'><si xmlns='http://jabber.org/protocol/si' id='" + id + "'>" + file
                    + "</si></iq>");
        }

        private void s5b(String sid) {
            pass("<iq type='set' id='2' from='" + ROMEO + "' to='juliet@example.org/y'>"
                    + "<query xmlns='http://jabber.org/protocol/bytestreams' sid='" + sid + "'>"
                    + "<streamhost jid='p' host='h' port='1'/></query></iq>");
        }

        private static final String FILE =
                "<file xmlns='http://jabber.org/protocol/si/profile/file-transfer' name='play.txt' size='1022'/>";

        @Test
        void inSiIsShown() {
            si("s", FILE);
            s5b("s");
            OfferedFile file = fileOf("s", ROMEO, "juliet@example.org/y").orElseThrow();
            assertEquals("play.txt", file.name());
            assertEquals(1022, file.size().orElseThrow());
            StreamView view = feature.streams().live().get(0);
            assertEquals(ROMEO, view.requester().orElseThrow().toString());
            assertEquals("juliet@example.org/y", view.target().orElseThrow().toString());
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void inJingleIsShownWhoeverOfTheTwoActivates(boolean initiator) {
            pass("<iq type='set' id='1' from='" + ROMEO
                    + "' to='juliet@example.org/y'><jingle xmlns='urn:xmpp:jingle:1'"
                    + " action='session-initiate'><content creator='initiator' name='a'>"
                    + "<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><name>j.txt</name><size>7</size></file></description>"
                    + "<transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='vj'/></content></jingle></iq>");
            String requester = initiator ? ROMEO : "juliet@example.org/y";
            String target = initiator ? "juliet@example.org/y" : ROMEO;
            assertEquals("j.txt", fileOf("vj", requester, target).orElseThrow().name());
            assertEquals(IQ.Type.result, activate(requester, "vj", target).getType());
        }

        @Test
        void isNotNeeded() {
            assertEquals(Optional.empty(), fileOf("s", ROMEO, "juliet@example.org/y"));
            assertEquals(
                    IQ.Type.result, activate(ROMEO, "s", "juliet@example.org/y").getType());
        }

        @Test
        void isForgottenAfterAWhile() {
            si("s", FILE);
            s5b("s");
            time.pass(java.time.Duration.ofMinutes(10));
            assertEquals(Optional.empty(), fileOf("s", ROMEO, "juliet@example.org/y"));
        }

        @Test
        void isForgottenWhenAllIs() {
            si("s", FILE);
            s5b("s");
            feature.forgetAll();
            assertEquals(Optional.empty(), fileOf("s", ROMEO, "juliet@example.org/y"));
        }

        @Test
        void asNonsenseIsLeftAlone() {
            si("s", "");
            si("", FILE);
            si("s", FILE.replace("name='play.txt'", ""));
            s5b("");
            s5b("s".repeat(257));
            pass("<iq type='set' id='1' from='" + ROMEO
                    + "' to='juliet@example.org/y'><jingle xmlns='urn:xmpp:jingle:1'>"
                    + "<content/><content><transport xmlns='urn:xmpp:jingle:transports:s5b:1'/></content>"
                    + "<content><description xmlns='urn:x'/><transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='s'/></content>"
                    + "<content><description xmlns='urn:xmpp:jingle:apps:file-transfer:5'/><transport xmlns='urn:xmpp:jingle:transports:s5b:1'"
                    + " sid='s'/></content></jingle></iq>");
            pass("<iq type='result' id='1' from='" + ROMEO
                    + "' to='juliet@example.org/y'><si xmlns='http://jabber.org/protocol/si' id='s'>" + FILE
                    + "</si></iq>");
            pass("<iq type='set' id='1' from='" + ROMEO + "'><si xmlns='http://jabber.org/protocol/si' id='s'>" + FILE
                    + "</si></iq>");
            assertEquals(Optional.empty(), fileOf("s", ROMEO, "juliet@example.org/y"));
        }

        @ParameterizedTest
        @CsvSource({"-1", "x", "99999999999999999999", "''"})
        void withASizeThatIsNoneIsShownWithout(String size) {
            si("s", FILE.replace("1022", size));
            s5b("s");
            assertTrue(fileOf("s", ROMEO, "juliet@example.org/y")
                    .orElseThrow()
                    .size()
                    .isEmpty());
        }

        @Test
        void withALongNameIsShownShorter() {
            OfferedFile file = new OfferedFile("a\u0000b\n" + "x".repeat(300), java.util.OptionalLong.empty());
            assertEquals("ab" + "x".repeat(253), file.name());
        }
    }

    @Test
    void advertisesNothingAtTheMainAddressAndSeesOffersOnly() {
        assertEquals(Set.of(), feature.namespaces());
        assertEquals(6, feature.interests().size());
        assertEquals("socks5", feature.name());
        assertFalse(feature.counters().snapshot().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "' ', 1", "h, 0", "h, 65536"})
    void knowsAStreamhostWhenItSeesOne(String host, int port) {
        org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class, () -> new Streamhost(host, port));
    }
}
