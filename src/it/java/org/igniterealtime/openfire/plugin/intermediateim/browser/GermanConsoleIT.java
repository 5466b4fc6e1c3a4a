package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.junit.jupiter.api.Test;

/** The pages on a server whose console speaks German. */
class GermanConsoleIT {

    @Test
    void speaksGerman() {
        try (EmbeddedOpenfire openfire =
                        EmbeddedOpenfire.withPlugin().locale("de").start();
                Browser browser = new Browser()) {
            Page page = browser.page();
            for (String name : List.of("overview", "clients", "suite", "rooms", "bytestreams")) {
                Browser.openConsole(page, openfire, name);
                assertFalse(page.content().contains("???"), "a text is missing");
                assertEquals(List.of(), Browser.accessibilityProblems(page));
            }
            assertThat(page).hasTitle("Intermediate IM: Bytestreams");
            page.fill("#socks5-port", "0");
            page.click("#settings button");
            assertThat(page.locator("#socks5-port-problem")).hasText("Geben Sie eine ganze Zahl von 1 bis 65.535 ein.");
            Browser.screenshot(page, "bytestreams-german");
        }
    }
}
