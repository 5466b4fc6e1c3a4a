package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsFile;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsFiles;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.HashFunction;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationString;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;
import org.igniterealtime.openfire.plugin.intermediateim.testing.AuditLog;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedBrowser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Clients page as an admin meets it: four clients are online, one of which lies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientsPageIT {

    private static final String FILES = "http://jabber.org/protocol/si/profile/file-transfer";
    private static final String ROOMS = "http://jabber.org/protocol/muc";

    @RegisterExtension
    static final SharedBrowser browser = new SharedBrowser();

    private static EmbeddedOpenfire openfire;
    private static final List<RawClient> CLIENTS = new ArrayList<>();

    @TempDir
    static Path folder;

    private Page page;

    @BeforeAll
    static void start() {
        openfire = EmbeddedOpenfire.withPlugin()
                .property("httpbind.port.secure", String.valueOf(FreePorts.next())) // files can be sent as links
                .user("romeo")
                .user("juliet")
                .user("nurse")
                .user("tybalt")
                .start();
        openfire.control().befriend("romeo", "nurse");
        Software psi = psi();
        login("romeo", psi);
        login("juliet", psi);
        login("nurse", exodus());
        Software tkabber = Software.named("Tkabber 1.0", FILES);
        login("tybalt", tkabber.lying(Software.named("Tkabber 1.0").info()));
    }

    private static Software exodus() {
        return Software.named("Exodus 0.9.1", ROOMS);
    }

    private static Software psi() {
        DataForm about = new DataForm(
                DataForm.Type.RESULT,
                List.of(
                        new Field("FORM_TYPE", FieldType.HIDDEN, "urn:xmpp:dataforms:softwareinfo"),
                        new Field("software", FieldType.NONE, "Psi"),
                        new Field("software_version", FieldType.NONE, "1.5"),
                        new Field("os", FieldType.NONE, "Debian"),
                        new Field("os_version", FieldType.NONE, "13")));
        DiscoInfo info = new DiscoInfo(
                List.of(new DiscoInfo.Identity("client", "pc", "Psi")),
                List.of(DiscoInfo.NAMESPACE, FILES, ROOMS),
                List.of(about));
        return new Software("http://psi-im.org", info, VerificationString.of(info, HashFunction.SHA_1));
    }

    private static void login(String user, Software software) {
        RawClient client = RawClient.login(openfire.clientPort(), user, EmbeddedOpenfire.PASSWORD, "raw");
        CLIENTS.add(client);
        client.send("<presence>" + software.caps() + "</presence>");
        if (!user.equals("juliet")) { // hers is known from romeo
            client.send(software.answer(client.await(Software::isQuestion)));
        }
        client.arrivedSoFar();
    }

    @AfterAll
    static void stop() throws Exception {
        for (RawClient client : CLIENTS) {
            client.close();
        }
        openfire.close();
    }

    @BeforeEach
    void open() {
        page = browser.console(openfire, "clients");
    }

    @Test
    @Order(1)
    @Requirement("0115-55")
    void showsWhichClientsAreUsed() {
        assertThat(page.locator("#scope"))
                .containsText("4 clients of users of this server are online."
                        + " The capabilities of 1 of them are not known yet.");
        assertThat(page.locator("#software tbody tr").first()).containsText("Psi");
        assertThat(page.locator("#software tbody tr").first()).containsText("1.5");
        assertThat(page.locator("#software tbody tr").first()).containsText("2 (50 %)");
        assertThat(page.locator("#software tbody tr")).hasCount(3);
        assertThat(page.locator("#software tbody tr").last()).containsText("–");
        assertThat(page.locator("#file-hint")).containsText("<hash>_<node>#<ver>.xml");
        assertThat(page.locator("#systems tbody tr:has-text('Debian 13')")).containsText("2 (50 %)");
        assertThat(page.locator("#software tbody tr").first().locator(".im-bar-part"))
                .hasAttribute("width", "50%");
        assertThat(page.locator("[data-counter=entries]")).hasText("2");
        assertThat(page.locator("#functions"))
                .hasText("md5, sha-1, sha-224, sha-256, sha-384, sha-512, sha3-256, sha3-512");
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        Browser.screenshot(page, "clients");
    }

    @Test
    @Order(2)
    void tellsWhoLacksWhat() {
        page.click("text=1 of 3 online clients cannot receive files");
        assertThat(page.locator(".im-clients tbody tr")).hasCount(1);
        assertThat(page.locator(".im-clients")).containsText("nurse@example.org/raw");
        assertThat(page.locator(".im-clients")).containsText("Exodus 0.9.1");
        assertThat(page.locator("#features tr:has-text('" + FILES + "')")).containsText("2 (67 %)");
        page.locator("#features tr:has-text('http://jabber.org/protocol/caps') a")
                .click();
        assertThat(page.locator(".im-clients tbody tr")).hasCount(2);
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        Browser.screenshot(page, "clients-lacking");
    }

    @Test
    @Order(3)
    void showsTheClientsOfAUser() {
        page.fill("#user", "Juliet@");
        page.press("#user", "Enter");
        assertThat(page.locator(".im-clients tbody tr")).hasCount(1);
        page.click(".im-clients summary");
        assertThat(page.locator(".im-clients li")).containsText(new String[] {"http://jabber.org/protocol/disco#info"});
        page.fill("#user", "nobody <b>");
        page.press("#user", "Enter");
        assertThat(page.locator(".im-clients"))
                .containsText("No matching client that announces its capabilities is online");
        assertThat(page.locator("#user")).hasValue("nobody <b>");
    }

    @Test
    @Order(4)
    @Requirement("0115-34")
    void showsWhoLies() {
        assertThat(page.locator("#mismatches")).containsText("tybalt@example.org/raw");
        assertThat(page.locator("#mismatches")).containsText("The hash does not match");
    }

    @Test
    @Order(4)
    void showsOfWhomMoreIsTold() {
        CLIENTS.get(0)
                .await(stanza -> "nurse@example.org/raw".equals(stanza.attributeValue("from"))
                        && Announcement.in(stanza)
                                .filter(announced -> !announced.ver().equals(exodus().ver()))
                                .isPresent());
        page.reload();
        assertThat(page.locator("#enriched tbody tr")).hasCount(1);
        assertThat(page.locator("#enriched tbody tr"))
                .containsText(new String[] {"nurse@example.org/raw takes files romeo@example.org/raw"});
        page.fill("#user", "nurse@");
        page.press("#user", "Enter");
        assertThat(page.locator(".im-clients"))
                .containsText("The server does for this client (told to 1): takes files");
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        Browser.screenshot(page, "clients-enriched");
    }

    @Test
    @Order(5)
    void savesItsSettings() {
        page.selectOption("[name='caps.answer']", "local");
        page.fill("[name='caps.entries']", "99");
        page.click("#settings button");
        assertThat(page.locator("#caps-entries-problem")).hasText("Enter a whole number from 100 to 1,000,000.");
        assertThat(page.locator("[name='caps.answer']")).hasValue("local");
        assertEquals(null, openfire.control().getProperty("plugin.intermediateim.caps.answer"));
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        page.fill("[name='caps.entries']", "500");
        page.click("#settings button");
        assertThat(page.locator(".im-notice")).hasText("The settings were saved and are in effect.");
        assertEquals("local", openfire.control().getProperty("plugin.intermediateim.caps.answer"));
        assertEquals("500", openfire.control().getProperty("plugin.intermediateim.caps.entries"));
    }

    private int known() {
        return Integer.parseInt(page.locator("[data-counter=entries]").textContent());
    }

    @Test
    @Order(6)
    void forgetsAndTakesWhatWasExported() throws IOException {
        Path zip = page.waitForDownload(() -> page.click("#export")).path();
        page.fill("#search", "exodus");
        page.press("#search", "Enter");
        assertThat(page.locator("#known tbody tr")).hasCount(1);
        page.click("#known button");
        assertThat(page.locator(".im-notice")).containsText("The capabilities were deleted.");
        assertEquals(1, known());
        AuditLog.assertHas(openfire, "clients", "deleted capabilities", "sha-1 " + exodus().ver());
        page.click("#purge-all button");
        assertThat(page.locator(".im-notice")).containsText("tick the box");
        page.check("#purge-all input[type=checkbox]");
        page.click("#purge-all button");
        assertThat(page.locator(".im-notice")).containsText("All capabilities were deleted.");
        AuditLog.assertHas(openfire, "clients", "deleted all capabilities", "");
        assertEquals(0, known());
        Path copy = Files.copy(zip, folder.resolve("capabilities.zip"));
        page.setInputFiles("#file", copy);
        page.click("#import button");
        assertThat(page.locator(".im-notice")).hasText("Files imported: 2 / 2.");
        assertEquals(2, known());
        AuditLog.assertHas(openfire, "clients", "imported capabilities", "2 of 2");
    }

    @Test
    @Order(7)
    void takesNothingThatIsFalse() throws IOException {
        Path file = folder.resolve("lies.zip");
        DiscoInfo lie = Software.named("Lie").info();
        Software truth = Software.named("Truth");
        try (var out = Files.newOutputStream(file)) {
            CapsFiles.writeZip(
                    out,
                    List.of(new CapsFile(
                            "sha-1_x%23" + truth.ver() + ".xml",
                            lie.toElement().asXML().getBytes())));
        }
        int before = known();
        page.setInputFiles("#file", file);
        page.click("#import button");
        assertThat(page.locator(".im-notice")).hasText("Files imported: 0 / 1.");
        assertEquals(before, known());
        page.setInputFiles("#file", Files.writeString(folder.resolve("no.zip"), "no zip"));
        page.click("#import button");
        assertThat(page.locator(".im-notice")).containsText("Nothing was imported");
    }

    @Test
    @Order(8)
    void saysWhenATableIsCut() throws IOException {
        Path file = folder.resolve("many.zip");
        try (var out = Files.newOutputStream(file)) {
            CapsFiles.writeZip(
                    out,
                    IntStream.range(0, 120)
                            .mapToObj(i -> Software.named("Client " + i))
                            .map(software -> new CapsFile(
                                    "sha-1_x%23" + software.ver().replace("/", "%2f") + ".xml",
                                    software.info().toElement().asXML().getBytes()))
                            .toList());
        }
        page.setInputFiles("#file", file);
        page.click("#import button");
        assertThat(page.locator(".im-notice")).hasText("Files imported: 120 / 120.");
        page.fill("#search", "Client");
        page.press("#search", "Enter");
        assertThat(page.locator("#known tbody tr")).hasCount(100);
        assertThat(page.locator("#known-box")).containsText("Only the first 100 of 120 entries are shown.");
        Browser.screenshot(page, "clients-cut");
        page.fill("#search", "Client 11");
        page.press("#search", "Enter");
        assertThat(page.locator("#known tbody tr")).hasCount(11);
        assertThat(page.locator("#known-box")).not().containsText("entries are shown");
    }

    @Test
    @Order(9)
    void isReachedFromTheOverview() {
        Browser.openConsole(page, openfire, "overview");
        page.click("#feature-caps a");

        assertThat(page).hasTitle("Intermediate IM: Clients");
        assertThat(page.locator("nav a[aria-current=page]")).hasText("Clients");
    }
}
