package org.igniterealtime.openfire.plugin.intermediateim.admin.suite;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.xmpp.packet.PacketError;

/** A protocol suite: what it asks for, who provides that here, and how to see whether it is there now. */
enum ProtocolSuite {
    XEP_0117(
            "XEP-0117",
            "Intermediate IM Protocol Suite",
            must("XEP-0073", "Basic IM Protocol Suite", server("http://jabber.org/protocol/disco#info")),
            must("XEP-0045", "Multi-User Chat", rooms(), clients("http://jabber.org/protocol/muc")),
            must("XEP-0071", "XHTML-IM", plugin("xhtml"), clients("http://jabber.org/protocol/xhtml-im")),
            must("XEP-0096", "SI File Transfer", clients("http://jabber.org/protocol/si/profile/file-transfer")),
            must("XEP-0115", "Entity Capabilities", plugin("caps"), clients("http://jabber.org/protocol/caps")),
            must("XEP-0004", "Data Forms", clients("jabber:x:data")),
            must("XEP-0020", "Feature Negotiation", clients("http://jabber.org/protocol/feature-neg")),
            must("XEP-0047", "In-Band Bytestreams", clients("http://jabber.org/protocol/ibb")),
            must("XEP-0065", "SOCKS5 Bytestreams", plugin("socks5"), clients("http://jabber.org/protocol/bytestreams")),
            must("XEP-0068", "Field Standardization for Data Forms", format()),
            must("XEP-0082", "XMPP Date and Time Profiles", format()),
            must("XEP-0095", "Stream Initiation", clients("http://jabber.org/protocol/si"))),

    XEP_0073(
            "XEP-0073",
            "Basic IM Protocol Suite",
            must("RFC 6120", "XMPP Core", sessions()),
            must("RFC 6121", "XMPP Instant Messaging and Presence", sessions()),
            must(
                    "XEP-0030",
                    "Service Discovery",
                    server("http://jabber.org/protocol/disco#info"),
                    clients("http://jabber.org/protocol/disco#info")),
            must("XEP-0115", "Entity Capabilities", plugin("caps"), clients("http://jabber.org/protocol/caps")),
            should("XEP-0077", "In-Band Registration", server("jabber:iq:register")),
            should("XEP-0078", "Non-SASL Authentication", server("jabber:iq:auth")),
            should("XEP-0086", "Error Condition Mappings", codes())),

    XEP_0213(
            "XEP-0213",
            "XMPP Intermediate IM Client 2008",
            must("XEP-0211", "XMPP Basic Client 2008", clients("http://jabber.org/protocol/disco#info")),
            must("XEP-0045", "Multi-User Chat", rooms(), clients("http://jabber.org/protocol/muc")),
            must("XEP-0085", "Chat State Notifications", clients("http://jabber.org/protocol/chatstates")),
            should("XEP-0016", "Privacy Lists", server("jabber:iq:privacy")),
            should("XEP-0054", "vcard-temp", server("vcard-temp"), clients("vcard-temp")),
            should("XEP-0155", "Stanza Session Negotiation", clients("urn:xmpp:ssn"))),

    XEP_0216(
            "XEP-0216",
            "XMPP Intermediate IM Server 2008",
            must("XEP-0212", "XMPP Basic Server 2008", server("http://jabber.org/protocol/disco#info")),
            must("XEP-0016", "Privacy Lists", server("jabber:iq:privacy")),
            must("XEP-0045", "Multi-User Chat", rooms()),
            must("XEP-0054", "vcard-temp", server("vcard-temp")),
            should("XEP-0163", "Personal Eventing Protocol", server("http://jabber.org/protocol/pubsub#publish")));

    private final String number;
    private final String title;
    private final List<Part> parts;

    ProtocolSuite(String number, String title, Part... parts) {
        this.number = number;
        this.title = title;
        this.parts = List.of(parts);
    }

    String number() {
        return number;
    }

    String title() {
        return title;
    }

    List<Part> parts() {
        return parts;
    }

    /** Who does it. */
    enum Provider {
        SERVER,
        PLUGIN,
        CLIENT
    }

    /** A protocol that a suite asks for. */
    record Part(String number, String title, boolean must, List<Check> checks) {}

    /** Who provides it, and how to see that. */
    record Check(Provider provider, Look look) {}

    /** Looks whether something is there. */
    @FunctionalInterface
    interface Look {
        Finding at(Now now);
    }

    /**
     * What there is at this moment.
     *
     * @param features of the server
     * @param rooms    whether the server has a service for them
     * @param sessions of clients
     * @param isOn     whether a feature of the plugin is, by its name
     * @param clients  what those clients can do of which that is known
     */
    record Now(Set<String> features, boolean rooms, int sessions, Predicate<String> isOn, List<DiscoInfo> clients) {}

    /** How good it is. */
    enum State {
        ON,
        OFF,
        BAD
    }

    /**
     * What was seen.
     *
     * @param key end of the i18n key of a sentence; {@code part} and {@code whole} stand for its {0} and {1}
     */
    record Finding(State state, String key, long part, long whole) {

        private Finding(boolean good, String key) {
            this(good ? State.ON : State.BAD, key + (good ? ".yes" : ".no"), 0, 0);
        }
    }

    private static Part must(String number, String title, Check... checks) {
        return new Part(number, title, true, List.of(checks));
    }

    private static Part should(String number, String title, Check... checks) {
        return new Part(number, title, false, List.of(checks));
    }

    private static Check server(String feature) {
        return new Check(Provider.SERVER, now -> new Finding(now.features().contains(feature), "announced"));
    }

    private static Check rooms() {
        return new Check(Provider.SERVER, now -> new Finding(now.rooms(), "rooms"));
    }

    private static Check sessions() {
        return new Check(Provider.SERVER, now -> new Finding(State.ON, "sessions", now.sessions(), 0));
    }

    private static Check codes() {
        return new Check(
                Provider.SERVER,
                now -> new Finding(
                        new PacketError(PacketError.Condition.item_not_found)
                                        .getElement()
                                        .attributeValue("code")
                                != null,
                        "codes"));
    }

    private static Check plugin(String feature) {
        return new Check(Provider.PLUGIN, now -> new Finding(now.isOn().test(feature), "switch"));
    }

    private static Check format() {
        return new Check(Provider.PLUGIN, now -> new Finding(State.OFF, "format", 0, 0));
    }

    private static Check clients(String feature) {
        return new Check(Provider.CLIENT, now -> {
            long can = now.clients().stream()
                    .filter(info -> info.hasFeature(feature))
                    .count();
            return new Finding(
                    can > 0 ? State.ON : State.OFF,
                    "clients",
                    can,
                    now.clients().size());
        });
    }

    /** @return part of its ids and i18n keys */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
