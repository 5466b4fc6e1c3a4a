package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Stand-in page as an admin meets it. */
class StandInPageIT {

    private static final String PROPERTY = "plugin.intermediateim.standin.";
    private static final String ADDRESS = "intermediateim." + EmbeddedOpenfire.DOMAIN;

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    @AfterEach
    void resetSettings() {
        openfire.control().setProperty(PROPERTY + "renderers", null);
        openfire.control().setProperty(PROPERTY + "link-targets", null);
    }

    private static Page open() {
        return browser.console(openfire.server(), "standin");
    }

    private static RawClient client(String name, String node) {
        RawClient client = openfire.client(name);
        client.send("<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='" + node
                + "' ver='of the test'/></presence>");
        client.arrivedSoFar();
        return client;
    }

    @Test
    void showsWhatWasConvertedForWhom() {
        RawClient pidgin = client("pidgin", "https://pidgin.im/");
        client("converse", "https://conversejs.org")
                .send("<message type='chat' to='" + pidgin.bareJid() + "'><body>*bold*</body></message>");
        pidgin.awaitMessage();
        Page page = open();
        assertThat(page.locator("#done tr:has-text('Converse'):has-text('Pidgin')")
                        .first())
                .containsText("Message styling to XHTML-IM");
        Browser.screenshot(page, "standin");
    }

    @Test
    void showsWhatIsDoneForTheSoftwareThatIsOnline() {
        client("dino", "https://dino.im");
        assertThat(open().locator("#software tr:has-text('Dino')"))
                .containsText("gives them formatting as message markup");
        openfire.property(PROPERTY + "enabled", "false");
        assertThat(open().locator("#software tr:has-text('Dino')")).not().containsText("formatting");
    }

    @Test
    void showsAMessageInEachForm() {
        Page page = open();
        page.fill("#text", "now *bold*");
        page.selectOption("#form", "xhtml");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show it in each form"))
                .click();
        assertThat(page.locator("#sent")).containsText("<strong>bold</strong>");
        assertThat(page.locator("#read-styling")).containsText("<body>now *bold*</body>");
        assertThat(page.locator("#read-markup")).containsText("urn:xmpp:markup:0");
        assertThat(page.locator("#read-none")).containsText("<body>now bold</body>");
        assertThat(page.locator("#text")).hasValue("now *bold*");
        assertThat(page.locator("#form")).hasValue("xhtml");
        Browser.screenshot(page, "standin-try");
    }

    @Test
    void takesRowsOfTheAdmin() {
        client("new", "https://example.org/new-client");
        Page page = open();
        assertThat(page.locator("#unknown")).containsText("https://example.org/new-client");
        page.fill("[name='standin.renderers']", "New client; https://example.org/new-client");
        page.click("#settings button");
        assertThat(page.locator("#standin-renderers-problem"))
                .hasText("Line 1 is not a row. Enter the client's name, its node and what it shows, separated by"
                        + " semicolons.");
        page.fill("[name='standin.renderers']", "New client; https://example.org/new-client; bold");
        page.click("#settings button");
        assertThat(page.locator("#standin-renderers-problem")).containsText("\"bold\" is not known");
        page.fill("[name='standin.renderers']", "New client; https://example.org/new-client; xhtml");
        page.uncheck("[name='standin.link-targets']");
        page.click("#settings button");
        assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
        assertEquals(
                "New client; example.org/new-client; xhtml", openfire.control().getProperty(PROPERTY + "renderers"));
        assertThat(page.locator("#shows tbody tr").first()).containsText("Your own row");
        assertThat(page.locator("#unknown")).not().containsText("https://example.org/new-client");
    }

    @Test
    void deletesTheChoiceOfAUser() {
        RawClient pidgin = client("chooser", "https://pidgin.im/");
        pidgin.send("<message type='chat' to='" + ADDRESS + "'><body>formatting leave</body></message>");
        pidgin.awaitMessage();
        String user = pidgin.bareJid().substring(0, pidgin.bareJid().indexOf('@'));
        Page page = open();
        assertThat(page.locator("#choices")).containsText(user);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete the choice of " + user))
                .click();
        assertThat(page.locator(".im-notice")).hasText("The choice of " + user + " was deleted.");
        pidgin.send("<message type='chat' to='" + ADDRESS + "'><body>formatting</body></message>");
        assertEquals(
                "Formatted messages are converted to what your client shows.",
                pidgin.awaitMessage().elementText("body"));
    }

    @Test
    void saysThatClientsMustBeKnown() {
        openfire.property("plugin.intermediateim.caps.enabled", "false");
        assertThat(open().locator("body")).containsText("Capabilities are switched off");
    }
}
