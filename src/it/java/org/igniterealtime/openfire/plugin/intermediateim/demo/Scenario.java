package org.igniterealtime.openfire.plugin.intermediateim.demo;

import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.testing.AnyTls;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.jivesoftware.smack.chat2.ChatManager;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.bytestreams.socks5.Socks5Proxy;
import org.jivesoftware.smackx.caps.EntityCapsManager;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.filetransfer.FileTransfer;
import org.jivesoftware.smackx.filetransfer.FileTransferManager;
import org.jivesoftware.smackx.filetransfer.FileTransferRequest;
import org.jivesoftware.smackx.filetransfer.OutgoingFileTransfer;
import org.jivesoftware.smackx.xhtmlim.packet.XHTMLExtension;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;

/** The main scenario, played with a raw client, Smack and a browser. Each step says what it shows, and fails loudly. */
final class Scenario {

    private final EmbeddedOpenfire openfire;
    private final PrintStream out;
    private int step;

    Scenario(EmbeddedOpenfire openfire, PrintStream out) {
        this.openfire = openfire;
        this.out = out;
    }

    void play() throws Exception {
        hostileMarkupArrivesHarmless();
        aBoldWordIsBoldInEveryClient();
        aFilePassesThroughTheProxy();
        aFileReachesSomebodyWhoWasOffline();
        whoTakesNoFilesGetsALink();
        clientsOfferFilesToOneThatTakesNone();
        theServerAnswersForAClient();
        aSeatIsKeptAndCaughtUp();
        theAdminSeesItCounted();
        out.println("The scenario has completed successfully.");
    }

    private void hostileMarkupArrivesHarmless() throws Exception {
        try (SmackClient juliet = SmackClient.login(openfire, "juliet");
                RawClient romeo = RawClient.login(openfire.clientPort(), "romeo", EmbeddedOpenfire.PASSWORD, "raw")) {
            CompletableFuture<Message> arrived = new CompletableFuture<>();
            ChatManager.getInstanceFor(juliet.connection())
                    .addIncomingListener((from, message, chat) -> arrived.complete(message));
            romeo.send("""
                    <message to='juliet@example.org' type='chat'><body>Hi there!</body>\
                    <html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>\
                    <p onclick='steal()'>Hi <strong>there</strong>!<script>steal()</script></p></body></html></message>""");
            Message message = arrived.get(30, TimeUnit.SECONDS);
            String markup = XHTMLExtension.from(message).getBodies().get(0).toString();
            check(
                    "Romeo sends a formatted message that contains a script. Juliet receives " + markup,
                    message.getBody().equals("Hi there!")
                            && markup.contains("<strong>there</strong>")
                            && !markup.contains("steal"));
        }
    }

    private void aBoldWordIsBoldInEveryClient() throws Exception {
        try (RawClient romeo = client("romeo", "https://conversejs.org");
                RawClient juliet = client("juliet", "https://pidgin.im/")) {
            romeo.send("<message to='juliet@example.org' type='chat'><body>So *soon* forsaken?</body></message>");
            Element rich = juliet.await(stanza -> stanza.asXML().contains("forsaken"));
            check(
                    "Romeo writes *soon* with Converse. It is bold in Juliet's Pidgin: " + rich.asXML(),
                    rich.asXML().contains("soon</strong>"));
            juliet.send("""
                    <message to='romeo@example.org' type='chat'><body>Good night!</body>\
                    <html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>\
                    <p>Good <strong>night</strong>!</p></body></html></message>""");
            String styled =
                    romeo.await(stanza -> stanza.asXML().contains("Good")).elementText("body");
            check(
                    "Juliet answers in bold with Pidgin. Romeo's Converse gets " + styled,
                    styled.equals("Good *night*!"));
        }
    }

