package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.commands.ChatCommands;
import org.igniterealtime.openfire.plugin.intermediateim.commands.ExecutionLimit;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

class SeatChatCommandTest {

    private static final JID ROMEO = new JID("romeo@montague.lit");
    private static final LocalizedTexts TEXTS =
            (key, arguments) -> key.substring(key.lastIndexOf('.') + 1) + List.of(arguments);

    private final List<String> calls = new ArrayList<>();
    private final SeatService service = new SeatService() {
        @Override
        public CompletableFuture<Answer> keep(JID owner, JID room, Options options) {
            calls.add("keep " + room + " as " + options.nick());
            return CompletableFuture.completedFuture(Answer.KEPT);
        }

        @Override
        public CompletableFuture<Answer> drop(JID owner, JID room) {
            calls.add("drop " + room);
            return CompletableFuture.completedFuture(Answer.DROPPED);
        }

        @Override
        public Optional<SeatView> seat(JID owner, JID room) {
            return Optional.empty();
        }

        @Override
        public List<SeatView> seatsOf(JID owner) {
            return List.of();
        }
    };
    private final ChatCommands commands =
            new ChatCommands(SeatCommands.of(service, TEXTS), SeatCommands.texts(TEXTS), new ExecutionLimit());

    private void assertCalls(String call, String said) {
        ChatCommands.Reading reading = commands.read(ROMEO, said);
        assertFalse(reading.isHelp());
        assertEquals(List.of(), calls, "reading does nothing yet");
        reading.run().get().join();
        assertEquals(List.of(call), calls);
        calls.clear();
    }

    private void assertExplains(String answer, String said) {
        ChatCommands.Reading reading = commands.read(ROMEO, said);
        assertTrue(reading.isHelp());
        assertEquals(answer, reading.run().get().join());
        assertEquals(List.of(), calls);
    }

    private void assertAnswers(String answer, String said) {
        ChatCommands.Reading reading = commands.read(ROMEO, said);
        assertFalse(reading.isHelp());
        assertEquals(answer, reading.run().get().join());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep crypt@rooms.verona.lit as The Heir",
                " KEEP  Crypt@Rooms.Verona.lit  AS  The Heir ",
                "keep xmpp:crypt@rooms.verona.lit?join as The Heir"
            })
    void keepsASeatUnderANick(String said) {
        assertCalls("keep crypt@rooms.verona.lit as The Heir", said);
    }

    @Test
    void keepsASeatUnderTheUsualNick() {
        assertCalls("keep crypt@rooms.verona.lit as romeo", "keep crypt@rooms.verona.lit");
    }

    @ParameterizedTest
    @CsvSource({
        "xmpp:%23chat%25net@irc.example.org?join, #chat%net@irc.example.org",
        "XMPP:caf%C3%A9@rooms.lit, caf\u00e9@rooms.lit",
        "%23chat%25net@irc.example.org, %23chat%25net@irc.example.org"
    })
    void readsARoomFromALink(String link, String room) {
        assertCalls("keep " + room + " as romeo", "keep " + link);
        assertCalls("drop " + room, "drop " + link);
        Element storage = Xml.element(
                "<storage xmlns='storage:bookmarks'><conference autojoin='true' jid='" + link + "'/></storage>");
        assertEquals(new JID(room), Bookmark.in(storage, ROMEO).get(0).room());
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep", "Keep ", "keep as", "keep as The Heir", "KEEP AS x"})
    void asksForTheRoom(String said) {
        assertExplains("keep-which[]", said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep crypt@rooms.verona.lit as", "keep xmpp:crypt@rooms.verona.lit AS "})
    void asksForTheNick(String said) {
        assertExplains("keep-nick[crypt@rooms.verona.lit]", said);
    }

    @Test
    void dropsASeat() {
        assertCalls("drop crypt@rooms.verona.lit", "Drop crypt@rooms.verona.lit");
        assertAnswers("drop-which[]\nnone[]", "drop");
    }

    @Test
    void listsSeats() {
        assertAnswers("none[]", " List ");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "help", "keeper", "hello there", "keep a b c", "drop a b", "drop a\nb\nc", "list all"})
    void answersOtherTextWithHelp(String said) {
        assertExplains("help[]", said);
    }

    @Test
    void doesNotReadLongTexts() {
        assertAnswers("none[]", "list" + " ".repeat(ChatCommands.MAX_CHARACTERS - 4));
        assertExplains("help[]", "list" + " ".repeat(ChatCommands.MAX_CHARACTERS - 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rooms.verona.lit", "crypt@rooms.verona.lit/nick", "@", "a@b@c", "xmpp:%zz@rooms.verona.lit"})
    void quotesWhatIsNoRoom(String room) {
        String answer = "misunderstood[" + room + "]\nhelp[]";
        assertExplains(answer, "keep " + room);
        assertExplains(answer, "keep " + room + " as");
        assertExplains(answer, "drop " + room);
    }

    @Test
    void quotesWhatIsNoNick() {
        String nick = "x".repeat(1024);
        assertExplains("misunderstood[" + nick + "]\nhelp[]", "keep crypt@rooms.verona.lit as " + nick);
    }
}
