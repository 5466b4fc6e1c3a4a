package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.roster.Roster;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.roster.RosterItem.SubType;
import org.jivesoftware.openfire.roster.RosterManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

class DropBoxWatchersTest {

    private final XMPPServer server = mock(XMPPServer.class);
    private final SessionManager manager = mock(SessionManager.class);
    private final RosterManager rosters = mock(RosterManager.class);
    private final List<ClientSession> sessions = new ArrayList<>();
    private final RecordingSink sink = new RecordingSink();
    private final DropBoxWatchers watchers = new DropBoxWatchers(server, sink, Runnable::run);

    @BeforeEach
    void server() {
        when(server.getSessionManager()).thenReturn(manager);
        when(server.getRosterManager()).thenReturn(rosters);
        when(manager.getSessions()).thenReturn(sessions);
    }

    private static RosterItem item(String jid, SubType subscription) {
        RosterItem item = mock(RosterItem.class);
        when(item.getJid()).thenReturn(new JID(jid));
        when(item.getSubStatus()).thenReturn(subscription);
        return item;
    }

    private ClientSession session(String name, String presence, RosterItem... items) throws UserNotFoundException {
        ClientSession session = mock(ClientSession.class);
        when(session.getAddress()).thenReturn(new JID(name + "@capulet.lit/x"));
        when(session.getUsername()).thenReturn(name);
        when(session.getPresence()).thenReturn(Xml.presence(presence));
        sessions.add(session);
        Roster roster = mock(Roster.class);
        when(roster.getRosterItems()).thenReturn(List.of(items));
        when(rosters.getRoster(name)).thenReturn(roster);
        return session;
    }

    private List<String> probes() {
        return sink.sent().stream()
                .map(Presence.class::cast)
                .map(probe -> probe.getType() + " " + probe.getFrom() + " " + probe.getTo())
                .toList();
    }

    @Test
    void askTheDropBoxesThatTheyAreSubscribedTo() throws UserNotFoundException {
        session(
                "juliet",
                "<presence/>",
                item("romeo@files.capulet.lit", RosterItem.SUB_TO),
                item("nurse@files.capulet.lit", RosterItem.SUB_BOTH),
                item("tybalt@files.capulet.lit", RosterItem.SUB_NONE),
                item("romeo@montague.lit", RosterItem.SUB_BOTH));

        watchers.boxesHaveCome("files.capulet.lit");

        assertEquals(
                List.of(
                        "probe juliet@capulet.lit/x romeo@files.capulet.lit",
                        "probe juliet@capulet.lit/x nurse@files.capulet.lit"),
                probes());
    }

    @Test
    void areThoseThatAreAvailable() throws UserNotFoundException {
        session("juliet", "<presence type='unavailable'/>", item("romeo@files.capulet.lit", RosterItem.SUB_TO));

        watchers.boxesHaveCome("files.capulet.lit");

        assertEquals(List.of(), probes());
    }

    @Test
    void doNotKeepEachOtherFromAsking() throws UserNotFoundException {
        when(session("gone", "<presence/>").getUsername()).thenThrow(new UserNotFoundException());
        when(session("anonymous", "<presence/>").isAnonymousUser()).thenReturn(true);
        session("juliet", "<presence/>", item("romeo@files.capulet.lit", RosterItem.SUB_TO));

        watchers.boxesHaveCome("files.capulet.lit");

        assertEquals(1, probes().size());
    }
}
