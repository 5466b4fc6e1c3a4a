package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** What a room says of itself in disco#info (XEP-0045 §6.4). Unknown features are ignored. */
public record RoomInfo(Set<Trait> traits) {

    /** Each has the feature of its name, with the prefix {@code muc_} or as given. */
    public enum Trait {
        PASSWORDPROTECTED,
        UNSECURED,
        MEMBERSONLY,
        OPEN,
        NONANONYMOUS,
        SEMIANONYMOUS,
        HIDDEN,
        PUBLIC,
        MODERATED,
        UNMODERATED,
        PERSISTENT,
        TEMPORARY,
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

        private static Set<Trait> in(DiscoInfo info) {
            Set<Trait> traits = EnumSet.noneOf(Trait.class);
            for (Trait trait : values()) {
                if (info.hasFeature(trait.feature)) {
                    traits.add(trait);
                }
            }
            return traits;
        }
    }

    public RoomInfo {
        traits = Set.copyOf(traits);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /**
     * @param query of an answer; may be anything, or null
     * @return empty if it is not from a room: it lacks the feature of XEP-0045 (§6.2)
     */
    public static Optional<RoomInfo> in(Element query) {
        return Optional.ofNullable(query)
                .flatMap(DiscoInfo::in)
                .filter(info -> info.hasFeature(MucUser.MUC))
                .map(info -> new RoomInfo(Trait.in(info)));
    }
}
