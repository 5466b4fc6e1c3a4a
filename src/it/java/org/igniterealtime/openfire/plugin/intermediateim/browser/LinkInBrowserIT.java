package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Links;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody opens from a link, in Chromium. The web server is Openfire's own: a page that could run there could
 * speak to BOSH, and read what pages of other plugins keep in the browser.
 */
class LinkInBrowserIT {

    private static final String ATTACK = "fetch('/stolen'); window.ran = true; document.title = 'ran'";
    private static final String HTML =
            "<!DOCTYPE html><html><body onload=\"" + ATTACK + "\"><script>" + ATTACK + "</script></body></html>";

    /** No detection takes it for a page. */
    private static final String LETTER = "Dear Juliet,\n".repeat(1000) + HTML;

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private RawFiles romeo;
    private String juliet;
    private Page page;

    @BeforeEach
    void open() {
        openfire.property("plugin.intermediateim.files.free-mib", "0");
        openfire.property("plugin.intermediateim.links.behind-tls-proxy", "true");
        juliet = openfire.user("juliet");
        romeo = new RawFiles(openfire.client("romeo"), openfire.server().proxyPort());
        page = browser.page();
        page.setExtraHTTPHeaders(Map.of("X-Forwarded-Proto", "https"));
        page.onRequest(request -> requests.add(request.url()));
    }

    private String origin() {
        return "http://127.0.0.1:" + openfire.server().httpBindPort();
    }

    private String link(String name, byte[] content) throws IOException {
        return origin() + Links.send(romeo, openfire.control(), juliet, name, content);
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private void assertNothingRan() {
        assertEquals(false, page.evaluate("window.ran === true"));
        assertTrue(requests.stream().noneMatch(url -> url.contains("stolen")), requests.toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                HTML,
                "<svg xmlns='http://www.w3.org/2000/svg' onload=\"" + ATTACK + "\"/>",
                "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script>" + ATTACK + "</script></html>"
            })
    void markupIsStoredAndNotShown(String content) throws IOException {
        String link = link("picture.png", content.getBytes(UTF_8));
        Download download =
                page.waitForDownload(() -> assertThrows(PlaywrightException.class, () -> page.navigate(link)));
        assertEquals("picture.png", download.suggestedFilename());
        assertNothingRan();
    }

    @Test
    void textIsShownAsText() throws IOException {
        page.navigate(link("letter.html", LETTER.getBytes(UTF_8)));
        assertEquals(LETTER, page.evaluate("document.body.innerText"));
        assertNothingRan();
        assertReadsNothing();
    }

    private void assertReadsNothing() {
        assertEquals("null", page.evaluate("window.origin"));
        assertEquals(
                "SecurityError",
                page.evaluate("(() => { try { return document.cookie } catch (e) { return e.name } })()"));
        assertEquals(
                "SecurityError",
                page.evaluate("(() => { try { return '' + localStorage } catch (e) { return e.name } })()"));
        assertEquals("refused", page.evaluate("fetch('/http-bind/').then(() => 'read', () => 'refused')"));
    }

    /** The policy alone is enough, whatever the type. */
    @Test
    void notEvenAPageWouldRun() throws IOException {
        String link = link("letter.txt", LETTER.getBytes(UTF_8));
        page.route(link, route -> {
            APIResponse response = route.fetch();
            Map<String, String> headers = new HashMap<>(response.headers());
            headers.put("content-type", "text/html");
            route.fulfill(new Route.FulfillOptions().setResponse(response).setHeaders(headers));
        });
        page.navigate(link);
        assertEquals("text/html", page.evaluate("document.contentType"));
        assertNothingRan();
        assertReadsNothing();
    }

    @Test
    void aPictureIsShown() throws IOException {
        page.navigate(link("rose.txt", picture()));
        assertEquals("image/png", page.evaluate("document.contentType"));
        assertEquals(3, page.evaluate("document.images[0].naturalWidth"));
        assertReadsNothing();
    }

    /** A page of the same server that somebody could get to use a link. */
    @Test
    void aPageOfTheServerCanShowAPictureButNotRunAFile() throws IOException {
        String script = link("script.js", ATTACK.getBytes(UTF_8));
        String style = link("style.css", "body { color: red }".getBytes(UTF_8));
        String picture = link("rose.png", picture());
        String html = link("page.txt", "Dear Juliet".getBytes(UTF_8));
        page.route(
                origin() + "/host.html",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<img src='" + picture + "'><script src='" + script
                                + "'></script><link rel=stylesheet href='" + style + "'><iframe src='" + html
                                + "'></iframe>")));
        page.navigate(origin() + "/host.html");
        assertEquals(3, page.evaluate("document.images[0].naturalWidth"));
        assertNothingRan();
        assertFalse(page.evaluate("getComputedStyle(document.body).color").equals("rgb(255, 0, 0)"));
        assertTrue(
                page.frames().stream().noneMatch(frame -> frame.content().contains("Dear Juliet")),
                "it is not shown in a frame");
        assertThrows(
                PlaywrightException.class,
                () -> page.evaluate("url => navigator.serviceWorker.register(url)", script),
                "it is no service worker");
    }
}
