package org.igniterealtime.openfire.plugin.intermediateim.standin;

import static org.igniterealtime.openfire.plugin.intermediateim.standin.FormatClient.CONVERSE;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.FormatClient.DINO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.testing.PurpleClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One bold word between clients that we have not written and those that show other forms. */
class RealClientsIT {

    private static final QName HTML = QName.get("html", "http://jabber.org/protocol/xhtml-im");
    private static final String STYLED = "<body>now *bold*</body>";
    private static final String MARKED = "<body>now bold</body><markup xmlns='urn:xmpp:markup:0'>"
            + "<span start='4' end='8'><strong/></span></markup>";

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @TempDir
    private static Path programs;

    private static Path purple;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        purple = PurpleClient.compile(programs);
    }

    private static void assertStyled(Element message) {
        assertEquals("now *bold*", message.elementText("body"));
        assertNull(message.element(HTML), message::asXML);
    }

    private static void assertBold(String html) {
        assertTrue(html.matches("(?s).*now <(strong|b|span [^>]*)>bold</.*"), html);
    }

    @Test
    void libpurpleReadsAndWritesBold() throws Exception {
        FormatClient converse = FormatClient.of(openfire.client("converse"), CONVERSE);
        FormatClient dino = FormatClient.of(openfire.client("dino"), DINO);
        try (PurpleClient pidgin = PurpleClient.login(purple, openfire.server(), openfire.user("pidgin"), folder)) {
            pidgin.write(converse.raw().bareJid(), "now <b>bold</b>");
            assertStyled(converse.read());
            pidgin.write(dino.raw().bareJid(), "now <b>bold</b>");
            Element marked = dino.read();
            assertEquals("now bold", marked.elementText("body"));
            assertEquals("4", marked.element("markup").element("span").attributeValue("start"));

            converse.say(pidgin.bareJid(), STYLED);
            assertBold(pidgin.awaitShown());
            dino.say(pidgin.bareJid(), MARKED);
            assertBold(pidgin.awaitShown());
        }
    }

    @Test
    void slixmppReadsAndWritesBold() throws Exception {
        // otherwise the server first has to ask what it advertises
        openfire.property("plugin.intermediateim.standin.renderers", "slixmpp; http://slixmpp.com*; xhtml");
        FormatClient converse = FormatClient.of(openfire.client("converse"), CONVERSE);
        FormatClient dino = FormatClient.of(openfire.client("dino"), DINO);
        try (SlixmppClient slixmpp = SlixmppClient.loginWithHtml(openfire.server(), openfire.user("slixmpp"))) {
            slixmpp.write(converse.raw().bareJid(), "now bold");
            assertStyled(converse.read()); // so the server has read its presence, too
            converse.say(slixmpp.jid(), STYLED);
            assertBold(slixmpp.awaitHtml());
            dino.say(slixmpp.jid(), MARKED);
            assertBold(slixmpp.awaitHtml());
        }
    }
}
