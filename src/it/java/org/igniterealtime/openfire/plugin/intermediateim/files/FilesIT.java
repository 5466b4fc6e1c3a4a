package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.IBB;
import static org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.S5B;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.Offer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

/** Files for users who are away, stanza by stanza. */
class FilesIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final String SETTING = "plugin.intermediateim.files.";
    private static final String BLOCK_ALL = "<iq type='set' id='%%s'><query xmlns='jabber:iq:privacy'><list name='x'>"
            + "<item type='jid' value='%s' action='deny' order='1'/></list></query></iq>";
    private static final String BY_DEFAULT =
            "<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><default name='x'/></query></iq>";

    private final byte[] content = noise(100_000);
    private String julietName;
    private RawClient romeo;
    private RawFiles romeosFiles;

    @BeforeEach
    void login() {
        openfire.property(SETTING + "free-mib", "0");
        openfire.property("plugin.intermediateim.socks5.connections-per-second", "0");
        openfire.property("plugin.intermediateim.socks5.failures-in-a-row", "0");
        julietName = openfire.user("juliet");
        romeo = openfire.client("romeo");
        romeosFiles = files(romeo);
    }

    private static RawFiles files(RawClient client) {
        return new RawFiles(client, openfire.server().proxyPort());
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private String juliet() {
        return julietName + "@example.org";
    }

    private String box() {
        return julietName + "@files.example.org";
    }

    /** @return a client of Juliet's that takes files */
    private RawClient julietComes() {
        RawClient client = openfire.connect(julietName, "balcony");
        client.send("<presence>" + RawFiles.SOFTWARE.caps() + "</presence>");
        return client;
    }

    private List<String> states() {
        return openfire.control().query("SELECT state FROM ofIntermediateImFile WHERE owner = '" + juliet() + "'");
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30), "time is up");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {IBB, S5B})
    @Requirement({"0096-01", "0095-16"})
    void aFileToADropBoxIsDeliveredOnLogin(String method) throws IOException {
        romeosFiles.send(method, box() + "/inbox", "s1", "letter.txt", content);
        assertEquals(List.of("WAITING"), states());

        RawFiles juliets = files(julietComes());
        Offer offer = juliets.awaitOffer();

        assertEquals("letter.txt", offer.name());
        assertEquals(content.length, offer.size());
        assertTrue(offer.from().startsWith(romeo.bareJid() + "/"), offer.from());
        assertFalse(offer.from().equals(romeo.jid()));
        assertTrue(offer.description().contains("Sent by " + romeo.bareJid()), offer.description());
        assertEquals(List.of(S5B, IBB), offer.methods());
        assertArrayEquals(content, juliets.take(method, offer));
        await(() -> states().equals(List.of("DELIVERED")));
    }

    @Test
    void anEmptyFileArrivesToo() throws IOException {
        romeosFiles.send(IBB, box() + "/inbox", "s1", "empty", new byte[0]);
        romeosFiles.send(S5B, box() + "/inbox", "s2", "empty too", new byte[0]);

        RawFiles juliets = files(julietComes());

        assertEquals(0, juliets.take(IBB, juliets.awaitOffer()).length);
        assertEquals(0, juliets.take(S5B, juliets.awaitOffer()).length);
        await(() -> states().equals(List.of("DELIVERED", "DELIVERED")));
    }

    /** @return a streamhost of Romeo's own, at which the server may connect */
    private static ServerSocket listen() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        return socket;
    }

    private String offerStreamhost(ServerSocket streamhost, String sid) {
        assertEquals(S5B, romeosFiles.offered(box() + "/inbox", sid, "letter.txt", content.length, S5B));
        return RawFiles.streamhost(box() + "/inbox", sid, romeo.jid(), streamhost.getLocalPort());
    }

    @Test
    @Requirement({"0065-01", "0065-30", "0065-33", "0065-38", "0065-41"})
    void aSendersOwnStreamhostIsConnectedToWhereThatIsAllowed() throws Exception {
        openfire.property(SETTING + "direct-networks", "127.0.0.0/8");
        openfire.property(SETTING + "direct-streamhosts", "true");
        String meets = DestinationAddress.of("s1", new JID(romeo.jid()), new JID(box() + "/inbox"))
                .hex();
        try (ServerSocket streamhost = listen()) {
            romeo.send(offerStreamhost(streamhost, "s1").formatted("streamhosts"));
            try (Socket socket = streamhost.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                assertArrayEquals(Socks5Client.GREETING, in.readNBytes(3));
                socket.getOutputStream().write(Socks5Client.METHOD);
                assertArrayEquals(Socks5Client.connect(meets), in.readNBytes(47));
                socket.getOutputStream().write(Socks5Client.reply(0, meets));
                Element used = romeo.await(stanza -> "streamhosts".equals(stanza.attributeValue("id")));
                assertEquals(
                        romeo.jid(),
                        used.element("query").element("streamhost-used").attributeValue("jid"));
                socket.getOutputStream().write(content);
                socket.shutdownOutput();
                assertEquals(-1, in.read(), "ends when the file is safe");
            }
        }

        assertEquals(List.of("WAITING"), states());
        RawFiles juliets = files(julietComes());
        assertArrayEquals(content, juliets.take(S5B, juliets.awaitOffer()));
    }

    @Test
    @Requirement("0065-38")
    void nothingIsConnectedToByDefault() throws Exception {
        try (ServerSocket streamhost = listen()) {
            assertItemNotFound(romeo.ask(offerStreamhost(streamhost, "s1")));
            openfire.property(SETTING + "direct-networks", "127.0.0.0/8");
            assertItemNotFound(romeo.ask(offerStreamhost(streamhost, "s2")));
            openfire.property(SETTING + "direct-networks", "0.0.0.0/0");
            openfire.property(SETTING + "direct-streamhosts", "true");
            assertItemNotFound(romeo.ask(offerStreamhost(streamhost, "s3")));

            streamhost.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, streamhost::accept, "nobody is in the queue");
        }
        romeosFiles.openInBand(box() + "/inbox", "s3");
    }

    private static void assertItemNotFound(Element answer) {
        assertNotNull(answer.element("error"), answer.asXML());
        assertNotNull(answer.element("error").element("item-not-found"), answer.asXML());
    }

    @Test
    void aUsersInBandTransfersAreNoFasterThanTheyMayBe() throws IOException {
        openfire.property(SETTING + "in-band-rate-per-user", "64");
        long start = System.nanoTime();
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        long sent = System.nanoTime();

        RawFiles juliets = files(julietComes());
        assertArrayEquals(content, juliets.take(IBB, juliets.awaitOffer()));
        long taken = System.nanoTime();

        long least = TimeUnit.SECONDS.toNanos(content.length - 16 * 1024) / (64 * 1024); // the burst is not paid for
        assertTrue(sent - start >= least, "sent in " + (sent - start));
        assertTrue(taken - sent >= least, "taken in " + (taken - sent));
    }

    @Test
    void aBareJidTakesFilesInBand() throws IOException {
        assertEquals(IBB, romeosFiles.offered(juliet(), "s1", "letter.txt", content.length, S5B, IBB));
        romeosFiles.send(IBB, juliet(), "s2", "letter.txt", content);

        RawFiles juliets = files(julietComes());

        assertArrayEquals(content, juliets.take(IBB, juliets.awaitOffer()));
    }

    @Test
    void aClientThatIsGoneTakesFilesInBand() throws Exception {
        RawClient balcony = openfire.connect(julietName, "balcony");
        balcony.close();
        openfire.control().awaitSessionEnd(balcony.jid());

        romeosFiles.send(IBB, balcony.jid(), "s1", "letter.txt", content);

        RawFiles juliets = files(julietComes());
        assertArrayEquals(content, juliets.take(IBB, juliets.awaitOffer()));
    }

    @Test
    void whoIsOnlineGetsTheFileAtOnce() throws IOException {
        RawFiles juliets = files(julietComes());
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);

        assertArrayEquals(content, juliets.take(S5B, juliets.awaitOffer()));
    }

    @Test
    void aClientThatAnnouncesNothingIsAskedWhetherItTakesFiles() throws IOException {
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        RawClient juliet = openfire.connect(julietName, "orchard");

        juliet.send("<presence/>");
        Element query = juliet.await(
                stanza -> Software.isQuestion(stanza) && stanza.element("query").attributeValue("node") == null);
        assertEquals("example.org", query.attributeValue("from"));
        juliet.send(RawFiles.SOFTWARE.answer(query));

        RawFiles juliets = files(juliet);
        assertArrayEquals(content, juliets.take(IBB, juliets.awaitOffer()));
    }

    @Test
    void aSlowReaderHoldsNobodyUp() throws IOException {
        byte[] large = noise(16 << 20);
        romeosFiles.send(S5B, box() + "/inbox", "s1", "large", large);
        RawFiles juliets = files(julietComes());
        Offer offer = juliets.awaitOffer();
        juliets.accept(S5B, offer);

        try (Socks5Client idle = juliets.connectThroughProxy(offer)) {
            RawClient benvolio = openfire.client("benvolio");
            benvolio.send("<presence>" + RawFiles.SOFTWARE.caps() + "</presence>");
            romeosFiles.send(S5B, benvolio.bareJid().replace("@", "@files.") + "/inbox", "s2", "letter.txt", content);
            RawFiles benvolios = files(benvolio);
            assertArrayEquals(content, benvolios.take(S5B, benvolios.awaitOffer()));

            assertArrayEquals(large, idle.read(large.length));
        }
        await(() -> states().equals(List.of("DELIVERED")));
    }

    @Test
    void offersAtOnceCannotUseTheSameBytes() {
        openfire.property(SETTING + "inbox-mib", "1");
        List<RawClient> senders = List.of(romeo, openfire.client("mercutio"), openfire.client("benvolio"));

        senders.forEach(sender -> sender.send(
                RawFiles.offer(juliet(), "s1", "letter.txt", 400 << 10).formatted("race")));

        List<String> answers = senders.stream()
                .map(sender -> sender.await(stanza -> "race".equals(stanza.attributeValue("id")))
                        .attributeValue("type"))
                .sorted()
                .toList();
        assertEquals(List.of("error", "result", "result"), answers);
    }

    @Test
    void clientsThatAreThereGetTheirOwnOffers() {
        RawClient juliet = julietComes();

        romeo.send(RawFiles.offer(juliet.jid(), "s1", "letter.txt", 10).formatted("mine"));

        assertEquals(romeo.jid(), files(juliet).awaitOffer().from());
    }

    @Test
    void occupantsOfRoomsGetTheirOwnOffers() {
        RawClient juliet = julietComes();
        Room room = Room.unused();
        room.create(juliet, "Juliet");
        room.join(romeo, "Romeo");

        romeo.send(
                RawFiles.offer(room.occupant("Juliet"), "s1", "letter.txt", 10).formatted("mine"));

        assertEquals(room.occupant("Romeo"), files(juliet).awaitOffer().from());
    }

    @Test
    void whatIsDeclinedIsDeleted() throws IOException {
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        RawFiles juliets = files(julietComes());

        juliets.refuse(juliets.awaitOffer(), "forbidden");

        await(() -> states().equals(List.of("DECLINED")));
    }

    @Test
    void whatFailsIsOfferedAtTheNextLogin() throws Exception {
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        RawClient first = julietComes();
        RawFiles juliets = files(first);
        juliets.refuse(juliets.awaitOffer(), "internal-server-error");
        first.send("<presence><show>away</show></presence>");
        first.send("<presence>" + RawFiles.SOFTWARE.caps() + "</presence>");
        assertTrue(first.arrivedSoFar().stream().noneMatch(RawFiles::isOffer));
        first.close();
        openfire.control().awaitSessionEnd(first.jid());

        RawFiles again = files(julietComes());

        assertArrayEquals(content, again.take(IBB, again.awaitOffer()));
    }

    @Test
    void aHostileNameIsHarmless() throws IOException {
        romeosFiles.send(IBB, juliet(), "s1", "../../../\u202Egnp.exe\u0085 & <b>'\"", new byte[10]);

        RawFiles juliets = files(julietComes());
        Offer offer = juliets.awaitOffer();

        assertEquals("gnp.exe & _b_'_", offer.name());
    }

    @Test
    void whatBreaksALimitIsRefusedBeforeAnyByte() {
        openfire.property(SETTING + "file-mib", "1");
        Element tooLarge = romeo.ask(RawFiles.offer(juliet(), "s1", "a", (1 << 20) + 1));
        openfire.property(SETTING + "refused-types", ".exe");
        Element refusedType = romeo.ask(RawFiles.offer(juliet(), "s2", "a.exe", 10));
        openfire.property(SETTING + "free-mib", "1073741824");
        Element diskFull = romeo.ask(RawFiles.offer(juliet(), "s3", "a", 10));

        assertRefused("The file is too large.", tooLarge);
        assertRefused("Files of this type are not accepted.", refusedType);
        assertRefused("The server has no room left for files.", diskFull);
        assertEquals(List.of(), states());
    }

    private static void assertRefused(String text, Element answer) {
        assertNotNull(answer.element("error"), answer.asXML());
        assertNotNull(answer.element("error").element("forbidden"), answer.asXML());
        assertEquals(text, answer.element("error").elementText("text"));
    }

    @Test
    @Requirement({"0095-01", "0095-02", "0020-11", "0066-07"})
    void aDropBoxIsAContactThatTakesFiles() {
        romeo.send("<presence type='subscribe' to='" + box() + "'/>");
        romeo.await(stanza -> stanza.getName().equals("presence")
                && "subscribed".equals(stanza.attributeValue("type"))
                && box().equals(stanza.attributeValue("from")));
        Element presence =
                romeo.await(stanza -> stanza.getName().equals("presence") && isFrom(stanza, box() + "/inbox"));

        Announcement announced = Announcement.in(presence).orElseThrow();
        Element answer = romeo.ask("<iq type='get' id='%s' to='" + box() + "/inbox'><query xmlns='"
                + DiscoInfo.NAMESPACE + "' node='" + announced.discoNode() + "'/></iq>");
        DiscoInfo info = DiscoInfo.in(answer.element("query")).orElseThrow();

        for (String feature : List.of(RawFiles.SI, RawFiles.FILE, S5B, IBB, "http://jabber.org/protocol/feature-neg")) {
            assertTrue(info.hasFeature(feature), feature);
        }
        assertFalse(info.hasFeature("jabber:iq:oob"));
    }

    private static boolean isFrom(Element stanza, String address) {
        return address.equals(stanza.attributeValue("from"));
    }

    @Test
    void aDropBoxIsThereAtTheNextLogin() {
        romeo.send("<presence type='subscribe' to='" + box() + "'/>");
        romeo.await(stanza -> isFrom(stanza, box() + "/inbox"));

        RawClient again = openfire.connect(romeo.bareJid().split("@")[0], "again");

        again.await(stanza -> stanza.getName().equals("presence") && isFrom(stanza, box() + "/inbox"));
    }

    /** Everything that can be asked is answered as for somebody who does not exist. */
    private void assertNobodyIsThere(RawClient asking) {
        for (String payload : List.of(
                "<query xmlns='http://jabber.org/protocol/disco#info'/>",
                "<query xmlns='http://jabber.org/protocol/disco#items'/>",
                "<ping xmlns='urn:xmpp:ping'/>",
                "<query xmlns='jabber:iq:version'/>")) {
            assertAlike(asking, "<iq type='get' id='%s' to='TO'>" + payload + "</iq>");
        }
        for (String payload : List.of(
                "<open xmlns='" + IBB + "' sid='x' block-size='4096'/>",
                "<query xmlns='" + S5B + "' sid='x'><streamhost jid='a' host='127.0.0.1' port='1'/></query>")) {
            assertAlike(asking, "<iq type='set' id='%s' to='TO'>" + payload + "</iq>");
        }
        assertAlike(asking, RawFiles.offer("TO", "x", "letter.txt", 10));
        List<String> nobody = answersToPresenceAndMessage(asking, "nobody");
        assertEquals(nobody, answersToPresenceAndMessage(asking, julietName));
        assertEquals(2, nobody.size(), nobody::toString);
        assertTrue(nobody.get(0).contains("type=\"unsubscribed\""), nobody.get(0));
        assertTrue(nobody.get(1).contains("service-unavailable"), nobody.get(1));
    }

    private static List<String> answersToPresenceAndMessage(RawClient asking, String name) {
        String to = name + "@files.example.org";
        asking.send("<presence type='subscribe' to='" + to + "'/><presence type='probe' to='" + to + "'/>");
        asking.send("<message type='chat' to='" + to + "'><body>list</body></message>");
        return asking.arrivedSoFar().stream()
                .filter(stanza -> stanza.attributeValue("from", "").startsWith(to))
                .map(stanza -> stanza.asXML().replace(to, "TO"))
                .toList();
    }

    /** At drop boxes, and at addresses of users. */
    private void assertAlike(RawClient asking, String iq) {
        for (String at : List.of("@files.example.org", "@files.example.org/inbox", "@example.org/gone")) {
            String existing = ask(asking, iq, julietName + at);
            String nobody = ask(asking, iq, "nobody" + at);
            assertEquals(nobody, existing, iq);
            assertTrue(nobody.contains("service-unavailable"), nobody);
        }
    }

    private static String ask(RawClient asking, String iq, String to) {
        Element answer = asking.ask(iq.replace("to='TO'", "to='" + to + "'"));
        answer.remove(answer.attribute("id"));
        return answer.asXML().replace(to, "TO");
    }

    @Test
    @Requirement({"0020-05", "0020-17"})
    void aStrangerLearnsNothing() {
        openfire.property(SETTING + "senders", "contacts");

        assertNobodyIsThere(romeo);
    }

    @Test
    void whoIsBlockedLearnsNothing() {
        RawClient juliet = openfire.connect(julietName, "orchard");
        juliet.ask(BLOCK_ALL.formatted(romeo.bareJid()));
        juliet.ask(BY_DEFAULT);

        assertNobodyIsThere(romeo);
    }

    @Test
    void whoBlocksLearnsNothing() {
        romeo.ask(BLOCK_ALL.formatted(juliet()));
        romeo.ask(BY_DEFAULT);

        Element answer = romeo.ask(RawFiles.offer(box(), "x", "letter.txt", 10));

        assertNotNull(answer.element("error"), answer.asXML());
        assertEquals(List.of(), states());
    }

    @Test
    void whoIsBlockedMeanwhileOffersNothing() throws IOException {
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        RawClient juliet = openfire.connect(julietName, "orchard");
        juliet.ask(BLOCK_ALL.formatted(romeo.bareJid()));
        juliet.ask(BY_DEFAULT);

        juliet.send("<presence>" + RawFiles.SOFTWARE.caps() + "</presence>");
        RawClient benvolio = openfire.client("benvolio");
        files(benvolio).send(IBB, juliet(), "s1", "note.txt", content);
        Offer offer = files(juliet).awaitOffer();

        assertEquals("note.txt", offer.name());
        assertTrue(juliet.arrivedSoFar().stream().noneMatch(RawFiles::isOffer));
    }

    @Test
    void whoRegistersTheNameOfASenderAnewIsNotNamed() throws IOException {
        String sender = romeo.bareJid();
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        openfire.control().deleteUser(sender.substring(0, sender.indexOf('@')));
        openfire.control().createUser(sender.substring(0, sender.indexOf('@')), EmbeddedOpenfire.PASSWORD);

        Offer offer = files(julietComes()).awaitOffer();

        assertTrue(offer.from().startsWith("files.example.org/"), offer.from());
    }

    @Test
    void theFilesOfAUserWhoIsDeletedAreDeleted() throws IOException {
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        romeosFiles.offered(juliet(), "s2", "letter.txt", content.length);
        romeosFiles.openInBand(juliet(), "s2");

        openfire.control().deleteUser(julietName);

        await(() -> states().isEmpty());
        romeo.await(stanza -> stanza.element("close") != null);
    }

    @Test
    void whoIsGoneMidwayLeavesNothing() throws Exception {
        romeosFiles.offered(juliet(), "s1", "letter.txt", content.length);
        romeosFiles.openInBand(juliet(), "s1");
        romeo.ask(RawFiles.block(juliet(), "s1", 0, noise(10)));
        assertEquals(List.of("RECEIVING"), states());

        romeo.close();

        await(() -> states().isEmpty());
    }

    @Test
    void switchedOffNothingIsTakenAndNobodyIsThere() throws IOException {
        romeo.send("<presence type='subscribe' to='" + box() + "'/>");
        romeo.await(stanza -> isFrom(stanza, box() + "/inbox"));
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        romeosFiles.offered(juliet(), "s2", "letter.txt", content.length);
        romeosFiles.openInBand(juliet(), "s2");

        openfire.property(SETTING + "enabled", "false");

        romeo.await(stanza -> isFrom(stanza, box() + "/inbox") && "unavailable".equals(stanza.attributeValue("type")));
        romeo.await(stanza -> stanza.element("close") != null && isFrom(stanza, juliet()));
        Element refused = romeo.ask(RawFiles.offer(juliet(), "s3", "letter.txt", 10));
        assertNotNull(refused.element("error").element("service-unavailable"), refused.asXML());
        Element gone = romeo.ask(RawFiles.offer(box(), "s4", "letter.txt", 10));
        assertNotNull(gone.element("error"), gone.asXML());
        await(() -> states().equals(List.of("WAITING")));
    }

    @Test
    void switchedOnAgainDropBoxesAreThereForThoseOnline() {
        romeo.send("<presence/><presence type='subscribe' to='" + box() + "'/>");
        romeo.await(stanza -> isFrom(stanza, box() + "/inbox"));
        openfire.control().setProperty(SETTING + "enabled", "false");
        romeo.await(stanza -> isFrom(stanza, box() + "/inbox") && "unavailable".equals(stanza.attributeValue("type")));

        openfire.control().setProperty(SETTING + "enabled", "true");

        romeo.await(stanza -> isFrom(stanza, box() + "/inbox") && stanza.attributeValue("type") == null);
    }

    @Test
    void switchedOnAgainFilesAreOfferedToThoseOnline() throws IOException {
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        openfire.control().setProperty(SETTING + "enabled", "false");
        RawFiles juliets = files(julietComes());

        openfire.control().setProperty(SETTING + "enabled", "true");

        assertArrayEquals(content, juliets.take(IBB, juliets.awaitOffer()));
    }

    @Test
    void anotherDirectoryIsUsedAtOnce(@TempDir Path directory) throws IOException {
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);

        useDirectory(directory.toString(), "LOST");
        romeosFiles.send(IBB, juliet(), "s2", "next.txt", content);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    1,
                    files.filter(file -> !file.toString().endsWith(".part") && !file.endsWith("directory-name"))
                            .count());
        }

        useDirectory("", "WAITING");
        RawFiles juliets = files(julietComes());
        Offer offer = juliets.awaitOffer();
        assertEquals("letter.txt", offer.name());
        assertArrayEquals(content, juliets.take(IBB, offer));
    }

    private boolean isAccepted(String offer) {
        return "result".equals(romeo.ask(offer).attributeValue("type"));
    }

    /** @param state of the first file there */
    private void useDirectory(String directory, String state) {
        openfire.property(SETTING + "directory", directory);
        await(() -> states().contains(state));
        await(() -> isAccepted(RawFiles.offer(juliet(), "probe " + state, "probe.txt", 1))); // the store is open again
    }

    @Test
    void aProxyThatClosesMidwayLosesNothing() throws IOException {
        romeosFiles.send(IBB, juliet(), "s1", "letter.txt", content);
        romeosFiles.offered(box() + "/inbox", "s2", "other.txt", content.length, S5B);
        Socks5Client halfway = romeosFiles.openThroughProxy(box() + "/inbox", "s2");
        halfway.write(noise(10));
        RawClient first = julietComes();
        RawFiles juliets = files(first);
        Offer offer = juliets.awaitOffer();
        juliets.accept(S5B, offer);
        Socks5Client waiting = juliets.connectThroughProxy(offer);

        openfire.control().setProperty("plugin.intermediateim.socks5.enabled", "false");

        halfway.readToEnd();
        waiting.readToEnd();
        openfire.control().setProperty("plugin.intermediateim.socks5.enabled", "true");
        halfway.close();
        waiting.close();
        first.close();
        openfire.control().awaitSessionEnd(first.jid());
        RawFiles again = files(julietComes());
        Offer second = again.awaitOffer();
        assertEquals("letter.txt", second.name());
        assertArrayEquals(content, again.take(S5B, second));
        await(() -> states().equals(List.of("DELIVERED")));
    }
}
