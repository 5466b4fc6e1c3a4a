package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.testing.AnyTls;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.PurpleClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that take files learn that the server takes them for others, on an Openfire of its own, which has links and
 * loses the plugin now and then.
 */
class EnrichmentIT {

    private static final int SECURE_PORT = FreePorts.next();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String ENRICH = "plugin.intermediateim.caps.enrich-files";
    private static final String ENRICH_RICH_TEXT = "plugin.intermediateim.caps.enrich-rich-text";

    @TempDir
    private static Path programs;

    private static Path purple;
    private static EmbeddedOpenfire openfire;
    private static ServerControlMXBean control;

    @TempDir
    private Path folder;

    private final Software modern = Software.named("modern" + NAMES.incrementAndGet(), "urn:xmpp:ping");
    private final Software old =
            Software.named("old" + NAMES.incrementAndGet(), Namespaces.SI, Namespaces.FILE_TRANSFER, Namespaces.IBB);
    private String romeo;
    private String juliet;

    @BeforeAll
    static void start() throws Exception {
        purple = PurpleClient.compile(programs);
        openfire = EmbeddedOpenfire.withPlugin()
                .property("httpbind.port.secure", String.valueOf(SECURE_PORT))
                .property("plugin.intermediateim.files.free-mib", "0")
                .start();
        control = openfire.control();
    }

    @AfterAll
    static void stop() {
        openfire.close();
    }

    @BeforeEach
    void befriend() {
        romeo = user("romeo");
        juliet = user("juliet");
        control.befriend(romeo, juliet);
    }

    @AfterEach
    void resetSettings() {
        control.setProperty(ENRICH, null);
        control.setProperty(ENRICH_RICH_TEXT, null);
        control.setProperty("plugin.intermediateim.files.take-for-clients", null);
    }

    private static String user(String name) {
        String username = name + NAMES.incrementAndGet();
        control.createUser(username, EmbeddedOpenfire.PASSWORD);
        return username;
    }

    private static RawClient connect(String username) {
        return connect(username, "raw");
    }

    private static RawClient connect(String username, String resource) {
        return RawClient.login(openfire.clientPort(), username, EmbeddedOpenfire.PASSWORD, resource);
    }

    private static RawClient login(String username, Software software) {
        return login(username, software, "raw");
    }

    /** Returns when the server knows what it can do. */
    private static RawClient login(String username, Software software, String resource) {
        RawClient client = connect(username, resource);
        client.send("<presence>" + software.caps() + "</presence>");
        client.send(software.answer(client.await(Software::isQuestion)));
        client.arrivedSoFar();
        return client;
    }

    private static boolean isPresence(Element stanza, String from) {
        return stanza.getName().equals("presence")
                && from.equals(stanza.attributeValue("from"))
                && stanza.attributeValue("type") == null;
    }

    /** Shows message styling, as the table of renderers knows. */
    private static Software converse() {
        Software any = Software.named("converse" + NAMES.incrementAndGet());
        return new Software("https://conversejs.org", any.info(), any.ver());
    }

    /** Waits for presence that announces something else than the client does. */
    private Announcement awaitEnriched(RawClient watcher, String from) {
        return awaitEnriched(watcher, from, modern);
    }

    private static Announcement awaitEnriched(RawClient watcher, String from, Software client) {
        Element presence = watcher.await(stanza -> isPresence(stanza, from)
                && Announcement.in(stanza)
                        .filter(announced -> !announced.ver().equals(client.ver()))
                        .isPresent());
        return Announcement.in(presence).orElseThrow();
    }

    private void awaitOwn(RawClient watcher, String from) {
        awaitOwn(watcher, from, modern);
    }

    private static void awaitOwn(RawClient watcher, String from, Software client) {
        watcher.await(stanza -> isPresence(stanza, from) && stanza.asXML().contains(client.ver()));
    }

    private static Element ask(RawClient asker, String to, String node) {
        return asker.ask("<iq type='get' id='%s' to='" + to + "'><query xmlns='" + DiscoInfo.NAMESPACE + "'"
                + (node == null ? "" : " node='" + node + "'") + "/></iq>");
    }

    private static void assertEnriched(Announcement announced, Element answer) {
        assertTrue(
                CapsVerifier.verify(announced, answer.element("query")) instanceof VerificationResult.Verified,
                answer.asXML());
        assertTrue(DiscoInfo.in(answer.element("query")).orElseThrow().hasFeature(Namespaces.FILE_TRANSFER));
    }

