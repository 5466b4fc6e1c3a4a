package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.FeatureLookup;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.LinkSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.xmpp.packet.JID;

/** The sessions of users, by priority and then by what was used last. */
public final class OpenfireClients implements OwnerClients, LinkSender.SenderClients {

    private static final String CAPABILITIES = "http://jabber.org/protocol/caps";

    private final SessionManager sessions;
    private final FeatureLookup capabilities;

    public OpenfireClients(SessionManager sessions, FeatureLookup capabilities) {
        this.sessions = sessions;
        this.capabilities = capabilities;
    }

    @Override
    public List<Client> of(JID user) {
        return sessions.getSessions(user.getNode()).stream()
                .filter(session -> session.getPresence().isAvailable()
                        && session.getPresence().getPriority() >= 0)
                .sorted(Comparator.comparingInt(
                                (ClientSession session) -> session.getPresence().getPriority())
                        .thenComparing(ClientSession::getLastActiveDate)
                        .reversed())
                .map(this::client)
                .toList();
    }

    @Override
    public List<JID> withCarbons(JID sender) {
        return sessions.getSessions(sender.getNode()).stream()
                .filter(session -> session.getPresence().isAvailable() && session.isMessageCarbonsEnabled())
                .map(ClientSession::getAddress)
                .toList();
    }

    private Client client(ClientSession session) {
        Optional<Boolean> takesFiles = capabilities
                .of(session.getAddress())
                .map(known -> known.has(Namespaces.SI) && known.has(Namespaces.FILE_TRANSFER));
        Element announced = session.getPresence().getChildElement("c", CAPABILITIES);
        String software = announced == null ? "" : announced.attributeValue("node", "");
        return new Client(session.getAddress(), takesFiles, software);
    }
}
