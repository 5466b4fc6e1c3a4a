package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pages look in a console whose style sheet, like the real ones, has rules for bare elements. */
class PageLayoutIT {

    private static final int WIDE = 1280;
    private static final int NARROW = 390;

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private static Page open(String name, int width) {
        Page page = browser.page();
        page.setViewportSize(width, 900);
        Browser.openConsole(page, openfire.server(), name);
        return page;
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "richtext", "rooms", "standin", "bytestreams", "files", "clients"})
    void showsASettingInOneCompactRow(String name) {
        Page page = open(name, WIDE);
        assertEquals(List.of(), page.evaluate("""
                () => [...document.querySelectorAll('.im-field')].filter(field => field.getBoundingClientRect().height
                        > (field.querySelector('textarea') ? 110 : 60)).map(field => field.innerText)"""));
        assertEquals(List.of(), page.evaluate("""
                () => [...document.querySelectorAll('.im-field')].filter(field => {
                    const top = each => field.querySelector(each).getBoundingClientRect().top;
                    return Math.abs(top('label') - top('.im-hint')) > 15 || Math.abs(top('input, select, textarea') - top('label')) > 15;
                }).map(field => field.innerText)"""));
        Browser.screenshot(page, "layout-" + name + "-" + WIDE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"richtext", "rooms", "standin", "bytestreams", "files"})
    void hasHeadingsOfTheSizeOfText(String name) {
        Page page = open(name, WIDE);
        assertEquals(List.of(), page.evaluate("""
                () => [...document.querySelectorAll('#settings :is(legend, h3)')]
                        .filter(title => parseFloat(getComputedStyle(title).fontSize) > 16).map(title => title.innerText)"""));
        assertTrue(page.locator("#settings :is(legend, h3)").count() > 1, "there are headings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "richtext", "rooms", "standin", "bytestreams", "files", "clients", "suite"})
    void keepsWithinItsBoxAtEveryWidth(String name) {
        for (int width : List.of(WIDE, NARROW)) {
            Page page = open(name, width);
            assertEquals(List.of(), page.evaluate("""
                    () => [...document.querySelectorAll('.jive-contentBox *')].filter(each => each.closest('.im-scroll') === null
                            && each.getBoundingClientRect().right > each.closest('.jive-contentBox').getBoundingClientRect().right + 1)
                            .map(each => each.outerHTML)"""), "beyond the box at " + width);
            assertEquals(width, page.evaluate("() => document.documentElement.scrollWidth"));
            Browser.screenshot(page, "layout-" + name + "-" + width);
        }
    }
}
