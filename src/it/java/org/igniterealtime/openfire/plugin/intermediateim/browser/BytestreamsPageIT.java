package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.testing.AuditLog;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Transfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Bytestreams page as an admin meets it. */
class BytestreamsPageIT {

    private static final String SETTING = "plugin.intermediateim.socks5.";
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private final List<Transfer> transfers = new ArrayList<>();
    private RawClient romeo;
    private RawClient juliet;
    private Page page;

    @BeforeEach
    void open() {
        for (String limit : List.of("failures-in-a-row", "connections-per-second")) { // all come from one address
            openfire.property(SETTING + limit, "0");
        }
        for (String changed : List.of("streams-per-user", "streamhosts", "history-days")) {
            openfire.property(SETTING + changed, null);
        }
        romeo = openfire.client("romeo");
        juliet = openfire.client("juliet");
        page = browser.console(openfire.server(), "bytestreams");
    }

    @AfterEach
    void close() throws Exception {
        for (Transfer transfer : transfers) {
            transfer.close();
        }
    }

    private Transfer transfer(String file, long size) throws Exception {
        Transfer transfer =
                Transfer.open(openfire.server().proxyPort(), romeo, juliet, "sid" + transfers.size(), file, size);
        transfers.add(transfer);
        return transfer;
    }

    private void completed(String file) throws Exception {
        Transfer transfer = transfer(file, 1000);
        transfer.pass(1000);
        transfer.complete();
        transfer.close();
    }

    private static Locator liveRow(Page page, RawClient requester) {
        return page.locator("#live tbody tr").filter(new Locator.FilterOptions().setHasText(requester.jid()));
    }

    /** History is written behind the transfers' back: looks again until it is there. */
    private void searchUntil(String search, String text) {
        long start = System.nanoTime();
        do {
            page.fill("#search", search);
            page.press("#search", "Enter");
            page.waitForLoadState();
            assertTrue(
                    System.nanoTime() - start < 30_000_000_000L,
                    page.locator("#history").innerText());
        } while (!page.locator("#history").innerText().contains(text));
    }

    @Nested
    class Now {

        @Test
        void showsWhoPassesWhatToWhom() throws Exception {
            transfer("Bücher & <b>more</b>.pdf", 1_000_000).pass(450_560);
            transfer("unknown.bin", 0).pass(10);
            page.reload();
            Locator row = liveRow(page, romeo).first();
            assertThat(row).containsText(juliet.jid());
            assertThat(row).containsText("Bücher & <b>more</b>.pdf");
            assertThat(row).containsText("440\u00a0KiB");
            assertThat(row).containsText("45 %");
            assertEquals(List.of(), Browser.accessibilityProblems(page));
            Browser.screenshot(page, "bytestreams-live");
        }

        @Test
        void staysFreshByItself() throws Exception {
            Transfer transfer = transfer("file", 1 << 20);
            assertThat(liveRow(page, romeo)).containsText("0\u00a0B", PATIENTLY);
            transfer.pass(1 << 20);
            assertThat(liveRow(page, romeo)).containsText("100 %", PATIENTLY);
        }

        @Test
        void closesAStream() throws Exception {
            Transfer transfer = transfer("secret plans", 5000);
            transfer.pass(1000);
            page.reload();
            liveRow(page, romeo).locator("button").click();
            assertThat(page.locator("#confirmation"))
                    .containsText("Close the stream from " + romeo.jid() + " to " + juliet.jid() + "?");
            page.click("#confirmation button");
            assertThat(page.locator(".im-notice")).hasText("The stream was closed.");
            assertEquals(0, transfer.restAtTarget().length);
            AuditLog.assertHas(
                    openfire.server(), "bytestreams", "closed a bytestream", romeo.jid() + " to " + juliet.jid());
            searchUntil(romeo.bareJid(), "Closed by an administrator");
        }

        @Test
        void saysSoWhenTheStreamIsOverAlready() throws Exception {
            Transfer transfer = transfer("file", 1);
            page.uncheck("#refresh-by-itself input");
            page.reload();
            page.uncheck("#refresh-by-itself input");
            transfer.complete();
            liveRow(page, romeo).locator("button").click();

            assertThat(page.locator(".im-notice")).hasText("The stream had already ended.");
        }
    }

    @Nested
    class ShutOut {

