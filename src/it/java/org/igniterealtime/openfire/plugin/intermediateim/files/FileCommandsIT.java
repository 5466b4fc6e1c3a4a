package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.IBB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.Offer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users ask about their files, and what senders are told about theirs. */
class FileCommandsIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final String COMMANDS = "http://jabber.org/protocol/commands";

    private final byte[] content = new byte[2000];
    private String julietName;
    private RawClient romeo;

    @BeforeEach
    void login() {
        openfire.property("plugin.intermediateim.files.free-mib", "0");
        julietName = openfire.user("juliet");
        romeo = openfire.client("romeo");
    }

    private RawFiles files(RawClient client) {
        return new RawFiles(client, openfire.server().proxyPort());
    }

    private String box() {
        return julietName + "@files.example.org";
    }

    private RawClient julietComes() {
        RawClient juliet = openfire.connect(julietName, "balcony");
        juliet.send("<presence/>"); // without capabilities, so nothing is offered
        return juliet;
    }

    private static String says(RawClient client, String to, String text) {
        client.send("<message type='chat' to='" + to + "'><body>" + text + "</body></message>");
        Element answer = client.await(stanza -> stanza.getName().equals("message")
                && to.equals(stanza.attributeValue("from"))
                && stanza.element("body") != null);
        return answer.elementText("body");
    }

    private static boolean isMessageFrom(Element stanza, String address) {
        return stanza.getName().equals("message") && address.equals(stanza.attributeValue("from"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"files.example.org", "BOX"})
    void aFileIsListedAndOfferedOnRequest(String address) throws IOException {
        String to = address.equals("BOX") ? box() : address;
        files(romeo).send(IBB, box() + "/inbox", "s1", "letter.txt", content);
        RawClient juliet = julietComes();

        String list = says(juliet, to, "list");
        assertTrue(list.matches("[0-9a-f]{4}: letter\\.txt, 2\\.0 KiB, from " + romeo.bareJid() + ", .*"), list);
        assertEquals("The file letter.txt is being offered to your client now.", says(juliet, to, "get letter.txt"));
        Offer offer = files(juliet).awaitOffer();

        assertArrayEquals(content, files(juliet).take(IBB, offer));
    }

    @Test
    void aFileIsDeletedByACommand() throws IOException {
        files(romeo).send(IBB, box() + "/inbox", "s1", "letter.txt", content);
        RawClient juliet = julietComes();
        Element command = juliet.ask(command("delete", "")).element("command");
        assertEquals("executing", command.attributeValue("status"));
        Element option = command.element("x").element("field").element("option");
        assertTrue(option.attributeValue("label").startsWith("letter.txt, 2.0 KiB, from"), option.asXML());

        Element deleted = juliet.ask(command(
                "delete",
                "<x xmlns='jabber:x:data' type='submit'><field var='file'><value>" + option.elementText("value")
                        + "</value></field></x>"));

        assertEquals(
                "The file letter.txt has been deleted.",
                deleted.element("command").elementText("note"));
        assertEquals("No files are waiting for you.", says(juliet, box(), "list"));
    }

    @Test
    void whoWantsToBeAskedIsToldWhatHasCome() throws Exception {
        RawClient first = julietComes();
        assertEquals(
                "You are told about each file and get it when you write: get file",
                says(first, "files.example.org", "receive ask"));
        first.close();
        openfire.control().awaitSessionEnd(first.jid());
        files(romeo).send(IBB, box() + "/inbox", "s1", "letter.txt", content);

        RawClient juliet = openfire.connect(julietName, "balcony");
        juliet.send("<presence>" + RawFiles.SOFTWARE.caps() + "</presence>");

        Element told = juliet.await(stanza -> isMessageFrom(stanza, box()));
        assertEquals(
                romeo.bareJid() + " has sent you the file letter.txt. To get it, write: get letter.txt",
                told.elementText("body"));
        assertTrue(juliet.arrivedSoFar().stream().noneMatch(RawFiles::isOffer));
        says(juliet, box(), "get letter.txt");
        assertArrayEquals(content, files(juliet).take(IBB, files(juliet).awaitOffer()));
        assertEquals("You get a link to each file.", says(juliet, box(), "receive link"));
        assertEquals("You get a link to each file.", says(juliet, box(), "receive"));
    }

    private static String command(String name, String content) {
        return "<iq type='set' id='%s' to='files.example.org'><command xmlns='" + COMMANDS + "' node='intermediateim#"
                + name + "'>" + content + "</command></iq>";
    }

    @Test
    void commandsCanBeFound() {
        Element items = romeo.ask("<iq type='get' id='%s' to='files.example.org'>"
                + "<query xmlns='http://jabber.org/protocol/disco#items' node='" + COMMANDS + "'/></iq>");

        List<String> names = items.element("query").elements("item").stream()
                .map(item -> item.attributeValue("name"))
                .toList();
        assertEquals(
                List.of("List my files", "Get a file", "Delete files", "Choose how to get files", "Show my quota"),
                names);
    }

    @Test
    void theBoxesOfOthersTakeFilesAlone() {
        romeo.send("<message type='chat' to='" + box() + "'><body>list</body></message>");

        Element answer = romeo.await(stanza -> isMessageFrom(stanza, box()));

        assertEquals("error", answer.attributeValue("type"));
        assertEquals(
                "Only files can be sent to this address.",
                answer.element("error").elementText("text"));
    }

    private void isSubscribedTo(RawClient watcher, RawClient watched) {
        watcher.send("<presence type='subscribe' to='" + watched.bareJid() + "'/>");
        watched.await(stanza -> "subscribe".equals(stanza.attributeValue("type")));
        watched.send("<presence type='subscribed' to='" + watcher.bareJid() + "'/>");
        watcher.await(stanza -> "subscribed".equals(stanza.attributeValue("type")));
    }

    private void takes(RawClient juliet) throws IOException {
        says(juliet, box(), "get");
        files(juliet).take(IBB, files(juliet).awaitOffer());
        String states = "SELECT state FROM ofIntermediateImFile WHERE owner = '" + juliet.bareJid() + "'";
        long start = System.nanoTime();
        while (!openfire.control().query(states).equals(List.of("DELIVERED"))) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30), "time is up");
        }
    }

    @Test
    void aSenderWhoSeesPresenceIsToldLater() throws Exception {
        RawClient juliet = julietComes();
        isSubscribedTo(romeo, juliet);
        files(romeo).send(IBB, box() + "/inbox", "s1", "letter.txt", content);
        String name = romeo.bareJid().replaceAll("@.*", "");
        romeo.close();
        openfire.control().awaitSessionEnd(romeo.jid());

        takes(juliet);

        RawClient again = openfire.connect(name, "orchard");
        again.send("<presence/>");
        Element receipt = again.await(stanza -> isMessageFrom(stanza, box()));
        assertEquals(
                juliet.bareJid() + " has received the file letter.txt that you sent.", receipt.elementText("body"));
    }

    @Test
    void aSenderWhoDoesNotSeePresenceIsNotTold() throws IOException {
        RawClient juliet = julietComes();
        files(romeo).send(IBB, box() + "/inbox", "s1", "letter.txt", content);

        takes(juliet);

        romeo.ask("<iq type='get' id='%s' to='example.org'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertTrue(romeo.arrivedSoFar().stream().noneMatch(stanza -> isMessageFrom(stanza, box())));
    }

    @Test
    void nobodyIsToldIfReceiptsAreOff() throws IOException {
        openfire.property("plugin.intermediateim.files.receipts", "false");
        RawClient juliet = julietComes();
        isSubscribedTo(romeo, juliet);
        files(romeo).send(IBB, box() + "/inbox", "s1", "letter.txt", content);

        takes(juliet);

        romeo.ask("<iq type='get' id='%s' to='example.org'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertTrue(romeo.arrivedSoFar().stream().noneMatch(stanza -> isMessageFrom(stanza, box())));
    }
}
