package org.igniterealtime.openfire.plugin.intermediateim.demo;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;

/**
 * {@code bin/screenshots [URL]}: takes the picture of the page Overview that README.md shows. With the URL of an admin
 * console (user and password {@code admin}) it shows that server as it is; without, an Openfire of its own after the
 * main scenario.
 */
public final class Screenshots {

    private static final Path OVERVIEW = Path.of("src/site/overview.png");
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 700; // the picture is as high as the page, and at least this

    private Screenshots() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 1 || args.length == 1 && args[0].startsWith("-")) {
            System.err.println("usage: bin/screenshots [URL]");
            System.exit(64);
        }
        if (args.length == 1) {
            take(args[0].replaceFirst("/+$", ""));
            return;
        }
        try (EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin()) {
            Demo.USERS.forEach(openfire::user);
            openfire.start();
            Demo.befriend(openfire);
            new Scenario(openfire, System.out).play();
            take(openfire.consoleUrl());
        }
    }

    private static void take(String console) {
        try (Browser browser = new Browser()) {
            Page page = browser.page();
            page.setViewportSize(WIDTH, HEIGHT);
            Browser.openConsole(page, console + "/plugins/" + EmbeddedOpenfire.PLUGIN + "/overview");
            page.screenshot(new Page.ScreenshotOptions().setPath(OVERVIEW).setFullPage(true));
        }
        System.out.println(OVERVIEW);
    }
}
