package org.igniterealtime.openfire.plugin.intermediateim.standin.invitations;

import org.xmpp.packet.JID;

/** Tells what a room would do. Any thread. */
@FunctionalInterface
public interface RoomRights {

    /**
     * Whether the room would at this moment pass on an invitation, and the invitee could enter and be reached: the room
     * is one of this server, the inviter is in it and may invite, and neither side blocks the room.
     *
     * @param inviter full JID
     * @param room    bare JID
     * @param invitee full JID of a client of this server
     */
    boolean wouldPassOn(JID inviter, JID room, JID invitee);
}
