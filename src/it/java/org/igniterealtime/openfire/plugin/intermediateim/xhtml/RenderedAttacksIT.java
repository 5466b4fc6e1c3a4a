package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is left of every attack of the table, rendered by a real browser as careless clients do it: by innerHTML, and as
 * XHTML. The page's security policy allows nothing and reports what it had to stop; all requests are watched. Nothing
 * may be reported, requested or run. Images are left out: fetching those that the admin allows is no escape.
 */
class RenderedAttacksIT {

    private static final String SITE = "http://client.example/";
    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>client</title></head><body><div id='chat'></div></body></html>";
    /** The inline styles of the profile are allowed; a script, a request or a frame is not. */
    private static final String CSP =
            "default-src 'none'; style-src-attr 'unsafe-inline'; form-action 'none'; base-uri 'none'";

    private static final String WATCH = """
            () => {
                window.seen = [];
                document.addEventListener('securitypolicyviolation', e => seen.push('violation: ' + e.violatedDirective + ' ' + e.blockedURI));
                for (const name of ['alert', 'confirm', 'prompt', 'open']) window[name] = () => seen.push('called: ' + name);
                window.addEventListener('error', e => seen.push('error: ' + e.message));
            }""";

    /** Shows one result in both ways, moves the mouse over it, and tells what does not belong there. */
    private static final String SHOW = """
            xhtml => {
                const allowed = 'a blockquote body br cite em li ol p span strong ul'.split(' ');
                const wrong = [];
                const chat = document.getElementById('chat');
                const check = root => {
                    for (const element of root.querySelectorAll('*')) {
                        if (!allowed.includes(element.localName)) wrong.push('element ' + element.localName);
                        for (const attribute of element.attributes) {
                            if (!['href', 'style', 'type', 'xmlns', 'lang', 'xml:lang'].includes(attribute.name)) wrong.push('attribute ' + attribute.name);
                        }
                        if (element.localName === 'a' && !/^(https?|xmpp|mailto|tel|geo):$/.test(element.protocol)) wrong.push('link ' + element.href);
                        for (const type of ['mouseover', 'focus', 'animationstart', 'toggle']) element.dispatchEvent(new Event(type));
                        const style = getComputedStyle(element);
                        if (style.position !== 'static' || style.backgroundImage !== 'none' || style.zIndex !== 'auto') wrong.push('style ' + element.getAttribute('style'));
                    }
                };
                chat.innerHTML = xhtml;
                check(chat);
                const parsed = new DOMParser().parseFromString(xhtml, 'application/xhtml+xml');
                if (parsed.querySelector('parsererror')) wrong.push('not well-formed');
                chat.replaceChildren(document.importNode(parsed.documentElement, true));
                check(chat);
                chat.replaceChildren();
                return wrong;
            }""";

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private final XhtmlSanitizer sanitizer =
            new XhtmlSanitizer(XhtmlPolicy.DEFAULT.withImages(XhtmlPolicy.Images.NONE));
    private final List<String> requests = new ArrayList<>();
    private Page page;

    @BeforeEach
    void open() {
        page = browser.page();
        page.route("**", route -> {
            requests.add(route.request().url());
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody(PAGE)
                    .setHeaders(Map.of("Content-Security-Policy", CSP)));
        });
        page.onDialog(dialog -> requests.add("dialog: " + dialog.message()));
        page.navigate(SITE);
        requests.clear();
        page.evaluate(WATCH);
    }

    @Test
    @Requirement({"0071-56", "0071-57"})
    void doNothingInABrowser() {
        List<String> escapes = new ArrayList<>();
        for (Table.Row row : Stream.concat(Table.rows("attacks.txt").stream(), Table.rows("clients.txt").stream())
                .toList()) {
            Optional<Element> clean = sanitizer.clean(Markup.html(row.markup()));
            clean.ifPresent(html -> {
                Object wrong = page.evaluate(SHOW, ((Element) html.node(0)).asXML());
                if (!List.of().equals(wrong)) {
                    escapes.add(row.markup() + ": " + wrong);
                }
            });
        }

        assertEquals(List.of(), escapes);
        assertEquals(List.of(), page.evaluate("() => window.seen"));
        assertEquals(List.of(), requests);
        assertEquals(SITE, page.url());
    }

    @Test
    void theWatchSeesWhatGetsThrough() {
        page.evaluate(
                SHOW,
                "<body xmlns='http://www.w3.org/1999/xhtml'><img src='http://evil.example/x.png' onerror='alert(1)'/></body>");
        page.waitForFunction("() => window.seen.length > 0");

        assertTrue(page.evaluate("() => window.seen").toString().contains("violation"), "the watch is asleep");
    }
}
