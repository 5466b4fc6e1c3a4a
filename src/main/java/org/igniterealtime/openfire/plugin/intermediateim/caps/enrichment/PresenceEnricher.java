package org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.Enrichment.Known;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.ToldMore.Told;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities.Entity;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcements;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.xmpp.packet.JID;

/**
 * Decides what a watcher is told of a client. More than the client announces is told only to a client of this server,
 * subscribed to the presence of a user of this server, once the capabilities of both are verified: never to the user's
 * own clients, to rooms, components or other servers, nor of occupants. Any thread.
 */
public final class PresenceEnricher {

    /** In place of what was considered: the next delivery decides anew. */
    private static final int TO_BE_CONSIDERED = -1;

    private final String domain;
    private final EntityCapabilities entities;
    private final Enrichment enrichment;
    private final ToldMore toldMore;
    private final UserPresence users;
    /** Bits of the additions that are made at all. */
    private volatile int on;

    /** @param domain the server's */
    public PresenceEnricher(
            String domain, EntityCapabilities entities, Enrichment enrichment, ToldMore toldMore, UserPresence users) {
        this.domain = domain;
        this.entities = entities;
        this.enrichment = enrichment;
        this.toldMore = toldMore;
        this.users = users;
    }

    /**
     * @param additions bits of those that are made from now on; 0 for none
     * @return what was on before
     */
    public int turn(int additions) {
        int before = on;
        on = additions;
        return before;
    }

    /** @return whether anything is added at all */
    boolean isOn() {
        return on != 0;
    }

    /**
     * Decides, as a presence goes out, and takes note of it.
     *
     * @param client what it announces is in that presence
     * @param came   whether the presence tells a watcher that has just come: then the server has the watcher's roster
     *     at hand, otherwise the client's
     * @return what is to be announced in its place; null if it stays as it is
     */
    public Announcements deliver(AddressKey watcher, Entity client, boolean came) {
        Known known = knownOf(watcher, client);
        int considered = considered(watcher, known);
        if (considered == 0) {
            toldMore.remove(watcher, client.address());
            return null;
        }
        Told last = toldMore.get(watcher, client.address());
        int added = last != null && last.considered() == considered
                ? last.added()
                : added(considered, watcher, client, last, came); // later changes are the concern of PresenceUpdates
        Announcements enriched = announced(known, client, added);
        if (enriched == null) {
            toldMore.remove(watcher, client.address());
            return null;
        }
        boolean same = last != null
                && last.considered() == considered
                && last.added() == added
                && last.fingerprint() == enriched.fingerprint();
        return same || toldMore.put(watcher, client.address(), new Told(enriched.fingerprint(), considered, added))
                ? enriched
                : null;
    }

    /** @return whether the watcher is to be told something else than it was; then the next delivery decides anew */
    boolean isOutdated(AddressKey watcher, Entity client) {
        Known known = knownOf(watcher, client);
        int considered = considered(watcher, known);
        Told last = toldMore.get(watcher, client.address());
        Announcements enriched = announced(known, client, added(considered, watcher, client, last, true));
        if (last == null) {
            return enriched != null && toldMore.size() < ToldMore.MAX_PAIRS;
        }
        boolean outdated = enriched == null || enriched.fingerprint() != last.fingerprint();
        if (outdated) {
            toldMore.put(watcher, client.address(), new Told(last.fingerprint(), TO_BE_CONSIDERED, last.added()));
        }
        return outdated;
    }

    private Announcements announced(Known known, Entity client, int added) {
        return added == 0 ? null : enrichment.announced(known, client.announced(), added);
    }

    /** @return null if nothing is added to what this watcher is told of this client, or it is not verified */
    private Known knownOf(AddressKey watcher, Entity client) {
        return on == 0 || !isAnotherUsersClient(watcher, client.address())
                ? null
                : enrichment.known(client.announced());
    }

    /** @return bits of the additions that the watcher can use and the client lacks, by verified capabilities alone */
    private int considered(AddressKey watcher, Known client) {
        int lacking = client == null ? 0 : client.lacking() & on;
        return lacking == 0 ? 0 : lacking & usable(watcher);
    }

    private int usable(AddressKey watcher) {
        Entity itself = entities.get(watcher.toString());
        Known known = itself == null ? null : enrichment.known(itself.announced());
        return known == null ? 0 : known.usable();
    }

    /** Who was told more is still subscribed: otherwise the server would have said that the client is unavailable. */
    private int added(int considered, AddressKey watcher, Entity client, Told last, boolean byWatcher) {
        if (considered == 0) {
            return 0;
        }
        JID address = AddressKey.of(client.address()).toJid();
        int provided = enrichment.provided(considered, address);
        boolean subscribed = provided != 0 && (last != null || users.isSubscribed(watcher.toJid(), address, byWatcher));
        return subscribed ? provided : 0;
    }

    /** @return bits of what is done for the client at this moment, whoever is told */
    public int possible(Entity client) {
        Known known = on == 0 ? null : enrichment.known(client.announced());
        int lacking = known == null ? 0 : known.lacking() & on;
        return lacking == 0
                ? 0
                : enrichment.provided(lacking, AddressKey.of(client.address()).toJid());
    }

    /** Both are at this server, and not the same user's. */
    private boolean isAnotherUsersClient(AddressKey watcher, String client) {
        if (watcher.node() == null
                || watcher.resource() == null
                || !watcher.domain().equals(domain)) {
            return false;
        }
        int at = client.indexOf('@');
        return isOurs(at, client) && !(at == watcher.node().length() && client.startsWith(watcher.node()));
    }

    private boolean isOurs(int at, String client) {
        int slash = at + 1 + domain.length();
        return at > 0 && client.length() > slash && client.charAt(slash) == '/' && client.startsWith(domain, at + 1);
    }

    /** @return whether the watcher can use any of the additions that are made, by its verified capabilities */
    boolean canUseAnything(AddressKey watcher) {
        return (usable(watcher) & on) != 0;
    }

    /** @return whether what the watcher announces is verified; empty if it announces nothing, or is not there */
    Optional<Boolean> isVerified(AddressKey watcher) {
        return entities.at(watcher.toString()).map(itself -> enrichment.known(itself.announced()) != null);
    }

    /** What an asker was told of a client. */
    public record Answer(Announcements announced, DiscoInfo info) {}

    /**
     * @return what is answered to one who was told more of the client than the client itself announces; empty if that
     *     is not so, or can't be made again
     */
    public Optional<Answer> answer(AddressKey asker, Entity client) {
        Told told = toldMore.get(asker, client.address());
        Known known = told == null ? null : enrichment.known(client.announced());
        Announcements enriched = known == null ? null : announced(known, client, told.added());
        return enriched == null || enriched.fingerprint() != told.fingerprint()
                ? Optional.empty()
                : Optional.of(new Answer(enriched, enrichment.info(known, told.added())));
    }
}
