package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Conduct;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Wishes;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** A seat, its room, and the clients of its owner, stanza by stanza. */
abstract class SeatFixture {

    static final JID ROMEO = new JID("romeo@montague.lit");
    static final JID ROOM = new JID("orchard@rooms.lit");
    static final JID CLIENT = new JID("romeo@montague.lit/phone");
    static final String SEAT = "romeo@montague.lit/unguessable";
    static final String ITEM = "<item affiliation='none' role='participant'/>";
    static final String SELF = ITEM + "<status code='110'/>";
    static final String GONE = "<item affiliation='none' role='none'/><status code='110'/>";

    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    Wishes wishes = new Wishes("Romeo");
    UnaryOperator<Presence> dressed = UnaryOperator.identity();
    Seat seat;
    final List<Effect> all = new ArrayList<>();
    List<Effect> last = List.of();
    /** The one that sends and gets. */
    JID client = CLIENT;

    void make(boolean fresh) {
        seat = new Seat(new SeatOrder(ROMEO, ROOM, wishes, Origin.USER, now, "unguessable"), Conduct.Times.USUAL, new Random(1),
                dressed, new RoomMessage.Reader(), fresh, now);
    }

    void does(List<Effect> effects) {
        last = effects.stream().<Effect>mapMulti((effect, out) -> {
            if (effect instanceof Effect.Show) {
                seat.presenceNow().map(Effect.Send::new).ifPresent(out);
            } else {
                out.accept(effect);
            }
        }).toList();
        all.addAll(last);
    }

    <E extends Effect> List<E> effects(Class<E> type) {
        return last.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Packet> sent() {
        return effects(Effect.Send.class).stream().map(Effect.Send::stanza).toList();
    }

    void fromRoom(String stanza) {
        Packet packet = stanza.startsWith("<p") ? Xml.presence(stanza) : stanza.startsWith("<m") ? Xml.message(stanza) : Xml.iq(stanza);
        packet.setTo(SEAT);
        does(seat.receive(packet, now));
    }

    void room(String nick, String type, String content) {
        fromRoom("<presence from='" + ROOM + "/" + nick + "'" + type + ">" + user(content) + "</presence>");
    }

    void refuses(String condition) {
        fromRoom("<presence type='error' from='" + ROOM + "/Romeo'>" + error(condition) + "</presence>");
    }

    static String error(String condition) {
        return "<error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    }

    static String user(String content) {
        return "<x xmlns='http://jabber.org/protocol/muc#user'>" + content + "</x>";
    }

    void says(String nick, String text) {
        fromRoom("<message type='groupchat' from='" + ROOM + "/" + nick + "'><body>" + text + "</body></message>");
    }

    void whispers(String nick, String text) {
        fromRoom("<message type='chat' from='" + ROOM + "/" + nick + "'><body>" + text + "</body></message>");
    }

    void asksToJoin(boolean temporary) {
        does(seat.start());
        assertEquals(1, effects(Effect.WantsIn.class).size());
        joinInTurn(temporary, Set.of());
    }

    void joinInTurn(boolean temporary, Set<JID> announced) {
        joinInTurn(temporary, announced, true);
    }

    void joinInTurn(boolean temporary, Set<JID> announced, boolean local) {
        does(seat.join(announced, local, now));
        IQ disco = (IQ) sent().get(0);
        fromRoom("<iq type='result' from='" + ROOM + "' id='" + disco.getID() + "'><query "
                + "xmlns='http://jabber.org/protocol/disco#info'><feature var='http://jabber.org/protocol/muc'/>"
                + (temporary ? "<feature var='muc_temporary'/>" : "") + "</query></iq>");
    }

    void isIn() {
        make(false);
        asksToJoin(false);
        room("Romeo", "", SELF);
    }

    void clientSends(String nick, String type, String content) {
        does(seat.clientSends(Xml.presence("<presence from='" + client + "' to='" + ROOM + "/" + nick + "'" + type + ">" + content
                + "</presence>"), now));
    }

    Seat.Reaction clientGets(String nick, String type, String content) {
        Seat.Reaction reaction = seat.clientGets(Xml.presence("<presence to='" + client + "' from='" + ROOM + "/" + nick + "'" + type + ">"
                + content + "</presence>"), now);
        does(reaction.effects());
        return reaction;
    }

    void clientIsIn() {
        clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
        clientGets("Romeo", "", user(SELF));
    }
}
