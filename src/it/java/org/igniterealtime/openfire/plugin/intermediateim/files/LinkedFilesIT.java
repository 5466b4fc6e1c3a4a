package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Links;
import org.igniterealtime.openfire.plugin.intermediateim.testing.PurpleClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.Offer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files behind links in messages are offered to clients that take files, on an Openfire of its own that has links. */
class LinkedFilesIT {

    private static final String SETTING = "plugin.intermediateim.files.offer-links";
    private static final String BASE = "https://files.example.org:7443";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static EmbeddedOpenfire openfire;
    private static ServerControlMXBean control;

    @TempDir
    private Path folder;

    private final byte[] content = noise(200_000);
    private String romeo;
    private String juliet;
    private String nurse;

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @BeforeAll
    static void start() throws Exception {
        openfire = EmbeddedOpenfire.withPlugin()
                .property("httpbind.port.secure", String.valueOf(FreePorts.next()))
                .property("plugin.intermediateim.files.free-mib", "0")
                .property("plugin.intermediateim.links.base-url", BASE)
                .start();
        control = openfire.control();
    }

    @AfterAll
    static void stop() {
        openfire.close();
    }

    @BeforeEach
    void befriend() {
        control.setProperty(SETTING, "true");
        romeo = user("romeo");
        juliet = user("juliet");
        nurse = user("nurse");
        control.befriend(romeo, juliet);
    }

    @AfterEach
    void resetSettings() {
        control.setProperty(SETTING, null);
    }

    private static String user(String name) {
        String username = name + NAMES.incrementAndGet();
        control.createUser(username, EmbeddedOpenfire.PASSWORD);
        return username;
    }

    private static RawClient login(String username) {
        return RawClient.login(openfire.clientPort(), username, EmbeddedOpenfire.PASSWORD, "raw");
    }

    /** Returns when the server knows what it can do. */
    private static RawClient login(String username, Software software) {
        RawClient client = login(username);
        client.send("<presence>" + software.caps() + "</presence>");
        client.send(software.answer(client.await(Software::isQuestion)));
        client.arrivedSoFar();
        return client;
    }

    /** @return the link to a file that somebody else has sent to a third */
    private String link() throws IOException {
        try (RawClient tybalt = login(user("tybalt"))) {
            return BASE + Links.send(new RawFiles(tybalt, openfire.proxyPort()), control, nurse, "rose.bin", content);
        }
    }

    private List<String> states() {
        return control.query("SELECT state FROM ofIntermediateImFile WHERE owner = '" + nurse + "@example.org'");
    }

    private static void send(RawClient client, String to, String body, String more) {
        client.send("<message type='chat' to='" + to + "'><body>" + body + "</body>" + more + "</message>");
    }

    @Test
    void theProgramIsOfferedTheFileBehindALink() throws Exception {
        assertProgramReceivesFileBehind(link());
        assertEquals(List.of("LINKED"), states());
    }

    @Test
    void theProgramIsOfferedAFileThatWasUploadedToTheServer() throws Exception {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        Files.write(uploads.resolve("rose.bin"), content);
        control.serveDirectory(uploads.toString(), "/uploads");
        control.serveUploads("upload", "http://127.0.0.1:" + openfire.httpBindPort() + "/uploads");
        String url;
        try (RawClient sender = login(romeo)) {
            Element slot = sender.ask("<iq type='get' id='%s' to='upload.example.org'><request "
                            + "xmlns='urn:xmpp:http:upload:0' filename='rose.bin' size='" + content.length + "'/></iq>")
                    .element("slot");
            url = slot.element("get").attributeValue("url");
        }
        assertProgramReceivesFileBehind(url);
    }

    private void assertProgramReceivesFileBehind(String url) throws Exception {
        Path purple = PurpleClient.compile(Files.createDirectory(folder.resolve("program")));
        try (SlixmppClient sender = SlixmppClient.loginWithoutFiles(openfire, romeo);
                PurpleClient receiver =
                        PurpleClient.login(purple, openfire, juliet, Files.createDirectory(folder.resolve("purple")))) {
            sender.awaitCaps(receiver.jid()); // so the server knows them, too
            sender.link(receiver.bareJid(), url);

            String shown = receiver.awaitShown();
            assertTrue(shown.contains(url), shown);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            assertEquals(hash + " " + content.length, receiver.awaitReceived());
        }
    }

    private static Software old(String username) {
        return Software.named("old of " + username, RawFiles.SI, RawFiles.FILE, RawFiles.IBB);
    }

    @Test
    void whoeverDeclinesTheFileStillHasTheLinkAndIsNotAskedAgain() throws Exception {
        String url = link();
        try (RawClient sender = login(romeo);
                RawClient receiver = login(juliet, old(juliet))) {
            RawFiles files = new RawFiles(receiver, openfire.proxyPort());
            send(sender, receiver.bareJid(), "Look", "<x xmlns='jabber:x:oob'><url>" + url + "</url></x>");

            Offer offer = files.awaitOffer();
            assertTrue(offer.from().startsWith(sender.bareJid() + "/"), offer.toString());
            assertEquals("rose.bin", offer.name());
            assertEquals(content.length, offer.size());
            files.refuse(offer, "forbidden");
            Element message = receiver.await(stanza -> stanza.getName().equals("message"));
            assertTrue(message.asXML().contains(url), message.asXML());

            send(sender, receiver.bareJid(), url, "");
            send(sender, receiver.bareJid(), url + "2", "");
            receiver.await(stanza -> stanza.asXML().contains(url + "2"));
            assertTrue(receiver.arrivedSoFar().stream().noneMatch(RawFiles::isOffer));
        }
        assertEquals(List.of("LINKED"), states());
    }

    @Test
    void nobodyElseIsOfferedTheFile() throws Exception {
        String url = link();
        Software knowsLinks = Software.named("links of " + juliet, RawFiles.SI, RawFiles.FILE, "jabber:x:oob");
        try (RawClient sender = login(romeo);
                RawClient receiver = login(juliet, knowsLinks)) {
            send(sender, receiver.bareJid(), url, "");
            assertTrue(receiver.awaitMessage().asXML().contains(url));
            assertTrue(receiver.arrivedSoFar().stream().noneMatch(RawFiles::isOffer));
        }
        control.awaitSessionEnd(juliet + "@example.org/raw");
        try (RawClient sender = login(romeo);
                RawClient receiver = login(juliet, old(juliet))) {
            control.setProperty(SETTING, "false");
            send(sender, receiver.bareJid(), url, "");
            assertTrue(receiver.awaitMessage().asXML().contains(url));
            control.setProperty(SETTING, "true");
            send(sender, receiver.bareJid(), url, "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2'/>");
            assertTrue(receiver.awaitMessage().asXML().contains(url));
            assertTrue(receiver.arrivedSoFar().stream().noneMatch(RawFiles::isOffer));

            send(sender, receiver.bareJid(), url, "");
            receiver.await(RawFiles::isOffer);
        }
    }
}