        @Test
        void isListedAndLifted() throws Exception {
            assertThat(page.locator("#shut-out table")).hasCount(0);
            openfire.property(SETTING + "failures-in-a-row", "2");
            List<Socks5Client> sockets = new ArrayList<>();
            for (int i = 0; i < 8; i++) { // with each that breaks, the time doubles: enough for all that follows
                Socks5Client socket = new Socks5Client(openfire.server().proxyPort());
                sockets.add(socket);
                socket.write(Socks5Client.GREETING);
                socket.expect(Socks5Client.METHOD);
            }
            for (Socks5Client socket : sockets) {
                socket.write((byte) 4);
                socket.readToEnd();
                socket.close();
            }
            Locator row = page.locator("#shut-out tbody tr");
            assertThat(row).containsText("127.0.0.1", PATIENTLY);
            assertThat(row).containsText("Failed handshakes: 8. The last connection did not use SOCKS5.");
            assertThat(row).containsText(Pattern.compile("[0-9]+:[0-9]{2}"));
            assertThat(page.locator("[data-counter='socks5.shut-out']")).hasText(Pattern.compile("[1-9][0-9,]*"));
            assertEquals(List.of(), Browser.accessibilityProblems(page));
            Browser.screenshot(page, "bytestreams-shut-out");
            row.locator("button").click();
            assertThat(page.locator(".im-notice")).hasText("Connections from 127.0.0.1 are allowed again.");
            assertThat(page.locator("#shut-out table")).hasCount(0);
            AuditLog.assertHas(
                    openfire.server(), "bytestreams", "allowed connections from a network address again", "127.0.0.1");
            completed("after.txt");
        }
    }

    @Nested
    class Waiting {

        @Test
        void showsWhereItComesFrom() throws Exception {
            try (Socks5Client socket = Socks5Client.joined(openfire.server().proxyPort(), "0123456789".repeat(4))) {
                page.reload();
                assertThat(page.locator("#live tbody tr")
                                .filter(new Locator.FilterOptions().setHasText("Waiting for the other party"))
                                .first())
                        .containsText("from 127.0.0.1");
            }
        }
    }

    @Nested
    class Counts {

        @Test
        void areAmongOpenfiresStatistics() {
            List<String> statistics = openfire.control().inventory().stream()
                    .filter(line -> line.startsWith("statistic: intermediateim"))
                    .toList();
            assertTrue(statistics.contains("statistic: intermediateim.socks5.live"), statistics.toString());
            assertTrue(statistics.contains("statistic: intermediateim.socks5.bytes"), statistics.toString());
            assertThat(page.locator("[data-counter='socks5.opened']")).hasText(Pattern.compile("[0-9,]+"));
        }
    }

    @Nested
    class WhatWas {

        @Test
        void isFoundByUserAndByFile() throws Exception {
            completed("balcony-scene.txt");
            completed("garden.txt");
            searchUntil(romeo.bareJid(), "Transfers: 2.");
            searchUntil("BALCONY", romeo.jid());

            assertThat(page.locator("#history tbody tr")).hasCount(1);
            assertThat(page.locator("#history tbody tr")).containsText("Completed");
            assertThat(page.locator("#history tbody tr")).containsText("1,000\u00a0B");
        }

        @Test
        void tellsWhatIsIncompleteAndShowsItAlone() throws Exception {
            completed("whole.txt");
            Transfer cut = transfer("cut.txt", 1000);
            cut.pass(999);
            cut.complete();
            searchUntil(romeo.bareJid(), "Transfers: 2.");
            assertThat(page.locator("#history tbody tr").filter(new Locator.FilterOptions().setHasText("cut.txt")))
                    .containsText("Incomplete");
            page.selectOption("#reason", "incomplete");
            page.press("#search", "Enter");
            assertThat(page.locator("#found")).containsText("Transfers: 1.");
            assertThat(page.locator("#history tbody tr")).containsText("cut.txt");
            assertThat(page.locator("#reason")).hasValue("incomplete");
            assertEquals(List.of(), Browser.accessibilityProblems(page));
        }

        @Test
        void tellsThatAUserWasDeletedMeanwhile() throws Exception {
            transfer("letter.txt", 1000).pass(10);
            openfire.control().deleteUser(juliet.bareJid().split("@")[0]);
            searchUntil(romeo.bareJid(), "Closed: user deleted");

            assertThat(page.locator("#history tbody tr")).not().containsText(juliet.bareJid());
        }

