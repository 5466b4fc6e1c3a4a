package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hostile markup goes in at one client and comes out harmless at the other. */
class HostileMarkupIT {

    private static final String HOSTILE = "<html xmlns='http://jabber.org/protocol/xhtml-im'>"
            + "<body xmlns='http://www.w3.org/1999/xhtml'><p onclick='steal()'>Hi <strong>there</strong>"
            + "<script>steal()</script><a href='javascript:steal()'>!</a></p></body></html>";

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @Test
    @Requirement({"0071-56", "0071-57"})
    void isHarmlessBetweenTwoClients() {
        RawClient romeo = openfire.client("romeo");
        RawClient juliet = openfire.client("juliet");
        romeo.send(
                "<message type='chat' to='" + juliet.bareJid() + "'><body>Hi there!</body>" + HOSTILE + "</message>");

        assertHarmless(juliet.awaitMessage());
    }

    @Test
    @Requirement("0071-56")
    void isHarmlessFromAnotherServer() {
        RawClient juliet = openfire.client("juliet");
        openfire.control()
                .route("<message from='mallory@elsewhere.example/x' to='" + juliet.bareJid()
                        + "' type='chat'><body>Hi there!</body>" + HOSTILE + "</message>");

        assertHarmless(juliet.awaitMessage());
    }

    @Test
    void isHarmlessForEveryOccupantOfARoom() {
        RawClient romeo = openfire.client("romeo");
        RawClient juliet = openfire.client("juliet");
        String room = "balcony-" + romeo.bareJid().hashCode() + "@conference.example.org";
        for (RawClient client : new RawClient[] {romeo, juliet}) {
            client.send("<presence to='" + room + "/" + client.bareJid().split("@")[0] + "'>"
                    + "<x xmlns='http://jabber.org/protocol/muc'/></presence>");
            client.await(stanza ->
                    stanza.getName().equals("presence") && stanza.asXML().contains("code=\"110\""));
            if (client == romeo) {
                client.ask(
                        "<iq type='set' id='%s' to='" + room + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                                + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
            }
        }
        romeo.send("<message type='groupchat' to='" + room + "'><body>Hi there!</body>" + HOSTILE + "</message>");

        assertHarmless(romeo.await(HostileMarkupIT::isFromARoom));
        assertHarmless(juliet.await(HostileMarkupIT::isFromARoom));
    }

    @Test
    void isHarmlessInTheOfflineStore() {
        RawClient romeo = openfire.client("romeo");
        String juliet = openfire.user("juliet");
        romeo.send(
                "<message type='chat' to='" + juliet + "@example.org'><body>Hi there!</body>" + HOSTILE + "</message>");
        romeo.arrivedSoFar();

        assertHarmless(openfire.connect(juliet, "raw").awaitMessage());
    }

    @Test
    @Requirement("0071-06")
    void isHarmlessInsideAForwardedMessage() {
        RawClient romeo = openfire.client("romeo");
        RawClient juliet = openfire.client("juliet");
        romeo.send("<message to='" + juliet.bareJid() + "'><forwarded xmlns='urn:xmpp:forward:0'>"
                + "<message xmlns='jabber:client' from='a@b.example/c'><body>Hi there!</body>" + HOSTILE
                + "</message></forwarded></message>");

        assertHarmless(juliet.awaitMessage().element("forwarded").element("message"));
    }

    @Test
    void isHarmlessInACarbon() {
        RawClient romeo = openfire.client("romeo");
        RawClient other = openfire.connect(romeo.bareJid().split("@")[0], "other");
        RawClient juliet = openfire.client("juliet");
        other.ask("<iq type='set' id='%s'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        romeo.send(
                "<message type='chat' to='" + juliet.bareJid() + "'><body>Hi there!</body>" + HOSTILE + "</message>");

        assertHarmless(other.awaitMessage().element("sent").element("forwarded").element("message"));
    }

    @Test
    @Requirement("0071-41")
    void isHarmlessInPresence() {
        RawClient romeo = openfire.client("romeo");
        RawClient juliet = openfire.client("juliet");
        romeo.send("<presence to='" + juliet.jid() + "'><status>Hi there!</status>" + HOSTILE + "</presence>");
        Element presence =
                juliet.await(stanza -> stanza.getName().equals("presence") && stanza.element("html") != null);

        assertEquals("Hi there!", presence.elementText("status"));
        assertEquals(-1, presence.asXML().indexOf("steal"), presence.asXML());
    }

    @Test
    @Requirement("0071-38")
    void comesWithAPlainTextWhereItHadNone() {
        RawClient romeo = openfire.client("romeo");
        RawClient juliet = openfire.client("juliet");
        romeo.send("<message type='chat' to='" + juliet.bareJid() + "'>" + HOSTILE + "</message>");

        assertHarmless(juliet.awaitMessage());
    }

    @Test
    void isRemovedWhereTheAdminWantsNone() {
        openfire.property("plugin.intermediateim.xhtml.local", "strip");
        RawClient romeo = openfire.client("romeo");
        RawClient juliet = openfire.client("juliet");
        romeo.send(
                "<message type='chat' to='" + juliet.bareJid() + "'><body>Hi there!</body>" + HOSTILE + "</message>");
        Element message = juliet.awaitMessage();

        assertEquals("Hi there!", message.elementText("body"));
        assertNull(message.element("html"));
    }

    @Test
    void goesTenThousandLevelsDeepAndOnlyTheMarkupIsLost() {
        RawClient romeo = openfire.client("romeo");
        RawClient juliet = openfire.client("juliet");
        String bomb = "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>"
                + "<b>".repeat(10_000) + "x" + "</b>".repeat(10_000) + "</body></html>";
        romeo.send("<message type='chat' to='" + juliet.bareJid() + "'><body>Hi there!</body>" + bomb + "</message>");
        Element message = juliet.awaitMessage();

        assertEquals("Hi there!", message.elementText("body"));
        assertNull(message.element("html"));
    }

    @Test
    void passesAsItIsWhileSwitchedOff() {
        openfire.property("plugin.intermediateim.xhtml.enabled", "false");
        RawClient romeo = openfire.client("romeo");
        RawClient juliet = openfire.client("juliet");
        romeo.send(
                "<message type='chat' to='" + juliet.bareJid() + "'><body>Hi there!</body>" + HOSTILE + "</message>");

        assertEquals(
                "steal()",
                juliet.awaitMessage()
                        .element("html")
                        .element("body")
                        .element("p")
                        .elementText("script"));
    }

    private static boolean isFromARoom(Element stanza) {
        return stanza.getName().equals("message") && stanza.element("html") != null;
    }

    private static void assertHarmless(Element message) {
        assertEquals("Hi there!", message.elementText("body"));
        Element p = message.element("html").element("body").element("p");
        assertNull(p.attribute("onclick"));
        assertNull(p.element("script"));
        assertEquals("there", p.elementText("strong"));
        assertEquals("Hi there!", p.getStringValue());
        assertEquals(-1, message.asXML().indexOf("steal"), message.asXML());
    }
}
