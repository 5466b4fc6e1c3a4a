package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

import static org.igniterealtime.openfire.plugin.intermediateim.files.receiving.PassedOffers.Answer.DROP;
import static org.igniterealtime.openfire.plugin.intermediateim.files.receiving.PassedOffers.Answer.PASS;
import static org.igniterealtime.openfire.plugin.intermediateim.files.receiving.PassedOffers.Answer.TAKE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

class PassedOffersTest {

    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final JID ORCHARD = new JID("romeo@montague.lit/orchard");

    private final FakeClock clock = new FakeClock();
    private final PassedOffers offers = new PassedOffers(clock);

    private static IQ offer(String from, String id) {
        return Xml.iq("<iq type='set' id='" + id + "' from='" + from + "' to='" + BALCONY
                + "'><si xmlns='http://jabber.org/protocol/si' id='s'/></iq>");
    }

    private void passed() {
        offers.passed(offer(ORCHARD.toString(), "1"));
    }

    private static IQ error(String condition) {
        return Xml.iq("<iq type='error' id='1' from='" + BALCONY + "' to='" + ORCHARD + "'><error type='cancel'><"
                + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    private static IQ result(JID from, JID to, String id) {
        return Xml.iq("<iq type='result' id='" + id + "' from='" + from + "' to='" + to + "'/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-unavailable", "feature-not-implemented"})
    void areTakenIfTheClientCannot(String condition) {
        passed();

        assertTrue(offers.isAnswer(error(condition)));
        assertEquals(TAKE, offers.answered(error(condition)));
        assertEquals("1", offers.offer(error(condition)).orElseThrow().getID());
        assertEquals(DROP, offers.answered(error(condition)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forbidden", "bad-request", "not-acceptable", "item-not-found"})
    void areTheClientsIfItRefuses(String condition) {
        passed();

        assertEquals(PASS, offers.answered(error(condition)));
        assertEquals(0, offers.size());
    }

    @Test
    void areTheClientsIfItAccepts() {
        passed();

        assertEquals(PASS, offers.answered(result(BALCONY, ORCHARD, "1")));
        assertFalse(offers.isAnswer(error("service-unavailable")));
    }

    @Test
    void areAnsweredByTheAddresseeAlone() {
        passed();

        assertFalse(offers.isAnswer(result(ORCHARD, BALCONY, "1")));
        assertFalse(offers.isAnswer(result(new JID("juliet@capulet.lit/other"), ORCHARD, "1")));
        assertFalse(offers.isAnswer(result(BALCONY, new JID("romeo@montague.lit/other"), "1")));
        assertFalse(offers.isAnswer(result(BALCONY, ORCHARD, "2")));
        assertFalse(offers.isAnswer(offer(ORCHARD.toString(), "1")));
    }

    @Test
    void areTakenAfterTenSecondsIfTheClientIsKnownNotToTakeFiles() {
        passed();
        clock.pass(Duration.ofSeconds(9));
        assertEquals(List.of(), offers.due(client -> true));
        clock.pass(Duration.ofSeconds(1));
        assertEquals(List.of(), offers.due(client -> false));

        assertEquals("1", offers.due(BALCONY::equals).get(0).getID());
        assertEquals(List.of(), offers.due(BALCONY::equals));
        assertEquals(DROP, offers.answered(result(BALCONY, ORCHARD, "1"))); // late
    }

    @Test
    void areForgottenAfterTenMinutes() {
        passed();
        clock.pass(Duration.ofMinutes(10));
        offers.due(client -> false);
        assertEquals(1, offers.size());
        clock.pass(Duration.ofMillis(1));
        offers.due(client -> false);

        assertEquals(0, offers.size());
    }

    @Test
    void areTakenWhenTheClientGoesWithoutAnAnswer() {
        passed();

        offers.clientGone(new JID("juliet@capulet.lit/other"));
        clock.pass(Duration.ofSeconds(2));
        assertEquals(List.of(), offers.due(client -> false));
        offers.clientGone(BALCONY);
        assertEquals(List.of(), offers.due(client -> false), "the server is not done with the session");
        clock.pass(Duration.ofSeconds(2));
        assertEquals(1, offers.due(client -> false).size());
        assertEquals(List.of(), offers.due(client -> false));
    }

    @Test
    void areForgottenWithTheirSender() {
        passed();
        offers.clientGone(ORCHARD);

        assertEquals(0, offers.size());
    }

    @Test
    void areBounded() {
        for (int i = 0; i < PassedOffers.MAX_PER_SENDER + 5; i++) {
            offers.passed(offer(ORCHARD.toString(), "id" + i));
        }
        assertEquals(PassedOffers.MAX_PER_SENDER, offers.size());

        for (int i = 0; i < PassedOffers.MAX_OFFERS; i++) {
            offers.passed(offer("user" + i + "@montague.lit/x", "1"));
        }
        assertEquals(PassedOffers.MAX_OFFERS, offers.size());

        offers.forgetAll();
        IQ large = offer(ORCHARD.toString(), "1");
        large.getChildElement().addElement("desc").setText("x".repeat(20_000));
        offers.passed(large);
        assertEquals(0, offers.size());
    }
}
