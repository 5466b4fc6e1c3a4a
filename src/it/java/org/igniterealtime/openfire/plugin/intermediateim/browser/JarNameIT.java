package org.igniterealtime.openfire.plugin.intermediateim.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Transfer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The jar under the names that browsers and release pages give it, alone and beside another copy. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JarNameIT {

    private static final String DOWNLOADED_TWICE = "intermediateim (1)";
    private static final String RELEASED = "intermediateim-0.1.0";

    @TempDir
    static Path folder;

    private static EmbeddedOpenfire openfire;
    private static ServerControlMXBean control;
    private static Browser browser;
    private static Page page;
    private static RawClient romeo;
    private static RawClient juliet;
    private static Room room;
    private static Transfer transfer;
    private static List<String> before;

    @BeforeAll
    static void startWithoutPlugin() {
        openfire = EmbeddedOpenfire.withoutPlugin().user("romeo").user("juliet").start();
        control = openfire.control();
        browser = new Browser();
        page = browser.page();
        romeo = RawClient.login(openfire.clientPort(), "romeo", EmbeddedOpenfire.PASSWORD, "raw");
        juliet = RawClient.login(openfire.clientPort(), "juliet", EmbeddedOpenfire.PASSWORD, "raw");
        room = Room.unused().create(juliet, "Juliet");
        romeo.ask(
                "<iq type='get' id='%s' to='example.org'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
        before = inventory();
    }

    @AfterAll
    static void stop() throws IOException {
        romeo.close();
        juliet.close();
        browser.close();
        openfire.close();
    }

    private static void install(String name) throws IOException {
        Path jar = folder.resolve(name + ".jar");
        Files.copy(EmbeddedOpenfire.pluginJar(), jar, StandardCopyOption.REPLACE_EXISTING);
        control.installPlugin(jar.toString());
    }

    /** What the console starts when somebody logs in and does something, and keeps. */
    private static final List<String> CONSOLE = List.of("LoginLimitManager", "SecurityAuditManager");

    private static List<String> inventory() {
        return control.inventory().stream()
                .filter(line -> line.contains("intermediateim")
                        || !line.startsWith("thread") && CONSOLE.stream().noneMatch(line::contains))
                .toList();
    }

    private static long working() {
        return inventory().stream()
                .filter(line -> line.startsWith("interceptor: ") && line.contains("intermediateim"))
                .count();
    }

    private static void await(BooleanSupplier condition, String otherwise) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60), otherwise);
        }
    }

    /** Opens all pages by the menu, the first by its address. */
    private static void pagesWorkAt(String directory) {
        Browser.openConsole(page, openfire, directory, "overview");
        for (String title : List.of("Overview", "Rich text", "Rooms", "Bytestreams", "Files", "Clients", "Suite")) {
            page.click("nav a:text-is('" + title + "')");
            assertThat(page).hasTitle("Intermediate IM: " + title);
            assertTrue(page.url().contains("/plugins/" + directory + "/"), page.url());
            assertFalse(page.content().contains("???"), "a text is missing");
            page.waitForFunction(
                    "[...document.styleSheets].some(s => s.href.endsWith('intermediateim.css') && s.cssRules.length > 0)");
        }
        page.click("nav a:text-is('Overview')");
    }

    /** Has each table of a page show at least one row. */
    private static void fillTables() throws IOException {
        Software psi = Software.named("Psi", "http://jabber.org/protocol/muc");
        romeo.send("<presence>" + psi.caps() + "</presence>");
        romeo.send(psi.answer(romeo.await(Software::isQuestion)));
        romeo.send(
                "<message to='seats@agents.example.org'><body>keep " + room.address() + " as Romeo</body></message>");
        romeo.await(stanza -> String.valueOf(stanza.elementText("body")).contains("and stays when you leave"));
        Transfer.open(openfire.proxyPort(), romeo, juliet, "over", "over.txt", 1)
                .close();
        transfer = Transfer.open(openfire.proxyPort(), romeo, juliet, "live", "live.txt", 2);
        control.setProperty("plugin.intermediateim.files.free-mib", "0");
        RawFiles files = new RawFiles(romeo, openfire.proxyPort());
        files.send(RawFiles.IBB, "juliet@files.example.org/inbox", "stored", "stored.txt", new byte[1]);
        files.offered("juliet@files.example.org/inbox", "coming", "coming.txt", 1, RawFiles.IBB);
    }

    private static String roster() {
        return romeo.ask("<iq type='get' id='%s'><query xmlns='jabber:iq:roster'/></iq>")
                .asXML();
    }

    private static void putDropBoxesIntoRosters() {
        control.createGroup("lovers", List.of("romeo", "juliet"));
        control.setProperty("plugin.intermediateim.files.roster-groups", "lovers");
        await(() -> roster().contains("juliet@files.example.org"), "no drop box is in the roster");
    }

    /** Shows what pages show only when it is asked for. */
    private static void pagesAnswerAt(String directory) {
        Browser.openConsole(page, openfire, directory, "files?test=now");
        assertThat(page.locator("#live tbody tr")).containsText(new String[] {"coming.txt"});
        assertThat(page.locator("#inboxes tbody tr")).containsText(new String[] {"juliet@example.org"});
        assertThat(page.locator("#files tbody tr")).hasCount(2);
        assertThat(page.locator("#findings tbody tr")).hasCount(4);
        page.click("#files tbody button");
        assertThat(page.locator("#confirmation")).containsText("juliet@example.org");
        Browser.openConsole(page, openfire, directory, "bytestreams?test=now");
        assertThat(page.locator("#live tbody tr")).containsText(new String[] {juliet.jid()});
        assertThat(page.locator("#hosts tbody tr")).not().hasCount(0);
        page.click("#live tbody button");
        assertThat(page.locator("#confirmation")).containsText(romeo.jid());
        Browser.openConsole(page, openfire, directory, "rooms");
        assertThat(page.locator("#seats tbody tr")).containsText(new String[] {room.address()});
        Browser.openConsole(page, openfire, directory, "clients?without=nothing&user=romeo&q=psi");
        assertThat(page.locator("#known tbody tr")).containsText(new String[] {"Psi"});
        assertThat(page.locator(".im-clients").last()).containsText(romeo.jid());
        Browser.openConsole(page, openfire, directory, "richtext");
        page.fill("#markup", "<p onclick='x'>x</p>");
        page.click("text=Show the result");
        assertThat(page.locator("#findings tbody tr")).hasCount(1);
        page.fill("#xhtml-link-schemes", "<>");
        page.press("#xhtml-link-schemes", "Enter");
        assertThat(page.locator("#xhtml-link-schemes-problem")).isVisible();
    }

    private static void agentSpeaks() {
        Element items = romeo.ask(
                "<iq type='get' id='%s' to='agents.example.org'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'/></iq>");
        assertTrue(items.asXML().contains("name=\"Keep a seat for me in a room\""), items.asXML());
    }

    @Test
    @Order(1)
    void worksUnderAnyName() throws IOException {
        install(DOWNLOADED_TWICE);
        pagesWorkAt("intermediateim%20(1)");
        agentSpeaks();
        fillTables();
        putDropBoxesIntoRosters();
        pagesAnswerAt("intermediateim%20(1)");
        Browser.openConsole(page, openfire, "intermediateim%20(1)", "overview");
        page.click("#feature-xhtml button");
        assertThat(page.locator("#feature-xhtml .im-state")).hasText("Off");
        page.click("#feature-xhtml button");
        assertThat(page.locator("#feature-xhtml .im-state")).hasText("On");
    }

    @Test
    @Order(2)
    void secondCopyStandsByAndSaysSo() throws IOException {
        install(RELEASED);
        assertEquals(1, working());
        page.reload();
        assertThat(page.locator("[role=status]").first())
                .containsText("A second copy of this plugin, intermediateim-0.1.0 (version");
        page.click("nav a:text-is('Inactive copy')");
        assertTrue(page.url().contains("/plugins/intermediateim-0.1.0/standby"), page.url());
        assertThat(page.locator("#standby")).containsText("because another copy, intermediateim (1) (version");
        Browser.screenshot(page, "standby");
        assertEquals(List.of(), Browser.accessibilityProblems(page));
        assertTrue(
                Files.readString(openfire.log()).contains("The copy intermediateim-0.1.0 is inactive"),
                "not in the log");
        pagesWorkAt("intermediateim%20(1)");
    }

    @Test
    @Order(3)
    void copyThatWorksStillDoesAfterAReload() {
        control.reloadPlugin(DOWNLOADED_TWICE);
        await(() -> working() == 1, "no copy works");
        pagesWorkAt("intermediateim%20(1)");

        assertThat(page.locator("nav")).containsText("Inactive copy");
    }

    @Test
    @Order(4)
    void secondCopyTakesOver() {
        control.removePlugin(DOWNLOADED_TWICE);
        await(() -> working() == 1, "no copy works");
        pagesWorkAt(RELEASED);
        agentSpeaks();

        assertThat(page.locator("nav")).not().containsText("Inactive copy");
    }

    @Test
    @Order(5)
    void leavesNothingBehind() throws IOException {
        control.removePlugin(RELEASED);
        transfer.close();
        romeo.ask(
                "<iq type='get' id='%s' to='example.org'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");

        assertEquals(before, inventory());
        assertFalse(roster().contains("files.example.org"), "a drop box is in the roster still");
    }

    /** Though all pages were shown: a servlet container remembers which getters classes have. */
    @Test
    @Order(6)
    void leavesNoClassBehind() {
        await(control::arePluginClassesCollected, "something still holds our classes");
    }
}
