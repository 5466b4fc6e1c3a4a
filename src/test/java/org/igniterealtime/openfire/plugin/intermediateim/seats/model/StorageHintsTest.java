package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.SeatFixture;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.Message;

/** What is kept of what is said to a seat alone, and what is not. */
class StorageHintsTest extends SeatFixture {

    private static final String NO_STORE = "<no-store xmlns='urn:xmpp:hints'/>";
    private static final String NO_PERMANENT_STORE = "<no-permanent-store xmlns='urn:xmpp:hints'/>";

    @BeforeEach
    void join() {
        isIn();
    }

    private List<String> kept() {
        return effects(SeatEffect.Keep.class).stream()
                .map(keep -> keep.message().text())
                .toList();
    }

    private void hears(String type, String content) {
        fromRoom("<message id='m1' type='" + type + "' from='" + ROOM + "/Juliet'>" + content + "</message>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<store xmlns='urn:xmpp:hints'/>",
                "<received xmlns='urn:xmpp:receipts' id='1'/><store xmlns='urn:xmpp:hints'/>",
                "<x xmlns='jabber:x:oob'><url>https://example.org/</url></x>",
                "<x xmlns='jabber:x:encrypted'>q</x>",
                "<encrypted xmlns='eu.siacs.conversations.axolotl'/>",
                "<encrypted xmlns='urn:xmpp:omemo:2'/>",
                "<openpgp xmlns='urn:xmpp:openpgp:0'/>",
                "<encryption xmlns='urn:xmpp:eme:0' namespace='x'/>",
                "<file-sharing xmlns='urn:xmpp:sfs:0'/>",
                "<subject>News</subject>"
            })
    void haveItKeptWithoutABody(String content) {
        hears("chat", content);
        assertEquals(List.of(""), kept());
        assertEquals(List.of(), sent());
        MissedMessage message = effects(SeatEffect.Keep.class).get(0).message();
        assertEquals(MissedMessage.Kind.PRIVATE, message.kind());
        assertEquals("Juliet", message.nick());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<composing xmlns='http://jabber.org/protocol/chatstates'/>",
                "<received xmlns='urn:xmpp:receipts' id='1'/>",
                "<composing xmlns='http://jabber.org/protocol/chatstates'/>" + NO_STORE,
                "<x xmlns='http://jabber.org/protocol/muc#user'/>"
            })
    void areNotNeededForWhatIsNothingToBeRead(String content) {
        hears("chat", content);
        assertEquals(List.of(), last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>x</body>" + NO_STORE,
                "<body>x</body>" + NO_PERMANENT_STORE,
                "<x xmlns='jabber:x:oob'/>" + NO_STORE,
                "<store xmlns='urn:xmpp:hints'/>" + NO_PERMANENT_STORE
            })
    void areObeyedAndTheSenderIsTold(String content) {
        hears("chat", content);
        assertEquals(List.of(), kept());
        Message refused = effects(SeatEffect.Refuse.class).get(0).message();
        assertEquals("m1", refused.getID());
        assertEquals(ROOM + "/Juliet", refused.getFrom().toString());
        assertEquals(SEAT, refused.getTo().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_STORE, NO_PERMANENT_STORE})
    void areObeyedInWhatIsSaidToAll(String hint) {
        hears("groupchat", "<body>Romeo!</body>" + hint);
        assertEquals(List.of(), last);
    }

    @Test
    void areObeyedInInvitations() {
        hears("normal", "<x xmlns='jabber:x:conference' jid='crypt@rooms.lit'/>" + NO_STORE);
        assertEquals(List.of(), kept());
        hears("normal", "<x xmlns='jabber:x:conference' jid='crypt@rooms.lit'/>");
        assertEquals(List.of(""), kept());
    }

    @Test
    void areOfNoUseToWhatIsTooLarge() {
        hears("chat", "<body>" + "x".repeat(MissedMessage.MAX_BYTES) + "</body>");
        assertEquals(List.of(), kept());
        assertEquals(1, effects(SeatEffect.Refuse.class).size());
        assertEquals(0, seat.view().kept().messages());
        hears("groupchat", "<body>Romeo" + " x".repeat(MissedMessage.MAX_BYTES) + "</body>");
        assertEquals(List.of(), last);
    }

    @Test
    void areLookedAtBeforeTheSeatIsIn() {
        make(false);
        asksToJoin(false);
        for (String content : List.of(
                "<x xmlns='jabber:x:oob'/>",
                "<composing xmlns='http://jabber.org/protocol/chatstates'/>",
                "<body>secret</body>" + NO_STORE)) {
            hears("chat", content);
        }
        room("Romeo", "", SELF);
        assertEquals(1, kept().size());
        assertEquals(
                Xml.element("<x xmlns='jabber:x:oob'/>").getQName(),
                Xml.message(effects(SeatEffect.Keep.class).get(0).message().stanza())
                        .getElement()
                        .elements()
                        .get(0)
                        .getQName());
    }
}
