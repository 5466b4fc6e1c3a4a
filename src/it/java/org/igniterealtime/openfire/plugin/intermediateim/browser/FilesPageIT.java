package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.IBB;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.AuditLog;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Files page as an admin meets it: Romeo has sent Juliet a file. */
class FilesPageIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private static final String NAME = "gnp.exe & 'x'";

    private String juliet;
    private RawClient romeo;
    private RawFiles files;
    private Page page;

    @BeforeEach
    void send() throws IOException {
        openfire.property("plugin.intermediateim.files.free-mib", "0");
        openfire.property("plugin.intermediateim.files.inbox-files", "4");
        juliet = openfire.user("juliet");
        romeo = openfire.client("romeo");
        files = new RawFiles(romeo, openfire.server().proxyPort());
        files.send(IBB, box(), "s1", "\u202e" + NAME, new byte[2048]);
    }

    private String box() {
        return juliet + "@files.example.org/inbox";
    }

    private String owner() {
        return juliet + "@example.org";
    }

    private Page open(String query) {
        page = browser.console(openfire.server(), "files?" + query);
        return page;
    }

    @Test
    void showsWhatIsStoredAndIsAccessible() {
        open("q=" + owner());

        assertThat(page.locator("#found")).hasText("Users with files: 1. Page 1 of 1.");
        assertThat(page.locator("#inboxes tbody tr")).containsText(new String[] {owner()});
        assertThat(page.locator("#inboxes tbody td").nth(1)).hasText("2.0\u00a0KiB");
        assertThat(page.locator("#inboxes tbody td").nth(2)).hasText("25 %");
        page.click("#inboxes tbody a");
        assertThat(page.locator("#file-found")).hasText("Files: 1. Page 1 of 1.");
        assertThat(page.locator("#files tbody tr")).containsText(new String[] {romeo.bareJid()});
        assertThat(page.locator("#files tbody bdi")).hasText(NAME);
        assertThat(page.locator("#files [data-state]")).hasText("Waiting");
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        Browser.screenshot(page, "files");
    }

    @Test
    void showsWhatPassesNow() {
        files.offered(box(), "s2", "live.txt", 100, IBB);
        files.openInBand(box(), "s2");
        open("file-q=live.txt");

        assertThat(page.locator("#live tbody tr", new Page.LocatorOptions().setHasText(romeo.jid())))
                .containsText("In-band bytestream");
        assertThat(page.locator("#files [data-state=receiving]").first()).hasText("Being received");
        assertThat(page.locator("#history")).hasAttribute("href", "bytestreams#history");
    }

    @Test
    void deletesAFile() {
        open("file-q=" + owner());

        page.click("#files tbody button");
        assertThat(page.locator("#confirmation"))
                .containsText("Delete the file " + NAME + " from " + romeo.bareJid() + " to " + owner() + "?");
        page.click("#confirmation button");

        assertThat(page.locator(".im-notice")).hasText("The file was deleted.");
        assertEquals(List.of(), entries());
        AuditLog.assertHas(
                openfire.server(), "files", "deleted a file", NAME + " from " + romeo.bareJid() + " to " + owner());
    }

    private List<String> entries() {
        return openfire.control().query("SELECT state FROM ofIntermediateImFile WHERE owner = '" + owner() + "'");
    }

    @Test
    void deletesAllFilesForAUser() {
        files.offered(box(), "s2", "live.txt", 100, IBB);
        open("q=" + owner());

        page.click("#inboxes tbody button");
        assertThat(page.locator("#confirmation")).containsText("Delete all files for " + owner() + "?");
        page.click("#cancel");
        assertEquals(2, entries().size());
        open("q=" + owner()).click("#inboxes tbody button");
        page.click("#confirmation button");

        assertThat(page.locator(".im-notice")).hasText("The files were deleted.");
        assertEquals(List.of(), entries());
        AuditLog.assertHas(openfire.server(), "files", "deleted all files for a user", owner());
    }

    private List<String> choice(String user) {
        return openfire.control()
                .query("SELECT propValue FROM ofUserProp WHERE name = 'intermediateim-receive-by' AND username = '"
                        + user + "'");
    }

    @Test
    void deletesHowAUserWantsToGetFiles() {
        String user = romeo.bareJid().substring(0, romeo.bareJid().indexOf('@'));
        romeo.send("<message to='files.example.org' type='chat'><body>receive ask</body></message>");
        romeo.await(stanza ->
                "You are told about each file and get it when you write: get file".equals(stanza.elementText("body")));
        open("");

        Locator row = page.locator("#choices tbody tr", new Page.LocatorOptions().setHasText(user));
        assertThat(row.locator("[data-by=ask]")).hasText("When asking for them");
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        row.locator("button").click();

        assertThat(page.locator(".im-notice")).hasText("The choice of " + user + " was deleted.");
        assertThat(row).hasCount(0);
        assertEquals(List.of(), choice(user));
        AuditLog.assertHas(openfire.server(), "files", "deleted a choice of how to get files", user);
    }

    @Test
    void testsWhetherFilesCanBeStored() {
        open("").click("#test");

        assertThat(page.locator("#findings .im-on")).hasCount(3);
        assertThat(page.locator("[data-check=directory]")).containsText("Works");
        assertThat(page.locator("[data-check=space]")).containsText("At least 0 B stays free.");
        assertThat(page.locator("[data-check=database]")).containsText("Works");
        assertEquals(List.of(), Browser.accessibilityProblems(page));
    }

    @Test
    void saysThatTheDiskIsFull() {
        openfire.property("plugin.intermediateim.files.free-mib", "1073741824");

        open("test=now");

        assertThat(page.locator("[data-check=space] .im-bad")).containsText("Files are refused");
    }

    @Test
    void savesSettingsAndShowsWhatIsWrongWithThem() {
        open("").fill("#files-retention-days", "0");
        page.click("#settings button");
        assertThat(page.locator("#files-retention-days-problem")).hasText("Enter a whole number from 1 to 3,650.");
        page.fill("#files-retention-days", "7");
        page.uncheck("#files-receipts");
        page.click("#settings button");

        assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
        assertEquals("false", openfire.control().getProperty("plugin.intermediateim.files.receipts"));
        AuditLog.assertHas(
                openfire.server(), "files", "changed settings", "files.receipts = false; files.retention-days = 7");
        openfire.property("plugin.intermediateim.files.receipts", "true");
        openfire.property("plugin.intermediateim.files.retention-days", "30");
    }

    @Test
    void worksWithoutJavaScript() {
        Page plain = browser.pageWithoutJavaScript();
        Browser.openConsole(plain, openfire.server(), "files");
        plain.fill("#search", "nobody-has-this-name");
        plain.press("#search", "Enter");
        assertThat(plain.locator("#inboxes tbody")).containsText("No user with files was found.");
        plain.fill("#file-search", owner());
        plain.press("#file-search", "Enter");
        plain.click("#files tbody button");
        plain.click("#confirmation button");
        assertThat(plain.locator(".im-notice")).hasText("The file was deleted.");
        plain.context().close();
    }
}
