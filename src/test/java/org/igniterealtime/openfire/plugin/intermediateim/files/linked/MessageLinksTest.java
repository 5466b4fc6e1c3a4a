package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.Message;

/** Where a message has links to files. */
class MessageLinksTest {

    private static final String URL = "https://capulet.lit:7443/intermediateim/files/token/rose.png";

    private static Message message(String type, String content) {
        return Xml.message("<message xmlns='jabber:client' type='" + type + "'>" + content + "</message>");
    }

    private static Message chat(String content) {
        return message("chat", content);
    }

    private static void assertFound(Message message, String... urls) {
        assertTrue(MessageLinks.mayBeIn(message));
        assertEquals(List.of(urls), MessageLinks.in(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>" + URL + "</body>",
                "<body>\n " + URL + " </body>",
                "<body>Look</body><x xmlns='jabber:x:oob'><url>" + URL + "</url><desc>a rose</desc></x>",
                "<body>" + URL + "</body><x xmlns='jabber:x:oob'><url>" + URL + "</url></x>",
                "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'/><sources><url-data "
                        + "xmlns='http://jabber.org/protocol/url-data' target='" + URL + "'/></sources></file-sharing>"
            })
    void isFound(String content) {
        assertFound(chat(content), URL);
        assertFound(message("normal", content), URL);
    }

    @Test
    void severalAreFoundEachOnce() {
        assertFound(
                chat("<body>https://c.example/</body><x xmlns='jabber:x:oob'><url>https://a.example/</url></x>"
                        + "<x xmlns='jabber:x:oob'><url>https://b.example/</url></x>"
                        + "<x xmlns='jabber:x:oob'><url>https://a.example/</url></x>"),
                "https://a.example/",
                "https://b.example/",
                "https://c.example/");
    }

    @Test
    void thereAreNotMany() {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            content.append("<x xmlns='jabber:x:oob'><url>https://a.example/" + i + "</url></x>");
        }
        assertEquals(
                MessageLinks.MAX_LINKS,
                MessageLinks.in(chat(content.toString())).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>See " + URL + "</body>",
                "<body>" + URL + " " + URL + "</body>",
                "<body>" + URL + "\n" + URL + "</body>",
                "<body>aesgcm://capulet.lit/token/rose.png#00</body>",
                "<body/>",
                "<subject>" + URL + "</subject>",
                "<x xmlns='jabber:x:conference'>" + URL + "</x>",
                "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'>"
                        + "<body>" + URL + "</body></message></forwarded></sent>"
            })
    void nothingElseIsOne(String content) {
        assertFalse(MessageLinks.mayBeIn(chat(content)));
        assertEquals(List.of(), MessageLinks.in(chat(content)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<x xmlns='jabber:x:oob'/>",
                "<x xmlns='jabber:x:oob'><url/></x>",
                "<x xmlns='jabber:x:oob'><url>aesgcm://capulet.lit/token/rose.png#00</url></x>",
                "<x xmlns='jabber:x:oob'><url>" + URL + " " + URL + "</url></x>",
                "<file-sharing xmlns='urn:xmpp:sfs:0'/>",
                "<file-sharing xmlns='urn:xmpp:sfs:0'><sources><url-data xmlns='http://jabber.org/protocol/url-data'/>"
                        + "</sources></file-sharing>"
            })
    void whatHasNoneIsHarmless(String content) {
        assertEquals(List.of(), MessageLinks.in(chat(content)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"groupchat", "headline", "error"})
    void onlyPersonalMessagesCount(String type) {
        assertEquals(List.of(), MessageLinks.in(message(type, "<body>" + URL + "</body>")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<encrypted xmlns='eu.siacs.conversations.axolotl'/>",
                "<encrypted xmlns='urn:xmpp:omemo:2'/>",
                "<openpgp xmlns='urn:xmpp:openpgp:0'/>",
                "<x xmlns='jabber:x:encrypted'/>",
                "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:otr:0'/>"
            })
    void encryptedMessagesAreLeftAlone(String encrypted) {
        String link = "<body>" + URL + "</body><x xmlns='jabber:x:oob'><url>" + URL + "</url></x>";
        assertEquals(List.of(), MessageLinks.in(chat(link + encrypted)));
        assertEquals(
                List.of(),
                MessageLinks.in(chat("<body>?OTR:AAMD</body><x xmlns='jabber:x:oob'><url>" + URL + "</url></x>")));
    }
}
