package org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.ToldMore.Pair;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities.Entity;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.PresenceRecipients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcements;
import org.xmpp.packet.JID;

/**
 * Has presence delivered once more to watchers who are to be told something else than they were: because the
 * capabilities of both sides were verified after it, or what the server does for a client has changed. It compares what
 * was told with what is to be told, so it keeps no list of what is pending. Any thread; {@link #tick} and
 * {@link #restoreAll} may block.
 */
public final class PresenceUpdates {

    /** Without being told that something has changed: a client may have got, or lost, what the server does for it. */
    static final Duration INTERVAL = Duration.ofMinutes(1);
    /** Presence that is delivered again by one call: many may wait after a restart. */
    static final int MAX_AT_ONCE = 1000;
    /** Clients of which others may have to be told otherwise, and for which those others are looked for. */
    static final int MAX_CLIENTS = 20;

    private final EntityCapabilities entities;
    private final PresenceRecipients audience;
    private final PresenceEnricher enricher;
    private final ToldMore toldMore;
    private final UserPresence users;
    private final ToldBefore toldBefore;
    private final Clock clock;
    /** Sessions of which it is not known yet what they were told before anybody watched. */
    private final Set<AddressKey> openBefore = ConcurrentHashMap.newKeySet();

    /** Sessions that announce something new: what they were told by others may be out of date. */
    private final Set<AddressKey> announcing = ConcurrentHashMap.newKeySet();
    /** Full JIDs of clients of which others may have to be told otherwise. */
    private final Set<String> clients = ConcurrentHashMap.newKeySet();

    private volatile boolean changed;
    private Instant next = Instant.MIN; // guarded by this

    /** Takes note of what a watcher was told of a client before anybody watched. */
    @FunctionalInterface
    public interface ToldBefore {

        void told(AddressKey watcher, String client, Element presence);
    }

    public PresenceUpdates(
            EntityCapabilities entities,
            PresenceRecipients audience,
            PresenceEnricher enricher,
            ToldMore toldMore,
            UserPresence users,
            ToldBefore toldBefore,
            Clock clock) {
        this.entities = entities;
        this.audience = audience;
        this.enricher = enricher;
        this.toldMore = toldMore;
        this.users = users;
        this.toldBefore = toldBefore;
        this.clock = clock;
    }

    /** Something may be told otherwise from now on. Returns at once. */
    public void changed() {
        changed = true;
    }

    /** Something may be told otherwise of this client from now on. Returns at once. */
    public void changed(JID client) {
        if (enricher.isOn()) {
            clients.add(client.toString());
        }
    }

    /** The session was open before anybody watched, and announces something. Returns at once. */
    public void sessionAlreadyOpen(JID session) {
        openBefore.add(AddressKey.of(session));
    }

    /** The client of this session announces something new, which may be verified already. Returns at once. */
    public void announced(JID session) {
        if (enricher.isOn()) {
            announcing.add(AddressKey.of(session));
        }
    }

    public void sessionEnded(AddressKey session) {
        clients.remove(session.toString());
        openBefore.remove(session);
        announcing.remove(session);
    }

    /** To be called about once per second. Each time it does a part of what there is to be done. */
    public synchronized void tick() {
        if (enricher.isOn()) {
            learnWhatWasTold();
            updateAnnouncing();
            updateClients();
        }
        Instant now = clock.instant();
        if (changed || !now.isBefore(next)) {
            changed = false;
            next = now.plus(INTERVAL);
            if (update() >= MAX_AT_ONCE) {
                changed = true; // there is more
            }
        }
    }

    /** The server's rosters say who has seen whom; read only for those who can make use of it. */
    private void learnWhatWasTold() {
        for (Iterator<AddressKey> each = openBefore.iterator(); each.hasNext(); ) {
            AddressKey session = each.next();
            boolean known = enricher.isVerified(session).orElse(true); // or it is not there any more
            if (known) {
                each.remove();
                if (enricher.canUseAnything(session)) {
                    users.visibleTo(session.toJid())
                            .forEach((client, presence) -> toldBefore.told(session, client.toString(), presence));
                    changed = true;
                }
            }
        }
    }

    private void updateAnnouncing() {
        int delivered = 0;
        for (Iterator<AddressKey> each = announcing.iterator(); each.hasNext() && delivered < MAX_AT_ONCE; ) {
            AddressKey watcher = each.next();
            each.remove();
            delivered += updateAll(watcher);
        }
    }

    /** Whoever was told of one of them is found by looking at each watcher; of many, all is looked at instead. */
    private void updateClients() {
        List<String> now = List.copyOf(clients);
        now.forEach(clients::remove);
        if (now.isEmpty()) {
            return;
        }
        int delivered = now.size() > MAX_CLIENTS ? MAX_AT_ONCE : 0;
        for (Iterator<AddressKey> each = audience.recipients().iterator();
                each.hasNext() && delivered < MAX_AT_ONCE; ) {
            delivered += updateThose(each.next(), now);
        }
        if (delivered >= MAX_AT_ONCE) {
            changed = true;
        }
    }

    private int updateThose(AddressKey watcher, List<String> clients) {
        int delivered = 0;
        if (watcher.resource() != null && enricher.canUseAnything(watcher)) {
            for (String client : clients) {
                delivered += audience.wasToldAnything(watcher, client) ? update(watcher, client) : 0;
            }
        }
        return delivered;
    }

    private int updateAll(AddressKey watcher) {
        int delivered = 0;
        if (enricher.canUseAnything(watcher)) {
            for (String client : audience.toldBy(watcher)) {
                delivered += update(watcher, client);
            }
        }
        return delivered;
    }

    private int update() {
        int delivered = 0;
        for (Pair pair : toldMore.all()) {
            if (delivered < MAX_AT_ONCE) {
                delivered += update(pair.watcher(), pair.client());
            }
        }
        if (enricher.isOn()) {
            for (AddressKey watcher : audience.recipients()) {
                if (delivered < MAX_AT_ONCE && watcher.resource() != null) {
                    delivered += updateAll(watcher);
                }
            }
        }
        return delivered;
    }

    private int update(AddressKey watcher, String client) {
        Entity entity = entities.get(client);
        if (entity == null || !enricher.isOutdated(watcher, entity)) {
            return 0;
        }
        deliverAgain(watcher, entity);
        return 1;
    }

    /** What it passes on its way makes of it what is to be told now. */
    private void deliverAgain(AddressKey watcher, Entity client) {
        Announcements own = client.announced();
        users.deliverAgain(AddressKey.of(client.address()).toJid(), watcher.toJid(), presence -> {
            if (Announcements.announcesNothing(presence)) { // what was announced before holds on (XEP-0115 §8.4)
                own.replaceIn(presence);
            }
        });
    }

    /** Tells whoever was told more what the client itself announces. Nothing is added in the meantime. */
    public synchronized void restoreAll() {
        int on = enricher.turn(0);
        for (Pair pair : toldMore.all()) {
            Entity entity = entities.get(pair.client());
            if (entity != null) {
                deliverAgain(pair.watcher(), entity);
            }
            toldMore.remove(pair.watcher(), pair.client());
        }
        enricher.turn(on);
    }

    public void forgetAll() {
        openBefore.clear();
        announcing.clear();
        clients.clear();
    }
}
