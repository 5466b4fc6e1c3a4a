package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clients are asked for their software (XEP-0092) on a server that does not ask by itself, and shown by what they say.
 */
class ClientVersionsIT {

    private static final String VERSION = "jabber:iq:version";

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private RawClient client;
    private Element question;

    @BeforeEach
    void isAskedOnceItHasLoggedIn() {
        client = openfire.client("romeo");
        client.send("<presence/>");
        question = client.await(ClientVersionsIT::isQuestion);
        assertEquals(EmbeddedOpenfire.DOMAIN, question.attributeValue("from"));
        assertEquals(client.jid(), question.attributeValue("to"));
    }

    private static boolean isQuestion(Element stanza) {
        Element query = stanza.element("query");
        return "get".equals(stanza.attributeValue("type"))
                && query != null
                && query.getNamespaceURI().equals(VERSION);
    }

    private void answer(String type, String content) {
        client.send("<iq type='" + type + "' id='" + question.attributeValue("id") + "' to='"
                + question.attributeValue("from") + "'>" + content + "</iq>");
    }

    /** Nothing comes back to the client, and its stream goes on. */
    private void assertUndisturbed() {
        assertEquals(
                List.of(),
                client.arrivedSoFar().stream()
                        .filter(stanza -> stanza.getName().equals("iq"))
                        .map(Element::asXML)
                        .toList());
    }

    private void assertShown(String software, String system) {
        Page page = browser.console(openfire.server(), "clients");
        page.fill("#user", client.bareJid());
        page.press("#user", "Enter");
        Locator row = page.locator(".im-clients tbody tr");
        assertThat(row).hasCount(1);
        assertThat(row.locator("td").nth(1)).hasText(software);
        assertThat(row.locator("td").nth(2)).hasText(system);
    }

    @Test
    void oneThatAnswersIsShownByItsWords() {
        answer(
                "result",
                "<query xmlns='" + VERSION
                        + "'><name>Exodus &lt;b&gt;</name><version>0.9.1</version><os>Windows 98</os></query>");
        assertUndisturbed();
        assertShown("Exodus <b> 0.9.1", "Windows 98");
    }

    @Test
    void oneThatDoesNotKnowTheQuestionIsShownAsUntold() {
        answer(
                "error",
                "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        assertUndisturbed();
        assertShown("–", "–");
    }

    @Test
    void soIsOneThatSendsTheQuestionBackWithAnError() {
        answer(
                "error",
                "<query xmlns='" + VERSION + "'><name>Exodus</name></query><error type='cancel'>"
                        + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        assertUndisturbed();
        assertShown("–", "–");
    }

    @Test
    void oneThatNeverAnswersIsServedAsEver() {
        RawClient other = openfire.client("juliet");
        other.send("<message type='chat' to='" + client.jid() + "'><body>hi</body></message>");
        assertEquals("hi", client.awaitMessage().elementText("body"));
        client.send("<presence><show>away</show></presence>");
        assertUndisturbed();
        assertShown("–", "–");
    }
}
