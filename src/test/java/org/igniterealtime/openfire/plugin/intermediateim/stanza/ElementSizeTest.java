package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementSizeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<a/>|17", "<ab c='def'/>|38", "<a>text</a>|37", "<a><b/></a>|34", "<a><b>x</b>y<c d=''/></a>|102"
            })
    void countsNamesValuesTextsAndNodes(String xml, int characters) {
        Element element = Xml.element(xml);
        assertFalse(ElementSize.exceeds(element, characters));
        assertTrue(ElementSize.exceeds(element, characters - 1));
    }

    @Test
    void countsAtAnyDepth() {
        Element top = DocumentHelper.createElement("a");
        Element parent = top;
        for (int i = 1; i < 100_000; i++) {
            parent = parent.addElement("a");
        }

        assertTrue(ElementSize.exceeds(top, 1_699_999));
        assertFalse(ElementSize.exceeds(top, 1_700_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>",
                "",
                "x",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"
            })
    void textThatIsNoStanzaIsNotRead(String text) {
        assertEquals(Optional.empty(), XmlText.parse(text));
    }

    @Test
    void textIsRead() {
        assertEquals(
                "b",
                XmlText.parse("<?xml version='1.0'?><a>b</a>").orElseThrow().getText());
    }
}
