package org.igniterealtime.openfire.plugin.intermediateim.seats.cluster;

import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.RemoteSeat;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.xmpp.packet.JID;

/** A notice from one node of a cluster to the others about seats. */
public sealed interface SeatNotice {

    public static final String NAMESPACE = "urn:intermediateim:seats:cluster";

    /** The seat is kept. */
    record There(RemoteSeat seat) implements SeatNotice {

        @Override
        public Element toElement() {
            return element("there", seat.owner(), seat.room())
                    .addAttribute("resource", seat.resource())
                    .addAttribute("nick", seat.nick());
        }

        @Override
        public void accept(Receiver receiver) {
            receiver.there(seat);
        }
    }

    /** The seat is no longer kept. */
    record Gone(Key seat) implements SeatNotice {

        @Override
        public Element toElement() {
            return element("gone", seat.owner(), seat.room());
        }

        @Override
        public void accept(Receiver receiver) {
            receiver.gone(seat);
        }
    }

    /** All seats of the user are deleted. */
    record Forgotten(JID owner) implements SeatNotice {

        @Override
        public Element toElement() {
            return DocumentHelper.createElement(name("forgotten")).addAttribute("owner", owner.toString());
        }

        @Override
        public void accept(Receiver receiver) {
            receiver.forgotten(owner);
        }
    }

    /** All seats are deleted. */
    record AllForgotten() implements SeatNotice {

        @Override
        public Element toElement() {
            return DocumentHelper.createElement(name("all-forgotten"));
        }

        @Override
        public void accept(Receiver receiver) {
            receiver.allForgotten();
        }
    }

    Element toElement();

    void accept(Receiver receiver);

    /** Does what a notice calls for: a notice that nobody handles does not compile. */
    interface Receiver {

        void there(RemoteSeat seat);

        void gone(Key seat);

        void forgotten(JID owner);

        void allForgotten();
    }

    private static QName name(String name) {
        return QName.get(name, NAMESPACE);
    }

    private static Element element(String name, JID owner, JID room) {
        return DocumentHelper.createElement(name(name))
                .addAttribute("owner", owner.toString())
                .addAttribute("room", room.toString());
    }

    /** @return empty if it is none that we know */
    static Optional<SeatNotice> in(Element element) {
        try {
            return Optional.ofNullable(
                    switch (element.getName()) {
                        case "there" ->
                            new There(new RemoteSeat(
                                    jid(element, "owner"),
                                    jid(element, "room"),
                                    element.attributeValue("resource", ""),
                                    element.attributeValue("nick", "")));
                        case "gone" -> new Gone(new Key(jid(element, "owner"), jid(element, "room")));
                        case "forgotten" -> new Forgotten(jid(element, "owner"));
                        case "all-forgotten" -> new AllForgotten();
                        default -> null;
                    });
        } catch (IllegalArgumentException e) { // a node of another version
            return Optional.empty();
        }
    }

    private static JID jid(Element element, String attribute) {
        return new JID(element.attributeValue(attribute, ""));
    }
}
