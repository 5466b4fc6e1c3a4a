package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/**
 * The features that are on, in the order stanzas meet them. Immutable: switching a feature makes a new chain, so one
 * that is off costs nothing.
 *
 * <p>Nearly all stanzas concern no feature. To tell costs one look at the namespace of each element, however many
 * features there are, one question for each that goes by addresses, and allocates nothing.
 */
public final class FeatureChain {

    private static final Logger Log = LoggerFactory.getLogger(FeatureChain.class);

    /** Features are bits of a {@code long} while a stanza is looked at. */
    static final int MAX_FEATURES = Long.SIZE;

    private final List<Feature> features;
    /** By stage and kind; null where nobody is interested. */
    private final NamespaceMatcher[] matchers = new NamespaceMatcher[Stage.values().length * Kind.values().length];
    /** Of the features that go by addresses; {@link #byAddress} has their bits. */
    private final AddressInterest[] addressInterests;

    private final long[] byAddress;

    public FeatureChain(List<? extends Feature> features) {
        if (features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException("more than " + MAX_FEATURES + " features");
        }
        this.features = List.copyOf(features);
        int[] goingByAddress = IntStream.range(0, features.size())
                .filter(i -> features.get(i).addressInterest() != AddressInterest.NONE)
                .toArray();
        addressInterests = IntStream.of(goingByAddress)
                .mapToObj(i -> features.get(i).addressInterest())
                .toArray(AddressInterest[]::new);
        byAddress = IntStream.of(goingByAddress).mapToLong(i -> 1L << i).toArray();
        for (int i = 0; i < features.size(); i++) {
            for (Interest interest : features.get(i).interests()) {
                int slot = slot(interest.stage(), interest.kind());
                if (matchers[slot] == null) {
                    matchers[slot] = new NamespaceMatcher();
                }
                matchers[slot].add(interest, 1L << i);
            }
        }
    }

    /** @return what the features that are on advertise, sorted */
    public Set<String> namespaces() {
        Set<String> namespaces = new TreeSet<>();
        features.forEach(feature -> namespaces.addAll(feature.namespaces()));
        return namespaces;
    }

    /**
     * Shows the stanza to the features it concerns, until one of them stops it. A feature that throws is logged, and
     * asked what becomes of the stanza then. After one that has changed or replaced it, the later ones see what came of
     * that, and it is looked up anew which of them that concerns.
     *
     * @param session as in {@link Passage}
     * @return {@link Outcome.Pass} if nobody did anything, {@link Outcome.Changed} if somebody edited it,
     *         {@link Outcome.Replaced} with the last copy if somebody has made one, else what stopped it
     */
    public Outcome handle(Packet stanza, Stage stage, Source source, JID session) {
        long concerned = concernedBy(stanza, stage, source);
        return concerned == 0 ? Outcome.PASS : ask(concerned, new Passage(stanza, stage, source, session));
    }

    /** @return the bits of the features that want to see the stanza */
    private long concernedBy(Packet stanza, Stage stage, Source source) {
        NamespaceMatcher matcher = matchers[slot(stage, Kind.of(stanza))];
        long concerned = matcher == null ? 0 : concernedBy(matcher, stanza);
        for (int i = 0; i < byAddress.length; i++) {
            if (addressInterests[i].concerns(stanza, stage, source)) {
                concerned |= byAddress[i];
            }
        }
        return concerned;
    }

    private Outcome ask(long concerned, Passage passage) {
        Outcome outcome = Outcome.PASS;
        Passage now = passage;
        long rest = concerned;
        while (rest != 0) {
            int feature = Long.numberOfTrailingZeros(rest);
            Outcome answer = ask(features.get(feature), now);
            if (!answer.goesOn()) {
                return answer;
            }
            if (answer.equals(Outcome.PASS)) {
                rest &= rest - 1;
                continue;
            }
            if (answer instanceof Outcome.Replaced replaced) {
                now = new Passage(replaced.copy(), now.stage(), now.source(), now.session());
                outcome = answer;
            } else if (!(outcome instanceof Outcome.Replaced)) { // what is edited after that is the copy
                outcome = answer;
            }
            boolean isLast = feature == features.size() - 1;
            long later = ~0L << feature << 1;
            rest = isLast ? 0 : concernedBy(now.stanza(), now.stage(), now.source()) & later;
        }
        return outcome;
    }

    private static Outcome ask(Feature feature, Passage passage) {
        try {
            return feature.handle(passage);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failed(feature, passage, e);
        }
    }

    private static Outcome failed(Feature feature, Passage passage, Throwable failure) {
        try {
            Log.error(
                    "Feature {} failed on a stanza from {}",
                    new Object[] {feature.name(), passage.stanza().getFrom(), failure});
            return feature.failed(passage);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            Log.error("Feature {} failed again. The stanza is rejected", feature.name(), e);
            return new Outcome.Refused(PacketError.Condition.internal_server_error, "");
        }
    }

    /** Where it can't be found out whom a stanza concerns, it concerns all who may be interested. */
    private static long concernedBy(NamespaceMatcher matcher, Packet stanza) {
        try {
            return matcher.concernedBy(stanza.getElement());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            Log.error("A stanza from {} could not be inspected", stanza.getFrom(), e);
            return matcher.allFeatures();
        }
    }

    private static int slot(Stage stage, Kind kind) {
        return stage.ordinal() * 3 + kind.ordinal();
    }
}
