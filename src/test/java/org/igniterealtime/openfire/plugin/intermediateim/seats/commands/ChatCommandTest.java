package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

class ChatCommandTest {

    private static final JID ROMEO = new JID("romeo@montague.lit");
    private static final JID ROOM = new JID("crypt@rooms.verona.lit");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep crypt@rooms.verona.lit as The Heir",
                " KEEP  Crypt@Rooms.Verona.lit  AS  The Heir ",
                "keep xmpp:crypt@rooms.verona.lit?join as The Heir"
            })
    void keepARoomUnderANick(String said) {
        assertEquals(new ChatCommand.Keep(ROOM, Optional.of("The Heir")), ChatCommand.read(said));
    }

    @Test
    void keepARoomUnderTheUsualNick() {
        assertEquals(new ChatCommand.Keep(ROOM, Optional.empty()), ChatCommand.read("keep crypt@rooms.verona.lit"));
    }

    @ParameterizedTest
    @CsvSource({
        "xmpp:%23chat%25net@irc.example.org?join, #chat%net@irc.example.org",
        "XMPP:caf%C3%A9@rooms.lit, caf\u00e9@rooms.lit",
        "%23chat%25net@irc.example.org, %23chat%25net@irc.example.org"
    })
    void keepARoomThatALinkNames(String link, String room) {
        assertEquals(new ChatCommand.Keep(new JID(room), Optional.empty()), ChatCommand.read("keep " + link));
        assertEquals(new ChatCommand.Drop(Optional.of(new JID(room))), ChatCommand.read("drop " + link));
        Element storage = Xml.element(
                "<storage xmlns='storage:bookmarks'><conference autojoin='true' jid='" + link + "'/></storage>");
        assertEquals(new JID(room), Bookmark.in(storage, ROMEO).get(0).room());
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep", "Keep ", "keep as", "keep as The Heir", "KEEP AS x"})
    void lackARoom(String said) {
        assertEquals(new ChatCommand.Incomplete(Optional.empty()), ChatCommand.read(said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep crypt@rooms.verona.lit as", "keep xmpp:crypt@rooms.verona.lit AS "})
    void lackANick(String said) {
        assertEquals(new ChatCommand.Incomplete(Optional.of(ROOM)), ChatCommand.read(said));
    }

    @Test
    void dropOneOrTheOnlyOne() {
        assertEquals(new ChatCommand.Drop(Optional.of(ROOM)), ChatCommand.read("Drop crypt@rooms.verona.lit"));
        assertEquals(new ChatCommand.Drop(Optional.empty()), ChatCommand.read("drop"));
    }

    @Test
    void list() {
        assertEquals(new ChatCommand.ListSeats(), ChatCommand.read(" List "));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "help", "keeper", "hello there", "keep a b c"})
    void orAskForHelp(String said) {
        assertEquals(new ChatCommand.Help(), ChatCommand.read(said));
    }

    @Test
    void areNotReadWhenTheyAreTooMany() {
        assertEquals(
                new ChatCommand.ListSeats(), ChatCommand.read("list" + " ".repeat(ChatCommand.MAX_CHARACTERS - 4)));
        assertEquals(new ChatCommand.Help(), ChatCommand.read("list" + " ".repeat(ChatCommand.MAX_CHARACTERS - 3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rooms.verona.lit", "crypt@rooms.verona.lit/nick", "@", "a@b@c", "xmpp:%zz@rooms.verona.lit"})
    void nameWhatIsNoRoom(String room) {
        assertEquals(new ChatCommand.Misunderstood(room), ChatCommand.read("keep " + room));
        assertEquals(new ChatCommand.Misunderstood(room), ChatCommand.read("keep " + room + " as"));
        assertEquals(new ChatCommand.Misunderstood(room), ChatCommand.read("drop " + room));
    }

    @Test
    void nameWhatIsNoNick() {
        String nick = "x".repeat(1024);
        assertEquals(new ChatCommand.Misunderstood(nick), ChatCommand.read("keep crypt@rooms.verona.lit as " + nick));
    }
}
