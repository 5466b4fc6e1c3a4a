package org.igniterealtime.openfire.plugin.intermediateim.standin;

import static org.igniterealtime.openfire.plugin.intermediateim.standin.FormatClient.CONVERSE;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.FormatClient.PIDGIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client has not acknowledged (XEP-0198) when its connection is lost is what was sent when it comes again. */
class StreamManagementIT {

    private static final String MARKER = "urn:intermediateim:original";
    private static final QName HTML = QName.get("html", "http://jabber.org/protocol/xhtml-im");

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static void enable(FormatClient client) {
        client.raw().send("<enable xmlns='urn:xmpp:sm:3'/>");
        client.raw().await(each -> each.getName().equals("enabled"));
    }

    private static FormatClient login(RawClient raw, String user, String caps) {
        raw.authenticate(user, EmbeddedOpenfire.PASSWORD);
        raw.bind("next");
        return FormatClient.of(raw, caps);
    }

    @Test
    void aKilledSessionsMessageIsStoredAsItWasSent() throws Exception {
        String user = openfire.user("reader");
        FormatClient reader = FormatClient.of(openfire.connect(user, "first"), PIDGIN);
        enable(reader);
        FormatClient writer = FormatClient.of(openfire.client("writer"), CONVERSE);
        writer.say(reader.raw().bareJid(), "<body>now *bold*</body>");
        Element copy = reader.read();
        assertNotNull(copy.element(HTML), copy::asXML);
        assertTrue(copy.asXML().contains(MARKER), copy::asXML);
        reader.raw().close();
        openfire.control().awaitSessionEnd(reader.raw().jid());

        try (RawClient next = RawClient.connect(openfire.server().clientPort())) {
            Element message = login(next, user, CONVERSE).read();
            assertEquals("now *bold*", message.elementText("body"));
            assertNull(message.element(HTML), message::asXML);
            assertFalse(message.asXML().contains(MARKER), message::asXML);
            assertNotNull(message.element(QName.get("delay", "urn:xmpp:delay")), message::asXML);
        }
    }

    @Test
    void anotherClientOfTheUserGetsItInItsOwnForm() throws Exception {
        String user = openfire.user("reader");
        FormatClient reader = FormatClient.of(openfire.connect(user, "first"), PIDGIN);
        enable(reader);
        FormatClient writer = FormatClient.of(openfire.client("writer"), CONVERSE);
        writer.say(reader.raw().bareJid(), "<body>now *bold*</body>");
        reader.read();
        FormatClient second = FormatClient.of(openfire.connect(user, "second"), CONVERSE);
        reader.raw().close();
        openfire.control().awaitSessionEnd(reader.raw().jid());
        Element message = second.read();
        assertEquals("now *bold*", message.elementText("body"));
        assertNull(message.element(HTML), message::asXML);
        assertFalse(message.asXML().contains(MARKER), message::asXML);
    }

    @Test
    void aSessionWithoutStreamManagementGetsNoMarker() {
        FormatClient reader = FormatClient.of(openfire.client("reader"), PIDGIN);
        FormatClient writer = FormatClient.of(openfire.client("writer"), CONVERSE);
        writer.say(reader.raw().bareJid(), "<body>now *bold*</body>");
        assertFalse(reader.read().asXML().contains(MARKER));
    }

    @Test
    void aMarkerOfAnotherMessageIsRemoved() {
        FormatClient reader = FormatClient.of(openfire.client("reader"), PIDGIN);
        enable(reader);
        FormatClient writer = FormatClient.of(openfire.client("writer"), CONVERSE);
        writer.say(reader.raw().bareJid(), "<body>now *bold*</body>");
        Element marker = reader.read().element(QName.get("original", MARKER));
        FormatClient third = FormatClient.of(openfire.client("third"), PIDGIN);
        reader.say(third.raw().bareJid(), "<body>now *bold*</body>" + marker.asXML());
        Element message = third.read();
        assertEquals("now *bold*", message.elementText("body"));
        assertFalse(message.asXML().contains(MARKER), message::asXML);
    }

    private static String enableResumption(FormatClient client) {
        client.raw().send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        return client.raw().await(each -> each.getName().equals("enabled")).attributeValue("id");
    }

    @Test
    void aResumedSessionGetsItsCopyAgain() throws Exception {
        String user = openfire.user("reader");
        FormatClient reader = FormatClient.of(openfire.connect(user, "first"), PIDGIN);
        FormatClient writer = FormatClient.of(openfire.client("writer"), CONVERSE);
        String session = enableResumption(reader);
        writer.say(reader.raw().bareJid(), "<body>now *bold*</body>");
        reader.read();
        reader.raw().close();

        try (RawClient next = RawClient.connect(openfire.server().clientPort())) {
            next.authenticate(user, EmbeddedOpenfire.PASSWORD);
            next.readAll("resumed");
            next.send("<resume xmlns='urn:xmpp:sm:3' previd='" + session + "' h='0'/>");
            next.await(each -> each.getName().equals("resumed"));
            Element again = new FormatClient(next, PIDGIN).read();
            assertEquals("now *bold*", again.elementText("body"));
            assertNotNull(again.element(HTML), again::asXML);
        }
    }

    /** What the server has stored is what was sent. */
    private static void assertOriginal(String stored) {
        assertTrue(stored.contains("<body>now *bold*</body>"), stored);
        assertFalse(stored.contains("xhtml-im"), stored);
        assertFalse(stored.contains(MARKER), stored);
    }

    @Test
    void anExpiredSessionsMessageIsStoredAsItWasSent() throws Exception {
        String user = openfire.user("reader");
        FormatClient reader = FormatClient.of(openfire.connect(user, "first"), PIDGIN);
        FormatClient writer = FormatClient.of(openfire.client("writer"), CONVERSE);
        enableResumption(reader);
        writer.say(reader.raw().bareJid(), "<body>now *bold*</body>");
        assertNotNull(reader.read().element(HTML));
        reader.raw().close();

        openfire.control().expireDetachedSession(reader.raw().jid());

        List<String> stored = openfire.control().offlineMessages(user);
        assertEquals(1, stored.size(), stored::toString);
        assertOriginal(stored.get(0));
        try (RawClient next = RawClient.connect(openfire.server().clientPort())) {
            assertNotNull(login(next, user, PIDGIN).read().element(HTML));
        }
    }

    /** The copy carries the original, whoever stores it. */
    @Test
    void whatIsStoredWhileThePluginIsAwayIsRestoredLater() throws Exception {
        String user = openfire.user("reader");
        FormatClient reader = FormatClient.of(openfire.connect(user, "first"), PIDGIN);
        FormatClient writer = FormatClient.of(openfire.client("writer"), CONVERSE);
        enable(reader);
        writer.say(reader.raw().bareJid(), "<body>now *bold*</body>");
        reader.read();
        openfire.control().removePlugin(EmbeddedOpenfire.PLUGIN);
        try {
            reader.raw().close();
            openfire.control().awaitSessionEnd(reader.raw().jid());
            assertTrue(openfire.control().offlineMessages(user).get(0).contains(MARKER));
        } finally {
            openfire.control().installPlugin(EmbeddedOpenfire.pluginJar().toString());
        }

        try (RawClient next = RawClient.connect(openfire.server().clientPort())) {
            Element message = login(next, user, CONVERSE).read();
            assertEquals("now *bold*", message.elementText("body"));
            assertNull(message.element(HTML), message::asXML);
            assertFalse(message.asXML().contains(MARKER), message::asXML);
        }
    }
}
