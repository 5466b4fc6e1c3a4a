package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.List;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Sends what an occupant writes, each stanza with an id that nobody can guess.
 *
 * @param self the occupant's own full address
 */
record Sender(JID self, OccupantPolicy policy) {

    /**
     * @param stanza given away; the one with an address already has it replaced
     * @return the id that the stanza was given
     */
    String send(Packet stanza, JID to, List<Output> out) {
        String id = policy.newId();
        stanza.setID(id);
        stanza.setFrom(self);
        stanza.setTo(to);
        out.add(new Output.Send(stanza));
        return id;
    }
}
