package org.igniterealtime.openfire.plugin.intermediateim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SanitizeCommandTest {

    private static final String MESSAGE =
            "<message xmlns='jabber:client'><body>x</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                    + "<body xmlns='http://www.w3.org/1999/xhtml'><b onclick='x()'>x</b></body></html></message>";

    private static String answer(boolean text, String... lines) throws IOException {
        StringWriter out = new StringWriter();
        new SanitizeCommand(text).answer(new BufferedReader(new StringReader(String.join("\n", lines))), out);
        return out.toString();
    }

    private static String line(String stanza) {
        return "{\"id\":\"1\",\"stanza\":\"" + stanza.replace("\"", "\\\"") + "\"}";
    }

    @Test
    void writesTheStanzaAsItWouldPass() throws IOException {
        assertEquals(
                line(
                                "<message xmlns=\"jabber:client\"><body>x</body><html xmlns=\"http://jabber.org/protocol/xhtml-im\">"
                                        + "<body xmlns=\"http://www.w3.org/1999/xhtml\"><strong>x</strong></body></html></message>")
                        + "\n",
                answer(false, line(MESSAGE)));
    }

    @Test
    void writesItsTexts() throws IOException {
        assertEquals("{\"id\":\"1\",\"styling\":\"*x*\",\"plain\":\"x\"}\n", answer(true, line(MESSAGE)));
        assertEquals(
                "{\"id\":\"1\",\"styling\":\"y\",\"plain\":\"y\"}\n",
                answer(true, line("<message><body>y</body></message>")));
    }

    @Test
    void writesNullForWhatNoServerWouldTake() throws IOException {
        String failed = "{\"id\":\"1\",\"stanza\":null}\n";
        assertEquals(failed, answer(false, line("<message>")));
        assertEquals(failed, answer(false, line("<!DOCTYPE message []><message/>")));
        assertEquals("{\"id\":\"1\",\"styling\":null,\"plain\":null}\n", answer(true, line("<message>")));
    }

    @Test
    void readsReferencesAndCdataAsTheServerDoes() throws IOException {
        String stanza =
                "<message><body>a &lt;b&gt; &amp; &quot;c&quot; &apos;&#100;&#x20ac;<![CDATA[<e>]]>f</body></message>";
        assertEquals(
                "{\"id\":\"1\",\"styling\":\"a <b> & \\\"c\\\" 'd€<e>f\",\"plain\":\"a <b> & \\\"c\\\" 'd€<e>f\"}\n",
                answer(true, line(stanza)));
        assertEquals("{\"id\":\"1\",\"stanza\":null}\n", answer(false, line("<message><body>&nbsp;</body></message>")));
    }

    @Test
    void keepsTheIdAsItIs() throws IOException {
        assertEquals(
                "{\"id\":7,\"stanza\":\"<presence/>\"}\n",
                answer(false, "", "{\"stanza\":\"<presence/>\",\"id\":7}", ""));
    }
}
