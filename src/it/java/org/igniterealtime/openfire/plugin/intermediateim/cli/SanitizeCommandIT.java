package org.igniterealtime.openfire.plugin.intermediateim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/sanitize} says what a server does. */
class SanitizeCommandIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>",
                "<p>&quot;a&quot; &apos;b&apos; &#169; &#x2014; &#128512;</p>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "<b>a&amp;b</b>&lt;<i>c</i>&gt;",
                "<p><![CDATA[<script>alert(1)</script> & more]]></p>",
                "<p>a<![CDATA[b]]>c&amp;<![CDATA[d]]></p>",
                "<a href='https://a.example/?x=1&amp;y=2' title='&quot;'>a&amp;b</a>",
                "<a href='&#106;avascript:x()'>a</a>",
                "<p style='color: red; font-family: &quot;x&quot;'>ab</p>",
                "<pre>if (a &lt; b) {&#10;    return&#9;1;&#10;}</pre>",
                "<table><tr><td>a&amp;b</td><td>&lt;c&gt;</td></tr></table>",
                "a\tb  c\n d",
                "<p>ä € 😀 \u00a0</p>"
            })
    void saysWhatAServerDoes(String markup) throws IOException {
        RawClient romeo = openfire.client("romeo");
        String stanza = "<message xmlns='jabber:client' to='" + romeo.jid()
                + "' type='chat'><body>x &lt; &amp; &#121; &gt;</body>"
                + "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>"
                + markup
                + "</body></html></message>";
        romeo.send(stanza);
        Element arrived = romeo.awaitMessage();
        Element said = Xml.element(JSON.readTree(answer(stanza)).get("stanza").asText());

        assertEquals(
                Xml.element(arrived.element("html").asXML()).asXML(),
                Xml.element(said.element("html").asXML()).asXML());
        assertEquals(arrived.elementText("body"), said.elementText("body"));
        assertEquals("x < & y >", said.elementText("body"));
    }

    private static String answer(String stanza) throws IOException {
        StringWriter out = new StringWriter();
        String line =
                JSON.writeValueAsString(JSON.createObjectNode().put("id", 1).put("stanza", stanza));
        new SanitizeCommand(false).answer(new BufferedReader(new StringReader(line)), out);
        return out.toString();
    }
}
