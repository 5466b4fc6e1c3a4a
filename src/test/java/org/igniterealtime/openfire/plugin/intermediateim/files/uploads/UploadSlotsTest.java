package org.igniterealtime.openfire.plugin.intermediateim.files.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;

/** Slots as they pass between a client and a component. */
class UploadSlotsTest {

    private static final String ROMEO = "romeo@montague.lit/orchard";
    private static final String UPLOAD = "upload.montague.lit";
    private static final String REQUEST =
            "<request xmlns='urn:xmpp:http:upload:0' filename='très cool.jpg' size='23456' content-type='image/jpeg'/>";
    private static final String GET = "https://download.montague.tld/4a771ac1/tr%C3%A8s%20cool.jpg";

    private final FakeClock clock = new FakeClock();
    private final UploadSlots slots =
            new UploadSlots(address -> address.getDomain().equals(UPLOAD) && address.getNode() == null, clock);

    private static IQ iq(String type, String from, String to, String content) {
        return Xml.iq("<iq xmlns='jabber:client' type='" + type + "' id='step_03' from='" + from + "' to='" + to + "'>"
                + content + "</iq>");
    }

    private static String slot(String url) {
        return "<slot xmlns='urn:xmpp:http:upload:0'><put url='https://upload.montague.tld/4a771ac1/tr%C3%A8s%20cool.jpg'>"
                + "<header name='Authorization'>Basic Base64String==</header></put><get url='" + url + "'/></slot>";
    }

    private void requested(String request) {
        slots.requested(iq("get", ROMEO, UPLOAD, request));
    }

    private void answered(String url) {
        slots.answered(iq("result", UPLOAD, ROMEO, slot(url)));
    }

    @Test
    void whatWasRequestedIsBehindTheUrl() {
        requested(REQUEST);
        answered(GET);

        assertEquals(
                Optional.of(new UploadedFile(URI.create(GET), FileName.of("très cool.jpg"), 23_456, "image/jpeg")),
                slots.at(GET));
        assertEquals(Optional.empty(), slots.at(GET + "?"));
        assertEquals(Optional.empty(), slots.at(GET.replace("https", "HTTPS")));
        assertEquals(Optional.empty(), slots.at("https://upload.montague.tld/4a771ac1/tr%C3%A8s%20cool.jpg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "content-type=''", "content-type='image/*'", "content-type='a b'", "content-type='x'"})
    void theTypeMayBeUnknown(String type) {
        requested("<request xmlns='urn:xmpp:http:upload:0' filename='a' size='1' " + type + "/>");
        answered(GET);

        assertEquals("application/octet-stream", slots.at(GET).orElseThrow().mediaType());
    }

    @Test
    void parametersAreNotPartOfTheType() {
        requested(
                "<request xmlns='urn:xmpp:http:upload:0' filename='a' size='1' content-type='text/plain; charset=x'/>");
        answered(GET);

        assertEquals("text/plain", slots.at(GET).orElseThrow().mediaType());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<request xmlns='urn:xmpp:http:upload:0' size='1'/>",
                "<request xmlns='urn:xmpp:http:upload:0' filename='a'/>",
                "<request xmlns='urn:xmpp:http:upload:0' filename='a' size='0'/>",
                "<request xmlns='urn:xmpp:http:upload:0' filename='a' size='-1'/>",
                "<request xmlns='urn:xmpp:http:upload:0' filename='a' size='much'/>",
                "<other xmlns='urn:xmpp:http:upload:0' filename='a' size='1'/>",
                "<request xmlns='urn:xmpp:http:upload' filename='a' size='1'/>"
            })
    void whatIsNoRequestIsNoFile(String request) {
        requested(request);
        answered(GET);

        assertEquals(Optional.empty(), slots.at(GET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aesgcm://download.montague.tld/a",
                "file:///etc/passwd",
                "ftp://download.montague.tld/a",
                "https:///a",
                "https://user:password@download.montague.tld/a",
                "https://download.montague.tld/a#b",
                "https://download.montague.tld/a b",
                "/a"
            })
    void whatIsNoPlainUrlIsNoFile(String url) {
        requested(REQUEST);
        answered(url);

        assertEquals(Optional.empty(), slots.at(url));
    }

    @Test
    void nobodyElseAnswers() {
        requested(REQUEST);
        slots.answered(iq("result", "evil.example", ROMEO, slot(GET)));
        slots.answered(iq("result", "romeo@" + UPLOAD, ROMEO, slot(GET)));
        slots.answered(iq("result", UPLOAD, "juliet@capulet.lit/balcony", slot(GET)));
        assertEquals(Optional.empty(), slots.at(GET));

        answered(GET);
        assertEquals(true, slots.at(GET).isPresent());
    }

    @Test
    void nothingIsAnsweredWithoutARequestAndOnce() {
        answered(GET);
        requested(REQUEST);
        answered(GET);
        answered(GET + "2");

        assertEquals(true, slots.at(GET).isPresent());
        assertEquals(Optional.empty(), slots.at(GET + "2"));
    }

    @Test
    void onlyComponentsOfThisServerAreAsked() {
        slots.requested(iq("get", ROMEO, "upload.elsewhere.example", REQUEST));
        slots.answered(iq("result", "upload.elsewhere.example", ROMEO, slot(GET)));

        assertEquals(Optional.empty(), slots.at(GET));
    }

    @Test
    void anErrorEndsTheRequest() {
        requested(REQUEST);
        slots.answered(iq("error", UPLOAD, ROMEO, slot(GET)));
        answered(GET);

        assertEquals(Optional.empty(), slots.at(GET));
    }

    @Test
    void anAnswerThatIsLateDoesNotCount() {
        requested(REQUEST);
        clock.pass(UploadSlots.TIME_TO_ANSWER);
        answered(GET);

        assertEquals(Optional.empty(), slots.at(GET));
    }

    @Test
    void itIsForgottenSomeTime() {
        requested(REQUEST);
        answered(GET);
        clock.pass(UploadSlots.MEMORY.minus(Duration.ofSeconds(1)));
        assertEquals(true, slots.at(GET).isPresent());
        clock.pass(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), slots.at(GET));

        requested(REQUEST);
        answered(GET);
        slots.forgetAll();
        assertEquals(Optional.empty(), slots.at(GET));
    }

    @Test
    void itRemembersNotTooMany() {
        for (int i = 0; i <= UploadSlots.MAX_SLOTS; i++) {
            requested(REQUEST);
            answered(GET + i);
        }
        assertEquals(Optional.empty(), slots.at(GET + 0));
        assertEquals(true, slots.at(GET + 1).isPresent());
    }
}