    /** A raw client that announces itself as some software, which the server then knows. */
    private RawClient client(String user, String node) {
        RawClient client = RawClient.login(openfire.clientPort(), user, EmbeddedOpenfire.PASSWORD, "raw");
        client.send("<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='" + node
                + "' ver='of the demo'/></presence>");
        client.arrivedSoFar();
        return client;
    }

    private void aFilePassesThroughTheProxy() throws Exception {
        Socks5Proxy.setLocalSocks5ProxyEnabled(false);
        byte[] file = new byte[1024 * 1024];
        new Random(1).nextBytes(file);
        try (SmackClient juliet = SmackClient.login(openfire, "juliet");
                SmackClient romeo = SmackClient.login(openfire, "romeo")) {
            CompletableFuture<byte[]> arrived = new CompletableFuture<>();
            FileTransferManager.getInstanceFor(juliet.connection())
                    .addFileTransferListener(request -> CompletableFuture.runAsync(() -> receive(request, arrived)));
            FileTransferManager.getInstanceFor(romeo.connection())
                    .createOutgoingFileTransfer(juliet.connection().getUser())
                    .sendStream(new ByteArrayInputStream(file), "balcony.jpg", file.length, "the balcony");
            check(
                    "Romeo sends Juliet a file of 1 MiB through bytestreams.example.org. It arrives unchanged",
                    Arrays.equals(file, arrived.get(60, TimeUnit.SECONDS)));
        }
    }

    private void aFileReachesSomebodyWhoWasOffline() throws Exception {
        byte[] file = new byte[1024 * 1024];
        new Random(2).nextBytes(file);
        try (SmackClient romeo = SmackClient.login(openfire, "romeo")) {
            OutgoingFileTransfer transfer = FileTransferManager.getInstanceFor(romeo.connection())
                    .createOutgoingFileTransfer(JidCreate.entityFullFrom("mercutio@files.example.org/inbox"));
            transfer.sendStream(new ByteArrayInputStream(file), "masks.jpg", file.length, "for the feast");
            while (!transfer.isDone()) {
                Thread.onSpinWait();
            }
            check(
                    "Mercutio is offline. Romeo sends a file to mercutio@files.example.org. The server takes it",
                    transfer.getStatus() == FileTransfer.Status.complete);
        }
        try (SmackClient mercutio = SmackClient.login(openfire, "mercutio")) {
            CompletableFuture<byte[]> arrived = new CompletableFuture<>();
            CompletableFuture<FileTransferRequest> offered = new CompletableFuture<>();
            FileTransferManager.getInstanceFor(mercutio.connection()).addFileTransferListener(request -> {
                offered.complete(request);
                CompletableFuture.runAsync(() -> receive(request, arrived));
            });
            FileTransferRequest offer = offered.get(60, TimeUnit.SECONDS);
            check(
                    "Mercutio comes online. His client is offered " + offer.getFileName() + " from "
                            + offer.getRequestor().asBareJid() + ". It arrives unchanged",
                    Arrays.equals(file, arrived.get(60, TimeUnit.SECONDS))
                            && offer.getRequestor().asBareJid().equals("romeo@example.org"));
        }
    }

    private void whoTakesNoFilesGetsALink() throws Exception {
        byte[] file = new byte[100_000];
        new Random(3).nextBytes(file);
        try (RawClient romeo = RawClient.login(openfire.clientPort(), "romeo", EmbeddedOpenfire.PASSWORD, "sender");
                RawClient mercutio =
                        RawClient.login(openfire.clientPort(), "mercutio", EmbeddedOpenfire.PASSWORD, "web")) {
            mercutio.send("<presence/>");
            new RawFiles(romeo, openfire.proxyPort())
                    .send(RawFiles.IBB, "mercutio@files.example.org/inbox", "demo", "mab.jpg", file);
            mercutio.send(Software.named("web").answer(mercutio.await(Software::isQuestion)));
            Element message = mercutio.awaitMessage();
            byte[] downloaded;
            try (InputStream in = AnyTls.connect(message.elementText("body")).getInputStream()) {
                downloaded = in.readAllBytes();
            }
            check(
                    "Mercutio's client takes no files. He gets a link to Romeo's file in a message from "
                            + message.attributeValue("from") + ", and downloads it unchanged",
                    Arrays.equals(file, downloaded)
                            && message.attributeValue("from").equals("romeo@example.org"));
        }
    }

