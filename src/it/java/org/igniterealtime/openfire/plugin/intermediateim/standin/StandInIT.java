package org.igniterealtime.openfire.plugin.intermediateim.standin;

import static org.igniterealtime.openfire.plugin.intermediateim.standin.FormatClient.CONVERSE;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.FormatClient.DINO;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.FormatClient.PIDGIN;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.FormatClient.PROFANITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One bold word, as each client gets it. */
class StandInIT {

    private static final String ADDRESS = "intermediateim." + EmbeddedOpenfire.DOMAIN;
    private static final QName HTML = QName.get("html", "http://jabber.org/protocol/xhtml-im");
    private static final QName MARKUP = QName.get("markup", "urn:xmpp:markup:0");
    private static final String STYLED = "<body>now *bold*</body>";
    private static final String RICH = "<body>now bold</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
            + "<body xmlns='http://www.w3.org/1999/xhtml'><p>now <strong>bold</strong></p></body></html>";
    private static final String MARKED = "<body>now bold</body><markup xmlns='urn:xmpp:markup:0'>"
            + "<span start='4' end='8'><strong/></span></markup>";

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static FormatClient client(String name, String caps) {
        return FormatClient.of(openfire.client(name), caps);
    }

    private static FormatClient client(String user, String resource, String caps) {
        return FormatClient.of(openfire.connect(user, resource), caps);
    }

    /** It shows XHTML-IM. */
    private static void assertRich(Element message) {
        assertNotNull(message.element(HTML), message::asXML);
        assertTrue(message.element(HTML).asXML().contains("bold</strong>"), message::asXML);
    }

    /** It shows message styling. */
    private static void assertStyled(Element message) {
        assertEquals("now *bold*", message.elementText("body"));
        assertNull(message.element(HTML), message::asXML);
        assertNull(message.element(MARKUP), message::asXML);
    }

    /** It shows message markup. */
    private static void assertMarked(Element message) {
        assertEquals("now bold", message.elementText("body"));
        Element span = message.element(MARKUP).element("span");
        assertEquals("4", span.attributeValue("start"));
        assertEquals("8", span.attributeValue("end"));
        assertNull(message.element(HTML), message::asXML);
    }

    @Nested
    class InAChat {

        private final FormatClient pidgin = client("pidgin", PIDGIN);
        private final FormatClient converse = client("converse", CONVERSE);
        private final FormatClient dino = client("dino", DINO);
        private final FormatClient profanity = client("profanity", PROFANITY);

        private Element sent(FormatClient from, FormatClient to, String content) {
            from.say(to.raw().bareJid(), content);
            return to.read();
        }

        @Test
        void fromStyling() {
            Element message = sent(converse, pidgin, STYLED);
            assertRich(message);
            assertEquals("now *bold*", message.elementText("body"));
            assertStyled(sent(converse, dino, STYLED));
            assertStyled(sent(converse, profanity, STYLED));
        }

        @Test
        void fromXhtml() {
            assertStyled(sent(pidgin, converse, RICH));
            Element plain = sent(pidgin, profanity, RICH);
            assertEquals("now bold", plain.elementText("body"));
            assertNull(plain.element(HTML), plain::asXML);
        }

        @Test
        void fromMarkup() {
            Element message = sent(dino, pidgin, MARKED);
            assertRich(message);
            assertEquals("now bold", message.elementText("body"));
            assertStyled(sent(dino, converse, MARKED));
        }

        /** What was converted is kept for a while, but not beyond a change of what is allowed. */
        @Test
        void onlyWithLinksThatAreAllowedNow() {
            String link = "<body>now *bold*, see https://example.org/</body>";
            assertTrue(sent(converse, pidgin, link).element(HTML).asXML().contains("href"));
            try {
                openfire.control().setProperty("plugin.intermediateim.xhtml.link-schemes", "mailto");
                assertFalse(sent(converse, pidgin, link).element(HTML).asXML().contains("href"));
            } finally {
                openfire.control().setProperty("plugin.intermediateim.xhtml.link-schemes", null);
            }
        }

        @Test
        void aClientOfWhichNothingIsKnownGetsWhatWasSent() {
            RawClient unknown = openfire.client("unknown");
            pidgin.say(unknown.bareJid(), RICH);
            Element message = unknown.awaitMessage();
            assertEquals("now bold", message.elementText("body"));
            assertRich(message);
        }

        @Test
        void whatIsLiteralInPidginStaysLiteral() {
            assertNull(sent(pidgin, pidgin("other"), STYLED).element(HTML));
        }

        private FormatClient pidgin(String name) {
            return client(name, PIDGIN);
        }
    }

    @Nested
    class InARoom {

        private final FormatClient pidgin = client("pidgin", PIDGIN);
        private final FormatClient converse = client("converse", CONVERSE);
        private final Room room = Room.unused();

        private void enter() {
            room.create(pidgin.raw(), "pidgin");
            pidgin.raw().send("<presence to='" + room.occupant("pidgin") + "'>" + pidgin.caps() + "</presence>");
            room.awaitPresence(pidgin.raw(), "pidgin", null);
            converse.join(room, "converse", "<history maxstanzas='0'/>");
            room.awaitPresence(pidgin.raw(), "converse", null);
        }

        private void say(FormatClient from, String content) {
            from.raw().send("<message type='groupchat' id='g1' to='" + room.address() + "'>" + content + "</message>");
        }

        @Test
        void eachOccupantGetsItsOwn() {
            enter();
            say(converse, STYLED);
            Element reflected = converse.read();
            assertEquals("now *bold*", reflected.elementText("body"));
            assertNull(reflected.element(HTML));
            assertRich(pidgin.read());

            say(pidgin, RICH);
            assertStyled(converse.read());
            assertRich(pidgin.read());
        }

