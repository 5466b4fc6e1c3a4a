package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Map;
import java.util.stream.Stream;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.roster.Roster;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.roster.RosterItem.SubType;
import org.jivesoftware.openfire.roster.RosterManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmpp.packet.JID;

class SubscriptionsTest {

    private static final JID JULIET = new JID("juliet@capulet.lit");
    private static final JID ROMEO = new JID("romeo@montague.lit/orchard");

    private final XMPPServer server = mock(XMPPServer.class);
    private final RosterManager rosters = mock(RosterManager.class);
    private final Roster roster = mock(Roster.class);
    private final Subscriptions subscriptions = new Subscriptions(server);

    @BeforeEach
    void findRoster() throws UserNotFoundException {
        when(server.getRosterManager()).thenReturn(rosters);
        when(rosters.getRoster("juliet")).thenReturn(roster);
    }

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of(RosterItem.SUB_NONE, false, false),
                Arguments.of(RosterItem.SUB_REMOVE, false, false),
                Arguments.of(RosterItem.SUB_TO, false, true),
                Arguments.of(RosterItem.SUB_FROM, true, true),
                Arguments.of(RosterItem.SUB_BOTH, true, true));
    }

    @ParameterizedTest
    @MethodSource("states")
    void followTheRosterOfTheUser(SubType state, boolean subscribed, boolean contacts) throws UserNotFoundException {
        RosterItem item = mock(RosterItem.class);
        when(item.getSubStatus()).thenReturn(state);
        when(roster.getRosterItem(ROMEO.asBareJID())).thenReturn(item);

        assertEquals(subscribed, subscriptions.isSubscribed(ROMEO, JULIET));
        assertEquals(contacts, subscriptions.areContacts(JULIET, ROMEO));
    }

    @ParameterizedTest
    @CsvSource({"to, true", "both, true", "from, false", "none, false"})
    void followTheRosterOfTheContactToo(String state, boolean subscribed) throws UserNotFoundException {
        Roster own = mock(Roster.class);
        RosterItem item = mock(RosterItem.class);
        when(item.getSubStatus())
                .thenReturn(Map.of(
                                "to", RosterItem.SUB_TO,
                                "both", RosterItem.SUB_BOTH,
                                "from", RosterItem.SUB_FROM,
                                "none", RosterItem.SUB_NONE)
                        .get(state));
        when(own.getRosterItem(JULIET)).thenReturn(item);
        when(rosters.getRoster("romeo")).thenReturn(own);

        assertEquals(subscribed, subscriptions.hasSubscribed(ROMEO, JULIET));
    }

    @Test
    void nobodyIsSubscribedWhoIsNotInTheRoster() throws UserNotFoundException {
        when(roster.getRosterItem(any())).thenThrow(new UserNotFoundException());

        assertFalse(subscriptions.isSubscribed(ROMEO, JULIET));
        assertFalse(subscriptions.areContacts(JULIET, ROMEO));
    }

    @Test
    void nobodyIsSubscribedWhileTheRosterCannotBeRead() throws UserNotFoundException {
        when(rosters.getRoster("juliet")).thenThrow(new IllegalStateException("the database is away"));

        assertFalse(subscriptions.isSubscribed(ROMEO, JULIET));
        assertFalse(subscriptions.areContacts(JULIET, ROMEO));
    }
}
