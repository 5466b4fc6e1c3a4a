package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Rich text page as an admin meets it. */
class RichTextPageIT {

    private static final String PROPERTY = "plugin.intermediateim.xhtml.";

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private Page page;

    @BeforeEach
    void open() {
        page = browser.console(openfire.server(), "richtext");
    }

    @AfterEach
    void resetSettings() {
        for (String name : List.of("local", "remote", "images", "link-schemes", "link-honesty")) {
            openfire.control().setProperty(PROPERTY + name, null);
        }
    }

    @Nested
    class TheSettings {

        @Test
        void areSavedAndTakeEffectAtOnce() {
            page.selectOption("[name='xhtml.local']", "strip");
            page.selectOption("[name='xhtml.images']", "none");
            page.fill("[name='xhtml.link-schemes']", "HTTPS, ftp");
            page.uncheck("[name='xhtml.link-honesty']");
            page.click("#settings button");
            assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
            assertThat(page.locator("[name='xhtml.local']")).hasValue("strip");
            assertThat(page.locator("[name='xhtml.link-schemes']")).hasValue("ftp, https");
            assertThat(page.locator("[name='xhtml.link-honesty']")).not().isChecked();
            assertEquals("none", openfire.control().getProperty(PROPERTY + "images"));
            assertEquals(null, openfire.control().getProperty(PROPERTY + "remote"), "what was not changed is not set");
            RawClient romeo = openfire.client("romeo");
            romeo.send("<message to='" + romeo.bareJid()
                    + "'><body>x</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                    + "<body xmlns='http://www.w3.org/1999/xhtml'>x</body></html></message>");
            assertEquals(null, romeo.awaitMessage().element("html"));
        }

        @Test
        void comeBackAsTypedWithAMessageBesideTheField() {
            page.selectOption("[name='xhtml.remote']", "off");
            page.fill("[name='xhtml.link-schemes']", "https, javascript");
            page.click("#settings button");

            assertThat(page.locator("#xhtml-link-schemes-problem")).containsText("can run scripts");
            assertThat(page.locator("[name='xhtml.link-schemes']")).hasValue("https, javascript");
            assertThat(page.locator("[name='xhtml.remote']")).hasValue("off");
            assertEquals(null, openfire.control().getProperty(PROPERTY + "remote"));
            assertEquals(List.of(), Browser.accessibilityProblems(page));
        }
    }

    @Nested
    class ASchemeThatIsNone {

        @Test
        void isRefusedBesideItsField() {
            for (String typed : List.of("https, my scheme", "https ftp", "https://", "über")) {
                page.fill("[name='xhtml.link-schemes']", typed);
                page.click("#settings button");
                assertThat(page.locator("#xhtml-link-schemes-problem")).containsText("separated by commas");
                assertThat(page.locator("#xhtml-link-schemes")).isFocused();
                assertThat(page.locator("#rejected"))
                        .hasText("Nothing was saved. Please correct the following: Allowed link schemes.");
            }
            assertEquals(null, openfire.control().getProperty(PROPERTY + "link-schemes"));
        }
    }

    @Nested
    class TheBoxToTryIt {

        private void tryOut(String markup) {
            page.fill("#markup", markup);
            page.click("text=Show the result");
        }

        @Test
        void showsWhatIsKeptAndWhatWasRemovedByWhichRule() {
            tryOut("<p onclick='x()'>Pay at <a href='https://evil.example/'>https://bank.example</a> <b>now</b>"
                    + "<script>alert(1)</script></p>");
            assertThat(page.frameLocator("#rendered").locator("p"))
                    .hasText("Pay at https://bank.example [https://evil.example/] now");
            assertThat(page.locator("#source")).containsText("<strong>now</strong>");
            assertThat(page.locator("#findings [data-rule=ELEMENT_DROPPED]")).containsText("script");
            assertThat(page.locator("#findings [data-rule=LINK_HONESTY]")).containsText("evil.example");
            assertThat(page.locator("#styling")).containsText("*now*");
            assertThat(page.locator("#plain")).containsText("Pay at");
            assertEquals(List.of(), Browser.accessibilityProblems(page));
            Browser.screenshot(page, "richtext");
        }

        @Test
        void saysSoWhenNothingHadToBeRemoved() {
            tryOut("<p>Hi <strong>there</strong></p>");
            assertThat(page.locator("#findings")).containsText("Nothing");
        }

        @Test
        void takesAWholeMessage() {
            tryOut(
                    "<message><html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>hi"
                            + "</body></html></message>");
            assertThat(page.locator("#source")).containsText("<body>hi</body><html");
        }

        @Test
        void saysWhatIsWrongAndKeepsWhatWasTyped() {
            tryOut("<p>no end & \"quotes\"");
            assertThat(page.locator("#markup-problem")).containsText("not well-formed");
            assertThat(page.locator("#markup")).hasValue("<p>no end & \"quotes\"");
            tryOut("<!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>");
            assertThat(page.locator("#markup-problem")).containsText("not well-formed");
        }

        @Test
        void changesNothing() {
            tryOut("<p onclick='x()'>x</p>");
            page.navigate(openfire.server().consoleUrl() + "/plugins/intermediateim/richtext");

            assertThat(page.locator("#markup")).hasValue("");
        }

        /**
         * Asks a real socket: what the browser tells of a sandboxed frame's requests is neither all nor only what it
         * sends.
         */
        @Test
        void fetchesNothing() throws IOException {
            try (ServerSocketChannel images = ServerSocketChannel.open()) {
                images.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .configureBlocking(false);
                String place = "127.0.0.1:" + images.socket().getLocalPort();
                tryOut("<p style='background-color: red'><img alt='a' src='https://" + place + "/a.png'/>"
                        + "<img alt='b' src='http://" + place + "/b.png'/></p>");
                assertThat(page.frameLocator("#rendered").locator("img")).hasCount(1);
                page.waitForLoadState(); // which waits for images
                assertNull(images.accept());
            }
        }
    }

    @Test
    void countsTheRulesThatWereApplied() {
        RawClient romeo = openfire.client("romeo");
        romeo.send(
                "<message to='" + romeo.bareJid() + "'><body>x</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                        + "<body xmlns='http://www.w3.org/1999/xhtml'><x xmlns='urn:foreign'/>x</body></html></message>");
        romeo.awaitMessage();
        page.reload();

        assertThat(page.locator("#rules [data-rule=FOREIGN_NAMESPACE]")).not().hasText("0");
    }

    @Test
    void isReachedFromTheOverview() {
        Browser.openConsole(page, openfire.server(), "overview");
        page.click("#feature-xhtml a");

        assertThat(page).hasTitle("Intermediate IM: Rich text");
        assertThat(page.locator("nav a[aria-current=page]")).hasText("Rich text");
        assertEquals(List.of(), Browser.accessibilityProblems(page));
    }
}
