package org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Transfer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Openfire's own proxy and ours change places on a running server, and its own page is saved in every state. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BuiltInProxyIT {

    private static final String REPLACE = "plugin.intermediateim.socks5.replace-builtin";
    private static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";
    private static final String OPENFIRES = "SOCKS5 Bytestreams Service";
    private static final String OURS = "SOCKS5 bytestreams";
    private static final String HISTORY = "SELECT requester FROM ofIntermediateImTransfer";

    private static EmbeddedOpenfire openfire;
    private static ServerControlMXBean control;
    private static RawClient romeo;
    private static RawClient juliet;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        port = FreePorts.next();
        openfire = EmbeddedOpenfire.withPlugin()
                .property("xmpp.proxy.enabled", "true")
                .property("xmpp.proxy.port", String.valueOf(port))
                .user("romeo")
                .user("juliet")
                .start();
        control = openfire.control();
        romeo = RawClient.login(openfire.clientPort(), "romeo", EmbeddedOpenfire.PASSWORD, "raw");
        juliet = RawClient.login(openfire.clientPort(), "juliet", EmbeddedOpenfire.PASSWORD, "raw");
    }

    @AfterAll
    static void stop() throws Exception {
        romeo.close();
        juliet.close();
        openfire.close();
    }

    /** @return the name of whoever answers at the address; empty for nobody */
    private static String whoAnswers() {
        Element answer = romeo.ask("<iq type='get' id='%s' to='proxy.example.org'>"
                + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        return answer.attributeValue("type").equals("error")
                ? ""
                : answer.element("query").element("identity").attributeValue("name");
    }

    /** Places change a moment after a page was saved. */
    private static void await(String name) {
        long start = System.nanoTime();
        String answers = whoAnswers();
        while (!answers.equals(name)) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30), "it is still: " + answers);
            answers = whoAnswers();
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException {
        long start = System.nanoTime();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30), "it never came true");
        }
    }

    private static boolean oursHasThePort() {
        return byteAfterStrangeGreeting() == 5;
    }

    private static boolean openfiresHasThePort() {
        return byteAfterStrangeGreeting() == -1;
    }

    /**
     * Offers no method but a password. Ours says that it takes none (RFC 1928 §3), Openfire's hangs up.
     *
     * @return the first byte of the answer; -1 for the end of the connection, -2 if nobody listens
     */
    private static int byteAfterStrangeGreeting() {
        try (Socks5Client socket = new Socks5Client(port)) {
            socket.write((byte) 5, (byte) 1, (byte) 2);
            return socket.in().read();
        } catch (IOException | UncheckedIOException e) {
            return -2;
        }
    }

    /** @return the addresses among the server's items that say they are a proxy and tell where */
    private static List<String> streamhosts() {
        Element items = romeo.ask("<iq type='get' id='%s' to='example.org'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>")
                .element("query");
        return items.elements("item").stream()
                .map(item -> item.attributeValue("jid"))
                .filter(jid -> isProxy(jid))
                .flatMap(jid -> romeo
                        .ask("<iq type='get' id='%s' to='" + jid + "'><query xmlns='" + BYTESTREAMS + "'/></iq>")
                        .element("query")
                        .elements("streamhost")
                        .stream())
                .map(host -> host.attributeValue("jid"))
                .toList();
    }

    private static boolean isProxy(String jid) {
        Element info = romeo.ask("<iq type='get' id='%s' to='" + jid + "'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
                .element("query");
        return info != null
                && info.elements("identity").stream()
                        .anyMatch(identity -> "proxy".equals(identity.attributeValue("category"))
                                && "bytestreams".equals(identity.attributeValue("type")));
    }

    private static List<String> itemsNamedProxy() {
        Element items = romeo.ask("<iq type='get' id='%s' to='example.org'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>")
                .element("query");
        return items.elements("item").stream()
                .map(item -> item.attributeValue("jid"))
                .filter(jid -> jid.startsWith("proxy."))
                .toList();
    }

    @Test
    @Order(1)
    void atFirstOpenfiresOwnIsThereBesideOurs() {
        assertEquals(OPENFIRES, whoAnswers());
        assertEquals(Set.of("proxy.example.org", "bytestreams.example.org"), Set.copyOf(streamhosts()));
    }

    @Test
    @Order(2)
    void oursTakesAddressAndPort() throws IOException {
        control.setProperty(REPLACE, "true");
        assertEquals(OURS, whoAnswers());
        assertEquals(List.of("proxy.example.org"), itemsNamedProxy());
        await(BuiltInProxyIT::oursHasThePort);
        Element host = romeo.ask("<iq type='get' id='%s' to='proxy.example.org'>"
                        + "<query xmlns='http://jabber.org/protocol/bytestreams'/></iq>")
                .element("query")
                .element("streamhost");
        assertEquals("proxy.example.org", host.attributeValue("jid"));
        assertEquals(String.valueOf(port), host.attributeValue("port"));
        assertEquals("true", control.getProperty("xmpp.proxy.enabled"), "what Openfire is told is not touched");
    }

    /** A client that connects to all it is told would come twice, and a transfer is between two. */
    @Test
    @Order(3)
    @Requirement("0065-18")
    void oneAddressIsAnnouncedAndBothOpenStreams() throws IOException {
        assertEquals(List.of("proxy.example.org"), streamhosts());
        assertFalse(isProxy("bytestreams.example.org"));
        Element answer = romeo.ask(
                "<iq type='get' id='%s' to='bytestreams.example.org'><query xmlns='" + BYTESTREAMS + "'/></iq>");
        assertEquals("not-allowed", answer.element("error").elements().get(0).getName());
        try (Transfer transfer =
                Transfer.open(port, romeo, juliet, "told-before", "letter.txt", 10)) { // asks bytestreams.example.org
            transfer.pass(10);
            transfer.complete();
        }
    }

    @Test
    @Order(4)
    void oursComesBackWhenOpenfiresPageIsSavedWithItsOwnOff() throws IOException {
        control.saveProxyPage(false, port);
        await(OURS);
        await(BuiltInProxyIT::oursHasThePort);

        assertEquals(List.of("proxy.example.org"), streamhosts());
    }

    @Test
    @Order(5)
    void oursStepsAsideWhenOpenfiresPageIsSavedWithItsOwnOn() throws IOException {
        control.saveProxyPage(true, port);
        await(OPENFIRES);
        await(() -> "false".equals(control.getProperty(REPLACE)));
        await(BuiltInProxyIT::openfiresHasThePort);
        assertEquals(OPENFIRES, whoAnswers());
        assertEquals(List.of("proxy.example.org"), itemsNamedProxy());
        try (Browser browser = new Browser()) {
            Page page = browser.page();
            Browser.openConsole(page, openfire, "bytestreams");
            assertThat(page.locator("#yielded")).containsText("has returned the address proxy.example.org to it");
            assertThat(page.locator("#socks5-replace-builtin")).not().isChecked();
            assertEquals(List.of(), Browser.accessibilityProblems(page));
            Browser.screenshot(page, "bytestreams-yielded");
            page.check("#socks5-replace-builtin");
            page.click("#settings button");
            assertThat(page.locator("#ours")).containsText("proxy.example.org");
            assertThat(page.locator("#yielded")).hasCount(0);
        }
        assertEquals(OURS, whoAnswers());
    }

    @Test
    @Order(6)
    void thePlaceIsGivenBackAndTakenWithThePlugin() throws IOException {
        try (Transfer transfer = Transfer.open(port, romeo, juliet, "kept", "letter.txt", 10)) {
            transfer.pass(10);
        }
        control.removePlugin(EmbeddedOpenfire.PLUGIN);
        await(OPENFIRES);
        await(BuiltInProxyIT::openfiresHasThePort);
        List<String> twoOfRomeo = List.of(romeo.bareJid(), romeo.bareJid());
        assertEquals(twoOfRomeo, control.query(HISTORY), "what had ended is written, and stays");
        control.installPlugin(EmbeddedOpenfire.pluginJar().toString());
        await(OURS);
        await(BuiltInProxyIT::oursHasThePort);
        assertEquals(twoOfRomeo, control.query(HISTORY), "a new version finds the tables of the old one");
    }

    @Test
    @Order(7)
    void theHistoryGoesOnInTheTablesOfBefore() throws IOException {
        try (Transfer transfer = Transfer.open(port, romeo, juliet, "more", "letter.txt", 10)) {
            transfer.pass(10);
            transfer.complete();
        }
        await(() -> control.query(HISTORY).size() == 3);
    }

    @Test
    @Order(8)
    void switchedOffItGivesThePlaceBack() throws IOException {
        control.setProperty(REPLACE, "false");
        assertEquals(OPENFIRES, whoAnswers());
        await(BuiltInProxyIT::openfiresHasThePort);
        assertEquals(Set.of("proxy.example.org", "bytestreams.example.org"), Set.copyOf(streamhosts()));
    }
}
