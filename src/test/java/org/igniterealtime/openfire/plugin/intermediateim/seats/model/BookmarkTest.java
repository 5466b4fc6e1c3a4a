package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class BookmarkTest {

    private static final JID ROMEO = new JID("romeo@montague.lit");

    @Test
    void areTheRoomsThatAreJoinedByThemselves() {
        assertEquals(
                List.of(
                        new Bookmark(ROMEO, new JID("orchard@rooms.lit"), "Heir", "secret"),
                        new Bookmark(ROMEO, new JID("crypt@rooms.lit"), "romeo", "")),
                Bookmark.in(
                        Xml.element("<storage xmlns='storage:bookmarks'>"
                                + "<conference autojoin='true' jid='orchard@rooms.lit'><nick>Heir</nick><password>secret</password></conference>"
                                + "<conference autojoin='1' jid='crypt@rooms.lit'><nick> </nick></conference>"
                                + "<conference autojoin='1' jid='crypt@rooms.lit'><nick>twice</nick></conference>"
                                + "<conference autojoin='false' jid='hall@rooms.lit'/><conference jid='hall@rooms.lit'/>"
                                + "<conference autojoin='1' jid='rooms.lit'/><conference autojoin='1' jid='a@b@c'/><conference autojoin='1'/>"
                                + "<url name='x' url='http://x'/></storage>"),
                        ROMEO));
    }

    @Test
    void areNoneInAnythingElse() {
        assertEquals(List.of(), Bookmark.in(Xml.element("<storage xmlns='storage:bookmarks'/>"), ROMEO));
    }

    @Test
    void isLeftOutWithAPasswordThatNoRoomHas() {
        assertEquals(
                List.of(),
                Bookmark.in(
                        Xml.element(
                                "<storage xmlns='storage:bookmarks'><conference jid='orchard@rooms.lit' autojoin='1'>"
                                        + "<password>" + "x".repeat(1024) + "</password></conference></storage>"),
                        new JID("romeo@montague.lit")));
    }
}