    @Test
    void whatIsToldIsWhatIsAnsweredAndTheClientIsNotAsked() throws Exception {
        try (RawClient first = login(romeo, modern);
                RawClient watcher = login(juliet, old)) {
            Announcement announced = awaitEnriched(watcher, first.jid());

            assertEnriched(announced, ask(watcher, first.jid(), announced.discoNode()));
            assertEnriched(announced, ask(watcher, first.jid(), null));
            assertTrue(first.arrivedSoFar().stream()
                    .filter(Software::isQuestion)
                    .noneMatch(question -> question.attributeValue("from").equals(watcher.jid())));
        }
    }

    @Test
    void itIsToldAgainAndTakenBackAsSettingsAndThePluginChange() throws Exception {
        try (RawClient first = login(romeo, modern);
                RawClient watcher = login(juliet, old)) {
            awaitOwn(watcher, first.jid()); // before the watcher has told what it can do
            Announcement announced = awaitEnriched(watcher, first.jid());

            control.setProperty(ENRICH, "false");
            awaitOwn(watcher, first.jid());
            control.setProperty(ENRICH, null);
            assertEquals(announced, awaitEnriched(watcher, first.jid()));
            control.setProperty("plugin.intermediateim.files.take-for-clients", "false");
            awaitOwn(watcher, first.jid());
            control.setProperty("plugin.intermediateim.files.take-for-clients", null);
            awaitEnriched(watcher, first.jid());

            control.reloadPlugin(EmbeddedOpenfire.PLUGIN);
            awaitOwn(watcher, first.jid());
            assertEquals(announced, awaitEnriched(watcher, first.jid()));
            assertEnriched(announced, ask(watcher, first.jid(), announced.discoNode()));

            control.removePlugin(EmbeddedOpenfire.PLUGIN);
            awaitOwn(watcher, first.jid());
            control.installPlugin(EmbeddedOpenfire.pluginJar().toString());
            assertEquals(announced, awaitEnriched(watcher, first.jid()));
        }
    }

    private static void say(RawClient client, String command) {
        client.send("<message type='chat' to='intermediateim.example.org'><body>" + command + "</body></message>");
    }

    /** The watcher can do nothing else that is added. */
    @Test
    void richTextIsToldOfWhoIsGivenItInAnotherForm() throws Exception {
        Software converse = converse();
        try (RawClient first = login(romeo, converse);
                RawClient watcher =
                        login(juliet, Software.named("pidgin" + NAMES.incrementAndGet(), XhtmlIm.NAMESPACE))) {
            awaitOwn(watcher, first.jid(), converse); // before the watcher has told what it can do
            Announcement announced = awaitEnriched(watcher, first.jid(), converse);
            Element answer = ask(watcher, first.jid(), announced.discoNode());
            DiscoInfo told = DiscoInfo.in(answer.element("query")).orElseThrow();
            assertTrue(told.hasFeature(XhtmlIm.NAMESPACE), answer.asXML());
            assertFalse(told.hasFeature(Namespaces.FILE_TRANSFER), answer.asXML());

            say(first, "formatting leave");
            awaitOwn(watcher, first.jid(), converse);
            say(first, "formatting convert");
            awaitEnriched(watcher, first.jid(), converse);
            for (String[] setting : new String[][] {
                {"standin.renderers", "Converse; https://conversejs.org*; none"},
                {"standin.xhtml-to-styling", "false"},
                {"standin.enabled", "false"},
                {"xhtml.local", "strip"},
                {"caps.enrich-rich-text", "false"}
            }) {
                control.setProperty("plugin.intermediateim." + setting[0], setting[1]);
                try {
                    awaitOwn(watcher, first.jid(), converse);
                } finally {
                    control.setProperty("plugin.intermediateim." + setting[0], null);
                }
                awaitEnriched(watcher, first.jid(), converse);
            }
        }
    }

    /** All that it gets, but for ids and the like. */
    private static List<String> heard(RawClient client) {
        return client.arrivedSoFar().stream()
                .filter(stanza -> !"get".equals(stanza.attributeValue("type"))) // what the server asks
                .map(stanza -> stanza.getName() + " " + stanza.attributeValue("type") + " "
                        + stanza.attributeValue("from") + " "
                        + Announcement.in(stanza).map(Announcement::ver).orElse(""))
                .toList();
    }

    private static String condition(Element answer) {
        Element error = answer.element("error");
        return error == null ? "none" : ((Element) error.elements().get(0)).getName();
    }

    private interface Scenario {

