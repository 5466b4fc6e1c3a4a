package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.List;

/** Who else is in the room: their nicks only. Joins, changes and leaves are told from each other by them. */
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

    /** We are called so ourselves: whoever had the nick before is somebody else no more. */
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
