package org.igniterealtime.openfire.plugin.intermediateim.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium without a window, for which it needs half the processor time. Screenshots go to
 * {@code target/screenshots}.
 */
public final class Browser implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<BrowserContext> contexts = new ArrayList<>();

    public Browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium-headless-shell")))
                        .setChromiumSandbox(false)
                        .setArgs(QUIET));
    }

    /** @return a page of a fresh browser session */
    public Page page() {
        return page(true);
    }

    public Page pageWithoutJavaScript() {
        return page(false);
    }

    private Page page(boolean javaScript) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setJavaScriptEnabled(javaScript)
                .setViewportSize(1200, 900));
        contexts.add(context);
        return context.newPage();
    }

    /** Logs the admin in and opens a page of ours, such as {@code overview}. */
    public static void openConsole(Page page, EmbeddedOpenfire openfire, String name) {
        openConsole(page, openfire, EmbeddedOpenfire.PLUGIN, name);
    }

    /** @param plugin the name of the plugin's directory, as it is written in a URL */
    public static void openConsole(Page page, EmbeddedOpenfire openfire, String plugin, String name) {
        openConsole(page, openfire.consoleUrl() + "/plugins/" + plugin + "/" + name);
    }

    /** Logs the admin in, with the password {@code admin}, where that is needed, and opens a page of a console. */
    public static void openConsole(Page page, String url) {
        page.navigate(url);
        if (page.url().contains("login.jsp")) {
            page.fill("[name=username]", "admin");
            page.fill("[name=password]", "admin");
            page.press("[name=password]", "Enter");
            page.waitForURL("**/plugins/**");
        }
    }

    public static void screenshot(Page page, String name) {
        Path folder = Path.of(System.getProperty("screenshots", "target/screenshots"));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + ".png"))
                .setFullPage(true));
    }

    /**
     * @return what axe-core finds wrong for keyboard and screen reader users in our part of the page; it can't look
     *     into
     *         frames where no script runs
     */
    public static List<String> accessibilityProblems(Page page) {
        return new AxeBuilder(page)
                        .include(List.of("#jive-main-content"))
                        .exclude(List.of("iframe[sandbox]"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml())
                                        .toList())
                        .toList();
    }

    /** Ends all sessions. */
    void closePages() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
    }

    @Override
    public void close() {
        closePages();
        chromium.close();
        playwright.close();
    }
}