        /** @return what the party has got */
        List<String> play() throws Exception;
    }

    /** The clients have the same addresses both times. */
    private static void assertSameWithoutUs(Scenario scenario) throws Exception {
        List<String> withUs = scenario.play();
        control.setProperty("plugin.intermediateim.caps.enabled", "false");
        try {
            assertEquals(scenario.play(), withUs);
        } finally {
            control.setProperty("plugin.intermediateim.caps.enabled", null);
        }
    }

    /** Interceptors run before authentication, and an address is soon written. */
    @Test
    void whoHasNotAuthenticatedGetsAndLearnsNothing() throws Exception {
        try (RawClient first = login(romeo, modern);
                RawClient watcher = login(juliet, old)) {
            String node = awaitEnriched(watcher, first.jid()).discoNode();
            assertSameWithoutUs(() -> {
                try (RawClient nobody = RawClient.connect(openfire.clientPort())) {
                    nobody.readAll("nobody");
                    Element answer = nobody.ask("<iq type='get' id='%s' from='" + watcher.jid() + "' to='" + first.jid()
                            + "'><query xmlns='" + DiscoInfo.NAMESPACE + "' node='" + node + "'/></iq>");
                    return List.of(answer.attributeValue("type"), condition(answer));
                }
            });
        }
    }

    @Test
    void whoIsNotSubscribedGetsAndLearnsNothing() throws Exception {
        String stranger = user("tybalt");
        login(stranger, old).close();
        login(romeo, modern).close();
        assertSameWithoutUs(() -> {
            control.awaitSessionEnd(romeo + "@example.org/raw");
            control.awaitSessionEnd(stranger + "@example.org/raw");
            try (RawClient asking = connect(stranger);
                    RawClient first = connect(romeo)) {
                asking.send("<presence>" + old.caps() + "</presence>");
                asking.arrivedSoFar();
                first.send("<presence>" + modern.caps() + "</presence>");
                first.send("<presence to='" + asking.jid() + "'>" + modern.caps()
                        + "</presence>"); // as clients do in rooms
                awaitOwn(asking, first.jid());
                asking.send("<iq type='get' id='q' to='" + first.jid() + "'><query xmlns='" + DiscoInfo.NAMESPACE
                        + "' node='" + modern.node() + "#enriched'/></iq>");
                first.await(stanza -> Software.isQuestion(stanza)
                        && asking.jid().equals(stanza.attributeValue("from"))); // it reaches the client
                return heard(asking);
            }
        });
    }

