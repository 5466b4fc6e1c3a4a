package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.PresenceEnricher;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.ToldMore;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities.Entity;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.PresenceRecipients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.RoomOccupants;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsQueryScheduler;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.VerifiedCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcements;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.xmpp.packet.JID;

/**
 * Reads all presence: what comes in tells what its sender announces, what goes out tells who is told. Most of it brings
 * nothing new, and that has to be found out without allocating anything much.
 */
final class PresenceWatcher {

    private static final String UNAVAILABLE = "unavailable";

    private final EntityCapabilities entities;
    private final PresenceRecipients audience;
    private final RoomOccupants occupants;
    private final VerifiedCapabilities proved;
    private final CapsQueryScheduler asker;
    private final PresenceEnricher enricher;
    private final ToldMore toldMore;

    PresenceWatcher(
            EntityCapabilities entities,
            PresenceRecipients audience,
            RoomOccupants occupants,
            VerifiedCapabilities proved,
            CapsQueryScheduler asker,
            PresenceEnricher enricher,
            ToldMore toldMore) {
        this.entities = entities;
        this.audience = audience;
        this.occupants = occupants;
        this.proved = proved;
        this.asker = asker;
        this.enricher = enricher;
        this.toldMore = toldMore;
    }

    /**
     * A presence has come in.
     *
     * @return whether its sender announces something new
     */
    boolean entered(Passage passage) {
        Element presence = passage.stanza().getElement();
        String from = presence.attributeValue("from");
        if (from == null || !Addresses.isFull(from)) {
            return false;
        }
        String type = presence.attributeValue("type");
        if (type == null) {
            Optional<Entity> announced = entities.announced(from, presence, true);
            announced.ifPresent(this::scheduleQuery);
            return announced.isPresent();
        }
        if (type.equals(UNAVAILABLE)) {
            ended(from, presence.attributeValue("to"), passage.source());
        }
        return false;
    }

    /**
     * Has the asker wonder what it is, unless that is known. What an occupant announces, its client has announced to us
     * too.
     */
    private void scheduleQuery(Entity entity) {
        if (!entity.occupant()
                && entity.announced().all().stream()
                        .noneMatch(each -> proved.find(each.key()).isPresent())) {
            asker.announced(entity.address(), entity.announced().all().get(0));
        }
    }

    /**
     * Somebody has asked who would have been answered if this were known. Another node may know by now; otherwise the
     * client's own answer tells.
     */
    void asked(Entity entity, Announcement announcement) {
        asker.wanted(entity.address(), announcement);
    }

    /**
     * To everybody, or from elsewhere, where it can't be told who else was sent it; a user of ours may just leave a
     * room.
     */
    private void ended(String from, String to, Source source) {
        if (to == null || source == Source.ELSEWHERE) {
            entities.gone(from);
        }
        if (to == null || source == Source.ELSEWHERE && !Addresses.isFull(to)) {
            forgetRecipient(AddressKey.of(from));
        } else {
            leave(AddressKey.of(from), Addresses.bare(to));
        }
    }

    private void leave(AddressKey user, String room) {
        audience.removeAnnouncementsFrom(user, room);
        toldMore.removeClientsOf(user, room);
        occupants.left(user, room);
    }

    private void forgetRecipient(AddressKey recipient) {
        audience.forgetRecipient(recipient);
        toldMore.removeAllOf(recipient);
    }

    /**
     * A presence goes out to a client, another server or a component.
     *
     * @return what it is to announce in place of what it does; null if it goes out as it is
     */
    Announcements delivered(Passage passage) {
        Element presence = passage.stanza().getElement();
        String from = presence.attributeValue("from");
        AddressKey recipient = recipient(passage.session(), presence);
        if (from == null || recipient == null) {
            return null;
        }
        String type = presence.attributeValue("type");
        if (type == null) {
            occupants.available(recipient, from, presence);
            boolean toClient = passage.session().getResource() != null;
            return told(recipient, toClient, from, presence);
        }
        if (type.equals(UNAVAILABLE)) {
            unavailable(recipient, from, presence);
        }
        return null;
    }

    /** A client is its session; another server hands it on to all clients of the address. */
    private static AddressKey recipient(JID session, Element presence) {
        if (session.getResource() != null) {
            return AddressKey.of(session);
        }
        String to = presence.attributeValue("to");
        return to == null ? null : AddressKey.of(to);
    }

    private Announcements told(AddressKey recipient, boolean toClient, String from, Element presence) {
        if (Announcements.announcesNothing(presence)) {
            return null;
        }
        Entity known = entities.get(from);
        if (known != null && known.announced().areIn(presence)) {
            return told(recipient, toClient, known, presence);
        }
        entities.announced(from, presence, false).ifPresent(this::scheduleQuery);
        Entity sender = entities.get(from);
        if (sender != null && sender.announced().areIn(presence)) {
            return told(recipient, toClient, sender, presence);
        }
        Announcements.in(presence).ifPresent(late -> audience.tell(recipient, from, late));
        toldMore.remove(recipient, from);
        return null;
    }

    private Announcements told(AddressKey recipient, boolean toClient, Entity sender, Element presence) {
        Announcements enriched = toClient ? enricher.deliver(recipient, sender, isForOneSession(presence)) : null;
        Announcements told = enriched == null ? sender.announced() : enriched;
        if (!audience.wasTold(recipient, sender.address(), told)) {
            audience.tell(recipient, sender.address(), told);
        }
        return enriched;
    }

    /** A session that comes is told of others at its own address; a broadcast goes to the user (RFC 6121 §4.2.2). */
    private static boolean isForOneSession(Element presence) {
        String to = presence.attributeValue("to");
        return to != null && Addresses.isFull(to);
    }

    /** The recipient was told this before anybody watched. */
    void toldBefore(AddressKey recipient, String from, Element presence) {
        entities.announced(from, presence, false).ifPresent(this::scheduleQuery);
        Entity sender = entities.get(from);
        if (sender != null
                && sender.announced().areIn(presence)
                && !audience.wasToldAnything(recipient, sender.address())) {
            audience.tell(recipient, sender.address(), sender.announced());
        }
    }

    private void unavailable(AddressKey recipient, String from, Element presence) {
        if (!Addresses.isFull(from)) {
            audience.removeAnnouncementsFrom(recipient, from);
            toldMore.removeClientsOf(recipient, from);
            return;
        }
        audience.removeAnnouncement(recipient, from);
        toldMore.remove(recipient, from);
        entities.unavailableCopySeen(from);
        if (occupants.leaves(recipient, from, presence)) {
            leave(recipient, Addresses.bare(from));
        }
    }

    /** The session of this full JID has ended. */
    void sessionEnded(String address) {
        entities.gone(address);
        forgetRecipient(AddressKey.of(address));
    }

    /** Learns what the client of an open session has announced before anybody watched. */
    void sessionAlreadyOpen(String address, Element presence) {
        if (presence.attributeValue("type") == null) {
            entities.announced(address, presence, true).ifPresent(this::scheduleQuery);
        }
    }
}
