package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Questions about capabilities between clients of a real server. */
class CapabilitiesIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static Software software() {
        return Software.named("program" + NAMES.incrementAndGet(), "urn:xmpp:ping");
    }

    private static RawClient login(String user, Software software) {
        RawClient client = openfire.connect(user, "raw");
        announce(client, software);
        return client;
    }

    private static void announce(RawClient client, Software software) {
        client.send("<presence>" + software.caps() + "</presence>");
    }

    private static void awaitPresence(RawClient client, String from, Software software) {
        client.await(stanza -> stanza.getName().equals("presence")
                && from.equals(stanza.attributeValue("from"))
                && stanza.asXML().contains(software.ver()));
    }

    /** Answers the first question, whoever asks it, and returns when the server has seen the answer. */
    private static void answerOnce(RawClient client, Software software) {
        client.send(software.answer(client.await(Software::isQuestion)));
        client.arrivedSoFar();
    }

    private static Element ask(RawClient asker, String to, String node) {
        return asker.ask("<iq type='get' id='%s' to='" + to + "'><query xmlns='http://jabber.org/protocol/disco#info'"
                + (node == null ? "" : " node='" + node + "'") + "/></iq>");
    }

    /** Asks and has the client that is asked answer by itself: it must get the question. */
    private static void assertReaches(RawClient asker, RawClient asked, String to, String node) {
        asked.arrivedSoFar();
        asker.send("<iq type='get' id='passes' to='" + to + "'><query xmlns='http://jabber.org/protocol/disco#info'"
                + (node == null ? "" : " node='" + node + "'") + "/></iq>");
        Element question = asked.await(stanza ->
                Software.isQuestion(stanza) && !EmbeddedOpenfire.DOMAIN.equals(stanza.attributeValue("from")));
        asked.send("<iq type='error' id='" + question.attributeValue("id") + "' to='" + question.attributeValue("from")
                + "'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        Element answer = asker.await(stanza -> "passes".equals(stanza.attributeValue("id")));
        assertEquals("item-not-found", condition(answer));
    }

    /** Has a privacy list (XEP-0016) keep everything of this address away. */
    private static void block(RawClient client, String address) {
        client.ask(
                "<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><list name='blocked'><item type='jid' value='"
                        + address + "' action='deny' order='1'/></list></query></iq>");
        client.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><active name='blocked'/></query></iq>");
    }

    private static String condition(Element error) {
        assertEquals("error", error.attributeValue("type"), error.asXML());
        return ((Element) error.element("error").elements().get(0)).getName();
    }

    private static List<Element> questions(RawClient client) {
        return client.arrivedSoFar().stream().filter(Software::isQuestion).toList();
    }

    private static void assertAnswer(Software software, String from, Element answer) {
        assertEquals("result", answer.attributeValue("type"), answer.asXML());
        assertEquals(from, answer.attributeValue("from"));
        assertEquals(software.info(), DiscoInfo.in(answer.element("query")).orElseThrow());
    }

    private final Software software = software();
    private String romeo;
    private String juliet;
    private String nurse;
    private RawClient first;

    @BeforeEach
    void romeoIsKnown() {
        romeo = openfire.user("romeo");
        juliet = openfire.user("juliet");
        nurse = openfire.user("nurse");
        openfire.control().befriend(romeo, juliet);
        openfire.control().befriend(romeo, nurse);
        first = login(romeo, software);
        answerOnce(first, software);
    }

    private RawClient contact(String user) {
        RawClient contact = openfire.connect(user, "raw");
        awaitPresence(contact, first.jid(), software);
        return contact;
    }

    @Test
    @Requirement({"0030-12", "0115-33", "0115-46"})
    void laterClientsAreAnsweredInTheNameOfTheFirst() {
        for (String user : List.of(juliet, nurse)) {
            RawClient contact = contact(user);
            Element answer = ask(contact, first.jid(), software.discoNode());
            assertAnswer(software, first.jid(), answer);
            assertEquals(software.discoNode(), answer.element("query").attributeValue("node"));
            assertAnswer(software, first.jid(), ask(contact, first.jid(), null));
        }
        assertEquals(List.of(), questions(first));
    }

    @Test
    void whoeverAnnouncesTheSameIsKnownAtOnce() {
        RawClient other = login(juliet, software);
        awaitPresence(first, other.jid(), software);

        assertAnswer(software, other.jid(), ask(first, other.jid(), software.discoNode()));
        assertEquals(List.of(), questions(other), "the server does not ask either");
    }

    @Nested
    class AClientThatChangesWhatItCanDo {

        @Test
        @Requirement({"0390-17", "0390-18"})
        void isAskedItselfUntilTheNewIsKnown() {
            RawClient contact = contact(juliet);
            assertAnswer(software, first.jid(), ask(contact, first.jid(), software.discoNode()));
            Software changed = software();
            announce(first, changed);
            awaitPresence(contact, first.jid(), changed);
            assertReaches(contact, first, first.jid(), software.discoNode());
            answerOnce(first, changed); // the server's question
            assertAnswer(changed, first.jid(), ask(contact, first.jid(), changed.discoNode()));
            assertAnswer(changed, first.jid(), ask(contact, first.jid(), null));
        }

        @Test
        @Requirement("0115-53")
        void isKnownByWhatItAnnouncedLast() {
            RawClient contact = contact(juliet);
            first.send("<presence><show>away</show></presence>");
            contact.await(stanza -> stanza.getName().equals("presence") && "away".equals(stanza.elementText("show")));

            assertAnswer(software, first.jid(), ask(contact, first.jid(), software.discoNode()));
        }
    }

    @Nested
    class NothingChangesFor {

        @Test
        @Requirement({"0030-27", "0115-64"})
        void aStranger() {
            RawClient stranger = openfire.client("stranger");
            assertReaches(stranger, first, first.jid(), software.discoNode());
            assertReaches(stranger, first, first.jid(), null);
        }

        @Test
        void aContactWhoWasOnlineBeforeAndIsSubscribedNoMore() {
            RawClient contact = contact(juliet);
            assertAnswer(software, first.jid(), ask(contact, first.jid(), software.discoNode()));
            first.send("<presence type='unsubscribed' to='" + contact.bareJid() + "'/>");
            contact.await(stanza -> "unavailable".equals(stanza.attributeValue("type")));
            assertReaches(contact, first, first.jid(), software.discoNode());
        }

        @Test
        void oneWhoAsksForSomethingElse() {
            RawClient contact = contact(juliet);
            assertReaches(contact, first, first.jid(), "http://jabber.org/protocol/commands");
            assertReaches(contact, first, first.jid(), software.node() + "#other");
        }

        @Test
        @Requirement({"0030-25", "0115-64"})
        void oneWhomTheOtherHasBlocked() {
            RawClient contact = contact(juliet);
            block(first, contact.bareJid());

            assertEquals("service-unavailable", condition(ask(contact, first.jid(), software.discoNode())));
            assertEquals(List.of(), questions(first));
        }

        @Test
        void oneWhoHasBlockedTheOther() {
            RawClient contact = contact(juliet);
            block(contact, first.bareJid());

            assertEquals("not-acceptable", condition(ask(contact, first.jid(), software.discoNode())));
        }

        @Test
        void oneWhoHasNotAuthenticated() {
            try (RawClient nobody = RawClient.connect(openfire.server().clientPort())) {
                nobody.readAll("nobody");
                Element answer = ask(nobody, first.jid(), software.discoNode());
                assertNotEquals("result", answer.attributeValue("type"));
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void whoeverAsksAClientThatHasGone() throws Exception {
            RawClient contact = contact(juliet);
            String gone = first.jid();
            first.close();
            contact.await(stanza ->
                    "unavailable".equals(stanza.attributeValue("type")) && gone.equals(stanza.attributeValue("from")));
            openfire.control().awaitSessionEnd(gone); // what is sent to it until then is lost by Openfire 4.2.0

            assertEquals("service-unavailable", condition(ask(contact, gone, software.discoNode())));
        }

        @Test
        void anybodyWhileItIsOff() {
            RawClient contact = contact(juliet);
            openfire.property("plugin.intermediateim.caps.answer", "off");
            assertReaches(contact, first, first.jid(), software.discoNode());
            openfire.control().setProperty("plugin.intermediateim.caps.answer", "local");
            assertAnswer(software, first.jid(), ask(contact, first.jid(), software.discoNode()));
        }

        @Test
        void anybodyWhileOffAndAfterwardsUntilPresenceTells() {
            RawClient contact = contact(juliet);
            openfire.property("plugin.intermediateim.caps.enabled", "false");
            assertReaches(contact, first, first.jid(), software.discoNode());
            openfire.control().setProperty("plugin.intermediateim.caps.enabled", "true");
            assertReaches(contact, first, first.jid(), software.discoNode());
            announce(first, software);
            awaitPresence(contact, first.jid(), software);
            assertAnswer(software, first.jid(), ask(contact, first.jid(), software.discoNode()));
        }
    }

    @Nested
    class ALiar {

        private final Software honest = software();
        private final Software lying = honest.lying(software().info());

        @Test
        @Requirement({"0115-34", "0115-35", "0115-36", "0390-16"})
        void poisonsNobody() {
            RawClient contact = contact(juliet);
            announce(first, lying);
            awaitPresence(contact, first.jid(), honest);
            answerOnce(first, lying);
            assertReaches(contact, first, first.jid(), honest.discoNode());
            RawClient other = login(nurse, honest);
            answerOnce(other, honest);
            awaitPresence(first, other.jid(), honest);
            assertAnswer(honest, other.jid(), ask(first, other.jid(), honest.discoNode()));
            assertAnswer(honest, first.jid(), ask(contact, first.jid(), honest.discoNode()));
        }
    }

    @Nested
    class InARoom {

        private boolean isNew = true;
        private final String room = "tavern" + NAMES.incrementAndGet() + "@conference.example.org";

        private RawClient join(String user, String nick, Software software) {
            RawClient client = openfire.connect(user, "raw");
            enter(client, nick, software);
            return client;
        }

        private void enter(RawClient client, String nick, Software software) {
            client.send("<presence to='" + room + "/" + nick + "'><x xmlns='http://jabber.org/protocol/muc'/>"
                    + software.caps() + "</presence>");
            client.await(stanza ->
                    stanza.getName().equals("presence") && (room + "/" + nick).equals(stanza.attributeValue("from")));
            if (isNew) {
                isNew = false;
                client.ask(
                        "<iq type='set' id='%s' to='" + room + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                                + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
            }
        }

        @Test
        void occupantsAreAnsweredForByTheirAddressInIt() {
            enter(first, "romeo", software);
            RawClient other = join(openfire.user("stranger"), "stranger", software);
            awaitPresence(other, room + "/romeo", software);

            assertAnswer(software, room + "/romeo", ask(other, room + "/romeo", software.discoNode()));
            assertAnswer(software, room + "/romeo", ask(other, room + "/romeo", null));
            assertEquals(List.of(), questions(first));
        }

        @Test
        @Requirement({"0115-25", "0115-42", "0115-44", "0115-45", "0030-01"})
        void whoNobodyAsksIsAskedByTheServerUnderTheRealAddress() {
            Software unknown = software();
            String user = openfire.user("hidden");
            RawClient hidden = RawClient.connect(openfire.server().clientPort());
            hidden.authenticate(user, EmbeddedOpenfire.PASSWORD);
            hidden.bind("raw");
            enter(hidden, "hidden", unknown);
            Element question = hidden.await(Software::isQuestion);
            assertEquals("example.org", question.attributeValue("from"));
            assertEquals(unknown.discoNode(), question.element("query").attributeValue("node"));
            assertEquals(hidden.jid(), question.attributeValue("to"));
            assertEquals(0, question.element("query").elements().size());
            hidden.send(unknown.answer(question));
            hidden.arrivedSoFar();
            enter(first, "romeo", software);
            awaitPresence(first, room + "/hidden", unknown);
            assertAnswer(unknown, room + "/hidden", ask(first, room + "/hidden", unknown.discoNode()));
            assertEquals(List.of(), questions(hidden));
        }

        @Test
        void whoHasLeftGetsWhatTheRoomAnswers() {
            enter(first, "romeo", software);
            RawClient other = join(openfire.user("stranger"), "stranger", software);
            awaitPresence(other, room + "/romeo", software);
            other.send("<presence type='unavailable' to='" + room + "/stranger'/>");
            other.await(stanza -> "unavailable".equals(stanza.attributeValue("type")));

            assertEquals("bad-request", condition(ask(other, room + "/romeo", software.discoNode())));
        }

        @Test
        void whoIsThrownOutGetsWhatTheRoomAnswers() {
            enter(first, "romeo", software);
            RawClient other = join(openfire.user("stranger"), "stranger", software);
            awaitPresence(other, room + "/romeo", software);
            first.ask("<iq type='set' id='%s' to='" + room + "'><query xmlns='http://jabber.org/protocol/muc#admin'>"
                    + "<item nick='stranger' role='none'/></query></iq>");
            other.await(stanza -> "unavailable".equals(stanza.attributeValue("type")));

            assertEquals("bad-request", condition(ask(other, room + "/romeo", software.discoNode())));
        }

        @Test
        void whoChangesTheNickIsAnsweredAsBefore() {
            enter(first, "romeo", software);
            RawClient other = join(openfire.user("stranger"), "stranger", software);
            awaitPresence(other, room + "/romeo", software);
            enter(other, "friend", software);
            assertAnswer(software, room + "/romeo", ask(other, room + "/romeo", software.discoNode()));
            awaitPresence(first, room + "/friend", software);
            assertAnswer(software, room + "/friend", ask(first, room + "/friend", software.discoNode()));
        }

        @Test
        void whomAnOccupantHasBlockedIsNotAnswered() {
            enter(first, "romeo", software);
            RawClient other = join(openfire.user("stranger"), "stranger", software);
            awaitPresence(other, room + "/romeo", software);
            block(first, room + "/stranger");

            assertEquals("service-unavailable", condition(ask(other, room + "/romeo", software.discoNode())));
        }
    }
}
