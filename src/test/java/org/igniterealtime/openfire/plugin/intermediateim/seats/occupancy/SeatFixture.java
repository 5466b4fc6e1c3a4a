package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** A seat, its room, and the clients of its owner, stanza by stanza. */
public abstract class SeatFixture {

    static final JID ROMEO = new JID("romeo@montague.lit");
    public static final JID ROOM = new JID("orchard@rooms.lit");
    static final JID CLIENT = new JID("romeo@montague.lit/phone");
    /** Another client of the owner. */
    static final JID DESK = new JID("romeo@montague.lit/desk");

    public static final String SEAT = "romeo@montague.lit/unguessable";
    static final String ITEM = "<item affiliation='none' role='participant'/>";
    public static final String SELF = ITEM + "<status code='110'/>";
    static final String GONE = "<item affiliation='none' role='none'/><status code='110'/>";

    static final String JOIN = "<x xmlns='http://jabber.org/protocol/muc'/>";

    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    Options options = new Options("Romeo");
    UnaryOperator<Presence> withCapabilities = UnaryOperator.identity();
    public Seat seat;
    final List<SeatEffect> all = new ArrayList<>();
    public List<SeatEffect> last = List.of();
    /** The one that sends and gets. */
    JID client = CLIENT;

    public void make(boolean fresh) {
        seat = new Seat(
                new SeatConfig(ROMEO, ROOM, options, Origin.USER, now, "unguessable"),
                OccupantPolicy.Times.USUAL,
                new Random(1),
                withCapabilities,
                new RoomMessage.Reader(),
                fresh,
                now);
    }

    void does(List<SeatEffect> effects) {
        last = effects.stream()
                .<SeatEffect>mapMulti((effect, out) -> {
                    if (effect instanceof SeatEffect.Show) {
                        seat.presenceNow().map(SeatEffect.Send::new).ifPresent(out);
                    } else {
                        out.accept(effect);
                    }
                })
                .toList();
        all.addAll(last);
    }

    public <E extends SeatEffect> List<E> effects(Class<E> type) {
        return last.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public List<Packet> sent() {
        return effects(SeatEffect.Send.class).stream()
                .map(SeatEffect.Send::stanza)
                .toList();
    }

    public void fromRoom(String stanza) {
        Packet packet = stanza.startsWith("<p")
                ? Xml.presence(stanza)
                : stanza.startsWith("<m") ? Xml.message(stanza) : Xml.iq(stanza);
        packet.setTo(SEAT);
        does(seat.receive(packet, now));
    }

    public void room(String nick, String type, String content) {
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

    public void asksToJoin(boolean temporary) {
        does(seat.start());
        assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
        joinInTurn(temporary, Set.of());
    }

    /** @param clients that have the seat's nick */
    void joinInTurn(boolean temporary, Set<JID> clients) {
        Optional<String> nick = Optional.of(seat.view().nick());
        joinBeside(
                temporary,
                clients.stream().map(address -> new ClientInRoom(address, nick)).toList());
    }

    void joinBeside(boolean temporary, List<ClientInRoom> clients) {
        does(seat.join(clients, now));
        IQ disco = (IQ) sent().get(0);
        fromRoom("<iq type='result' from='" + ROOM + "' id='" + disco.getID() + "'><query "
                + "xmlns='http://jabber.org/protocol/disco#info'><feature var='http://jabber.org/protocol/muc'/>"
                + (temporary ? "<feature var='muc_temporary'/>" : "") + "</query></iq>");
    }

    public void isIn() {
        make(false);
        asksToJoin(false);
        room("Romeo", "", SELF);
    }

    void clientSends(String nick, String type, String content) {
        does(seat.clientSends(
                Xml.presence("<presence from='" + client + "' to='" + ROOM + "/" + nick + "'" + type + ">" + content
                        + "</presence>"),
                now));
    }

    Seat.Reaction clientReceives(String nick, String type, String content) {
        Seat.Reaction reaction = seat.clientReceives(
                Xml.presence("<presence to='" + client + "' from='" + ROOM + "/" + nick + "'" + type + ">" + content
                        + "</presence>"),
                now);
        does(reaction.effects());
        return reaction;
    }

    void clientIsIn() {
        clientSends("Romeo", "", JOIN);
        clientReceives("Romeo", "", user(SELF));
    }

    /** The other client is in the room too. */
    void deskIsIn(String nick) {
        client = DESK;
        clientSends(nick, "", JOIN);
        clientReceives(nick, "", user(SELF));
        client = CLIENT;
    }
}
