package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.jivesoftware.openfire.XMPPServer;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/** What the server itself can do, by its own word at this moment. */
public final class ServerAbilities {

    /** Asks clients what software they are; Openfire 4.2 has no such class. */
    private static final String ASKS_SOFTWARE = "org.jivesoftware.openfire.session.SoftwareVersionManager";

    private final XMPPServer server;

    public ServerAbilities(XMPPServer server) {
        this.server = server;
    }

    /** @return the features it announces (XEP-0030 §3.1) */
    public Set<String> features() {
        JID domain = new JID(server.getServerInfo().getXMPPDomain());
        IQ question = new IQ(IQ.Type.get);
        question.setFrom(domain);
        question.setTo(domain);
        question.setChildElement("query", DiscoInfo.NAMESPACE);
        IQ answer = server.getIQDiscoInfoHandler().handleIQ(question);
        return answer.getChildElement() == null
                ? Set.of()
                : DiscoInfo.in(answer.getChildElement())
                        .map(info -> Set.copyOf(info.features()))
                        .orElse(Set.of());
    }

    /** @return whether it has a service for rooms */
    public boolean hasRooms() {
        return !server.getMultiUserChatManager().getMultiUserChatServices().isEmpty();
    }

    /** @return sessions of clients that are bound to a resource */
    public int sessions() {
        return server.getSessionManager().getUserSessionsCount(true);
    }

    /** @return whether it asks each client by itself what software it is (XEP-0092) */
    public boolean asksSoftware() {
        try {
            Class.forName(ASKS_SOFTWARE, false, XMPPServer.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
