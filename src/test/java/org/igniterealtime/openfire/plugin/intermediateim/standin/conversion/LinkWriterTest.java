package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.LinkDisplay;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.Message;

class LinkWriterTest {

    private static final String URL = "https://files.example.org/a.png";
    private static final String OOB = "<x xmlns='jabber:x:oob'><url>" + URL + "</url></x>";
    private static final String SFS = "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'/>"
            + "<sources><encrypted xmlns='urn:xmpp:esfs:0'/>"
            + "<url-data xmlns='http://jabber.org/protocol/url-data' target='" + URL + "'/></sources></file-sharing>";

    private static Optional<Message> write(Message message, LinkDisplay reader) {
        String before = message.toXML();
        Optional<Conversion> conversion = LinkWriter.write(message, reader);
        assertEquals(before, message.toXML(), "the message was changed");
        conversion.ifPresent(made -> assertEquals(ConversionKind.LINK_TO_BODY, made.kind()));
        return conversion.map(Conversion::copy);
    }

    private static String body(String content) {
        return write(message(content), LinkDisplay.NONE).orElseThrow().getBody();
    }

    private static void stays(String content) {
        stays(message(content), LinkDisplay.NONE);
    }

    private static void stays(Message message, LinkDisplay reader) {
        assertEquals(Optional.empty(), write(message, reader).map(Message::toXML));
    }

    @ParameterizedTest
    @ValueSource(strings = {OOB, SFS, OOB + SFS})
    void standsOnALineAfterTheText(String link) {
        assertEquals("look at this\n" + URL, body("<body>look at this</body>" + link));
    }

    @Test
    void isTheBodyIfThereIsNone() {
        assertEquals(URL, body(OOB));
        assertEquals(URL, body("<body/>" + OOB));
    }

    @Test
    void theRestOfTheMessageStays() {
        Message message = message("<body>look</body><thread>t</thread>" + OOB);
        Message expected = message.createCopy();
        expected.setBody("look\n" + URL);
        assertEquals(
                expected.toXML(), write(message, LinkDisplay.NONE).orElseThrow().toXML());
    }

    @Test
    void isWrittenInEachLanguage() {
        Message copy = write(
                        message("<body xml:lang='en'>see</body><body xml:lang='de'>siehe " + URL + "</body>" + OOB),
                        LinkDisplay.NONE)
                .orElseThrow();
        assertEquals(
                List.of("see\n" + URL, "siehe " + URL),
                copy.getElement().elements("body").stream()
                        .map(each -> ((Element) each).getText())
                        .toList());
    }

    @Test
    void severalAreWrittenUpToABound() {
        String links = IntStream.range(0, 100)
                .mapToObj(i -> "<x xmlns='jabber:x:oob'><url>http://e.org/" + i + "</url></x>")
                .collect(Collectors.joining());
        assertEquals(LinkWriter.MOST, body(links).lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {URL, "(" + URL + ")", "see " + URL + ".", URL + "\nthere"})
    void isNotWrittenTwice(String body) {
        stays("<body>" + body + "</body>" + OOB);
    }

    @Test
    void isWrittenIfTheTextHasALongerOne() {
        assertEquals(URL + "/more\n" + URL, body("<body>" + URL + "/more</body>" + OOB));
    }

    @Test
    void staysForThoseWhoShowIt() {
        stays(message(OOB), new LinkDisplay(true, false));
        stays(message(SFS), new LinkDisplay(false, true));
        stays(message(OOB + SFS), new LinkDisplay(true, false));
        stays(message(OOB + SFS), new LinkDisplay(false, true));
        assertEquals(
                URL,
                write(message(SFS), new LinkDisplay(true, false)).orElseThrow().getBody());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "aesgcm://e.org/a#key",
                "xmpp:room@e.org?join",
                "http://e.org/a b",
                "http://e.org/\u202Egnp.exe",
                "http://e.org/&lt;b&gt;",
                "http://e.org/\nhttps://e.org/"
            })
    void onlyPlainAddressesOfTheWebAreWritten(String url) {
        stays("<body>look</body><x xmlns='jabber:x:oob'><url>" + url + "</url></x>");
    }

    @Test
    void anAddressIsBounded() {
        stays("<x xmlns='jabber:x:oob'><url>http://e.org/" + "x".repeat(LinkWriter.LONGEST) + "</url></x>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>x</body><encrypted xmlns='eu.siacs.conversations.axolotl'/>",
                "<body>x</body><retract xmlns='urn:xmpp:message-retract:1' id='1'/>",
                "<body>x</body><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:sfs:0'><body/></fallback>",
                "<body>?OTR:AAMD</body>"
            })
    void messagesThatMayNotBeTouchedStay(String content) {
        stays(content + OOB);
    }

    @Test
    void errorsAndSubjectsStay() {
        Message error = message("<body>x</body>" + OOB);
        error.setType(Message.Type.error);
        stays(error, LinkDisplay.NONE);
        Message subject = message("<subject>x</subject>" + OOB);
        subject.setType(Message.Type.groupchat);
        stays(subject, LinkDisplay.NONE);
    }

    @Test
    void whatPointsIntoTheBodyStillPointsThere() {
        assertEquals(
                "@romeo look\n" + URL,
                body("<body>@romeo look</body><reference xmlns='urn:xmpp:reference:0' begin='0' end='6'/>" + OOB));
    }

    @Test
    void isWrittenIntoTheMessageWithinACarbon() {
        Message carbon = Xml.message("<message xmlns='jabber:client' from='b@d' to='b@d/y'>"
                + "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                + "<message xmlns='jabber:client' from='a@d/x'><body>look</body>" + OOB
                + "</message></forwarded></received></message>");
        Element within = FormattedMessages.written(
                write(carbon, LinkDisplay.NONE).orElseThrow().getElement());
        assertEquals("look\n" + URL, within.elementText("body"));
    }
}