        @Test
        void hasPages() throws Exception {
            for (int i = 1; i <= 23; i++) {
                completed("page-" + i + ".txt");
            }
            searchUntil(romeo.bareJid(), "Transfers: 23. Page 1 of 2.");
            assertThat(page.locator("#history tbody tr").first()).containsText("page-23.txt");
            Browser.screenshot(page, "bytestreams-history");
            page.click("#history a[rel=next]");
            assertThat(page.locator("#found")).hasText("Transfers: 23. Page 2 of 2.");
            assertThat(page.locator("#history tbody tr").last()).containsText("page-1.txt");
            page.click("#history a[rel=prev]");
            assertThat(page.locator("#found")).containsText("Page 1 of 2");
        }

        @Test
        void isDeletedForOneUser() throws Exception {
            completed("letter.txt");
            searchUntil(romeo.bareJid(), "letter.txt");
            page.fill("#forget", romeo.bareJid().split("@")[0]);
            page.press("#forget", "Enter");
            assertThat(page.locator("#confirmation p"))
                    .hasText("Delete the history of " + romeo.bareJid() + " (transfers: 1)? This cannot be undone.");
            assertEquals(List.of(), Browser.accessibilityProblems(page));
            Browser.screenshot(page, "bytestreams-confirmation");
            page.click("#cancel");
            searchUntil(romeo.bareJid(), "Transfers: 1.");
            page.fill("#forget", romeo.bareJid());
            page.press("#forget", "Enter");
            page.click("#confirmation button");
            assertThat(page.locator(".im-notice")).hasText("The history of " + romeo.bareJid() + " was deleted.");
            AuditLog.assertHas(
                    openfire.server(), "bytestreams", "deleted the transfer history of a user", romeo.bareJid());
            searchUntil(romeo.bareJid(), "Transfers: 0.");
        }

        @Test
        void goesWithTheUser() throws Exception {
            completed("letter.txt");
            searchUntil(romeo.bareJid(), "letter.txt");
            openfire.control().deleteUser(juliet.bareJid().split("@")[0]);
            searchUntil(romeo.bareJid(), "Transfers: 0.");
        }

        @Test
        void isNotDeletedForNobody() {
            page.fill("#forget", "@");
            page.press("#forget", "Enter");

            assertThat(page.locator("#forget-problem")).containsText("not the address of a user");
            assertThat(page.locator("#forget")).hasValue("@");
        }

        @Test
        void isNotDeletedForAUserWhoIsUnknownOrWithoutTransfers() {
            page.fill("#forget", "no-such-user");
            page.press("#forget", "Enter");
            assertThat(page.locator("#forget-problem"))
                    .hasText("The user no-such-user@example.org does not exist on this server.");
            assertThat(page.locator("#forget")).isFocused();
            page.fill("#forget", "somebody@elsewhere.example");
            page.press("#forget", "Enter");
            assertThat(page.locator("#forget-problem"))
                    .hasText("The history contains no transfers of somebody@elsewhere.example.");
        }
    }

    @Nested
    class Hosts {

        @Test
        void areTestedInPlace() {
            assertThat(page.locator("#hosts li")).containsText("127.0.0.1");
            page.click("#test");
            assertThat(page.locator("#hosts [data-verdict]"))
                    .containsText("The test succeeded: 1 MiB was transferred", PATIENTLY);
            assertThat(page.locator("#live")).not().containsText("example.org/");
            assertTrue(page.url().endsWith("/bytestreams"), page.url());
        }

        @Test
        void areSaidToBeWrongInWords() {
            int web = Integer.parseInt(openfire.server().consoleUrl().replaceAll(".*:", ""));
            openfire.property(
                    SETTING + "streamhosts",
                    "any 127.0.0.1; any 127.0.0.1 1; any 127.0.0.1 " + web + "; any nowhere.invalid");
            page.reload();
            page.click("#test");
            assertThat(page.locator("#hosts tbody")).containsText("The test succeeded", PATIENTLY);
            assertThat(page.locator("#hosts [data-verdict=refused]")).hasCount(1);
            assertThat(page.locator("#hosts [data-verdict=not-socks5]")).hasCount(1);
            assertThat(page.locator("#hosts [data-verdict=name-unknown]")).hasCount(1);
            assertEquals(List.of(), Browser.accessibilityProblems(page));
            Browser.screenshot(page, "bytestreams-test");
        }
    }

    @Nested
    class SettingsForm {

