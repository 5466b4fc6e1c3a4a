package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmpp.packet.Message;

class XhtmlFeatureTest {

    private final XhtmlFeature feature = new XhtmlFeature(XhtmlPolicy.DEFAULT, Mode.SANITIZE, Mode.SANITIZE);

    private Outcome handle(Message message) {
        return feature.handle(passage(message));
    }

    private static Passage passage(Message message) {
        return new Passage(message, Passage.Stage.ENTRY, Passage.Source.LOCAL_CLIENT, null);
    }

    private static Message message(String xhtml) {
        return Xml.message("<message><body>plain</body><html xmlns='http://jabber.org/protocol/xhtml-im'>" + xhtml
                + "</html><thread>t</thread></message>");
    }

    private static final String HOSTILE = "<body xmlns='http://www.w3.org/1999/xhtml'><p onclick='x()'>a</p></body>";
    private static final String CLEAN =
            "<message><body>plain</body><html xmlns=\"http://jabber.org/protocol/xhtml-im\">"
                    + "<body xmlns=\"http://www.w3.org/1999/xhtml\"><p>a</p></body></html><thread>t</thread></message>";
    private static final String STRIPPED = "<message><body>plain</body><thread>t</thread></message>";

    @Test
    void theMarkupIsCleanedInItsPlace() {
        Message message = message(HOSTILE);
        assertSame(Outcome.CHANGED, handle(message));
        assertEquals(CLEAN, message.toXML());
    }

    @Test
    void markupThatMakesNoSenseIsRemoved() {
        Message message = message("<p/>");
        assertSame(Outcome.CHANGED, handle(message));
        assertEquals(STRIPPED, message.toXML());
    }

    /** Whatever it fails on: here its own code, which is to be found nowhere near the way out. */
    @Test
    void whereItFailsTheMarkupGoesAndThePlainTextGoesOn() {
        Message message =
                Xml.message("<message><body>plain</body><html xmlns='http://jabber.org/protocol/xhtml-im'>" + HOSTILE
                        + "</html><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'><body>deep</body>"
                        + "<html xmlns='http://jabber.org/protocol/xhtml-im'>" + HOSTILE
                        + "</html><x xmlns='http://jabber.org/protocol/xhtml-im'/>"
                        + "</message></forwarded></message>");
        assertSame(Outcome.CHANGED, feature.failed(passage(message)));
        assertEquals(
                "<message><body>plain</body><forwarded xmlns=\"urn:xmpp:forward:0\"><message xmlns=\"jabber:client\">"
                        + "<body>deep</body></message></forwarded></message>",
                message.toXML());
        assertEquals(1L, feature.ruleCounters().snapshot().get("FAILURE"));
        assertSame(Outcome.PASS, feature.failed(passage(message)));
    }

    @Test
    void whereItFailsCleanMarkupStays() {
        Message message = message(HOSTILE);
        handle(message);

        assertSame(Outcome.PASS, feature.failed(passage(message)));
        assertEquals(CLEAN, message.toXML());
    }

    @Test
    void whereItFailsThoughItIsOffTheStanzaGoesOn() {
        Message message = message(HOSTILE);
        String before = message.toXML();
        feature.configure(XhtmlPolicy.DEFAULT, Mode.OFF, Mode.SANITIZE);

        assertSame(Outcome.PASS, feature.failed(passage(message)));
        assertEquals(before, message.toXML());
    }

    @Test
    void aChainHasTheMarkupRemovedWhereTheSanitizerFails() {
        Message message = message(HOSTILE);
        message.getElement()
                .element("html")
                .element("body")
                .add(new DefaultElement("p", Namespace.get("http://www.w3.org/1999/xhtml")) {
                    @Override
                    public int nodeCount() {
                        throw new StackOverflowError("on purpose");
                    }
                });
        FeatureChain chain = new FeatureChain(List.of(feature));

        assertSame(Outcome.CHANGED, chain.handle(message, Passage.Stage.ENTRY, Passage.Source.LOCAL_CLIENT, null));
        assertEquals(STRIPPED, message.toXML());
    }

    @Test
    void itCountsWhatItCheckedAndWhichRulesItApplied() {
        handle(message(HOSTILE));
        handle(message("<body xmlns='http://www.w3.org/1999/xhtml'>a</body>"));

        assertEquals(Map.of("checked", 2L, "cleaned", 1L), feature.counters().snapshot());
        assertEquals(1L, feature.ruleCounters().snapshot().get("ATTRIBUTE"));
        assertEquals(0L, feature.ruleCounters().snapshot().get("LINK"));
    }

    @Test
    void copiesOfACleanedMessageAreNotCleanedAgain() {
        Message message = message("<body xmlns='http://www.w3.org/1999/xhtml'><p>a</p></body>");
        handle(message);
        Message copy = message.createCopy();
        Element html = copy.getElement().element("html");

        assertSame(Outcome.PASS, handle(message));
        assertSame(Outcome.PASS, handle(copy));
        assertSame(html, copy.getElement().element("html"));
    }

    @Test
    void nobodyCanSayOverTheWireThatItIsClean() {
        Message message = message("<body xmlns='http://www.w3.org/1999/xhtml'><p onclick='x()'>a</p></body>");
        handle(message);
        Message again = Xml.message(message.toXML().replace("<p>", "<p onclick='x()'>"));

        assertSame(Outcome.CHANGED, handle(again));
        assertNull(
                again.getElement().element("html").element("body").element("p").attribute("onclick"));
    }

    @ParameterizedTest
    @CsvSource({"SANITIZE, STRIP", "STRIP, SANITIZE", "OFF, SANITIZE", "SANITIZE, OFF"})
    void eachDirectionHasAModeOfItsOwn(Mode local, Mode remote) {
        feature.configure(XhtmlPolicy.DEFAULT, local, remote);
        Message fromClient = message(HOSTILE);
        Message fromElsewhere = message(HOSTILE);
        handle(fromClient);
        feature.handle(new Passage(fromElsewhere, Passage.Stage.ENTRY, Passage.Source.ELSEWHERE, null));

        assertEquals(expected(local), fromClient.toXML());
        assertEquals(expected(remote), fromElsewhere.toXML());
    }

    private static String expected(Mode mode) {
        return switch (mode) {
            case SANITIZE -> CLEAN;
            case STRIP -> STRIPPED;
            case OFF -> message(HOSTILE).toXML();
        };
    }

    @Test
    void aNewPolicyCountsFromTheNextStanzaOn() {
        feature.configure(XhtmlPolicy.DEFAULT.withLinkSchemes(Set.of("ftp")), Mode.SANITIZE, Mode.SANITIZE);
        Message message =
                message("<body xmlns='http://www.w3.org/1999/xhtml'><a href='https://a.example/'>a</a></body>");
        handle(message);

        assertNull(message.getElement().element("html").element("body").element("a"));
    }
}