    @Test
    void whoIsBlockedGetsAndLearnsNothing() throws Exception {
        login(juliet, old).close();
        login(romeo, modern).close();
        assertSameWithoutUs(() -> {
            control.awaitSessionEnd(romeo + "@example.org/raw");
            control.awaitSessionEnd(juliet + "@example.org/raw");
            try (RawClient watcher = connect(juliet);
                    RawClient first = RawClient.connect(openfire.clientPort())) {
                first.authenticate(romeo, EmbeddedOpenfire.PASSWORD);
                first.bind("raw");
                watcher.send("<presence>" + old.caps() + "</presence>");
                first.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><list name='l'><item type='jid' "
                        + "value='" + juliet + "@example.org' action='deny' order='1'/></list></query></iq>");
                first.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><active name='l'/></query></iq>");
                first.send("<presence>" + modern.caps() + "</presence>");
                first.arrivedSoFar();
                Element answer = ask(watcher, first.jid(), null);
                List<String> all = new ArrayList<>(heard(watcher));
                all.add(condition(answer));
                return all;
            }
        });
    }

    @Test
    void itIsTakenBackWhileAnotherClientOfTheUserTakesFiles() throws Exception {
        try (RawClient first = login(romeo, modern);
                RawClient watcher = login(juliet, old)) {
            awaitOwn(watcher, first.jid()); // before the watcher has told what it can do
            Announcement announced = awaitEnriched(watcher, first.jid());

            try (RawClient second = connect(romeo, "second")) {
                second.send("<presence>" + old.caps() + "</presence>"); // of which it is known what it stands for
                awaitOwn(watcher, first.jid());
                assertTrue(Software.isQuestion(passedQuestion(watcher, first, announced)));
            }
            assertEquals(announced, awaitEnriched(watcher, first.jid()));
        }
    }

    /** What was told before is nobody's to answer but the client's. */
    private static Element passedQuestion(RawClient watcher, RawClient client, Announcement announced) {
        watcher.send("<iq type='get' id='q' to='" + client.jid() + "'><query xmlns='" + DiscoInfo.NAMESPACE + "' node='"
                + announced.discoNode() + "'/></iq>");
        return client.await(
                stanza -> Software.isQuestion(stanza) && watcher.jid().equals(stanza.attributeValue("from")));
    }

    /** If both were told to take files, it would ask which of them gets this one. */
    @Test
    void theProgramSendsToTheClientThatTakesFilesItself() throws Exception {
        Path file = Files.write(folder.resolve("letter.txt"), new byte[100]);
        Files.createDirectory(folder.resolve("purple"));
        control.setProperty(ENRICH, "false");
        try (RawClient first = login(romeo, modern);
                PurpleClient sender = PurpleClient.login(purple, openfire, juliet, folder.resolve("purple"))) {
            sender.watch(first.bareJid());
            sender.awaitOffersNoFiles(first.bareJid()); // it knows what that client can do
            try (RawClient second = login(romeo, old, "second")) {
                control.setProperty(ENRICH, null);
                sender.send(file, first.bareJid());

                Element offer = second.await(stanza -> stanza.element("si") != null);
                assertEquals(sender.jid(), offer.attributeValue("from"));
            }
        }
    }

    /** libpurple also offers files while it does not know what a client can do. */
    private static void awaitTurnsOffAndOn(PurpleClient sender, String contact) throws InterruptedException {
        control.setProperty(ENRICH, "false");
        sender.watch(contact);
        sender.awaitOffersNoFiles(contact);
        control.setProperty(ENRICH, null);
        sender.awaitOffersFiles(contact);
    }

    @Test
    void theProgramOffersFilesToClientsWithoutThemAndTheyArriveAsLinks() throws Exception {
        String nurse = user("nurse");
        control.befriend(juliet, nurse);
        Path file = folder.resolve("letter.txt");
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        Files.write(file, content);
        Files.createDirectory(folder.resolve("purple"));
        try (RawClient first = login(romeo, modern);
                SlixmppClient slixmpp = SlixmppClient.loginWithoutFiles(openfire, nurse);
                PurpleClient sender = PurpleClient.login(purple, openfire, juliet, folder.resolve("purple"))) {
            String slixmppUser = nurse + "@example.org";
            awaitTurnsOffAndOn(sender, slixmppUser);
            sender.send(file, slixmppUser);
            sender.awaitSent();
            assertTrue(slixmpp.awaitHeard().text().startsWith("https://"));

            awaitTurnsOffAndOn(sender, first.bareJid());
            sender.send(file, first.bareJid());
            sender.awaitSent();
            Element link = first.awaitMessage();
            assertEquals(sender.bareJid(), link.attributeValue("from"));
            String url = link.elementText("body");
            assertEquals(url, link.element("x").elementText("url"));
            try (InputStream in = AnyTls.connect(
                            "https://127.0.0.1:" + SECURE_PORT + URI.create(url).getPath())
                    .getInputStream()) {
                assertArrayEquals(content, in.readAllBytes());
            }

            control.reloadPlugin(EmbeddedOpenfire.PLUGIN);
            sender.awaitOffersNoFiles(first.bareJid());
            sender.awaitOffersFiles(first.bareJid());
            control.removePlugin(EmbeddedOpenfire.PLUGIN);
            sender.awaitOffersNoFiles(first.bareJid());
            control.installPlugin(EmbeddedOpenfire.pluginJar().toString());
            sender.awaitOffersFiles(first.bareJid());
        }
    }

    /** libpurple writes no XHTML-IM to a client of which it knows that it does not announce it. */
    @Test
    void theProgramWritesRichTextToClientsThatAreGivenItInAnotherForm() throws Exception {
        Files.createDirectory(folder.resolve("purple"));
        control.setProperty(ENRICH_RICH_TEXT, "false");
        try (RawClient first = login(romeo, converse());
                PurpleClient writer = PurpleClient.login(purple, openfire, juliet, folder.resolve("purple"))) {
            awaitTurnsOffAndOn(writer, first.bareJid());
            writer.write(first.bareJid(), "now <b>bold</b>");
            assertEquals("now bold", first.awaitMessage().elementText("body"));

            control.setProperty(ENRICH_RICH_TEXT, null);
            control.setProperty(ENRICH, "false");
            writer.awaitOffersNoFiles(first.bareJid()); // it has read what it was told last
            writer.write(first.bareJid(), "now <b>bold</b>");
            assertEquals("now *bold*", first.awaitMessage().elementText("body"));
        }
    }
}
