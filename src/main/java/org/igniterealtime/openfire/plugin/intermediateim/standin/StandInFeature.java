package org.igniterealtime.openfire.plugin.intermediateim.standin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.commands.AdHocCommands;
import org.igniterealtime.openfire.plugin.intermediateim.standin.MessageAdapter.Adapted;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.MessageConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.invitations.InvitationConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.original.OriginalMarker;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.SharedWriters;
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
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * Gives each client messages in the form that it shows. A client gets a copy; the message itself, and with it the
 * archive, the history of rooms and the offline store, stays as it was sent.
 */
public final class StandInFeature implements Feature {

    static final String CONVERTED = "converted";
    static final String RESTORED = "restored";
    static final String FORGED = "forged";

    private final Counters counters = new Counters(List.of(CONVERTED, RESTORED, FORGED));
    private final Surroundings surroundings;
    private final ClientRenderings renderings;
    private volatile ConversionPolicy policy = ConversionPolicy.DEFAULT;

    /**
     * What surrounds the feature.
     *
     * @param domain        of this server, whose clients get copies
     * @param sanitizer     makes the XHTML-IM of a stanza harmless in place
     * @param isAcknowledged whether a session, by its full JID, uses stream management (XEP-0198): then the server may
     *     route again what was written to it
     */
    public record Surroundings(
            String domain,
            ClientRenderings renderings,
            MessageAdapter adapter,
            OriginalMarker marker,
            Consumer<Packet> sanitizer,
            Predicate<JID> isAcknowledged,
            FormattingChoices choices,
            SharedWriters writers,
            ConversionStatistics statistics) {}

    public StandInFeature(Surroundings surroundings) {
        this.surroundings = surroundings;
        renderings = surroundings.renderings();
    }

    /** Changes what is converted, from the next message on. Any thread. */
    public void configure(ConversionPolicy policy) {
        this.policy = policy;
    }

    /**
     * @param client full JID
     * @return whether XHTML-IM reaches the user of that client, as it is or converted; not if nothing is known of it.
     *     Any thread; does not block
     */
    public boolean conveysXhtml(JID client) {
        return !surroundings.choices().leaves(client.getNode())
                && renderings.of(client).filter(policy::conveysXhtml).isPresent();
    }

    @Override
    public String name() {
        return "standin";
    }

    /** To other clients the server is as it was; its users can give a command. */
    @Override
    public Set<String> namespaces() {
        return Set.of(AdHocCommands.NAMESPACE);
    }

    @Override
    public Set<Interest> interests() {
        return Set.of(
                new Interest(Stage.ENTRY, Kind.MESSAGE, Depth.CHILD, OriginalMarker.NAMESPACE),
                new Interest(Stage.DELIVERY, Kind.MESSAGE, Depth.CHILD, OriginalMarker.NAMESPACE),
                new Interest(Stage.DELIVERY, Kind.MESSAGE, Depth.CHILD, InvitationConverter.DIRECT),
                new Interest(Stage.DELIVERY, Kind.MESSAGE, Depth.CHILD, InvitationConverter.MEDIATED));
    }

    /** Messages that may carry rich text, or a link beside the text. */
    @Override
    public AddressInterest addressInterest() {
        return StandInFeature::mayCarryRichText;
    }

    private static boolean mayCarryRichText(Packet stanza, Stage stage, Source source) {
        return stanza instanceof Message message && MessageConverter.mayConcern(message);
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public Outcome handle(Passage passage) {
        Message message = (Message) passage.stanza();
        if (passage.stage() == Stage.DELIVERY) {
            return deliver(message, passage.session());
        }
        if (passage.source() == Source.LOCAL_CLIENT) {
            surroundings.writers().wrote(passage.session()); // before a reader's node gets the message
        }
        return enter(message);
    }

    /** A marker of which nothing is known must not stay. */
    @Override
    public Outcome failed(Passage passage) {
        if (passage.stage() == Stage.ENTRY && isMarked(passage.stanza())) {
            OriginalMarker.removeMarkers((Message) passage.stanza());
            return Outcome.CHANGED;
        }
        return Outcome.PASS;
    }

    private static boolean isMarked(Packet message) {
        return Payloads.first(message.getElement(), OriginalMarker.NAMESPACE) != null;
    }

    /** What comes back from a session that has ended is what was sent again, before anybody else reads it. */
    private Outcome enter(Message message) {
        if (isMarked(message)) {
            restore(message);
            return Outcome.CHANGED;
        }
        if (message.getFrom() != null) {
            renderings.wrote(message.getFrom()); // it may be gone when this is delivered
        }
        return Outcome.PASS;
    }

    private void restore(Message message) {
        if (surroundings.marker().restore(message) == OriginalMarker.Result.RESTORED) {
            surroundings.sanitizer().accept(message); // what is allowed may have changed
            counters.add(RESTORED, 1);
        } else {
            counters.add(FORGED, 1);
        }
    }

    private Outcome deliver(Message message, JID session) {
        if (!isLocalClient(session)) {
            return Outcome.PASS;
        }
        if (!isMarked(message)) {
            return convert(message, session).<Outcome>map(Outcome.Replaced::new).orElse(Outcome.PASS);
        }
        // the server has stored it while the plugin was not there
        Message original = message.createCopy();
        restore(original);
        return new Outcome.Replaced(convert(original, session).orElse(original));
    }

    private boolean isLocalClient(JID session) {
        return session.getResource() != null
                && session.getNode() != null
                && session.getDomain().equals(surroundings.domain());
    }

    private Optional<Message> convert(Message message, JID session) {
        if (surroundings.choices().leaves(session.getNode())) {
            return Optional.empty();
        }
        Optional<Adapted> adapted = surroundings.adapter().adapt(message, session, policy);
        if (adapted.isEmpty()) {
            return Optional.empty();
        }
        Message copy = adapted.get().copy();
        if (surroundings.isAcknowledged().test(session)
                && !surroundings.marker().mark(copy, message)) {
            return Optional.empty();
        }
        counters.add(CONVERTED, 1);
        for (ConversionKind kind : adapted.get().kinds()) {
            surroundings
                    .statistics()
                    .add(kind, adapted.get().writer(), adapted.get().reader());
        }
        return Optional.of(copy);
    }

    @Override
    public void forget(JID bareJid) {
        renderings.forget(bareJid);
        surroundings.writers().forget(bareJid);
        surroundings.choices().forget(bareJid.getNode());
    }

    @Override
    public void forgetAll() {
        renderings.forgetAll();
        surroundings.statistics().clear();
        surroundings.choices().forgetAll();
    }
}