        @Test
        void theHistoryKeepsWhatWasSent() {
            enter();
            say(converse, STYLED);
            pidgin.read();
            say(pidgin, RICH);
            pidgin.read();
            FormatClient late = client("late", CONVERSE);
            late.join(room, "late", "");
            assertStyled(late.read());
            assertStyled(late.read());
            FormatClient later = client("later", PIDGIN);
            later.join(room, "later", "");
            assertRich(later.read());
            Element rich = later.read();
            assertRich(rich);
            assertEquals("now bold", rich.elementText("body"));
        }

        @Test
        void aPrivateMessageIsConvertedToo() {
            enter();
            converse.raw()
                    .send("<message type='chat' to='" + room.occupant("pidgin") + "'>" + STYLED
                            + "<x xmlns='http://jabber.org/protocol/muc#user'/></message>");
            assertRich(pidgin.read());
        }
    }

    @Test
    void aCarbonIsConvertedForItsClient() {
        String user = openfire.user("carbon");
        FormatClient phone = client(user, "phone", CONVERSE);
        FormatClient computer = client(user, "computer", PIDGIN);
        FormatClient other = client("other", CONVERSE);
        for (FormatClient each : new FormatClient[] {phone, computer}) {
            each.raw().ask("<iq type='set' id='%s'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        }
        phone.say(other.raw().bareJid(), STYLED);
        Element sent = computer.read();
        assertRich(sent.element("sent").element("forwarded").element("message"));
        assertEquals("now *bold*", other.read().elementText("body"));

        other.say(phone.raw().jid(), STYLED);
        assertEquals("now *bold*", phone.read().elementText("body"));
        Element received = computer.read();
        assertRich(received.element("received").element("forwarded").element("message"));
    }

    @Test
    void anOfflineMessageIsConvertedForWhoeverReadsIt() throws Exception {
        String user = openfire.user("offline");
        FormatClient writer = client("writer", CONVERSE);
        writer.say(user + "@" + EmbeddedOpenfire.DOMAIN, STYLED);
        writer.raw().arrivedSoFar();
        writer.raw().close();
        openfire.control().awaitSessionEnd(writer.raw().jid());

        RawClient reader = RawClient.connect(openfire.server().clientPort());
        try (reader) {
            reader.authenticate(user, EmbeddedOpenfire.PASSWORD);
            reader.bind("pidgin");
            FormatClient pidgin = FormatClient.of(reader, PIDGIN);
            Element message = pidgin.read();
            assertRich(message);
            assertNotNull(message.element(QName.get("delay", "urn:xmpp:delay")));
        }
    }

    @Test
    void aUserMayLeaveMessagesAsTheyWereSent() {
        FormatClient pidgin = client("pidgin", PIDGIN);
        FormatClient converse = client("converse", CONVERSE);
        pidgin.say(ADDRESS, "<body>formatting leave</body>");
        assertTrue(pidgin.read().elementText("body").contains("as they were sent"));
        converse.say(pidgin.raw().bareJid(), STYLED);
        assertNull(pidgin.read().element(HTML));

        Element items = pidgin.raw()
                .ask("<iq type='get' id='%s' to='" + ADDRESS + "'><query xmlns='http://jabber.org/protocol/disco#items'"
                        + " node='http://jabber.org/protocol/commands'/></iq>");
        String command = "<iq type='set' id='%%s' to='" + ADDRESS
                + "'><command xmlns='http://jabber.org/protocol/commands' node='"
                + items.element("query").element("item").attributeValue("node") + "'%s</command></iq>";
        Element asked = pidgin.raw().ask(command.formatted(">"));
        Element done = pidgin.raw()
                .ask(
                        command.formatted(
                                " sessionid='" + asked.element("command").attributeValue("sessionid")
                                        + "'><x xmlns='jabber:x:data' type='submit'><field var='how'><value>convert</value></field></x>"));
        assertEquals("completed", done.element("command").attributeValue("status"), done::asXML);
        converse.say(pidgin.raw().bareJid(), STYLED);
        assertRich(pidgin.read());
    }

    @Test
    void aMessageWithoutRichTextPassesAsItIs() {
        FormatClient pidgin = client("pidgin", PIDGIN);
        FormatClient converse = client("converse", CONVERSE);
        String content = "<subject>*s*</subject><body xml:lang='en'>3*4 snake_case_name a > b</body><thread>t</thread>"
                + "<x xmlns='urn:x'><body>*a*</body></x><origin-id xmlns='urn:xmpp:sid:0' id='o'/>"
                + "<request xmlns='urn:xmpp:receipts'/><html xmlns='urn:not-html'/>";
        openfire.property("plugin.intermediateim.standin.enabled", "false");
        converse.say(pidgin.raw().bareJid(), content);
        Element without = pidgin.raw().awaitMessage();
        openfire.control().setProperty("plugin.intermediateim.standin.enabled", "true");
        converse.say(pidgin.raw().bareJid(), content);
        assertEquals(without.asXML(), pidgin.raw().awaitMessage().asXML());
    }

    @Test
    void aForgedMarkerIsGone() {
        FormatClient pidgin = client("pidgin", PIDGIN);
        FormatClient other = client("other", PIDGIN);
        other.say(
                pidgin.raw().bareJid(),
                "<body>x</body><original xmlns='urn:intermediateim:original' code='AAAA'>AAAA</original>");
        Element message = pidgin.read();
        assertEquals("x", message.elementText("body"));
        assertFalse(message.asXML().contains("urn:intermediateim:original"), message::asXML);
    }
}
