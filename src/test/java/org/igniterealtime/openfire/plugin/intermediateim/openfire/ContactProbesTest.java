package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jivesoftware.openfire.RoutingTable;
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
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

class ContactProbesTest {

    private final XMPPServer server = mock(XMPPServer.class);
    private final RosterManager rosters = mock(RosterManager.class);
    private final RoutingTable routes = mock(RoutingTable.class);
    private final List<ClientSession> sessions = new ArrayList<>();
    private final List<Packet> sent = new ArrayList<>();
    private final ContactProbes probes = new ContactProbes(server, sent::add, Runnable::run);

    @BeforeEach
    void wireServer() {
        when(server.getRosterManager()).thenReturn(rosters);
        when(server.getRoutingTable()).thenReturn(routes);
        when(routes.getClientsRoutes(true)).thenReturn(sessions);
    }

    private void online(String address, Presence presence) throws Exception {
        JID jid = new JID(address);
        ClientSession session = mock(ClientSession.class);
        when(session.getAddress()).thenReturn(jid);
        when(session.getUsername()).thenReturn(jid.getNode());
        when(session.getPresence()).thenReturn(presence);
        sessions.add(session);
    }

    private void roster(String username, Map<String, SubType> contacts) throws Exception {
        Roster roster = mock(Roster.class);
        List<RosterItem> items = contacts.entrySet().stream()
                .map(contact -> item(contact.getKey(), contact.getValue()))
                .toList();
        when(roster.getRosterItems()).thenReturn(items);
        when(rosters.getRoster(username)).thenReturn(roster);
    }

    private static RosterItem item(String jid, SubType subscription) {
        RosterItem item = mock(RosterItem.class);
        when(item.getJid()).thenReturn(new JID(jid));
        when(item.getSubStatus()).thenReturn(subscription);
        return item;
    }

    private Stream<String> seen() {
        return sent.stream()
                .map(packet -> ((Presence) packet).getType() + " " + packet.getFrom() + " > " + packet.getTo());
    }

    @Test
    void eachAvailableClientProbesTheContactsAtTheAddressThatItsUserIsSubscribedTo() throws Exception {
        online("romeo@example.org/orchard", new Presence());
        online("romeo@example.org/phone", new Presence());
        online("romeo@example.org/silent", new Presence(Presence.Type.unavailable));
        roster(
                "romeo",
                Map.of(
                        "juliet@files.example.org", RosterItem.SUB_TO,
                        "nurse@files.example.org", RosterItem.SUB_BOTH,
                        "tybalt@files.example.org", RosterItem.SUB_NONE,
                        "paris@files.example.org", RosterItem.SUB_FROM,
                        "juliet@example.org", RosterItem.SUB_BOTH));

        probes.send("files.example.org");

        assertEquals(
                List.of(
                        "probe romeo@example.org/orchard > juliet@files.example.org",
                        "probe romeo@example.org/orchard > nurse@files.example.org",
                        "probe romeo@example.org/phone > juliet@files.example.org",
                        "probe romeo@example.org/phone > nurse@files.example.org"),
                seen().sorted().toList());
    }

    @Test
    void nothingIsLookedUpForAnonymousClients() throws Exception {
        online("x1@example.org/x1", new Presence());
        when(sessions.get(0).isAnonymousUser()).thenReturn(true);
        roster("x1", Map.of("juliet@files.example.org", RosterItem.SUB_TO));

        probes.send("files.example.org");

        assertEquals(List.of(), sent);
    }

    @Test
    void whoseContactsCanNotBeReadDoesNotKeepOthersFromSeeingTheirs() throws Exception {
        online("nobody@example.org/anonymous", new Presence());
        online("paris@example.org/tomb", new Presence());
        online("romeo@example.org/orchard", new Presence());
        when(rosters.getRoster("nobody")).thenThrow(new UserNotFoundException());
        when(rosters.getRoster("paris")).thenThrow(new IllegalStateException("the database is away"));
        roster("romeo", Map.of("juliet@files.example.org", RosterItem.SUB_TO));

        probes.send("files.example.org");

        assertEquals(List.of("probe romeo@example.org/orchard > juliet@files.example.org"), seen().toList());
    }
}
