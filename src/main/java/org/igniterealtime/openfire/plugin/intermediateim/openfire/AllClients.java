package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.ClientSoftware;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.xmpp.packet.JID;

/** Those that announce something, and the sessions of this server that don't. */
public final class AllClients implements OnlineClients {

    private final OnlineClients announcing;
    private final Function<JID, Optional<ClientSoftware>> software;
    private final SessionManager sessions;

    /**
     * @param announcing knows those that announce what they can do, by their presence
     * @param software   what the client of a session has told of itself
     */
    public AllClients(
            OnlineClients announcing, Function<JID, Optional<ClientSoftware>> software, SessionManager sessions) {
        this.announcing = announcing;
        this.software = software;
        this.sessions = sessions;
    }

    @Override
    public Stream<OnlineClient> clients() {
        List<OnlineClient> known = announcing.clients().toList();
        Set<JID> addresses = new HashSet<>();
        known.forEach(client -> addresses.add(client.address()));
        return Stream.concat(
                known.stream(),
                sessions.getSessions().stream()
                        .filter(session ->
                                session.getPresence().isAvailable() && !addresses.contains(session.getAddress()))
                        .map(this::silent));
    }

    private OnlineClient silent(ClientSession session) {
        return new OnlineClient(
                session.getAddress(),
                Optional.empty(),
                Optional.empty(),
                session.getCreationDate().toInstant(),
                true,
                software.apply(session.getAddress()));
    }
}
