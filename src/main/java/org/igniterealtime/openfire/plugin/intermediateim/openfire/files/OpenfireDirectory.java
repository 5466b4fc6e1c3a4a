package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import org.igniterealtime.openfire.plugin.intermediateim.files.FilesFeature;
import org.jivesoftware.openfire.XMPPServer;
import org.xmpp.packet.JID;

/** Asks Openfire's routing table and room services. */
public final class OpenfireDirectory implements FilesFeature.Directory {

    private final XMPPServer server;

    public OpenfireDirectory(XMPPServer server) {
        this.server = server;
    }

    @Override
    public boolean isLocal(JID address) {
        return server.isLocal(address);
    }

    @Override
    public boolean isConnected(JID client) {
        return server.getRoutingTable().hasClientRoute(client);
    }

    @Override
    public boolean isRoom(JID address) {
        return server.getMultiUserChatManager().getMultiUserChatService(address) != null;
    }
}
