package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Objects;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room of a service that is not the server's: an external component, which the test plays by hand. */
class RemoteRoomIT {

    private static final String MUC = "http://jabber.org/protocol/muc";
    private static EmbeddedOpenfire openfire;
    private static RawClient service;
    private static int users;

    private String name;
    private String room;
    private RawClient romeo;

    @BeforeAll
    static void start() {
        int port = FreePorts.next();
        openfire = EmbeddedOpenfire.withPlugin()
                .property("xmpp.component.socket.active", "true")
                .property("xmpp.component.socket.port", String.valueOf(port))
                .property("xmpp.component.defaultSecret", "secret")
                .start();
        service = RawClient.component(port, "rooms.example.org", "secret");
        service.await(stanza -> answersInfo(stanza, "")); // the server asks what it is
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        openfire.close();
    }

    @BeforeEach
    void login() {
        name = "romeo" + ++users;
        room = "hall" + users + "@rooms.example.org";
        openfire.control().createUser(name, EmbeddedOpenfire.PASSWORD);
        romeo = RawClient.login(openfire.clientPort(), name, EmbeddedOpenfire.PASSWORD, "orchard");
    }

    @AfterEach
    void logout() throws IOException {
        romeo.close();
    }

    private static boolean answersInfo(Element stanza, String feature) {
        if (!stanza.getName().equals("iq")
                || !stanza.asXML().contains("disco#info")
                || !"get".equals(stanza.attributeValue("type"))) {
            return false;
        }
        service.send("<iq type='result' id='" + stanza.attributeValue("id") + "' from='" + stanza.attributeValue("to")
                + "' to='"
                + stanza.attributeValue("from") + "'><query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<identity category='conference' type='text'/>" + feature + "</query></iq>");
        return true;
    }

    private static void lets(Element join) {
        service.send("<presence from='" + join.attributeValue("to") + "' to='" + join.attributeValue("from") + "'>"
                + "<x xmlns='" + MUC
                + "#user'><item affiliation='none' role='participant'/><status code='110'/></x></presence>");
    }

    private Element awaitPresence(String resource, String type) {
        return service.await(stanza -> stanza.getName().equals("presence")
                && room.equals(stanza.attributeValue("to").split("/")[0])
                && isFrom(stanza, resource)
                && Objects.equals(type, stanza.attributeValue("type")));
    }

    /** @param resource null for the seat's */
    private boolean isFrom(Element stanza, String resource) {
        String from = stanza.attributeValue("from");
        return resource == null
                ? !from.endsWith("/orchard") && !from.endsWith("/balcony")
                : from.endsWith("/" + resource);
    }

    /** @return the seat's full address */
    private String keepSeat() {
        SeatScene.say(romeo, "keep " + room + " as Romeo");
        service.await(stanza ->
                room.equals(stanza.attributeValue("to")) && answersInfo(stanza, "<feature var='" + MUC + "'/>"));
        Element join = awaitPresence(null, null);
        lets(join);
        assertTrue(SeatScene.awaitAgent(romeo).contains("is in the room"));
        return join.attributeValue("from");
    }

    private void joinWithClient() {
        romeo.send("<presence to='" + room + "/Romeo'><x xmlns='" + MUC + "'/></presence>");
        lets(awaitPresence("orchard", null));
        romeo.await(
                stanza -> stanza.getName().equals("presence") && stanza.asXML().contains("110"));
    }

    private void whisper(String id, String to) {
        service.send("<message type='chat' id='" + id + "' from='" + room + "/Juliet' to='" + to + "'><body>" + id
                + "</body></message>");
    }

    private void ping(String id, String to) {
        service.send("<iq type='get' id='" + id + "' from='" + room + "/Juliet' to='" + to
                + "'><ping xmlns='urn:xmpp:ping'/></iq>");
    }

    @Test
    void keepsWhatIsSaidAndShowsTheUserAway() throws Exception {
        String seat = keepSeat();
        whisper("psst", seat);
        ping("there?", seat);
        assertEquals(
                "result",
                service.await(stanza -> "there?".equals(stanza.attributeValue("id")))
                        .attributeValue("type"));
        joinWithClient();
        Element message = romeo.await(stanza -> "psst".equals(stanza.elementText("body")));
        assertEquals(room + "/Juliet", message.attributeValue("from"));
        romeo.send("<presence type='unavailable'/>");
        assertEquals("away", awaitAwayFromSeat().elementText("show"));
    }

    private Element awaitAwayFromSeat() {
        return service.await(stanza -> stanza.getName().equals("presence")
                && isFrom(stanza, null)
                && stanza.attributeValue("to").startsWith(room)
                && "away".equals(stanza.elementText("show")));
    }

    @Test
    void theClientGetsWhatIsSentToOneOfTheSessionsOrToEach() {
        String seat = keepSeat();
        joinWithClient();
        ping("only-seat", seat);
        romeo.await(stanza -> "only-seat".equals(stanza.attributeValue("id")));
        ping("each", romeo.jid());
        ping("each", seat);
        ping("other-way", seat);
        ping("other-way", romeo.jid());
        whisper("message", seat);
        whisper("message", romeo.jid());
        whisper("only-message", seat);
        for (String id : new String[] {"each", "other-way", "message", "only-message"}) {
            romeo.await(stanza -> id.equals(stanza.attributeValue("id")));
        }
        ping("last", romeo.jid());
        romeo.await(stanza -> "last".equals(stanza.attributeValue("id")));
        assertTrue(
                romeo.arrivedSoFar().stream()
                        .noneMatch(stanza -> (room + "/Juliet").equals(stanza.attributeValue("from"))),
                "one of each");
    }

    @Test
    void whereTheNickIsForOneTheSeatStepsAsideAndTheClientNoticesNothing() {
        keepSeat();
        romeo.send("<presence to='" + room + "/Romeo'><x xmlns='" + MUC + "'/></presence>");
        Element join = awaitPresence("orchard", null);
        service.send("<presence type='error' from='" + room + "/Romeo' to='" + join.attributeValue("from") + "'>"
                + "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
        awaitPresence(null, "unavailable");
        lets(awaitPresence("orchard", null));
        Element first = romeo.await(stanza ->
                stanza.getName().equals("presence") && (room + "/Romeo").equals(stanza.attributeValue("from")));
        assertTrue(first.asXML().contains("110"), first.asXML());
        romeo.send("<presence type='unavailable'/>");
        awaitPresence("orchard", "unavailable");
        service.await(stanza ->
                room.equals(stanza.attributeValue("to")) && answersInfo(stanza, "<feature var='" + MUC + "'/>"));
        lets(awaitPresence(null, null));
    }

    @Test
    void whoElseWritesToTheSeatIsNotHeard() {
        String seat = keepSeat();
        RawClient juliet = RawClient.login(openfire.clientPort(), "admin", "admin", "raw");
        Element answer = juliet.ask("<iq type='get' id='%s' to='" + seat + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertTrue(answer.asXML().contains("service-unavailable"), answer.asXML());
        service.send("<iq type='get' id='stranger' from='else@rooms.example.org/Juliet' to='" + seat
                + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertTrue(service.await(stanza -> "stranger".equals(stanza.attributeValue("id")))
                .asXML()
                .contains("service-unavailable"));
    }
}
