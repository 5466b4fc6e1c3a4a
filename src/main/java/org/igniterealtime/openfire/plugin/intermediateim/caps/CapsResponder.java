package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.PresenceEnricher;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities.Entity;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.PresenceRecipients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.RoomOccupants;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.VerifiedCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Answers disco#info for clients: with what they have proved, to those only who were told so. Everybody else gets what
 * they get without us, so nothing is given away, and nobody can tell that we are there but by the time it takes.
 */
final class CapsResponder {

    private final EntityCapabilities entities;
    private final VerifiedCapabilities proved;
    private final PresenceRecipients audience;
    private final RoomOccupants occupants;
    private final PresenceEnricher enricher;
    private final String domain;
    private final AddressKey server;
    private final BiPredicate<JID, JID> blocks;
    private final BiConsumer<Entity, Announcement> unknown;
    private volatile AnswerPolicy answering = AnswerPolicy.ALL;

    /**
     * @param domain  the server's
     * @param blocks  whether the privacy list of the first, a user of this server, keeps the IQs of the second away;
     *     false for all others
     * @param unknown gets what was asked by somebody who was told, but is not known
     */
    CapsResponder(
            EntityCapabilities entities,
            VerifiedCapabilities proved,
            PresenceRecipients audience,
            RoomOccupants occupants,
            PresenceEnricher enricher,
            String domain,
            BiPredicate<JID, JID> blocks,
            BiConsumer<Entity, Announcement> unknown) {
        this.entities = entities;
        this.proved = proved;
        this.audience = audience;
        this.occupants = occupants;
        this.enricher = enricher;
        this.domain = domain;
        server = AddressKey.of(domain);
        this.blocks = blocks;
        this.unknown = unknown;
    }

    void answer(AnswerPolicy answering) {
        this.answering = answering;
    }

    /**
     * An answer in the name of the address that is asked.
     *
     * @param enriched whether it tells more than that address would itself
     */
    record Answer(IQ iq, boolean enriched) {}

    private record Found(DiscoInfo info, boolean enriched) {}

    /** @return empty if the address that is asked has to answer by itself */
    Optional<Answer> answer(IQ question) {
        JID to = question.getTo();
        JID from = question.getFrom();
        if (answering == AnswerPolicy.OFF || to == null || to.getResource() == null || from == null) {
            return Optional.empty();
        }
        Entity entity = entities.at(to.toString()).orElse(null);
        if (entity == null || answering == AnswerPolicy.LOCAL && !to.getDomain().equals(domain)) {
            return Optional.empty();
        }
        Element query = question.getChildElement();
        Optional<Found> found = query.elements().isEmpty()
                ? asked(AddressKey.of(from), entity, query.attributeValue("node"))
                : Optional.empty();
        return found.isEmpty() || isBlocked(from, to, entity)
                ? Optional.empty()
                : Optional.of(new Answer(
                        answer(question, query, found.get().info()), found.get().enriched()));
    }

    /** The server is told what everybody announces to all. */
    private boolean wasTold(AddressKey asker, Entity entity) {
        boolean handedOn =
                !domain.equals(asker.domain()) && !audience.wasToldAnything(asker, entity.address()); // by its server
        return audience.wasTold(handedOn ? asker.bare() : asker, entity.address(), entity.announced())
                || asker.equals(server) && !entity.occupant();
    }

    /** What was told is what is answered: what the client itself announces, or more. */
    private Optional<Found> asked(AddressKey asker, Entity entity, String node) {
        if (wasTold(asker, entity)) {
            return asked(entity, node).map(info -> new Found(info, false));
        }
        return enricher.answer(asker, entity)
                .filter(told -> audience.wasTold(asker, entity.address(), told.announced()))
                .filter(told -> node == null || told.announced().about(node).isPresent())
                .map(told -> new Found(told.info(), true));
    }

    private Optional<DiscoInfo> asked(Entity entity, String node) {
        List<Announcement> about = node == null
                ? entity.announced().all()
                : entity.announced().about(node).map(List::of).orElse(List.of());
        Optional<DiscoInfo> info = about.stream()
                .flatMap(announcement -> proved.find(announcement.key()).stream())
                .findFirst();
        if (info.isEmpty() && !about.isEmpty()) {
            unknown.accept(entity, about.get(0));
        }
        return info;
    }

    /** As Openfire would, on the way there and in the room; who can't be looked up there has to be asked. */
    private boolean isBlocked(JID from, JID to, Entity entity) {
        if (blocks.test(from, to)) {
            return true;
        }
        if (!entity.occupant() || !isOurs(to)) {
            return blocks.test(to, from);
        }
        Optional<String> asker = occupants.occupantIn(to.toBareJID(), AddressKey.of(from));
        Optional<AddressKey> asked = occupants.realJidOf(entity.address());
        return asker.isEmpty() || asked.isEmpty() || blocks.test(asked.get().toJid(), new JID(asker.get()));
    }

    private boolean isOurs(JID address) {
        return address.getDomain().equals(domain) || address.getDomain().endsWith("." + domain);
    }

    private static IQ answer(IQ question, Element query, DiscoInfo info) {
        IQ answer = IQ.createResultIQ(question);
        String node = query.attributeValue("node");
        answer.setChildElement(node == null ? info.toElement() : info.toElement(node)); // XEP-0030 §3.2
        return answer;
    }
}
