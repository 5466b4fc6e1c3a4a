package org.igniterealtime.openfire.plugin.intermediateim.caps.presence;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Octets;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Parties;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.PartyLimitedCache;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MucUser;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;

/**
 * Who is who in the rooms: real JID and occupant JID of those whose own presence a room has sent back to them, with
 * status code 110 (XEP-0045 §7.2.2). Bounded in octets, by {@link PartyLimitedCache}. Any thread.
 */
public final class RoomOccupants {

    private static final int OWN_PRESENCE = 110;
    private static final int NICK_CHANGES = 303;

    private final PartyLimitedCache<String, AddressKey> realJids;
    private final PartyLimitedCache<OccupantKey, String> occupantJids;

    private record OccupantKey(AddressKey realJid, String room) {

        private int octets() {
            return realJid.octets() + Octets.of(room);
        }
    }

    /** @param octets of memory that all may take */
    public RoomOccupants(Parties parties, long octets) {
        realJids = new PartyLimitedCache<>(
                octets / 2, parties, (occupant, realJid) -> Octets.of(occupant) + realJid.octets());
        occupantJids =
                new PartyLimitedCache<>(octets / 2, parties, (key, occupant) -> key.octets() + Octets.of(occupant));
    }

    /** @return whether this presence is an occupant's, sent on by a room */
    static boolean isOccupant(Element presence) {
        return MucUser.isIn(presence);
    }

    /** Learns from presence that a room sends to one of its occupants. */
    public void available(AddressKey recipient, String occupant, Element presence) {
        if (MucUser.hasStatus(presence, OWN_PRESENCE)) {
            realJids.put(occupant, recipient, occupant);
            occupantJids.put(new OccupantKey(recipient, Addresses.bare(occupant)), occupant, occupant);
        }
    }

    /** @return whether the recipient has left the room by this: it is not said of somebody else, nor of an old nick */
    public boolean leaves(AddressKey recipient, String occupant, Element presence) {
        boolean own = MucUser.hasStatus(presence, OWN_PRESENCE)
                || occupantIn(Addresses.bare(occupant), recipient)
                        .filter(occupant::equals)
                        .isPresent();
        return own && !MucUser.hasStatus(presence, NICK_CHANGES);
    }

    /** The user has left the room, by whatever nick it was there. */
    public void left(AddressKey realJid, String room) {
        String occupant = occupantJids.remove(new OccupantKey(realJid, room));
        if (occupant != null) {
            realJids.remove(occupant, realJid);
        }
    }

    public Optional<AddressKey> realJidOf(String occupant) {
        return Optional.ofNullable(realJids.get(occupant));
    }

    /** @return the address by which the room knows the user */
    public Optional<String> occupantIn(String room, AddressKey realJid) {
        return Optional.ofNullable(occupantJids.get(new OccupantKey(realJid, room)));
    }

    /** Forgets all full JIDs of the bare JID. */
    public void forget(String bareJid) {
        AddressKey user = AddressKey.of(bareJid);
        occupantJids.removeIf((key, occupant) -> key.realJid().bare().equals(user));
        realJids.removeIf((occupant, realJid) -> realJid.bare().equals(user));
    }

    public void forgetAll() {
        realJids.clear();
        occupantJids.clear();
    }

    /** @return what they take of memory, estimated */
    public long octets() {
        return realJids.octets() + occupantJids.octets();
    }
}
