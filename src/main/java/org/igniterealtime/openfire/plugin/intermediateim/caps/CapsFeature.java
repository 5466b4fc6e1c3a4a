package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Parties;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.Addition;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.Enrichment;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.PresenceEnricher;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.PresenceUpdates;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.ToldMore;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.UserPresence;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities.Entity;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.PresenceRecipients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.RoomOccupants;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsAnswerListener;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsMismatches;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsQueryScheduler;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsQueryScheduler.Lookup;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsQueryScheduler.Question;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.RecentCapsMismatches;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.VerifiedCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcements;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.OwnStanzas;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Knows what everybody's client can do, and answers for it (XEP-0115). Learns by listening; what nobody else asks
 * about, it asks.
 */
public final class CapsFeature
        implements Feature, FeatureLookup, AnnouncedClients, CapsCounters, OnlineClients, EnrichedClients {

    static final String ANSWERED = "answered";
    static final String PASSED = "passed";
    static final String ASKED = "asked";
    static final String ENRICHED = "enriched";

    private final Counters counters = new Counters(
            List.of(ANSWERED, PASSED, ASKED, CapsAnswerListener.LEARNED, CapsAnswerListener.MISMATCHED, ENRICHED));
    private final RoomOccupants occupants;
    private final PresenceRecipients audience;
    private final EntityCapabilities entities;
    private final SoftwareVersions versions;
    private final RecentCapsMismatches mismatches;
    private final VerifiedCapabilities proved;
    private final Clock clock;
    private final CapsQueryScheduler asker;
    private final Enrichment enrichment;
    private final ToldMore toldMore = new ToldMore();
    private final PresenceEnricher enricher;
    private final PresenceWatcher presence;
    private final PresenceUpdates updates;
    private final CapsAnswerListener listening;
    private final CapsResponder responder;
    private final String domain;
    private final StanzaSink sink;
    private final OwnStanzas enrichedAnswers;
    private final Predicate<JID> there;
    private long learnedBefore; // of the thread that asks

    /**
     * @param domain the server's: our questions come from there
     * @param blocks as {@link CapsResponder} wants it
     * @param there  whether a question finds somebody at an address: at one of this server's, a client; elsewhere, that
     *     is for others to say
     * @param tokens for the ids of questions
     * @param octets of memory that may be taken by what presence tells, which strangers send
     * @param additions what is added to what is told of clients, while it is turned on
     * @param users  for presence that has to be delivered again
     */
    public CapsFeature(
            VerifiedCapabilities proved,
            String domain,
            BiPredicate<JID, JID> blocks,
            Predicate<JID> there,
            StanzaSink sink,
            RandomTokens tokens,
            Clock clock,
            long octets,
            List<Addition> additions,
            UserPresence users) {
        this.proved = proved;
        this.clock = clock;
        this.domain = domain;
        this.sink = sink;
        enrichedAnswers = new OwnStanzas(sink);
        this.there = there;
        Parties parties = new Parties(domain);
        entities = new EntityCapabilities(clock, parties, octets / 2);
        audience = new PresenceRecipients(parties, octets / 8 * 3);
        occupants = new RoomOccupants(parties, octets / 8);
        versions = new SoftwareVersions(domain, tokens, clock);
        mismatches = new RecentCapsMismatches(parties, clock);
        asker = new CapsQueryScheduler(
                clock,
                () -> CapsAnswerListener.ID_PREFIX + tokens.next(),
                parties::of,
                (address, announcement) -> entities.announces(address, announcement)
                        && there.test(AddressKey.of(address).toJid()));
        enrichment = new Enrichment(additions, proved);
        enricher = new PresenceEnricher(domain, entities, enrichment, toldMore, users);
        presence = new PresenceWatcher(entities, audience, occupants, proved, asker, enricher, toldMore);
        updates = new PresenceUpdates(entities, audience, enricher, toldMore, users, presence::toldBefore, clock);
        listening = new CapsAnswerListener(entities, proved, asker, mismatches, counters);
        responder = new CapsResponder(entities, proved, audience, occupants, enricher, domain, blocks, presence::asked);
    }

    /**
     * @param answering in whose name questions are answered from now on
     * @param additions bits of the additions that are made from now on, by their place in the list. None are made where
     *     nobody would answer what is asked about them
     */
    public void answer(AnswerPolicy answering, int additions) {
        responder.answer(answering);
        enricher.turn(answering == AnswerPolicy.OFF ? 0 : additions);
        updates.changed();
    }

    /** What the server does for clients has changed, so others may have to be told otherwise. Returns at once. */
    public void additionsChanged() {
        updates.changed();
    }

    /** What the server does for this client may have changed. Returns at once. */
    public void additionsChanged(JID client) {
        updates.changed(client);
    }

    /** Has whoever was told more be told what clients themselves announce, and adds nothing any more. May block. */
    public void restorePresence() {
        enricher.turn(0);
        updates.restoreAll();
    }

    @Override
    public List<EnrichedClient> enriched() {
        return toldMore.all().stream()
                .map(pair -> new EnrichedClient(
                        new JID(pair.client()), pair.watcher().toJid(), enrichment.names(pair.added())))
                .toList();
    }

    @Override
    public List<String> additions(JID client) {
        return entities.at(client.toString())
                .map(entity -> enrichment.names(enricher.possible(entity)))
                .orElse(List.of());
    }

    @Override
    public String name() {
        return "caps";
    }

    /** None: our addresses could do without it, and the server's own capabilities are the server's to tell. */
    @Override
    public Set<String> namespaces() {
        return Set.of();
    }

    /** Every presence, since the end of one carries no capabilities to be known by. */
    @Override
    public Set<Interest> interests() {
        return Set.of(
                Interest.inEvery(Stage.ENTRY, Kind.PRESENCE),
                Interest.inEvery(Stage.DELIVERY, Kind.PRESENCE),
                new Interest(Stage.ENTRY, Kind.IQ, Depth.CHILD, DiscoInfo.NAMESPACE),
                new Interest(Stage.DELIVERY, Kind.IQ, Depth.CHILD, DiscoInfo.NAMESPACE),
                new Interest(Stage.ENTRY, Kind.IQ, Depth.CHILD, SoftwareVersions.NAMESPACE),
                new Interest(Stage.DELIVERY, Kind.IQ, Depth.CHILD, SoftwareVersions.NAMESPACE));
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public Outcome handle(Passage passage) {
        if (passage.stanza() instanceof IQ iq) {
            return handle(iq, passage);
        }
        if (passage.stage() == Stage.ENTRY) {
            if (presence.entered(passage) && passage.source() == Source.LOCAL_CLIENT) {
                updates.announced(passage.session());
            }
            return Outcome.PASS;
        }
        Announcements enriched = presence.delivered(passage);
        return enriched == null ? Outcome.PASS : enriched(passage.stanza(), enriched);
    }

    /** The copy of this one watcher. */
    private Outcome enriched(Packet stanza, Announcements announced) {
        Packet copy = stanza.createCopy();
        announced.replaceIn(copy.getElement());
        counters.add(ENRICHED, 1);
        return new Outcome.Replaced(copy);
    }

    private Outcome handle(IQ iq, Passage passage) {
        Element payload = iq.getChildElement(); // the first of several, which nobody should send
        if (iq.getFrom() == null || iq.getType() == IQ.Type.set || payload == null) {
            return Outcome.PASS;
        }
        if (payload.getQName().equals(SoftwareVersions.QUERY)) {
            return versions.pass(iq, passage) ? Outcome.TAKEN : Outcome.PASS;
        }
        if (!payload.getQName().equals(DiscoInfo.QUERY)) {
            return Outcome.PASS;
        }
        if (enrichedAnswers.isOwn(iq)) {
            return Outcome.PASS; // it says nothing of what the client can do itself
        }
        if (passage.stage() == Stage.DELIVERY) {
            listening.answerSent(iq);
            return Outcome.PASS;
        }
        if (iq.getType() != IQ.Type.get) {
            return listening.hear(iq) ? Outcome.TAKEN : Outcome.PASS;
        }
        Optional<CapsResponder.Answer> answer = responder.answer(iq);
        if (answer.isEmpty()) {
            countPassed(iq);
            return Outcome.PASS;
        }
        (answer.get().enriched() ? enrichedAnswers : sink).send(answer.get().iq());
        counters.add(ANSWERED, 1);
        return Outcome.TAKEN;
    }

    /** Questions to clients only: what the server is asked, it answers itself. Not our own. */
    private void countPassed(IQ question) {
        boolean toClient = question.getTo() != null && question.getTo().getResource() != null;
        if (toClient && !CapsAnswerListener.isOurs(question.getID(), question.getFrom())) {
            counters.add(PASSED, 1);
        }
    }

    /** Asks whoever has to be asked now. May block: not on the server's own threads. */
    public void ask() {
        versions.due().stream().filter(there).forEach(session -> sink.send(versions.question(session)));
        for (Lookup lookup : asker.lookups()) {
            if (proved.findAnywhere(lookup.announcement().key()).isPresent()) {
                updates.changed();
                asker.answerKnown(lookup.address(), lookup.announcement());
            }
        }
        for (Question question : asker.due()) {
            if (proved.findAnywhere(question.announcement().key()).isPresent()) {
                updates.changed();
                asker.answerKnown(question.address(), question.announcement());
            } else if (entities.isFirsthand(question.address())) {
                sink.send(toIq(question));
                counters.add(ASKED, 1);
            } else { // another node of the cluster asks: we look again whether it knows
                asker.answered(question.id(), question.address());
            }
        }
        long learned = counters.snapshot().get(CapsAnswerListener.LEARNED);
        if (learned != learnedBefore) {
            learnedBefore = learned;
            updates.changed();
        }
        updates.tick();
    }

    private IQ toIq(Question question) {
        IQ iq = new IQ(IQ.Type.get, question.id());
        iq.setFrom(new JID(domain));
        iq.setTo(new JID(question.address()));
        Element query = iq.setChildElement("query", DiscoInfo.NAMESPACE);
        if (CapsVerifier.canProve(question.announcement())) {
            query.addAttribute("node", question.announcement().discoNode()); // §6.2
        }
        return iq;
    }

    /**
     * Has a client asked what software it is, as the server itself would, some seconds from now: right after its login
     * it may not be ready.
     */
    public void askSoftware(JID session) {
        versions.toBeAsked(session.toString());
    }

    /** Learns what the client of a session that was open before has announced, and what it was told by others. */
    public void sessionAlreadyOpen(JID address, Element presence) {
        this.presence.sessionAlreadyOpen(address.toString(), presence);
        updates.sessionAlreadyOpen(address);
    }

    /** @param address a full JID whose session has ended */
    public void sessionEnded(JID address) {
        presence.sessionEnded(address.toString());
        updates.sessionEnded(AddressKey.of(address));
        versions.forget(address.toString());
    }

    @Override
    public Optional<Capabilities> of(JID address) {
        return entities.at(address.toString()).flatMap(this::capabilities);
    }

    @Override
    public Optional<Announced> at(JID address) {
        return entities.at(address.toString())
                .map(entity -> new Announced(
                        entity.announced().node(), capabilities(entity).map(Capabilities::info)));
    }

    @Override
    public Optional<Capabilities> announcedIn(Presence presence) {
        return Announcements.in(presence.getElement()).stream()
                .flatMap(announced -> announced.all().stream())
                .flatMap(each -> proved.find(each.key()).stream())
                .findFirst()
                .map(info -> new Capabilities(info, true, clock.instant()));
    }

    private Optional<Capabilities> capabilities(Entity entity) {
        for (Announcement each : entity.announced().all()) { // no stream: asked for each message that is formatted
            Optional<DiscoInfo> info = proved.find(each.key());
            if (info.isPresent()) {
                return Optional.of(new Capabilities(info.get(), true, entity.since()));
            }
        }
        return entity.own().map(info -> new Capabilities(info, false, entity.since()));
    }

    /** @return who has given answers that were not what was announced */
    public CapsMismatches mismatches() {
        return mismatches;
    }

    @Override
    public Counts counts() {
        Map<String, Long> now = counters.snapshot();
        return new Counts(
                now.get(ANSWERED) + now.get(PASSED),
                now.get(ANSWERED),
                now.get(ASKED),
                now.get(CapsAnswerListener.LEARNED));
    }

    @Override
    public Stream<OnlineClient> clients() {
        return entities.all().stream()
                .map(entity -> new OnlineClient(
                        new JID(entity.address()),
                        Optional.of(entity.announced().all().get(0)),
                        capabilities(entity).map(Capabilities::info),
                        entity.since(),
                        domain.equals(Addresses.domain(entity.address())),
                        versions.of(entity.address())));
    }

    /** @return what the client of a session of this node has told the server about its software; empty if it has not */
    public Optional<ClientSoftware> software(JID session) {
        return versions.of(session.toString());
    }

    /** @return octets of memory that are taken by what presence tells, estimated */
    public long octets() {
        return entities.octets() + audience.octets() + occupants.octets();
    }

    @Override
    public void forget(JID bareJid) {
        String bare = bareJid.toString();
        entities.forget(bare);
        audience.forget(bare);
        occupants.forget(bare);
        toldMore.forget(bare);
        mismatches.forget(bare);
        versions.forgetAllOf(bare);
    }

    @Override
    public void forgetAll() {
        updates.restoreAll();
        forgetPresence();
        mismatches.forgetAll();
        versions.forgetAll();
        proved.purgeAll();
    }

    /** Forgets who is there and who was told what; what is proved stays. */
    public void forgetPresence() {
        entities.forgetAll();
        audience.forgetAll();
        occupants.forgetAll();
        toldMore.forgetAll();
        updates.forgetAll();
        asker.forgetAll();
    }
}
