package org.igniterealtime.openfire.plugin.intermediateim.caps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;

/**
 * Who is who in the rooms: real JID and occupant JID of those whose own presence a room has sent back to them, with status code
 * 110 (XEP-0045 §7.2.2). A bounded number of them. Any thread.
 */
final class Occupants {

    static final String MUC_USER = "http://jabber.org/protocol/muc#user";

    private static final int MOST = 100_000;
    private static final String OWN_PRESENCE = "110";
    private static final String NICK_CHANGES = "303";

    private final Cache<String, Address> realJids = Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<Seat, String> occupantJids = Caffeine.newBuilder().maximumSize(MOST).build();

    private record Seat(Address realJid, String room) {
    }

    /** @return whether this presence is an occupant's, sent on by a room */
    static boolean isOccupant(Element presence) {
        return Payloads.first(presence, MUC_USER) != null;
    }

    /** Learns from presence that a room sends to one of its occupants. */
    void available(Address recipient, String occupant, Element presence) {
        if (hasStatus(presence, OWN_PRESENCE)) {
            realJids.put(occupant, recipient);
            occupantJids.put(new Seat(recipient, Addresses.bare(occupant)), occupant);
        }
    }

    /** @return whether the recipient has left the room by this: it is not said of somebody else, nor of an old nick */
    boolean leaves(Address recipient, String occupant, Element presence) {
        boolean own = hasStatus(presence, OWN_PRESENCE)
                || occupantIn(Addresses.bare(occupant), recipient).filter(occupant::equals).isPresent();
        return own && !hasStatus(presence, NICK_CHANGES);
    }

    /** The user has left the room, by whatever nick it was there. */
    void left(Address realJid, String room) {
        String occupant = occupantJids.asMap().remove(new Seat(realJid, room));
        if (occupant != null) {
            realJids.asMap().remove(occupant, realJid);
        }
    }

    Optional<Address> realJidOf(String occupant) {
        return Optional.ofNullable(realJids.getIfPresent(occupant));
    }

    /** @return the address by which the room knows the user */
    Optional<String> occupantIn(String room, Address realJid) {
        return Optional.ofNullable(occupantJids.getIfPresent(new Seat(realJid, room)));
    }

    /** Forgets all full JIDs of the bare JID. */
    void forget(String bareJid) {
        Address user = Address.of(bareJid);
        occupantJids.asMap().keySet().removeIf(seat -> seat.realJid().bare().equals(user));
        realJids.asMap().values().removeIf(realJid -> realJid.bare().equals(user));
    }

    void forgetAll() {
        realJids.invalidateAll();
        occupantJids.invalidateAll();
    }

    private static boolean hasStatus(Element presence, String code) {
        Element user = Payloads.first(presence, MUC_USER);
        if (user == null) {
            return false;
        }
        for (int i = 0, count = user.nodeCount(); i < count; i++) {
            if (user.node(i) instanceof Element status && status.getName().equals("status")
                    && code.equals(status.attributeValue("code"))) {
                return true;
            }
        }
        return false;
    }
}
