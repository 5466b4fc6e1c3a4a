package org.igniterealtime.openfire.plugin.intermediateim.testing;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One {@link Browser} for all test classes that register this; it is started by the first and ends with the JVM. Each
 * test gets pages of its own, which are closed when it ends.
 */
public final class SharedBrowser implements BeforeAllCallback, AfterEachCallback {

    private Browser browser;

    /** Lives as long as this JVM, in which JUnit is started anew for each test class. */
    private static final class Running {

        private static final Browser BROWSER = new Browser();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = Running.BROWSER;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        browser.closePages();
    }

    /**
     * @return a page of a fresh browser session, where the admin is logged in and sees a page of ours, such as
     *     {@code overview}
     */
    public Page console(EmbeddedOpenfire openfire, String name) {
        Page page = browser.page();
        Browser.openConsole(page, openfire, name);
        return page;
    }

    /** @return a page of a fresh browser session */
    public Page page() {
        return browser.page();
    }

    public Page pageWithoutJavaScript() {
        return browser.pageWithoutJavaScript();
    }
}
