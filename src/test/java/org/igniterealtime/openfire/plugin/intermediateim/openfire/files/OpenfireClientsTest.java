package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.igniterealtime.openfire.plugin.intermediateim.caps.FeatureLookup;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.LocalClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

class OpenfireClientsTest {

    private static final JID JULIET = new JID("juliet@capulet.lit");
    private static final String SI = "http://jabber.org/protocol/si";
    private static final String FILES = "http://jabber.org/protocol/si/profile/file-transfer";

    private final SessionManager manager = mock(SessionManager.class);
    private final List<ClientSession> sessions = new ArrayList<>();
    private final Map<JID, List<String>> features = new HashMap<>();
    private final Map<String, List<String>> announced = new HashMap<>();
    private final ExecutorService lookups = Executors.newSingleThreadExecutor();
    private boolean inCluster;
    private final FeatureLookup capabilities = new FeatureLookup() {
        @Override
        public Optional<Capabilities> of(JID address) {
            return capabilities(features.get(address));
        }

        @Override
        public Optional<Capabilities> announcedIn(Presence presence) {
            return capabilities(announced.get(presence.getStatus()));
        }

        private Optional<Capabilities> capabilities(List<String> known) {
            return Optional.ofNullable(known)
                    .map(all -> new Capabilities(new DiscoInfo(List.of(), all), true, Instant.EPOCH));
        }
    };
    private final OpenfireClients clients = new OpenfireClients(manager, capabilities, () -> inCluster, lookups);

    @AfterEach
    void end() {
        lookups.shutdownNow();
    }

    @BeforeEach
    void findSessions() {
        when(manager.getSessions("juliet")).thenReturn(sessions);
    }

    private static JID at(String resource) {
        return new JID(JULIET + "/" + resource);
    }

    private void session(String resource, String presence, long lastActive) {
        add(mock(ClientSession.class), resource, presence, lastActive);
    }

    private void sessionHere(String resource, String presence, long lastActive) {
        LocalClientSession session = mock(LocalClientSession.class);
        add(session, resource, presence, lastActive);
        when(manager.getSession(at(resource))).thenReturn(session);
    }

    private void add(ClientSession session, String resource, String presence, long lastActive) {
        when(session.getAddress()).thenReturn(at(resource));
        when(session.getPresence()).thenReturn(Xml.presence(presence));
        when(session.getLastActiveDate()).thenReturn(new Date(lastActive));
        sessions.add(session);
    }

    private List<String> order() {
        return clients.of(JULIET).stream()
                .map(client -> client.address().getResource())
                .toList();
    }

    @Test
    void areOrderedByPriorityAndThenByLastUse() {
        session("low", "<presence/>", 9);
        session("older", "<presence><priority>5</priority></presence>", 1);
        session("newer", "<presence><priority>5</priority></presence>", 2);

        assertEquals(List.of("newer", "older", "low"), order());
    }

    @Test
    void areAvailableAndMayGetMessages() {
        session("gone", "<presence type='unavailable'/>", 1);
        session("negative", "<presence><priority>-1</priority></presence>", 1);

        assertEquals(List.of(), order());
    }

    @Test
    void takeFilesIfTheyHaveBothFeatures() {
        for (String resource : List.of("both", "si", "files", "unknown")) {
            session(resource, "<presence/>", 1);
        }
        features.put(at("both"), List.of(SI, FILES));
        features.put(at("si"), List.of(SI));
        features.put(at("files"), List.of(FILES));

        Map<String, Optional<Boolean>> take = new HashMap<>();
        clients.of(JULIET).forEach(client -> take.put(client.address().getResource(), client.takesFiles()));

        assertEquals(
                Map.of(
                        "both",
                        Optional.of(true),
                        "si",
                        Optional.of(false),
                        "files",
                        Optional.of(false),
                        "unknown",
                        Optional.empty()),
                take);
    }

    @Test
    void areNamedByTheNodeOfTheirCapabilities() {
        session(
                "pidgin",
                "<presence><c xmlns='http://jabber.org/protocol/caps' node='https://pidgin.im/' ver='x' hash='sha-1'/>"
                        + "</presence>",
                2);
        session("plain", "<presence/>", 1);

        assertEquals(
                List.of("https://pidgin.im/", ""),
                clients.of(JULIET).stream().map(Client::software).toList());
    }

