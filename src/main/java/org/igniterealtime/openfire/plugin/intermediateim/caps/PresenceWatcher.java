package org.igniterealtime.openfire.plugin.intermediateim.caps;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
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

    PresenceWatcher(
            EntityCapabilities entities,
            PresenceRecipients audience,
            RoomOccupants occupants,
            VerifiedCapabilities proved,
            CapsQueryScheduler asker) {
        this.entities = entities;
        this.audience = audience;
        this.occupants = occupants;
        this.proved = proved;
        this.asker = asker;
    }

    /** A presence has come in. */
    void entered(Passage passage) {
        Element presence = passage.stanza().getElement();
        String from = presence.attributeValue("from");
        if (from == null || !Addresses.isFull(from)) {
            return;
        }
        String type = presence.attributeValue("type");
        if (type == null) {
            entities.announced(from, presence, true).ifPresent(this::scheduleQuery);
        } else if (type.equals(UNAVAILABLE)) {
            ended(from, presence.attributeValue("to"), passage.source());
        }
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
            audience.forgetRecipient(AddressKey.of(from));
        } else {
            leave(AddressKey.of(from), Addresses.bare(to));
        }
    }

    private void leave(AddressKey user, String room) {
        audience.removeAnnouncementsFrom(user, room);
        occupants.left(user, room);
    }

    /** A presence goes out to a client, another server or a component. */
    void delivered(Passage passage) {
        Element presence = passage.stanza().getElement();
        String from = presence.attributeValue("from");
        AddressKey recipient = recipient(passage.session(), presence);
        if (from == null || recipient == null) {
            return;
        }
        String type = presence.attributeValue("type");
        if (type == null) {
            occupants.available(recipient, from, presence);
            told(recipient, from, presence);
        } else if (type.equals(UNAVAILABLE)) {
            unavailable(recipient, from, presence);
        }
    }

    /** A client is its session; another server hands it on to all clients of the address. */
    private static AddressKey recipient(JID session, Element presence) {
        if (session.getResource() != null) {
            return AddressKey.of(session);
        }
        String to = presence.attributeValue("to");
        return to == null ? null : AddressKey.of(to);
    }

    private void told(AddressKey recipient, String from, Element presence) {
        Entity known = entities.get(from);
        if (known != null
                        && audience.wasTold(recipient, from, known.announced())
                        && known.announced().areIn(presence)
                || Announcements.announcesNothing(presence)) {
            return; // nothing new
        }
        entities.announced(from, presence, false).ifPresent(this::scheduleQuery);
        Entity sender = entities.get(from);
        if (sender != null && sender.announced().areIn(presence)) {
            audience.tell(recipient, sender.address(), sender.announced());
        } else { // a copy that is late
            Announcements.in(presence).ifPresent(announced -> audience.tell(recipient, from, announced));
        }
    }

    private void unavailable(AddressKey recipient, String from, Element presence) {
        if (!Addresses.isFull(from)) {
            audience.removeAnnouncementsFrom(recipient, from);
            return;
        }
        audience.removeAnnouncement(recipient, from);
        entities.unavailableCopySeen(from);
        if (occupants.leaves(recipient, from, presence)) {
            leave(recipient, Addresses.bare(from));
        }
    }

    /** The session of this full JID has ended. */
    void sessionEnded(String address) {
        entities.gone(address);
        audience.forgetRecipient(AddressKey.of(address));
    }

    /** Learns what the client of an open session has announced before anybody watched. */
    void sessionAlreadyOpen(String address, Element presence) {
        if (presence.attributeValue("type") == null) {
            entities.announced(address, presence, true).ifPresent(this::scheduleQuery);
        }
    }
}
