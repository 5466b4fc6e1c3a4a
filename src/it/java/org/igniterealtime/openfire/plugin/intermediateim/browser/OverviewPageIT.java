package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.AuditLog;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Overview page as an admin meets it. */
class OverviewPageIT {

    private static final String SUBDOMAIN = "plugin.intermediateim.service.subdomain";
    private static final String XHTML = "plugin.intermediateim.xhtml.enabled";

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private Page page;

    @BeforeEach
    void open() {
        page = browser.console(openfire.server(), "overview");
    }

    @AfterEach
    void resetSettings() {
        openfire.control().setProperty(SUBDOMAIN, null);
        openfire.control().setProperty(XHTML, null);
        openfire.control()
                .setProperty(
                        "plugin.intermediateim.socks5.port",
                        String.valueOf(openfire.server().proxyPort()));
    }

    @Test
    void showsVersionFeaturesAndAddresses() {
        assertThat(page).hasTitle("Intermediate IM: Overview");
        assertThat(page.locator("#version")).hasText("0.1.0");
        assertThat(page.locator("#feature-xhtml")).containsText("Rich text");
        assertThat(page.locator("#feature-xhtml .im-state")).hasText("On");
        assertThat(page.locator("#addresses tbody tr").first()).containsText("intermediateim.example.org");
        assertThat(page.locator("#addresses tbody tr").first()).containsText("Registered");
        Browser.screenshot(page, "overview");
    }

    @Test
    void isReachedFromTheSidebar() {
        assertThat(page.locator("nav a[aria-current=page]")).hasText("Overview");
    }

