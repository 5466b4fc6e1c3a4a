package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.ClientSoftware;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

class AllClientsTest {

    private static final Instant THEN = Instant.parse("2026-11-23T12:00:00Z");

    private static ClientSession session(String address, boolean available) {
        ClientSession session = mock(ClientSession.class);
        when(session.getAddress()).thenReturn(new JID(address));
        when(session.getPresence()).thenReturn(available ? new Presence() : new Presence(Presence.Type.unavailable));
        when(session.getCreationDate()).thenReturn(Date.from(THEN));
        return session;
    }

    private static Optional<ClientSoftware> told(String address) {
        return address.startsWith("juliet")
                ? Optional.of(new ClientSoftware("Swift", "4.0", "Linux"))
                : Optional.empty();
    }

    private static OnlineClient client(String address, boolean local) {
        return new OnlineClient(new JID(address), Optional.empty(), Optional.empty(), THEN, local, told(address));
    }

    @Test
    void areThoseThatAnnounceAndSessionsThatDoNot() {
        List<ClientSession> sessions = List.of(
                session("romeo@example.org/orchard", true),
                session("juliet@example.org/balcony", true),
                session("nurse@example.org/house", false));
        SessionManager manager = mock(SessionManager.class);
        when(manager.getSessions()).thenReturn(sessions);
        OnlineClient romeo = client("romeo@example.org/orchard", true);
        OnlineClient tybalt = client("tybalt@capulet.example/street", false);

        assertEquals(
                List.of(romeo, tybalt, client("juliet@example.org/balcony", true)),
                new AllClients(() -> Stream.of(romeo, tybalt), session -> told(session.toString()), manager)
                        .clients()
                        .toList());
    }
}
