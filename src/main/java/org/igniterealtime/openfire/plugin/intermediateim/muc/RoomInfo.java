package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;

/** What a room says of itself in disco#info (XEP-0045 §6.4). Unknown features are ignored. */
public record RoomInfo(Set<Trait> traits) {

    static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
    private static final int MOST_FEATURES = 256;

    /** Each has the feature of its name, with the prefix {@code muc_} or as given. */
    public enum Trait {
        PASSWORDPROTECTED, UNSECURED, MEMBERSONLY, OPEN, NONANONYMOUS, SEMIANONYMOUS, HIDDEN, PUBLIC, MODERATED, UNMODERATED,
        PERSISTENT, TEMPORARY,
        /** Messages come back with their id (§7.4). */
        STABLE_ID("http://jabber.org/protocol/muc#stable_id"),
        /** The room itself answers a self-ping (XEP-0410 §3.3). */
        SELF_PING("http://jabber.org/protocol/muc#self-ping-optimization");

        private final String feature;

        Trait() {
            this.feature = "muc_" + name().toLowerCase(Locale.ROOT);
        }

        Trait(String feature) {
            this.feature = feature;
        }
    }

    public RoomInfo {
        traits = Set.copyOf(traits);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /**
     * @param query of an answer; may be anything
     * @return empty if it is not from a room: it lacks the feature of XEP-0045 (§6.2)
     */
    public static Optional<RoomInfo> in(Element query) {
        if (query == null || !DISCO_INFO.equals(query.getNamespaceURI())) {
            return Optional.empty();
        }
        boolean room = false;
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        int read = 0;
        for (Element feature : query.elements("feature")) {
            if (++read > MOST_FEATURES) {
                break;
            }
            String var = feature.attributeValue("var");
            room |= MucUser.MUC.equals(var);
            for (Trait trait : Trait.values()) {
                if (trait.feature.equals(var)) {
                    traits.add(trait);
                }
            }
        }
        return room ? Optional.of(new RoomInfo(traits)) : Optional.empty();
    }
}
