package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.IBB;
import static org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.S5B;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.Offer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Offers to clients that are online and can't take files. */
class LateTakingIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final String SETTING = "plugin.intermediateim.files.";

    private final byte[] content = "Soft, what light".getBytes();
    private String julietName;
    private RawClient juliet;
    private RawClient romeo;

    @BeforeEach
    void login() {
        openfire.property(SETTING + "free-mib", "0");
        julietName = openfire.user("juliet");
        juliet = openfire.connect(julietName, "balcony");
        romeo = openfire.client("romeo");
    }

    private RawFiles files(RawClient client) {
        return new RawFiles(client, openfire.server().proxyPort());
    }

    private List<String> states() {
        return openfire.control()
                .query("SELECT state FROM ofIntermediateImFile WHERE owner = '" + juliet.bareJid() + "'");
    }

    private void romeoOffers() {
        romeo.send(
                RawFiles.offer(juliet.jid(), "s1", "letter.txt", content.length).formatted("offer"));
    }

    private Element answer() {
        return romeo.await(stanza -> "offer".equals(stanza.attributeValue("id")));
    }

    private void sendInBand() {
        files(romeo).openInBand(juliet.jid(), "s1");
        romeo.ask(RawFiles.block(juliet.jid(), "s1", 0, content));
        romeo.ask("<iq type='set' id='%s' to='" + juliet.jid() + "'><close xmlns='" + IBB + "' sid='s1'/></iq>");
    }

    @Test
    void aFileIsTakenForAClientThatCannot() throws IOException {
        romeoOffers();
        files(juliet).refuse(files(juliet).awaitOffer(), "service-unavailable");

        Element answer = answer();
        assertEquals("result", answer.attributeValue("type"), answer.asXML());
        assertEquals(juliet.jid(), answer.attributeValue("from"));
        sendInBand();
        assertEquals(List.of("WAITING"), states());

        RawClient orchard = openfire.connect(julietName, "orchard");
        orchard.send("<presence>" + RawFiles.SOFTWARE.caps() + "</presence>");
        Offer offer = files(orchard).awaitOffer();
        assertArrayEquals(content, files(orchard).take(IBB, offer));
    }

    @Test
    void aFileIsTakenForAClientThatNeverAnswers() {
        romeoOffers();
        Offer offer = files(juliet).awaitOffer();
        julietProvesToLackFiles();

        Element answer = answer(); // after ten seconds
        assertEquals("result", answer.attributeValue("type"), answer.asXML());
        files(juliet).refuse(offer, "service-unavailable");
        sendInBand();

        assertEquals(List.of("WAITING"), states());
        assertTrue(romeo.arrivedSoFar().stream().noneMatch(stanza -> stanza.element("error") != null));
    }

    private void julietProvesToLackFiles() {
        Software withoutFiles = Software.named("no files of " + julietName, "urn:xmpp:ping"); // nobody has proved it
        juliet.send("<presence>" + withoutFiles.caps() + "</presence>");
        juliet.send(withoutFiles.answer(juliet.await(Software::isQuestion)));
        juliet.arrivedSoFar(); // so the server has read the answer
    }

    @Test
    void aFileIsTakenAtOnceForAClientThatHasProvedToLackFiles() {
        julietProvesToLackFiles();
        romeoOffers();

        Element answer = answer();
        assertEquals("result", answer.attributeValue("type"), answer.asXML());
        assertEquals(juliet.jid(), answer.attributeValue("from"));
        sendInBand();
        assertEquals(List.of("WAITING"), states());
        assertTrue(juliet.arrivedSoFar().stream().noneMatch(stanza -> stanza.element("si") != null));
    }

    @Test
    void whomTheClientBlocksGetsTheServersErrorThoughTheClientHasProvedToLackFiles() {
        julietProvesToLackFiles();
        juliet.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><list name='romeo'>"
                + "<item type='jid' value='" + romeo.bareJid() + "' action='deny' order='1'/></list></query></iq>");
        juliet.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><active name='romeo'/></query></iq>");
        romeoOffers();

        Element answer = answer();
        assertEquals("error", answer.attributeValue("type"), answer.asXML());
        assertNotNull(answer.element("error").element("service-unavailable"));
        assertEquals(List.of(), states());
    }

    @Test
    void aFileIsTakenForAClientThatGoes() throws Exception {
        romeoOffers();
        files(juliet).awaitOffer();
        juliet.close();

        assertEquals("result", answer().attributeValue("type"));
    }

    @Test
    void whoDeclinesDeclines() {
        romeoOffers();
        files(juliet).refuse(files(juliet).awaitOffer(), "forbidden");

        assertNotNull(answer().element("error").element("forbidden"));
        assertEquals(List.of(), states());
    }

    @Test
    void whoAcceptsGetsItFromTheSender() {
        romeoOffers();
        Offer offer = files(juliet).awaitOffer();
        files(juliet).accept(S5B, offer);

        assertEquals("result", answer().attributeValue("type"));
        assertEquals(List.of(), states());
    }

    @Test
    void theErrorGoesBackIfItIsSwitchedOff() {
        openfire.property(SETTING + "take-for-clients", "false");
        romeoOffers();
        files(juliet).refuse(files(juliet).awaitOffer(), "service-unavailable");

        assertNotNull(answer().element("error").element("service-unavailable"));
    }

    @Test
    void theErrorGoesBackToAStranger() {
        openfire.property(SETTING + "senders", "contacts");
        romeoOffers();
        files(juliet).refuse(files(juliet).awaitOffer(), "service-unavailable");

        assertNotNull(answer().element("error").element("service-unavailable"));
        assertEquals(List.of(), states());
    }

    @Test
    void theErrorGoesBackToAnOccupantOfARoom() {
        Room room = Room.unused();
        room.create(juliet, "Juliet");
        room.join(romeo, "Romeo");
        romeo.send(
                RawFiles.offer(room.occupant("Juliet"), "s1", "letter.txt", 10).formatted("offer"));
        files(juliet).refuse(files(juliet).awaitOffer(), "service-unavailable");

        assertNotNull(answer().element("error").element("service-unavailable"));
        assertEquals(List.of(), states());
    }
}