        @Test
        void savesWhatWasChanged() {
            page.fill("#socks5-streams-per-user", "3");
            page.fill("#socks5-streamhosts", "any 127.0.0.1\n10.0.0.0/8 10.0.0.1 80");
            page.click("#settings button");
            assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
            assertEquals("3", openfire.control().getProperty(SETTING + "streams-per-user"));
            assertEquals(
                    "any 127.0.0.1\n10.0.0.0/8 10.0.0.1 80", openfire.control().getProperty(SETTING + "streamhosts"));
            assertEquals(null, openfire.control().getProperty(SETTING + "idle-timeout"), "as it was");
            assertThat(page.locator("#hosts")).containsText("10.0.0.1, Port 80");
            assertThat(page.locator("#socks5-streamhosts")).hasValue("any 127.0.0.1\n10.0.0.0/8 10.0.0.1 80");
            List<String> log = openfire.control().auditLog();
            assertTrue(log.toString().contains("socks5.streams-per-user = 3"), log.toString());
        }

        @Test
        void keepsWhatWasTypedWhenItCannotBeUsed() {
            page.fill("#socks5-streams-per-user", "many");
            page.fill("#socks5-port", "0");
            page.fill("#socks5-subdomain", "no such thing");
            page.fill("#socks5-streamhosts", "any a.example\nlan 10.0.0.1\nany \"<b>");
            page.click("#settings button");
            assertThat(page.locator("#socks5-streams-per-user")).hasValue("many");
            assertThat(page.locator("#socks5-port-problem")).hasText("Enter a whole number from 1 to 65,535.");
            assertThat(page.locator("#socks5-streamhosts-problem")).containsText("Rule 2 (lan 10.0.0.1):");
            assertThat(page.locator("#socks5-streamhosts-problem")).containsText("The first part is not a network");
            assertThat(page.locator("#socks5-streamhosts-problem")).containsText("Rule 3 (any \"<b>):");
            assertThat(page.locator("#socks5-streamhosts"))
                    .hasAttribute("aria-describedby", "socks5-streamhosts-hint socks5-streamhosts-problem");
            assertEquals(null, openfire.control().getProperty(SETTING + "streams-per-user"));
            assertEquals(List.of(), Browser.accessibilityProblems(page));
            Browser.screenshot(page, "bytestreams-bad-input");
        }

        @Test
        @Requirement("0065-11")
        void refusesANameThatTheDnsDoesNotKnow() {
            page.fill("#socks5-streamhosts", "any no-such-host.invalid");
            page.click("#settings button");

            assertThat(page.locator("#socks5-streamhosts-problem"))
                    .containsText("The host name no-such-host.invalid does not resolve");
            assertEquals(null, openfire.control().getProperty(SETTING + "streamhosts"));
        }

        private void isRefused(String field, String typed, String problem) {
            String before = page.inputValue("#" + field);
            page.fill("#" + field, typed);
            page.click("#settings button");
            assertThat(page.locator("#" + field + "-problem")).hasText(problem);
            assertThat(page.locator("#" + field)).hasValue(typed);
            assertThat(page.locator("#rejected")).containsText("Nothing was saved");
            page.fill("#" + field, before);
        }

        @Test
        void refusesASubDomainThatIsTaken() {
            for (String taken : List.of("conference", "agents", "intermediateim")) {
                isRefused(
                        "socks5-subdomain",
                        taken,
                        "The address " + taken + ".example.org is already in use. Choose another subdomain.");
            }
            openfire.property("plugin.intermediateim.seats.enabled", "false");
            isRefused(
                    "socks5-subdomain",
                    "agents",
                    "The address agents.example.org is already in use. Choose another subdomain.");

            assertNull(openfire.control().getProperty(SETTING + "subdomain"));
        }

        @Test
        void refusesAPortThatIsTaken() {
            int port = openfire.server().clientPort();
            isRefused(
                    "socks5-port",
                    String.valueOf(port),
                    "TCP port " + port
                            + " cannot be opened. Another program or Openfire's own proxy uses it,"
                            + " or the operating system does not allow it.");
            assertThat(page.locator("#hosts li"))
                    .containsText(String.valueOf(openfire.server().proxyPort()));
            page.click("#settings button");
            assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
        }

