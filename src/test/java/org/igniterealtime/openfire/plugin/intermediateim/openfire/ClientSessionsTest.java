package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.event.SessionEventDispatcher;
import org.jivesoftware.openfire.event.SessionEventDispatcher.EventType;
import org.jivesoftware.openfire.session.ClientSession;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

class ClientSessionsTest {

    private static final JID ROMEO = new JID("romeo@example.org/orchard");

    private final ClientSession romeo = mock(ClientSession.class);
    private final SessionManager manager = mock(SessionManager.class);
    private final List<JID> begun = new ArrayList<>();
    private final List<JID> ended = new ArrayList<>();
    private final ClientSessions sessions = new ClientSessions(manager, begun::add, ended::add);

    @Test
    void tellWhenOneEndsWhileTheyAreOpen() {
        when(romeo.getAddress()).thenReturn(ROMEO);
        SessionEventDispatcher.dispatchEvent(romeo, EventType.session_destroyed);
        sessions.open();
        for (EventType each : EventType.values()) {
            SessionEventDispatcher.dispatchEvent(romeo, each);
        }
        sessions.close();
        SessionEventDispatcher.dispatchEvent(romeo, EventType.session_destroyed);

        assertEquals(List.of(ROMEO, ROMEO), ended, "one that was anonymous, one that was not");
    }

    @Test
    void tellWhenOneIsBoundWhileTheyAreOpen() {
        when(romeo.getAddress()).thenReturn(ROMEO);
        sessions.open();
        SessionEventDispatcher.dispatchEvent(romeo, EventType.session_created);
        assertEquals(List.of(), begun);
        SessionEventDispatcher.dispatchEvent(romeo, EventType.resource_bound);
        sessions.close();
        SessionEventDispatcher.dispatchEvent(romeo, EventType.resource_bound);
        assertEquals(List.of(ROMEO), begun);
    }

    @Test
    void tellWhatEachHasSentLast() {
        Presence presence = new Presence();
        ClientSession silent = mock(ClientSession.class);
        when(romeo.getAddress()).thenReturn(ROMEO);
        when(romeo.getPresence()).thenReturn(presence);
        when(manager.getSessions()).thenReturn(List.of(romeo, silent));
        List<Object> told = new ArrayList<>();
        sessions.forEach((address, sent) -> told.addAll(List.of(address, sent)));

        assertEquals(List.of(ROMEO, presence), told);
    }
}
