package org.igniterealtime.openfire.plugin.intermediateim.testing.server;

import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.Packet;

/**
 * Has what is sent to some addresses disappear as soon as anything can: no plugin sees it. An occupant there costs the
 * server what its room does for it, and nothing else.
 */
final class SilentAddresses implements PacketInterceptor {

    private static final PacketRejectedException SILENTLY = new PacketRejectedException() {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    };

    private final String beginning;

    /** @param beginning of the addresses */
    SilentAddresses(String beginning) {
        this.beginning = beginning;
    }

    @Override
    public void interceptPacket(Packet packet, Session session, boolean incoming, boolean processed)
            throws PacketRejectedException {
        String to = packet.getElement().attributeValue("to");
        if (incoming && to != null && to.startsWith(beginning)) {
            throw SILENTLY;
        }
    }
}
