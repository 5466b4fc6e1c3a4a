package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.jivesoftware.openfire.RemotePacketRouter;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** All other nodes of a cluster. */
public record RecordingNodes(StanzaSink sink) implements RemotePacketRouter {

    @Override
    public boolean routePacket(byte[] nodeId, JID to, Packet stanza) {
        sink.send(stanza);
        return true;
    }

    @Override
    public void broadcastPacket(Message message) {
        throw new UnsupportedOperationException();
    }
}
