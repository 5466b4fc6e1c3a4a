package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.List;

/** The other occupants of the room, by nick only, to distinguish joins, changes and leaves. */
final class OtherOccupants {

    private final NickSet nicks;

    OtherOccupants(long seed) {
        this.nicks = new NickSet(seed);
    }

    int count() {
        return nicks.size();
    }

    void clear() {
        nicks.clear();
    }

    /** We have this nick ourselves: its previous holder is no longer counted. */
    void ownNickIs(String nick) {
        nicks.remove(nick);
    }

    void available(String nick, MucUser.Item item, List<Output> out) {
        out.add(
                nicks.add(nick)
                        ? new Event.OccupantJoined(nick, item.privileges(), item.jid())
                        : new Event.OccupantChanged(nick, item.privileges(), item.jid()));
    }

    /** @param user with code 303, it is the first half of a change of nick (XEP-0045 §7.6) */
    void unavailable(String nick, MucUser user, List<Output> out) {
        boolean wasIn = nicks.remove(nick);
        String renamed = user.has(303) ? Nicks.prepared(user.item().nick()).orElse("") : "";
        if (!renamed.isEmpty()) {
            nicks.add(renamed);
            out.add(new Event.OccupantRenamed(nick, renamed));
        } else if (wasIn) {
            out.add(new Event.OccupantLeft(nick));
        }
    }
}
