package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileXhtmlTest {
    private static final String XHTML = "http://www.w3.org/1999/xhtml";
    private static final int MANY = 100_000;

    private static Element body() {
        return DocumentHelper.createElement(QName.get("body", XHTML));
    }

    private static QName xhtml(String name) {
        return QName.get(name, XHTML);
    }

    private static void bothEndSoon(Element body) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Styling.of(body);
            PlainText.of(body);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "blockquote", "ul", "li", "p", "pre", "a", "q", "foo"})
    void doesNotOverflowOrStallOverDepth(String name) {
        Element body = body();
        Element at = body;
        for (int i = 0; i < MANY; i++) {
            at = at.addElement(xhtml(name));
            at.addAttribute("href", "http://e.org/")
                    .addAttribute("style", "font-weight: " + (i % 2 == 0 ? "bold" : "normal"));
            at.addText("x ");
        }
        bothEndSoon(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "blockquote", "ol", "li", "p", "pre", "a", "br", "img"})
    void doesNotStallOverSiblings(String name) {
        Element body = body();
        for (int i = 0; i < MANY; i++) {
            body.addElement(xhtml(name)).addText("x").addAttribute("href", "http://e.org/");
        }
        bothEndSoon(body);
    }

    @ParameterizedTest
    @CsvSource({"'*'", "'_*'", "' *a'", "'*a '", "'`'", "'>'", "'```'", "'a* '", "'\u00A0'"})
    void doesNotStallOverDirectivesInTheText(String unit) {
        Element body = body();
        for (int i = 0; i < 1_000; i++) {
            body.addElement(xhtml(i % 2 == 0 ? "strong" : "em")).addText(unit.repeat(MANY / 1_000));
        }
        bothEndSoon(body);
    }

    @Test
    void readsALongStyleThatHasNoEnd() {
        Element body = body();
        body.addElement(xhtml("p"))
                .addAttribute("style", "font-weight:\"" + ";'".repeat(MANY))
                .addText("a");
        body.addElement(xhtml("p"))
                .addAttribute("style", ";".repeat(MANY) + "font-weight:bold")
                .addText("b");

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertEquals("a\n*b*", Styling.of(body)));
    }
}
