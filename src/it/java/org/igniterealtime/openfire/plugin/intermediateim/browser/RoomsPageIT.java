package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.microsoft.playwright.Page;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.AuditLog;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Rooms page as an admin meets it: Romeo has a seat. */
class RoomsPageIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private final Room room = Room.unused();
    private Page page;
    private RawClient juliet;
    private RawClient romeo;

    @BeforeEach
    void open() {
        juliet = openfire.client("juliet");
        romeo = openfire.client("romeo");
        room.create(juliet, "Juliet");
        romeo.send(
                "<message to='seats@agents.example.org'><body>keep " + room.address() + " as Romeo</body></message>");
        romeo.await(stanza -> String.valueOf(stanza.elementText("body")).contains("and stays when you leave"));
        page = browser.console(openfire.server(), "rooms?q=" + romeo.bareJid());
    }

    @AfterEach
    void reset() {
        openfire.control().setProperty("plugin.intermediateim.seats.per-user", null);
    }

    @Test
    void showsWhoHasASeatWhereAndIsAccessible() {
        assertThat(page.locator("#found")).hasText("Seats: 1. Page 1 of 1.");
        assertThat(page.locator("#seats tbody tr")).containsText(new String[] {romeo.bareJid()});
        assertThat(page.locator("#seats tbody tr")).containsText(new String[] {room.address()});
        assertThat(page.locator("[data-state]")).hasText("In the room, user away");
        assertThat(page.locator("#services")).containsText("conference.example.org");
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        Browser.screenshot(page, "rooms");
    }

    @Test
    void dropsASeat() {
        page.click("#seats tbody button");
        assertThat(page.locator("#confirmation"))
                .containsText("Drop the seat of " + romeo.bareJid() + " in " + room.address() + "?");
        page.click("#cancel");
        page.navigate(openfire.server().consoleUrl() + "/plugins/intermediateim/rooms?q=" + romeo.bareJid());
        assertThat(page.locator("[data-state]")).hasText("In the room, user away");
        page.click("#seats tbody button");
        page.click("#confirmation button");
        assertThat(page.locator(".im-notice")).hasText("The seat was dropped.");
        room.awaitPresence(juliet, "Romeo", "unavailable");
        AuditLog.assertHas(openfire.server(), "rooms", "dropped a seat", romeo.bareJid() + " in " + room.address());
    }

    @Test
    void savesSettingsAndShowsWhatIsWrongWithThem() {
        page.fill("#seats-per-user", "-1");
        page.click("#settings button");
        assertThat(page.locator("#seats-per-user-problem")).hasText("Enter a whole number from 0 to 1,000,000.");
        page.fill("#seats-per-user", "3");
        page.click("#settings button");
        assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
        assertEquals("3", openfire.control().getProperty("plugin.intermediateim.seats.per-user"));
        AuditLog.assertHas(openfire.server(), "rooms", "changed settings", "seats.per-user = 3");
    }

    @Test
    void refusesTakenSubdomainsAndUnknownGroups() {
        page.fill("#seats-subdomain", "bytestreams");
        page.fill("#seats-groups", "nobody's");
        page.click("#settings button");

        assertThat(page.locator("#seats-subdomain-problem")).containsText("bytestreams.example.org is already in use");
        assertThat(page.locator("#seats-groups-problem")).hasText("The group nobody's does not exist on this server.");
        assertThat(page.locator("#seats-subdomain")).isFocused();
        assertNull(openfire.control().getProperty("plugin.intermediateim.seats.subdomain"));
    }

    @Test
    void saysWhenItsAddressIsSomebodyElses() {
        openfire.property("plugin.intermediateim.seats.subdomain", "conference");
        page.reload();
        assertThat(page.locator(".im-notice"))
                .containsText("The address conference.example.org could not be registered");
        Browser.screenshot(page, "rooms-unregistered");
    }

    @Test
    void worksWithoutJavaScript() {
        Page plain = browser.pageWithoutJavaScript();
        Browser.openConsole(plain, openfire.server(), "rooms?q=" + romeo.bareJid());
        plain.click("#seats tbody button");
        plain.click("#confirmation button");
        assertThat(plain.locator(".im-notice")).hasText("The seat was dropped.");
        Browser.openConsole(plain, openfire.server(), "rooms");
        plain.fill("#search", "nobody-has-this-name");
        plain.press("#search", "Enter");
        assertThat(plain.locator("#seats tbody")).containsText("No seat was found.");
        plain.context().close();
    }
}
