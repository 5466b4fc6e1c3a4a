package org.igniterealtime.openfire.plugin.intermediateim.files;

import java.util.Set;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.FileSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.LinkedFiles;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.MessageLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.SenderPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.Addressee;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.FileReceiver;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.PassedOffers;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.UploadSlots;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.si.Offer;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressInterest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * Takes files for users who are away, and for clients that can't take files. An offer to a user's bare JID, or to a
 * client that is not connected any more, would be refused by the server with service-unavailable. It is taken in
 * exactly that name, and so is all that follows; Psi, for one, sends to the bare JID if a contact is offline. An offer
 * to a client that has proved to lack stream initiation is taken in that client's name at once; if nothing is proved,
 * the client gets it first ({@link PassedOffers}). The other way round, a client that takes files is offered what
 * others send it links to.
 */
public final class FilesFeature implements Feature {

    /** Where addresses lead. Any thread; must not block. */
    public interface Directory {

        /** @return whether this is an address at the domain of the server's users, of a user or not */
        boolean isLocal(JID address);

        /** @return whether a client with this full JID is connected */
        boolean isConnected(JID client);

        /** @return whether this is an address of a room service, behind which occupants stand */
        boolean isRoom(JID address);
    }

    private final SenderPolicy policy;
    private final Directory directory;
    private final FileAgent agent;
    private final FileReceiver receiver;
    private final FileSender sender;
    private final FileRequests requests;
    private final Clients clients;
    private final LinkedFiles linked;
    private final UploadSlots slots;

    /** What is done for clients that are online. Any thread; must not block. */
    public interface Clients {

        /** @return whether offers are taken in their place */
        boolean takesInPlace();

        /**
         * @return whether a client has proved, by the hash it announces, that it does not take files (XEP-0096 §5);
         *     false while nothing is proved
         */
        boolean lacksFiles(JID client);

        /** @return whether files are offered to them that others have sent them links to */
        boolean offersLinked();

        /** @return whether a client has proved that it takes files and makes nothing of links (XEP-0066) */
        boolean wantsLinked(JID client);
    }

    /**
     * @param linked the files behind links in messages
     * @param slots  is shown the requests for slots of uploads, and the answers
     */
    public FilesFeature(
            SenderPolicy policy,
            Directory directory,
            FileAgent agent,
            FileRequests requests,
            Clients clients,
            LinkedFiles linked,
            UploadSlots slots) {
        this.policy = policy;
        this.directory = directory;
        this.agent = agent;
        this.receiver = agent.receiver();
        this.sender = agent.sender();
        this.requests = requests;
        this.clients = clients;
        this.linked = linked;
        this.slots = slots;
    }

    @Override
    public String name() {
        return "files";
    }

    /** None: clients decide by the capabilities of the addresses that they write to. */
    @Override
    public Set<String> namespaces() {
        return Set.of();
    }

    @Override
    public Set<Interest> interests() {
        return Set.of(
                new Interest(Stage.ENTRY, Kind.IQ, Depth.CHILD, Namespaces.SI),
                new Interest(Stage.ENTRY, Kind.IQ, Depth.CHILD, UploadSlots.NAMESPACE));
    }

    /** What a client of another node of a cluster answers to an offer has come in there, and is seen going out here. */
    @Override
    public AddressInterest addressInterest() {
        return (stanza, stage, source) -> stage == Stage.ENTRY
                ? isForUs(stanza) || answersPassedOffer(stanza)
                : mayHaveLink(stanza) || answersPassedOffer(stanza);
    }

    private boolean mayHaveLink(Packet stanza) {
        return stanza instanceof Message message && clients.offersLinked() && MessageLinks.mayBeIn(message);
    }

    private boolean isForUs(Packet stanza) {
        return receiver.isOurs(stanza) || sender.isOurs(stanza) || agent.isAnswer(stanza);
    }

    @Override
    public Counters counters() {
        return agent.counters();
    }

