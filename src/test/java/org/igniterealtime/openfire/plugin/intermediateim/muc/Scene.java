package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The third witch and the coven: one occupant, the room, and the time between them. */
final class Scene {

    static final JID SELF = new JID("hag66@shakespeare.lit/seat-1");
    static final JID ROOM = new JID("coven@chat.shakespeare.lit");
    static final JoinRequest REQUEST = JoinRequest.of(SELF, ROOM, "thirdwitch");
    static final RoomInfo INFO = new RoomInfo(EnumSet.of(RoomInfo.Trait.OPEN));
    static final OccupantPolicy.Times TIMES = OccupantPolicy.Times.USUAL;
    static final String MEMBER = "<item affiliation='member' role='participant'/>";
    static final String GONE = "<item affiliation='member' role='none'/>";

    final Occupant occupant;
    final List<Output> all = new ArrayList<>();
    Instant now = Instant.parse("2026-11-23T12:00:00.5Z");
    /** What came of the last call. */
    List<Output> last = List.of();

    Scene(JoinRequest request) {
        this(request, new OccupantPolicy(new Random(1)));
    }

    Scene(JoinRequest request, OccupantPolicy policy) {
        this.occupant = new Occupant(request, policy);
    }

    /** Already in the room, and over with the entry. */
    static Scene in() {
        return in(REQUEST);
    }

    static Scene in(JoinRequest request) {
        Scene scene = new Scene(request);
        scene.knocks().isLetIn().hears("<message type='groupchat' from='" + ROOM + "'><subject/></message>");
        return scene;
    }

    Scene does(List<Output> came) {
        last = came;
        all.addAll(came);
        return this;
    }

    /** Joins a room that is known. */
    Scene knocks() {
        return does(occupant.join(INFO, now));
    }

    Scene isLetIn(int... codes) {
        return otherPresenceReceived("thirdwitch", "", MEMBER + code(110) + codes(codes));
    }

    Scene hears(String stanza) {
        Element element = Xml.element(stanza);
        if (element.attributeValue("from") == null) {
            element.addAttribute("from", ROOM.toString());
        }
        element.addAttribute("to", SELF.toString());
        return hears(
                switch (element.getName()) {
                    case "message" -> new Message(element);
                    case "presence" -> new Presence(element);
                    default -> new IQ(element);
                });
    }

    Scene hears(Packet stanza) {
        return does(occupant.receive(stanza, now));
    }

    /** Presence of an occupant. */
    Scene otherPresenceReceived(String nick, String type, String user) {
        return hears("<presence from='" + ROOM + "/" + nick + "'" + (type.isEmpty() ? "" : " type='" + type + "'")
                + "><x xmlns='http://jabber.org/protocol/muc#user'>" + user + "</x></presence>");
    }

    Scene isOut(String user) {
        return otherPresenceReceived(occupant.nick(), "unavailable", user);
    }

    Scene isRefused(String condition) {
        return isRefused(condition, "");
    }

    /** The last presence comes back. */
    Scene isRefused(String condition, String more) {
        Presence join = last(Presence.class);
        return hears("<presence type='error' id='" + join.getID() + "' from='" + join.getTo()
                + "'><error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + more + "</"
                + condition + "></error></presence>");
    }

    Scene says(String nick, String body, String more) {
        return hears("<message type='groupchat' from='" + ROOM + (nick.isEmpty() ? "" : "/" + nick) + "'><body>" + body
                + "</body>" + more + "</message>");
    }

    /** The last request is answered. */
    Scene isAnswered(String payload) {
        IQ asked = last(IQ.class);
        return hears("<iq type='result' id='" + asked.getID() + "' from='" + asked.getTo() + "'>" + payload + "</iq>");
    }

    Scene isAnsweredByError(String condition) {
        IQ asked = last(IQ.class);
        return hears("<iq type='error' id='" + asked.getID() + "' from='" + asked.getTo() + "'><error type='cancel'><"
                + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    Scene waits(Duration time) {
        now = now.plus(time);
        return does(occupant.tick(now));
    }

    /** Until something is due. */
    Scene waits() {
        assertTrue(occupant.wakeAt().isBefore(Instant.MAX), "nothing is due");
        now = occupant.wakeAt();
        return does(occupant.tick(now));
    }

    static String code(int code) {
        return "<status code='" + code + "'/>";
    }

    static String codes(int... codes) {
        StringBuilder text = new StringBuilder();
        for (int code : codes) {
            text.append(code(code));
        }
        return text.toString();
    }

    /** @return the stanzas among what came of the last call */
    List<Packet> sent() {
        return sent(last);
    }

    static List<Packet> sent(List<Output> outputs) {
        return outputs.stream()
                .filter(Output.Send.class::isInstance)
                .map(each -> ((Output.Send) each).stanza())
                .toList();
    }

    /** @return the latest stanza of the kind that was sent at all */
    <P extends Packet> P last(Class<P> kind) {
        List<P> all =
                sent(this.all).stream().filter(kind::isInstance).map(kind::cast).toList();
        return all.get(all.size() - 1);
    }

    List<Event> events() {
        return last.stream()
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .toList();
    }

    /** @return the only event of the last call */
    Event event() {
        assertEquals(1, events().size(), last::toString);
        return events().get(0);
    }

    <E extends Event> E event(Class<E> kind) {
        return kind.cast(event());
    }

    void nothingHappened() {
        assertEquals(List.of(), last);
    }

    long unavailablesSent() {
        return sent(all).stream()
                .filter(each -> each instanceof Presence presence && presence.getType() == Presence.Type.unavailable)
                .count();
    }

    /** Over, and the room has been told. */
    void isOverAndRetracted() {
        assertTrue(occupant.isOver());
        assertEquals(Instant.MAX, occupant.wakeAt());
        assertEquals(1, unavailablesSent());
        assertEquals(0, occupant.others());
    }
}