    private void clientsOfferFilesToOneThatTakesNone() throws Exception {
        byte[] file = new byte[100_000];
        new Random(4).nextBytes(file);
        Software web = Software.named("web messenger", "urn:xmpp:ping");
        try (RawClient mercutio =
                        RawClient.login(openfire.clientPort(), "mercutio", EmbeddedOpenfire.PASSWORD, "messenger");
                SmackClient romeo = SmackClient.login(openfire, "romeo")) {
            FileTransferManager files = FileTransferManager.getInstanceFor(romeo.connection());
            mercutio.send("<presence>" + web.caps() + "</presence>");
            EntityFullJid client = JidCreate.entityFullFrom(mercutio.jid());
            boolean offered = awaitOtherCapabilities(mercutio, client, web)
                    && ServiceDiscoveryManager.getInstanceFor(romeo.connection())
                            .discoverInfo(client)
                            .containsFeature(Namespaces.FILE_TRANSFER);
            check("Mercutio uses a web messenger without files. Romeo's client can still send him one", offered);
            files.createOutgoingFileTransfer(client)
                    .sendStream(new ByteArrayInputStream(file), "dream.jpg", file.length, "a dream");
            Element message = mercutio.awaitMessage();
            byte[] downloaded;
            try (InputStream in = AnyTls.connect(message.elementText("body")).getInputStream()) {
                downloaded = in.readAllBytes();
            }
            check(
                    "Romeo sends it. Mercutio's client is not asked; it gets a link from "
                            + message.attributeValue("from"),
                    Arrays.equals(file, downloaded)
                            && message.attributeValue("from").equals("romeo@example.org")
                            && mercutio.arrivedSoFar().stream().noneMatch(stanza -> stanza.element("si") != null));
        }
    }

