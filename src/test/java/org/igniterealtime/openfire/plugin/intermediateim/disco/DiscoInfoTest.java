package org.igniterealtime.openfire.plugin.intermediateim.disco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo.Identity;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;

class DiscoInfoTest {

    private static final String FORM =
            "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:f</value></field>"
                    + "<field var='a'><value> 1 </value><value>2</value></field></x>";

    private static Element query(String content) {
        return Xml.element("<query xmlns='http://jabber.org/protocol/disco#info'>" + content + "</query>");
    }

    @Test
    @Requirement({"0128-01", "0128-03", "0128-05", "0115-47"})
    void isReadWithLanguagesAndForms() {
        DiscoInfo info = DiscoInfo.in(
                        query("<identity category='client' type='pc' name='Psi' xml:lang='en'/><feature var='urn:a'/>"
                                + FORM + "<identity category='client' type='pc' name='Ψ' xml:lang='el'/>"
                                + FORM.replace("urn:f", "urn:g")))
                .orElseThrow();
        assertEquals(
                List.of(new Identity("client", "pc", "en", "Psi"), new Identity("client", "pc", "el", "Ψ")),
                info.identities());
        assertEquals(
                List.of(" 1 ", "2"),
                info.forms().get(0).field("a").orElseThrow().values());
        assertEquals(2, info.forms().size());
        assertTrue(info.hasFeature("urn:a"));
        assertFalse(info.hasFeature("urn:b"));
    }

    @Test
    @Requirement({"0030-09", "0030-17", "0030-05", "0030-08"})
    void isReadWithoutWhatIsNotKnown() {
        DiscoInfo info = DiscoInfo.in(query(
                        "text<feature var='urn:a'><x/></feature><feature/><other/><feature xmlns='urn:x' var='urn:b'/>"
                                + "<identity/><identity xmlns='urn:x' category='a'/>"))
                .orElseThrow();
        assertEquals(List.of("urn:a"), info.features());
        assertEquals(List.of(new Identity("", "", "")), info.identities());
    }

    @Test
    void isNotReadFromOtherElementsNorWhenItIsTooLarge() {
        assertEquals(
                Optional.empty(), DiscoInfo.in(Xml.element("<query xmlns='http://jabber.org/protocol/disco#items'/>")));
        assertEquals(Optional.empty(), DiscoInfo.in(query("<feature var='a'/>".repeat(3_000))));
        assertTrue(DiscoInfo.in(query("<feature var='a'/>".repeat(1_000))).isPresent());
    }

    @Test
    void inheritsALanguageOnlyWhenToldTo() {
        Element iq = Xml.element(
                "<iq xml:lang='de'><query xmlns='http://jabber.org/protocol/disco#info'>"
                        + "<identity category='a' type='b' name='c'/><identity category='a' type='b' name='d' xml:lang='fr'/></query></iq>");
        Element query = (Element) iq.node(0);

        assertEquals("de", DiscoInfo.inheritedLanguage(query));
        assertEquals(
                List.of("", "fr"),
                DiscoInfo.in(query).orElseThrow().identities().stream()
                        .map(Identity::lang)
                        .toList());
        assertEquals(
                List.of("de", "fr"),
                DiscoInfo.in(query, "de").orElseThrow().identities().stream()
                        .map(Identity::lang)
                        .toList());
        assertEquals("", DiscoInfo.inheritedLanguage(query("")));
    }

    @Test
    @Requirement({"0128-01", "0128-02", "0030-12"})
    void isWrittenAsItWasRead() {
        DiscoInfo info = DiscoInfo.in(query(
                        "<identity category='client' type='pc' name='Psi' xml:lang='en'/><identity category='a' type='b'/>"
                                + "<feature var='urn:a'/>" + FORM))
                .orElseThrow();
        assertEquals(
                Optional.of(info),
                DiscoInfo.in(Xml.element(info.toElement("n#v").asXML())));
        assertEquals("n#v", info.toElement("n#v").attributeValue("node"));
        assertTrue(
                info.toElement().asXML().contains("<identity category=\"a\" type=\"b\"/>"),
                info.toElement().asXML());
    }
}
