package org.igniterealtime.openfire.plugin.intermediateim.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Invitations into a room of the server, and links, for a client that has said what it knows. */
class InvitationIT {

    private static final String MUC = "http://jabber.org/protocol/muc";
    private static final QName DIRECT = QName.get("x", "jabber:x:conference");
    private static final QName MEDIATED = QName.get("x", MUC + "#user");

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private final RawClient inviter = openfire.client("inviter");
    private final Room room = Room.unused();

    private static RawClient client(String software, String... features) {
        RawClient client = openfire.client(software);
        Software old = Software.named(software, features);
        client.send("<presence>" + old.caps() + "</presence>");
        client.send(old.answer(client.await(Software::isQuestion)));
        client.arrivedSoFar();
        return client;
    }

    private void invite(RawClient from, RawClient invitee) {
        from.send("<message id='i1' type='chat' to='" + invitee.bareJid() + "'><body>come</body>"
                + "<x xmlns='jabber:x:conference' jid='" + room.address() + "' password='secret'/></message>");
    }

    private Room locked() {
        return room.create(
                inviter,
                "inviter",
                Room.field("muc#roomconfig_passwordprotectedroom", "1"),
                Room.field("muc#roomconfig_roomsecret", "secret"));
    }

    @Test
    void aDirectOneComesFromTheRoomWithItsPassword() {
        locked();
        RawClient old = client("invited-old", MUC);
        invite(inviter, old);
        Element message = old.awaitMessage();
        assertEquals(room.address(), message.attributeValue("from"));
        assertNull(message.element(DIRECT), message::asXML);
        Element x = message.element(MEDIATED);
        assertEquals(inviter.bareJid(), x.element("invite").attributeValue("from"));
        room.join(old, "invited", "<password>" + x.elementText("password") + "</password>");

        RawClient modern = client("invited-modern", MUC, "jabber:x:conference");
        invite(inviter, modern);
        Element direct = modern.awaitMessage();
        assertEquals(inviter.jid(), direct.attributeValue("from"));
        assertNotNull(direct.element(DIRECT), direct::asXML);
        assertEquals("come", direct.elementText("body"));
    }

    @Test
    void nobodyElseSpeaksInTheNameOfTheRoom() {
        locked();
        RawClient old = client("invited-by-others", MUC);
        RawClient stranger = openfire.client("stranger");
        invite(stranger, old);
        Element message = old.awaitMessage();
        assertEquals(stranger.jid(), message.attributeValue("from"));
        assertNull(message.element(MEDIATED), message::asXML);
        assertEquals("come\nxmpp:" + room.address() + "?join", message.elementText("body"));
    }

    @Test
    void whoBlocksTheRoomIsNotInvitedByIt() {
        locked();
        RawClient old = client("invited-and-blocking", MUC);
        old.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><list name='l'><item type='jid' value='"
                + room.address() + "' action='deny' order='1'/><item action='allow' order='2'/></list></query></iq>");
        old.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><active name='l'/></query></iq>");
        invite(inviter, old);
        Element message = old.awaitMessage();
        assertEquals(inviter.jid(), message.attributeValue("from"));
        assertNull(message.element(MEDIATED), message::asXML);
    }

    @Test
    void aLinkBesideTheTextStandsInTheText() {
        RawClient old = client("reader-of-links", MUC);
        inviter.send("<message type='chat' to='" + old.bareJid() + "'><body>look</body>"
                + "<x xmlns='jabber:x:oob'><url>https://example.org/a.png</url></x></message>");
        assertEquals("look\nhttps://example.org/a.png", old.awaitMessage().elementText("body"));

        RawClient modern = client("shows-links", "jabber:x:oob");
        inviter.send("<message type='chat' to='" + modern.bareJid() + "'><body>look</body>"
                + "<x xmlns='jabber:x:oob'><url>https://example.org/a.png</url></x></message>");
        Element message = modern.awaitMessage();
        assertEquals("look", message.elementText("body"));
        assertTrue(message.asXML().contains("https://example.org/a.png"), message::asXML);
    }
}