    @Override
    public Outcome handle(Passage passage) {
        Packet stanza = passage.stanza();
        if (passage.stage() == Stage.DELIVERY) {
            return stanza instanceof Message message ? delivered(message, passage.session()) : answered((IQ) stanza);
        }
        if (receiver.isOurs(stanza)) {
            return onThread(stanza, receiver::receive);
        }
        if (sender.isOurs(stanza)) {
            return onThread(stanza, sender::receive);
        }
        if (agent.isAnswer(stanza)) {
            return onThread(stanza, answer -> agent.answered((IQ) answer));
        }
        if (answersPassedOffer(stanza)) {
            return answered((IQ) stanza);
        }
        if (stanza instanceof IQ iq && Payloads.first(iq.getElement(), UploadSlots.NAMESPACE) != null) {
            slotPasses(iq, passage.source());
            return Outcome.PASS;
        }
        return stanza instanceof IQ iq && isPermittedOffer(iq) ? offered(iq) : Outcome.PASS;
    }

    private void slotPasses(IQ iq, Source source) {
        if (!clients.offersLinked()) {
            return;
        }
        if (source == Source.LOCAL_CLIENT) {
            slots.requested(iq);
        } else {
            slots.answered(iq);
        }
    }

    /**
     * The file behind a link that a person has sent is offered to the client, which gets the message all the same. What
     * the agent itself says of files comes from no client.
     */
    private Outcome delivered(Message message, JID client) {
        JID from = message.getFrom();
        boolean isPersonal = from != null
                && from.getNode() != null
                && from.getResource() != null
                && !directory.isRoom(from)
                && client.getResource() != null
                && directory.isLocal(client);
        if (isPersonal && clients.wantsLinked(client)) {
            MessageLinks.in(message).stream()
                    .flatMap(url -> linked.key(url).stream())
                    .findFirst()
                    .filter(key -> policy.permits(from, client))
                    .ifPresent(key -> agent.offerLinked(key, from, client));
        }
        return Outcome.PASS;
    }

    private boolean answersPassedOffer(Packet stanza) {
        return agent.passedOffers().isAnswer(stanza) && !agent.isOwn(stanza);
    }

    private Outcome answered(IQ answer) {
        if (!policy.permits(answer.getTo(), answer.getFrom())) {
            return Outcome.PASS;
        }
        PassedOffers passed = agent.passedOffers();
        return switch (passed.answered(answer)) {
            case PASS -> Outcome.PASS;
            case DROP -> Outcome.TAKEN;
            case TAKE -> {
                passed.offer(answer).ifPresent(offer -> agent.thread().execute(() -> agent.takeInPlace(offer)));
                yield Outcome.TAKEN;
            }
        };
    }

    private Outcome onThread(Packet stanza, Consumer<Packet> action) {
        Packet copy = stanza.createCopy(); // the original is readdressed
        agent.thread().execute(() -> action.accept(copy));
        return Outcome.TAKEN;
    }

    private boolean isPermittedOffer(IQ iq) {
        JID from = iq.getFrom();
        JID to = iq.getTo();
        return Offer.is(iq)
                && !agent.isOwn(iq) // which is the delivery of a file
                && from != null
                && to != null
                && to.getNode() != null
                && directory.isLocal(to)
                && !directory.isRoom(from)
                && policy.permits(from, to);
    }

    private Outcome offered(IQ offer) {
        JID to = offer.getTo();
        if (to.getResource() != null && directory.isConnected(to)) {
            return clients.takesInPlace() ? offeredToClient(offer) : Outcome.PASS;
        }
        OfferedTo kind = to.getResource() == null ? OfferedTo.BARE_JID : OfferedTo.FULL_JID;
        Addressee addressee = new Addressee(to.asBareJID(), kind, false);
        return onThread(offer, copy -> receiver.offered((IQ) copy, addressee));
    }

    /** What a client can do decides; where that is not known, its answer does. */
    private Outcome offeredToClient(IQ offer) {
        if (clients.lacksFiles(offer.getTo())) {
            return onThread(offer, copy -> agent.takeInPlace((IQ) copy));
        }
        agent.passedOffers().passed(offer);
        return Outcome.PASS;
    }

    @Override
    public void forget(JID bareJid) {
        agent.forget(bareJid);
        requests.forget(bareJid);
    }

    @Override
    public void forgetAll() {
        agent.forgetAll();
        slots.forgetAll();
    }
}
