package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.FeatureLookup;
import org.igniterealtime.openfire.plugin.intermediateim.caps.FeatureLookup.Capabilities;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.LinkSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.LocalClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * The sessions of users, by priority and then by what was used last. In a cluster those of other nodes are asked for by
 * threads of this class's own: a node that hangs holds them up, and meanwhile only the sessions of this node are known.
 */
public final class OpenfireClients implements OwnerClients, LinkSender.SenderClients {

    private static final Logger Log = LoggerFactory.getLogger(OpenfireClients.class);

    private static final String CAPABILITIES = "http://jabber.org/protocol/caps";

    /** So long the cluster is waited for, and then not asked again for so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration AVOIDANCE = Duration.ofSeconds(10);

    private final SessionManager sessions;
    private final FeatureLookup capabilities;
    private final BooleanSupplier isInCluster;
    private final ExecutorService lookups;
    /** Those that are available, by bare JID, and whether each was known to take files when that was last asked. */
    private final Map<JID, Map<JID, Boolean>> here = new ConcurrentHashMap<>();

    private volatile long avoidedUntil = System.nanoTime();

    /** @param lookups threads that may be held up by the cluster; not ended by this */
    public OpenfireClients(
            SessionManager sessions, FeatureLookup capabilities, BooleanSupplier isInCluster, ExecutorService lookups) {
        this.sessions = sessions;
        this.capabilities = capabilities;
        this.isInCluster = isInCluster;
        this.lookups = lookups;
    }

    /** What is known of a session, each part asked for once: that may mean to ask another node. */
    private record Seen(JID address, Presence presence, Date lastActive, boolean carbons, boolean isHere) {

        private static Seen of(ClientSession session, boolean isHere) {
            return new Seen(
                    session.getAddress(),
                    session.getPresence(),
                    session.getLastActiveDate(),
                    session.isMessageCarbonsEnabled(),
                    isHere);
        }

        private boolean isAvailable() {
            return presence != null && presence.isAvailable();
        }

        private int priority() {
            return presence.getPriority();
        }
    }

    /**
     * A client of this node is available, or has sent other presence.
     *
     * @return whether it takes files, and did not before, or the other way round
     */
    public boolean available(JID client) {
        boolean takes = takesFiles(client);
        boolean[] took = {false};
        here.compute(client.asBareJID(), (user, clients) -> {
            Map<JID, Boolean> now = clients == null ? new ConcurrentHashMap<>() : clients;
            took[0] = Boolean.TRUE.equals(now.put(client, takes));
            return now;
        });
        return takes != took[0];
    }

    /** A client of this node is not available any more. @return whether it was known to take files */
    public boolean gone(JID client) {
        boolean[] took = {false};
        here.computeIfPresent(client.asBareJID(), (user, clients) -> {
            took[0] = Boolean.TRUE.equals(clients.remove(client));
            return clients.isEmpty() ? null : clients;
        });
        return took[0];
    }

    /** @return the other clients of its user that are available on this node. Never waits */
    public Set<JID> othersHere(JID client) {
        Set<JID> all = here.getOrDefault(client.asBareJID(), Map.of()).keySet();
        if (all.size() == 1 && all.contains(client)) {
            return Set.of(); // as a rule
        }
        return all.stream().filter(each -> !each.equals(client)).collect(Collectors.toSet());
    }

    /** @return whether one of them takes files */
    public boolean anotherTakesFiles(JID client) {
        for (JID other : othersHere(client)) {
            if (takesFiles(other)) {
                here.getOrDefault(other.asBareJID(), Map.of()).computeIfPresent(other, (same, before) -> true);
                return true;
            }
        }
        return false;
    }

    /** @return whether it has stream initiation of files (XEP-0096), as far as its capabilities are known here */
    private boolean takesFiles(JID client) {
        return capabilities.of(client).filter(OpenfireClients::takesFiles).isPresent();
    }

    private static boolean takesFiles(Capabilities known) {
        return known.has(Namespaces.SI) && known.has(Namespaces.FILE_TRANSFER);
    }

    @Override
    public boolean areHere(JID user) {
        return isInCluster.getAsBoolean() ? here.containsKey(user.asBareJID()) : !of(user).isEmpty();
    }

    /** @return whether a client is connected to this node. May block */
    public boolean isHere(JID client) {
        return !isInCluster.getAsBoolean() || sessions.getSession(client) instanceof LocalClientSession;
    }

    @Override
    public List<Client> of(JID user) {
        return sessionsOf(user).stream()
                .filter(session -> session.isAvailable() && session.priority() >= 0)
                .sorted(Comparator.comparingInt(Seen::priority)
                        .thenComparing(Seen::lastActive, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed())
                .map(this::client)
                .toList();
    }

    @Override
    public List<JID> withCarbons(JID sender) {
        return sessionsOf(sender).stream()
                .filter(session -> session.isAvailable() && session.carbons())
                .map(Seen::address)
                .toList();
    }

    private List<Seen> sessionsOf(JID user) {
        if (!isInCluster.getAsBoolean()) {
            return sessions.getSessions(user.getNode()).stream()
                    .map(session -> Seen.of(session, true))
                    .toList();
        }
        if (avoidedUntil - System.nanoTime() > 0) {
            return seenHere(user);
        }
        Future<List<Seen>> all;
        try {
            all = lookups.submit(() -> seen(sessions.getSessions(user.getNode())));
        } catch (RejectedExecutionException e) {
            return seenHere(user);
        }
        try {
            return all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            Log.debug("Sessions of other nodes can't be looked up now", e);
            avoidedUntil = System.nanoTime() + AVOIDANCE.toNanos();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return seenHere(user);
    }

    private static List<Seen> seen(Collection<ClientSession> found) {
        return found.stream()
                .map(session -> Seen.of(session, session instanceof LocalClientSession))
                .toList();
    }

    /** A session of this node is found without the cluster. */
    private List<Seen> seenHere(JID user) {
        return here.getOrDefault(user.asBareJID(), Map.of()).keySet().stream()
                .flatMap(address -> Stream.ofNullable(sessions.getSession(address)))
                .filter(LocalClientSession.class::isInstance)
                .map(session -> Seen.of(session, true))
                .toList();
    }

    private Client client(Seen session) {
        Optional<Capabilities> known = capabilities.of(session.address());
        Optional<Boolean> takesFiles = (session.isHere()
                        ? known
                        : known.or(() -> capabilities.announcedIn(session.presence())))
                .map(OpenfireClients::takesFiles);
        Element announced = session.presence().getChildElement("c", CAPABILITIES);
        String software = announced == null ? "" : announced.attributeValue("node", "");
        return new Client(session.address(), takesFiles, software, session.isHere());
    }
}