    @Test
    void countsTheMessagesThatWereMadeSafe() {
        int before =
                Integer.parseInt(page.locator("[data-counter='xhtml.cleaned']").innerText());
        RawClient romeo = openfire.client("romeo");
        romeo.send(
                "<message to='" + romeo.bareJid() + "'><body>x</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                        + "<body xmlns='http://www.w3.org/1999/xhtml'><script>x</script>x</body></html></message>");
        romeo.awaitMessage();
        page.reload();

        assertThat(page.locator("[data-counter='xhtml.cleaned']")).hasText(String.valueOf(before + 1));
    }

    @Test
    void switchesAFeatureOffAndOnAgain() {
        page.click("#feature-xhtml button");
        assertThat(page.locator(".im-notice")).hasText("The feature was switched off.");
        assertThat(page.locator("#feature-xhtml .im-state")).hasText("Off");
        assertEquals("false", openfire.control().getProperty(XHTML));
        Browser.screenshot(page, "overview-switched-off");
        page.click("#feature-xhtml button");
        assertThat(page.locator("#feature-xhtml .im-state")).hasText("On");
        AuditLog.assertHas(openfire.server(), "overview", "switched xhtml off", "");
        AuditLog.assertHas(openfire.server(), "overview", "switched xhtml on", "");
    }

    @Test
    void doesNotRepeatAFormOnReload() {
        page.click("#feature-xhtml button");
        assertThat(page.locator(".im-notice")).hasText("The feature was switched off.");
        page.reload();
        assertThat(page.locator(".im-notice")).hasCount(0);
        assertThat(page.locator("#feature-xhtml .im-state")).hasText("Off");
    }

    @Test
    void keepsWhatWasTypedWhenItCannotBeUsed() {
        page.fill("#service-subdomain", "<b>no</b> \"such\" thing");
        page.press("#service-subdomain", "Enter");
        assertThat(page.locator("#service-subdomain")).hasValue("<b>no</b> \"such\" thing");
        assertThat(page.locator("#service-subdomain"))
                .hasAttribute("aria-describedby", "service-subdomain-hint service-subdomain-problem");
        assertThat(page.locator("#service-subdomain-problem")).containsText("letters (a-z)");
        assertEquals(null, openfire.control().getProperty(SUBDOMAIN));
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        Browser.screenshot(page, "overview-bad-input");
    }

    @Test
    void refusesASubDomainThatIsTaken() {
        page.fill("#service-subdomain", "conference");
        page.press("#service-subdomain", "Enter");

        assertThat(page.locator("#service-subdomain-problem"))
                .hasText("The address conference.example.org is already in use. Choose another subdomain.");
        assertThat(page.locator("#service-subdomain")).isFocused();
        assertEquals(null, openfire.control().getProperty(SUBDOMAIN));
    }

    @Test
    void saysWhenAFeatureIsOnButNotInEffect() throws IOException {
        page.click("#feature-socks5 button");
        assertThat(page.locator("#feature-socks5 .im-state")).hasText("Off");
        try (ServerSocket other = new ServerSocket(openfire.server().proxyPort())) {
            page.click("#feature-socks5 button");
            assertThat(page.locator(".im-notice").first())
                    .hasText("The settings were saved, but not all of them are in effect. See the message below.");
            assertThat(page.locator(".im-notice").last()).containsText("TCP port " + other.getLocalPort());
        }
        openfire.property("plugin.intermediateim.socks5.enabled", null); // tries again
        page.reload();
        assertThat(page.locator(".im-notice")).hasCount(0);
    }

    @Test
    void movesTheAddress() {
        page.fill("#service-subdomain", "Suite");
        page.press("#service-subdomain", "Enter");

        assertThat(page.locator("#addresses tbody tr").first()).containsText("suite.example.org");
        assertThat(page.locator("#service-subdomain")).hasValue("suite");
    }

    @Test
    void looksUpNamesInPlace() {
        page.click("#check-names");
        assertThat(page.locator("#addresses [data-lookup]").first())
                .hasAttribute("data-lookup", java.util.regex.Pattern.compile("resolves|unknown"));
        assertTrue(page.url().endsWith("/overview"), page.url());
    }

    private static String ask(RawClient user, String command) {
        user.send("<message type='chat' to='intermediateim.example.org'><body>" + command + "</body></message>");
        return user.awaitMessage().elementText("body");
    }

    @Test
    void deletesAllSettingsOnlyWhenSure() {
        openfire.control().setProperty("plugin.intermediateim.of.old", "x");
        RawClient user = openfire.client("chooser");
        ask(user, "formatting leave");
        page.click("text=Delete all data >> nth=-1");
        assertThat(page.locator(".im-notice")).containsText("tick the box");
        assertEquals("x", openfire.control().getProperty("plugin.intermediateim.of.old"));
        page.check("[name=sure]");
        page.click("text=Delete all data >> nth=-1");
        assertThat(page.locator(".im-notice").first()).containsText("were deleted");
        assertEquals(null, openfire.control().getProperty("plugin.intermediateim.of.old"));
        assertEquals("Formatted messages are converted to what your client shows.", ask(user, "formatting"));
        AuditLog.assertHas(openfire.server(), "overview", "deleted all data and settings of the plugin", "");
    }

    @Test
    void isUsableByKeyboardAndScreenReader() {
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        page.locator("#feature-xhtml button").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#feature-xhtml .im-state")).hasText("Off");
    }

    @Nested
    class WithoutJavaScript {

        @Test
        void doesTheSame() {
            Page plain = browser.pageWithoutJavaScript();
            Browser.openConsole(plain, openfire.server(), "overview");
            plain.click("#feature-xhtml button");
            assertThat(plain.locator("#feature-xhtml .im-state")).hasText("Off");
            plain.click("#check-names");
            assertThat(plain.locator("#addresses [data-lookup]").first()).not().hasAttribute("data-lookup", "open");
        }
    }

    @Nested
    class AFormFromSomewhereElse {

        @Test
        void changesNothing() {
            APIResponse response = page.request()
                    .post(
                            openfire.server().consoleUrl() + "/plugins/intermediateim/overview",
                            RequestOptions.create()
                                    .setForm(FormData.create()
                                            .set("action", "switch")
                                            .set("feature", "xhtml")
                                            .set("on", "false")
                                            .set("formToken", "guessed")));
            assertTrue(response.text().contains("Nothing was changed"), response.text());
            assertEquals(null, openfire.control().getProperty(XHTML));
        }

        @Test
        void isNotEvenSeenWithoutALogin() {
            APIResponse response = browser.page()
                    .request()
                    .post(
                            openfire.server().consoleUrl() + "/plugins/intermediateim/overview",
                            RequestOptions.create()
                                    .setMaxRedirects(0)
                                    .setForm(FormData.create()
                                            .set("action", "delete")
                                            .set("sure", "true")));
            assertEquals(302, response.status());
            assertTrue(
                    response.headers().get("location").contains("login.jsp"),
                    response.headers().toString());
        }
    }
}
