package org.igniterealtime.openfire.plugin.intermediateim.caps.presence;

import com.github.benmanes.caffeine.cache.Interner;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Octets;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Parties;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.PartyLimitedCache;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.StoredCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcements;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;

/**
 * Who announces what now: users of this server, contacts elsewhere and occupants of rooms, each by the address that the
 * presence came from. Bounded in octets, by {@link PartyLimitedCache}. Any thread.
 */
public final class EntityCapabilities {

    /** Of an entity without its texts. */
    private static final int OVERHEAD = 80;

    private final Clock clock;
    /** Thousands announce the same. */
    private final Interner<Announcements> shared = Interner.newWeakInterner();

    private final PartyLimitedCache<String, Entity> entities;

    /** @param octets of memory that all of them may take; each is counted as if it did not share what it announces */
    public EntityCapabilities(Clock clock, Parties parties, long octets) {
        this.clock = clock;
        entities = new PartyLimitedCache<>(octets, parties, (address, entity) -> entity.octets());
    }

    /**
     * An address and what it has announced last.
     *
     * @param occupant  whether it is an occupant of a room
     * @param since     when it first announced this
     * @param firsthand whether the presence was seen coming in; otherwise only a copy, going out to one of its
     *     recipients, was
     * @param own       what it says of itself, where that proves nothing for others; empty if it was not heard
     */
    public record Entity(
            String address,
            Announcements announced,
            boolean occupant,
            Instant since,
            boolean firsthand,
            Optional<DiscoInfo> own) {

        private int octets() {
            return OVERHEAD
                    + Octets.of(address)
                    + announced.octets()
                    + own.map(StoredCapabilities::octets).orElse(0);
        }

        private Entity withOwnInfo(DiscoInfo info) {
            return new Entity(address, announced, occupant, since, firsthand, Optional.of(info));
        }
    }

    /**
     * Reads a presence.
     *
     * @param firsthand as in {@link Entity}: what was seen coming in is not corrected by a copy, which may be late
     * @return who announces something new; empty if nobody does
     */
    public Optional<Entity> announced(String address, Element presence, boolean firsthand) {
        Entity known = entities.get(address);
        if (known != null
                && (known.firsthand() && !firsthand || known.announced().areIn(presence))) {
            return Optional.empty();
        }
        Optional<Entity> entity = Announcements.in(presence)
                .map(shared::intern)
                .map(announced -> new Entity(
                        address,
                        announced,
                        RoomOccupants.isOccupant(presence),
                        clock.instant(),
                        firsthand,
                        Optional.empty()));
        entity.ifPresent(each -> entities.put(address, each, address));
        return entity;
    }

    public Optional<Entity> at(String address) {
        return Optional.ofNullable(get(address));
    }

    /** @return null if nothing is known of it; for where every presence is looked at */
    public Entity get(String address) {
        return entities.get(address);
    }

    /** @return whether it announces this now */
    public boolean announces(String address, Announcement announcement) {
        Entity entity = entities.get(address);
        return entity != null && entity.announced().all().contains(announcement);
    }

    /**
     * @return whether its presence has come in here: what is only seen going out has come in on another node of a
     *     cluster
     */
    public boolean isFirsthand(String address) {
        return at(address).filter(Entity::firsthand).isPresent();
    }

    /** Keeps what the entity says of itself, for as long as it announces the same. */
    public void keepOwnInfo(Entity entity, DiscoInfo own) {
        entities.changeIfPresent(
                entity.address(),
                entity.address(),
                now -> now.announced().equals(entity.announced()) ? now.withOwnInfo(own) : now);
    }

    /** The entity is not available any more. */
    public void gone(String address) {
        entities.remove(address);
    }

    /** A copy of unavailable presence was seen: it counts unless the entity's own was, and said otherwise. */
    public void unavailableCopySeen(String address) {
        entities.changeIfPresent(address, address, entity -> entity.firsthand() ? entity : null);
    }

    /** Forgets all that is under the bare JID. */
    public void forget(String bareJid) {
        entities.removeIf((address, entity) -> Addresses.isUnder(bareJid, address));
    }

    public void forgetAll() {
        entities.clear();
    }

    /** @return all of them as they are now */
    public Collection<Entity> all() {
        return entities.values();
    }

    /** @return what they take of memory, estimated as a whole */
    public long octets() {
        return entities.octets();
    }
}
