package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import org.xmpp.packet.JID;

/**
 * A seat that another node of a cluster keeps, as far as this one has to know it.
 *
 * @param nick that it has, or asks for; empty if that is not known
 */
public record RemoteSeat(JID owner, JID room, String resource, String nick) implements SeatAddress {

    public static RemoteSeat of(SeatConfig config) {
        return new RemoteSeat(
                config.owner(),
                config.room(),
                config.resource(),
                config.options().nick());
    }
}
