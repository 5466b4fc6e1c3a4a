package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Suite page as an admin meets it. */
class SuitePageIT {

    private static final String XHTML = "plugin.intermediateim.xhtml.enabled";

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private Page page;

    @BeforeEach
    void open() {
        page = browser.console(openfire.server(), "suite");
    }

    @AfterEach
    void close() {
        openfire.control().setProperty(XHTML, null);
    }

    private Locator row(String suite, String part, String provider) {
        return page.locator("#" + suite + " [data-part='" + part + "'][data-provider=" + provider + "]");
    }

    @Test
    @Requirement({
        "0117-01", "0117-05", "0117-06", "0117-07", "0073-01", "0073-02", "0073-03", "0073-04", "0073-05", "0073-06",
        "0073-07", "0213-01", "0213-04", "0213-05", "0216-01", "0216-02", "0216-03", "0216-04", "0216-05"
    })
    void showsWhoProvidesEachPart() {
        assertThat(page.locator(".im-suite")).hasCount(4);
        assertThat(row("XEP-0073", "XEP-0030", "server")).containsText("The server announces it.");
        assertThat(row("XEP-0117", "XEP-0115", "plugin")).containsText("The feature is on.");
        assertThat(row("XEP-0117", "XEP-0071", "plugin")).containsText("The feature is on.");
        assertThat(row("XEP-0073", "RFC 6120", "server")).containsText("Clients connected: ");
        assertThat(row("XEP-0073", "RFC 6121", "server")).containsText("Clients connected: ");
        assertThat(row("XEP-0073", "XEP-0077", "server")).containsText("The server announces it.");
        assertThat(row("XEP-0073", "XEP-0078", "server")).containsText("The server does not announce it.");
        assertThat(row("XEP-0213", "XEP-0016", "server")).containsText("The server announces it.");
        assertThat(row("XEP-0213", "XEP-0054", "server")).containsText("The server announces it.");
        assertThat(row("XEP-0216", "XEP-0212", "server")).containsText("The server announces it.");
        assertThat(row("XEP-0216", "XEP-0016", "server")).containsText("The server announces it.");
        assertThat(row("XEP-0216", "XEP-0163", "server")).containsText("The server announces it.");
        assertThat(row("XEP-0216", "XEP-0054", "server")).containsText("The server announces it.");
        assertThat(row("XEP-0216", "XEP-0045", "server")).containsText("The server has a room service.");
        assertThat(row("XEP-0073", "XEP-0086", "server")).containsText("Errors contain the legacy error codes.");
        assertThat(row("XEP-0213", "XEP-0085", "client")).containsText("online clients");
        assertThat(page.locator("#jive-main-content")).containsText("does not certify the server");
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        Browser.screenshot(page, "suite");
    }

    @Test
    void saysWhichBookmarksTheServerKeepsInStep() {
        assertThat(page.locator("#bookmarks")).containsText("This server does not keep bookmarks of rooms in step");
    }

    @Test
    void looksEachTime() {
        openfire.control().setProperty(XHTML, "false");
        page.reload();

        assertThat(row("XEP-0117", "XEP-0071", "plugin")).containsText("switched off");
    }
}
