package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.dom4j.Element;
import org.dom4j.QName;
import org.dom4j.tree.BaseElement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadsTest {

    private static Element first(String stanza) {
        return Payloads.first(Xml.element(stanza), "urn:x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<m><x xmlns='urn:x'/></m>",
                "<m>text<x xmlns='urn:x'/></m>",
                "<m><y/>text<x xmlns='urn:x'/><z xmlns='urn:x'/></m>",
                "<m><y xmlns='urn:y'><z xmlns='urn:x'/></y><x xmlns='urn:x'/></m>"
            })
    void theFirstIsFound(String stanza) {
        assertEquals("x", first(stanza).getName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<m/>",
                "<m>urn:x</m>",
                "<m xmlns='urn:x'/>",
                "<m><y/></m>",
                "<m><y xmlns='urn:X'/>text<z xmlns='urn:xx'/></m>",
                "<m><y xmlns='urn:y'><z xmlns='urn:x'/></y></m>"
            })
    void noneIsMadeUp(String stanza) {
        assertNull(first(stanza));
    }

    @Test
    void areFoundInElementsOfOtherKindsToo() {
        Element other = new BaseElement(QName.get("m"));
        assertNull(Payloads.first(other, "urn:x"));
        other.addElement("y");
        other.addElement("x", "urn:x");
        assertEquals("x", Payloads.first(other, "urn:x").getName());
        assertNull(Payloads.first(other, "urn:z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<m/>",
                "<m>text</m>",
                "<m xmlns='urn:x'>text</m>",
                "<m xmlns='urn:x' xmlns:y='urn:y'>text</m>",
                "<m>a<!-- b -->c</m>",
                "<m xmlns='urn:x'>a<y/>c</m>",
                "<m xmlns='urn:x'><y>b</y></m>",
                "<m xmlns='urn:x'><![CDATA[a]]></m>",
                "<m xmlns='urn:x'><!-- a --></m>"
            })
    void textIsWhatDom4jSays(String stanza) {
        Element element = Xml.element(stanza);
        assertEquals(element.getText(), Payloads.text(element));
    }
}