        @Test
        void refusesGroupsUsersAndAddressesThatThereAreNot() {
            isRefused(
                    "socks5-groups",
                    "No such group, another",
                    "The group No such group does not exist on this server."
                            + " The group another does not exist on this server.");
            isRefused(
                    "socks5-blocked",
                    "two words, romeo@example.org/phone, @",
                    "two words is neither a user's address (name@domain) nor a domain."
                            + " romeo@example.org/phone is neither a user's address (name@domain) nor a domain."
                            + " @ is neither a user's address (name@domain) nor a domain.");
            isRefused("socks5-blocked", "romeo", "romeo is neither a user's address (name@domain) nor a domain.");
            isRefused(
                    "socks5-blocked",
                    "no-such-user@example.org",
                    "The user no-such-user@example.org does not exist on this server.");
            page.fill("#socks5-blocked", romeo.bareJid() + ", spam.example, someone@elsewhere.example");
            page.click("#settings button");
            assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
            openfire.property(SETTING + "blocked", null);
        }

        @Test
        void standsAtTheFirstFieldThatIsWrongAndSaysSoOnTop() {
            page.fill("#socks5-idle-timeout", "long");
            page.fill("#socks5-mib-per-user-and-day", "-1");
            page.click("#settings button");
            assertThat(page.locator("#rejected"))
                    .hasText("Nothing was saved."
                            + " Please correct the following: Maximum data per user and day, Idle timeout.");
            assertThat(page.locator("#socks5-mib-per-user-and-day")).isFocused();
            assertThat(page.locator("#socks5-mib-per-user-and-day")).isInViewport();
            assertThat(page.locator("#socks5-mib-per-user-and-day-problem")).isInViewport();
            page.click("#rejected a >> nth=1");
            assertThat(page.locator("#socks5-idle-timeout")).isInViewport();
            assertEquals(List.of(), Browser.accessibilityProblems(page));
        }

        @Test
        void tellsWhatIsSavedAndNotInEffect() throws Exception {
            page.uncheck("#socks5-enabled");
            page.click("#settings button");
            try (ServerSocket other = new ServerSocket(openfire.server().proxyPort())) {
                page.check("#socks5-enabled");
                page.click("#settings button");
                assertThat(page.locator(".im-notice").first())
                        .hasText("The settings were saved, but not all of them are in effect. See the message below.");
                assertThat(page.locator(".im-notice").last())
                        .containsText("TCP port " + other.getLocalPort() + " could not be opened");
                Browser.screenshot(page, "bytestreams-port-closed");
            } finally {
                openfire.control().setProperty(SETTING + "enabled", null);
            }
            page.fill("#socks5-streams-per-user", "9");
            page.click("#settings button");
            assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
            openfire.property(SETTING + "streams-per-user", null);
        }

        @Test
        void showsDefaults() {
            assertThat(page.locator("#socks5-port-hint")).containsText("Default: 7778.");
            assertThat(page.locator("#socks5-parties-hint"))
                    .containsText("Default: Users of this server, with everyone.");
            assertThat(page.locator("#socks5-replace-builtin-hint")).containsText("Default: off.");
            assertThat(page.locator("#socks5-groups-hint")).containsText("Default: empty.");
        }

        @Test
        void isUsableByKeyboardAndScreenReader() {
            assertEquals(List.of(), Browser.accessibilityProblems(page));
            page.locator("#socks5-streams-per-user").focus();
            page.keyboard().press("Control+A");
            page.keyboard().type("7");
            page.keyboard().press("Enter");
            assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
            assertEquals("7", openfire.control().getProperty(SETTING + "streams-per-user"));
        }
    }

    @Nested
    class WithoutJavaScript {

        @Test
        void doesTheSame() throws Exception {
            Page plain = browser.pageWithoutJavaScript();
            Browser.openConsole(plain, openfire.server(), "bytestreams");
            transfer("file", 10);
            plain.click("#refresh");
            assertThat(liveRow(plain, romeo)).hasCount(1);
            assertThat(plain.locator("#refresh-by-itself")).isHidden();
            plain.click("#test");
            assertThat(plain.locator("#hosts [data-verdict]")).containsText("The test succeeded");
            liveRow(plain, romeo).locator("button").click();
            plain.click("#confirmation button");
            assertThat(plain.locator(".im-notice")).hasText("The stream was closed.");
            plain.context().close();
        }
    }

    @Test
    void isReachedFromTheSidebarAndTheOverview() {
        assertThat(page.locator("nav a[aria-current=page]").first()).hasText("Bytestreams");
        Browser.openConsole(page, openfire.server(), "overview");
        page.click("#feature-socks5 a");
        assertThat(page).hasTitle("Intermediate IM: Bytestreams");
    }
}