    @Nested
    class OfThisNode {

        @BeforeEach
        void learn() {
            features.put(at("pidgin"), List.of(SI, FILES));
            features.put(at("converse"), List.of());
        }

        @Test
        void othersAreThoseOfTheSameUser() {
            clients.available(at("converse"));
            clients.available(new JID("romeo@capulet.lit/pidgin"));
            assertEquals(Set.of(), clients.othersHere(at("converse")));
            assertEquals(Set.of(at("converse")), clients.othersHere(at("pidgin")));

            clients.available(at("pidgin"));
            assertEquals(Set.of(at("pidgin")), clients.othersHere(at("converse")));
            clients.gone(at("pidgin"));
            clients.gone(at("converse"));
            assertEquals(Set.of(), clients.othersHere(at("pidgin")));
        }

        @Test
        void tellWhenTheyTakeFilesOtherwiseThanBefore() {
            assertFalse(clients.available(at("converse")));
            assertTrue(clients.available(at("pidgin")));
            assertFalse(clients.available(at("pidgin")));

            features.put(at("pidgin"), List.of());
            assertTrue(clients.available(at("pidgin")));
            assertFalse(clients.available(at("pidgin")));
        }

        @Test
        void takeFilesIfThatIsKnown() {
            clients.available(at("converse"));
            assertFalse(clients.anotherTakesFiles(at("converse")));
            clients.available(at("unknown"));
            assertFalse(clients.anotherTakesFiles(at("converse")));
            clients.available(at("pidgin"));
            assertTrue(clients.anotherTakesFiles(at("converse")));
            assertFalse(clients.anotherTakesFiles(at("pidgin")));
        }

        @Test
        void tellWhenOneThatTookFilesHasGone() {
            clients.available(at("converse"));
            clients.available(at("pidgin"));
            assertFalse(clients.gone(at("converse")));
            assertTrue(clients.gone(at("pidgin")));
            assertFalse(clients.gone(at("pidgin")));
        }

        @Test
        void tellThatTooIfItWasLearntLater() {
            clients.available(at("later"));
            clients.available(at("converse"));
            features.put(at("later"), List.of(SI, FILES));
            assertTrue(clients.anotherTakesFiles(at("converse")));
            features.remove(at("later")); // its presence has ended
            assertTrue(clients.gone(at("later")));
        }
    }

    @Nested
    class InACluster {

        @BeforeEach
        void join() {
            inCluster = true;
        }

        @Test
        void areThoseOfAllNodes() {
            session("elsewhere", "<presence><priority>5</priority></presence>", 1);
            sessionHere("here", "<presence/>", 2);

            assertEquals(
                    List.of(false, true),
                    clients.of(JULIET).stream().map(Client::isHere).toList());
        }

        @Test
        void takeFilesIfTheirPresenceSaysSo() {
            session("elsewhere", "<presence><status>can</status></presence>", 1);
            sessionHere("here", "<presence><status>can</status></presence>", 2);
            announced.put("can", List.of(SI, FILES));

            assertEquals(
                    List.of(Optional.empty(), Optional.of(true)),
                    clients.of(JULIET).stream().map(Client::takesFiles).toList(),
                    "what is announced here is known by the address");
        }

        @Test
        void areHereWhileTheyAreAvailable() {
            assertFalse(clients.areHere(JULIET));
            clients.available(at("one"));
            clients.available(at("two"));
            clients.gone(at("one"));
            assertTrue(clients.areHere(JULIET));
            clients.gone(at("two"));
            clients.gone(at("two"));
            assertFalse(clients.areHere(JULIET));
        }

        @Test
        void areThoseOfThisNodeWhileTheClusterDoesNotAnswer() throws Exception {
            session("elsewhere", "<presence/>", 1);
            sessionHere("here", "<presence/>", 2);
            clients.available(at("here"));
            CountDownLatch hangs = new CountDownLatch(1);
            when(manager.getSessions("juliet")).thenAnswer(call -> {
                hangs.await();
                return sessions;
            });

            assertEquals(List.of("here"), order());
            assertEquals(List.of("here"), order(), "at once");
            hangs.countDown();
        }
    }
}