    /**
     * Answers whoever asks the client in the meantime.
     *
     * @return whether Smack is told that the client can do something else than its software announces
     */
    private static boolean awaitOtherCapabilities(RawClient raw, EntityFullJid client, Software software) {
        Set<String> answered = new HashSet<>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30)) {
            EntityCapsManager.NodeVerHash told = EntityCapsManager.getNodeVerHashByJid(client);
            if (told != null && !told.getVer().equals(software.ver())) {
                return true;
            }
            raw.arrivedSoFar().stream()
                    .filter(Software::isQuestion)
                    .filter(question -> answered.add(question.attributeValue("id")))
                    .forEach(question -> raw.send(software.answer(question)));
        }
        return false;
    }

    private static void receive(FileTransferRequest request, CompletableFuture<byte[]> arrived) {
        try (InputStream in = request.accept().receiveFile()) {
            arrived.complete(in.readAllBytes());
        } catch (Exception e) {
            arrived.completeExceptionally(e);
        }
    }

    private void theServerAnswersForAClient() throws Exception {
        Software software = Software.named("demo", "urn:xmpp:ping", "jabber:iq:version");
        try (RawClient juliet = RawClient.login(openfire.clientPort(), "juliet", EmbeddedOpenfire.PASSWORD, "demo")) {
            juliet.send("<presence>" + software.caps() + "</presence>");
            juliet.send(software.answer(juliet.await(Software::isQuestion)));
            juliet.arrivedSoFar();
            for (String user : List.of("romeo", "mercutio")) {
                try (RawClient client =
                        RawClient.login(openfire.clientPort(), user, EmbeddedOpenfire.PASSWORD, "demo")) {
                    client.await(stanza -> juliet.jid().equals(stanza.attributeValue("from"))
                            && Announcement.in(stanza).isPresent());
                    Element answer = client.ask("<iq type='get' id='%s' to='" + juliet.jid() + "'><query xmlns='"
                            + DiscoInfo.NAMESPACE + "' node='" + software.discoNode() + "'/></iq>");
                    check(
                            user + "'s client asks Juliet's client what it can do. The server answers in its place",
                            DiscoInfo.in(answer.element("query"))
                                    .filter(software.info()::equals)
                                    .isPresent());
                }
            }
            check(
                    "Juliet's client was not asked again",
                    juliet.arrivedSoFar().stream().noneMatch(Software::isQuestion));
        }
    }

    private void aSeatIsKeptAndCaughtUp() throws Exception {
        Room room = Room.at("balcony@conference." + EmbeddedOpenfire.DOMAIN);
        try (RawClient juliet = login("juliet", "raw");
                RawClient romeo = login("romeo", "orchard")) {
            room.create(juliet, "Juliet");
            room.join(romeo, "Romeo");
            romeo.send("<message type='chat' to='seats@agents.example.org'><body>keep " + room.address()
                    + " as Romeo</body></message>");
            String answer = romeo.await(stanza -> stanza.getName().equals("message")
                            && String.valueOf(stanza.elementText("body")).contains("and stays when you leave"))
                    .elementText("body");
            check("Romeo writes to the agent to request a seat. The agent answers: " + answer, true);
            romeo.send("<presence type='unavailable'/>");
            romeo.arrivedSoFar();
            juliet.await(stanza -> room.isPresence(stanza, "Romeo", null) && "away".equals(stanza.elementText("show")));
            check(
                    "Romeo goes offline. Juliet sees him as away. He does not leave the room",
                    juliet.arrivedSoFar().stream()
                            .noneMatch(stanza -> room.isPresence(stanza, "Romeo", "unavailable")));
            room.say(juliet, "Romeo, wherefore art thou?");
            room.whisper(juliet, "Romeo", "good night");
            juliet.arrivedSoFar();
            try (RawClient back = login("romeo", "orchard2")) {
                room.join(back, "Romeo");
                Element whispered = back.await(stanza -> "good night".equals(stanza.elementText("body")));
                check(
                        "Romeo returns and receives Juliet's private message from " + whispered.attributeValue("from")
                                + ", sent at "
                                + ((Element) whispered.elements("delay").get(0)).attributeValue("stamp"),
                        true);
                String digest = back.await(stanza ->
                                String.valueOf(stanza.elementText("body")).startsWith("While you were away"))
                        .elementText("body");
                check(
                        "He also receives the messages that mention him: " + digest,
                        digest.contains("wherefore art thou"));
            }
        }
    }

    private RawClient login(String username, String resource) {
        return RawClient.login(openfire.clientPort(), username, EmbeddedOpenfire.PASSWORD, resource);
    }

    private void theAdminSeesItCounted() {
        try (Browser browser = new Browser()) {
            Page page = browser.page();
            Browser.openConsole(page, openfire, "overview");
            String count = page.locator("[data-counter='xhtml.cleaned']").innerText();
            check(
                    "The administrator opens the Overview page. Formatted messages that were changed: " + count,
                    count.equals("1"));
            String streams = page.locator("[data-counter='socks5.opened']").innerText();
            check("Streams opened: " + streams, streams.equals("3"));
            String stored = page.locator("[data-counter='files.taken']").innerText();
            check("Files stored for users who could not take them: " + stored, stored.equals("3"));
            String answered = page.locator("[data-counter='caps.answered']").innerText();
            check("Queries answered for clients: " + answered, Integer.parseInt(answered) >= 2);
            Browser.screenshot(page, "demo-overview");
        }
    }

    private void check(String what, boolean holds) {
        out.println(++step + ". " + what);
        if (!holds) {
            throw new AssertionError("step " + step + " failed: " + what);
        }
    }
}
