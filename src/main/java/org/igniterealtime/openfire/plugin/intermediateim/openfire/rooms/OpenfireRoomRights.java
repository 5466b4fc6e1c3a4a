package org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms;

import org.igniterealtime.openfire.plugin.intermediateim.openfire.PrivacyLists;
import org.igniterealtime.openfire.plugin.intermediateim.standin.invitations.RoomRights;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.muc.MultiUserChatService;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** The rooms of this server, and the privacy lists of its users. */
public final class OpenfireRoomRights implements RoomRights {

    private final XMPPServer server;
    private final RoomOccupants rooms;

    public OpenfireRoomRights(XMPPServer server) {
        this.server = server;
        rooms = new RoomOccupants(this::service);
    }

    /** Openfire 4.2 looks for the first label of any domain. */
    private MultiUserChatService service(String domain) {
        if (!domain.endsWith("." + server.getServerInfo().getXMPPDomain())) {
            return null;
        }
        MultiUserChatService service =
                server.getMultiUserChatManager().getMultiUserChatService(new JID(null, domain, null, true));
        return service == null || !service.getServiceDomain().equals(domain) ? null : service;
    }

    @Override
    public boolean wouldPassOn(JID inviter, JID room, JID invitee) {
        return rooms.mayInvite(inviter, room, invitee)
                && !blocks(invitee, message(room, invitee))
                && !(server.isLocal(inviter) && blocks(inviter, message(inviter, room)));
    }

    private boolean blocks(JID user, Message message) {
        return PrivacyLists.block(server.getSessionManager(), user, message);
    }

    private static Message message(JID from, JID to) {
        Message message = new Message();
        message.setFrom(from);
        message.setTo(to);
        return message;
    }
}
