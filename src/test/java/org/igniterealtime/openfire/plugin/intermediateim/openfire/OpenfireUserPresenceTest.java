package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.privacy.PrivacyList;
import org.jivesoftware.openfire.roster.Roster;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.roster.RosterManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.LocalClientSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

class OpenfireUserPresenceTest {

    private static final JID ROMEO = new JID("romeo@example.org/orchard");
    private static final JID JULIET = new JID("juliet@example.org/balcony");

    private final XMPPServer server = mock(XMPPServer.class);
    private final SessionManager sessions = mock(SessionManager.class);
    private final ClientSession romeo = mock(ClientSession.class);
    private final LocalClientSession juliet = mock(LocalClientSession.class);
    private final PrivacyList romeosList = mock(PrivacyList.class);
    private final PrivacyList julietsList = mock(PrivacyList.class);
    private final RosterItem item = mock(RosterItem.class);
    private final List<Presence> written = new ArrayList<>();
    private final OpenfireUserPresence presence = new OpenfireUserPresence(server);

    @BeforeEach
    void bothAreOnline() throws Exception {
        RosterManager rosters = mock(RosterManager.class);
        Roster roster = mock(Roster.class);
        when(server.getSessionManager()).thenReturn(sessions);
        when(server.getRosterManager()).thenReturn(rosters);
        when(server.isLocal(any())).thenReturn(true);
        when(rosters.getRoster(any())).thenReturn(roster);
        when(roster.getRosterItem(any())).thenReturn(item);
        when(roster.getRosterItems()).thenReturn(List.of(item));
        when(item.getJid()).thenReturn(ROMEO.asBareJID());
        when(item.getSubStatus()).thenReturn(RosterItem.SUB_BOTH);
        when(sessions.getSession(ROMEO)).thenReturn(romeo);
        when(sessions.getSession(JULIET)).thenReturn(juliet);
        when(sessions.getSessions("romeo")).thenReturn(List.of(romeo));
        when(romeo.getAddress()).thenReturn(ROMEO);
        when(romeo.getActiveList()).thenReturn(romeosList);
        when(juliet.getActiveList()).thenReturn(julietsList);
        Presence available = available("here");
        when(romeo.getPresence()).thenReturn(available);
        when(juliet.getPresence()).thenReturn(new Presence());
        doAnswer(call -> written.add(call.getArgument(0))).when(juliet).process(any());
    }

    private static Presence available(String status) {
        Presence presence = new Presence();
        presence.setStatus(status);
        return presence;
    }

    private List<String> statuses() {
        return written.stream().map(Presence::getStatus).toList();
    }

    private void deliverAgain() {
        presence.deliverAgain(ROMEO, JULIET, copy -> {});
    }

    @Test
    void writesACopyToTheWatchersSession() {
        presence.deliverAgain(ROMEO, JULIET, copy -> copy.addElement("edited"));

        assertEquals(List.of("here"), statuses());
        assertEquals(ROMEO, written.get(0).getFrom());
        assertEquals(JULIET, written.get(0).getTo());
        assertEquals(1, written.get(0).getElement().elements("edited").size());
        assertEquals(0, romeo.getPresence().getElement().elements("edited").size());
    }

    @Test
    void writesWhatHasChangedMeanwhileToo() {
        when(romeo.getPresence()).thenReturn(available("here"), available("away"));
        deliverAgain();

        assertEquals(List.of("here", "away"), statuses());
    }

    @Test
    void doesNotLeaveAGhostBehind() {
        when(romeo.getPresence()).thenReturn(available("here"), new Presence(Presence.Type.unavailable));
        deliverAgain();

        assertEquals(Presence.Type.unavailable, written.get(1).getType());
        assertEquals(ROMEO, written.get(1).getFrom());
    }

    @Test
    void deliversNothingOfAClientThatIsNotAvailable() {
        when(romeo.getPresence()).thenReturn(new Presence(Presence.Type.unavailable));
        deliverAgain();
        when(sessions.getSession(ROMEO)).thenReturn(null);
        deliverAgain();

        assertEquals(List.of(), written);
    }

    @Test
    void deliversNothingToAClientThatIsNotAvailable() {
        when(juliet.getPresence()).thenReturn(new Presence(Presence.Type.unavailable));
        deliverAgain();
        when(sessions.getSession(JULIET)).thenReturn(mock(ClientSession.class)); // of another node
        deliverAgain();

        assertEquals(List.of(), written);
    }

    @Test
    void deliversNothingToWhoeverIsNotSubscribed() {
        when(item.getSubStatus()).thenReturn(RosterItem.SUB_FROM); // in the roster of the watcher
        deliverAgain();

        assertEquals(List.of(), written);
        assertTrue(presence.visibleTo(JULIET).isEmpty());
    }

    @Test
    void deliversNothingThatEitherBlocks() {
        when(romeosList.shouldBlockPacket(any())).thenReturn(true);
        deliverAgain();
        assertTrue(presence.visibleTo(JULIET).isEmpty());
        when(romeosList.shouldBlockPacket(any())).thenReturn(false);
        when(julietsList.shouldBlockPacket(any())).thenReturn(true);
        deliverAgain();

        assertEquals(List.of(), written);
        assertTrue(presence.visibleTo(JULIET).isEmpty());
    }

    @Test
    void tellsWhomAWatcherSees() {
        assertEquals(Set.of(ROMEO), presence.visibleTo(JULIET).keySet());

        when(item.getJid()).thenReturn(JULIET.asBareJID()); // one's own other clients
        assertTrue(presence.visibleTo(JULIET).isEmpty());
    }
}
