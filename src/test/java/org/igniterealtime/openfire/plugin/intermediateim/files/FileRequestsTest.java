package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandAccount;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandTexts;
import org.igniterealtime.openfire.plugin.intermediateim.files.dropbox.DropBoxes;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.FileReceiver;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

class FileRequestsTest {

    private static final String JULIET = "juliet@capulet.lit/balcony";
    private static final String OFFER = "<si xmlns='http://jabber.org/protocol/si' id='s'/>";
    private static final String COMMANDS =
            "<query xmlns='http://jabber.org/protocol/disco#items'" + " node='http://jabber.org/protocol/commands'/>";

    private final FileReceiver receiver = mock(FileReceiver.class);
    private final List<Packet> sent = new ArrayList<>();
    private final FileRequests requests = new FileRequests(
            new DropBoxes((sender, owner) -> true, receiver, Runnable::run, () -> true, () -> "capulet.lit"),
            new CommandAccount(
                    List.of(),
                    new CommandTexts((key, arguments) -> key, "files."),
                    user -> user.getDomain().equals("capulet.lit"),
                    stanza -> false,
                    () -> "token",
                    new FakeClock()),
            sent::add,
            (key, arguments) -> key);

    private boolean asks(String to, String payload) {
        return requests.answer(
                Xml.iq("<iq type='" + (payload.startsWith("<si") ? "set" : "get") + "' id='1' from='" + JULIET
                        + "' to='" + to + "'>" + payload + "</iq>"),
                sent::add);
    }

    private Message says(String from, String to) {
        requests.answer(
                Xml.message(
                        "<message type='chat' id='m' from='" + from + "' to='" + to + "'><body>help</body></message>"),
                sent::add);
        return (Message) sent.get(sent.size() - 1);
    }

    private List<Presence> subscribes(String from, String to) {
        return requests.answer(Xml.presence("<presence type='subscribe' from='" + from + "' to='" + to + "'/>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"juliet@files.capulet.lit/inbox", "nurse@files.capulet.lit"})
    void filesAreTakenByDropBoxes(String box) {
        assertTrue(asks(box, OFFER));

        verify(receiver).offered(any(), any());
    }

    @Test
    void filesAreNotTakenByTheAddressItself() {
        assertFalse(asks("files.capulet.lit", OFFER));

        verifyNoInteractions(receiver);
    }

    @ParameterizedTest
    @CsvSource({
        "files.capulet.lit, true",
        "juliet@files.capulet.lit, true",
        "juliet@files.capulet.lit/inbox, true",
        "nurse@files.capulet.lit, false"
    })
    void commandsAreThereForTheirUser(String to, boolean there) {
        assertEquals(there, asks(to, COMMANDS));
        assertEquals(there ? 1 : 0, sent.size());
        sent.forEach(answer -> assertEquals(IQ.Type.result, ((IQ) answer).getType()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"files.capulet.lit", "juliet@files.capulet.lit", "juliet@files.capulet.lit/inbox"})
    void chatsAreAnsweredFromWhereTheyWereWrittenTo(String to) {
        Message answer = says(JULIET, to);

        assertEquals("files.say.help", answer.getBody());
        assertEquals(new JID(to), answer.getFrom());
        assertEquals(new JID(JULIET), answer.getTo());
    }

    @Test
    void chatsWithTheDropBoxesOfOthersAreRefused() {
        Message answer = says(JULIET, "nurse@files.capulet.lit");

        assertEquals(Message.Type.error, answer.getType());
        assertEquals("intermediateim.files.say.only-files", answer.getError().getText());
    }

    @Test
    void strangersAreNotAnswered() {
        requests.answer(
                Xml.message("<message type='chat' from='romeo@montague.lit/orchard' to='files.capulet.lit'>"
                        + "<body>list</body></message>"),
                sent::add);

        assertEquals(List.of(), sent);
        assertEquals(
                Presence.Type.unsubscribed,
                subscribes("romeo@montague.lit", "files.capulet.lit").get(0).getType());
    }

    @Test
    void bothCanBeContacts() {
        assertEquals(
                new JID("files.capulet.lit"),
                subscribes("juliet@capulet.lit", "files.capulet.lit").get(1).getFrom());
        assertEquals(
                new JID("nurse@files.capulet.lit/inbox"),
                subscribes("juliet@capulet.lit", "nurse@files.capulet.lit")
                        .get(1)
                        .getFrom());
    }

    @Test
    void whoWasToldThatTheyAreThereIsToldThatTheyGo() {
        subscribes("juliet@capulet.lit", "files.capulet.lit");
        subscribes("juliet@capulet.lit", "nurse@files.capulet.lit");

        assertEquals(
                Set.of("files.capulet.lit", "nurse@files.capulet.lit/inbox"),
                requests.farewell().stream()
                        .filter(presence -> presence.getType() == Presence.Type.unavailable
                                && presence.getTo().equals(new JID("juliet@capulet.lit")))
                        .map(presence -> presence.getFrom().toString())
                        .collect(Collectors.toSet()));
        assertEquals(List.of(), requests.farewell());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsubscribe", "forget"})
    void whoDoesNotWatchIsNotTold(String end) {
        subscribes("juliet@capulet.lit", "files.capulet.lit");

        if (end.equals("forget")) {
            requests.forget(new JID("juliet@capulet.lit"));
        } else {
            List<Presence> answers = requests.answer(
                    Xml.presence("<presence type='unsubscribe' from='juliet@capulet.lit' to='files.capulet.lit'/>"));
            assertEquals(Presence.Type.unavailable, answers.get(1).getType());
        }

        assertEquals(List.of(), requests.farewell());
    }
}
