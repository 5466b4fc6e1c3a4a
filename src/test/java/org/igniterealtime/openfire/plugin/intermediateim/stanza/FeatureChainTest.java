package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeFeature;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

class FeatureChainTest {

    private static final String X = "urn:x";
    private static final Packet WITH_X = Xml.message("<message><x xmlns='urn:x'/></message>");

    private static final JID ROMEO = new JID("romeo@example.org/orchard");

    private final FakeFeature passing = feature("passing", Depth.CHILD, Outcome.PASS);
    private final FakeFeature changing = feature("changing", Depth.CHILD, Outcome.CHANGED);
    private final FakeFeature taking = feature("taking", Depth.CHILD, Outcome.TAKEN);

    private static FakeFeature feature(String name, Depth depth, Outcome outcome) {
        return new FakeFeature(name, new Interest(Stage.ENTRY, Kind.MESSAGE, depth, X), passage -> outcome);
    }

    private static Outcome enter(Packet stanza, Feature... features) {
        return new FeatureChain(List.of(features)).handle(stanza, Stage.ENTRY, Source.LOCAL_CLIENT, ROMEO);
    }

    @Nested
    class WhatAFeatureSees {

        @Test
        void isStanzasThatCarryItsNamespace() {
            enter(WITH_X, passing);
            assertEquals(
                    new Passage(WITH_X, Stage.ENTRY, Source.LOCAL_CLIENT, ROMEO),
                    passing.seen().get(0));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<message/>",
                    "<message><body>urn:x</body></message>",
                    "<message x='urn:x'/>",
                    "<message><y xmlns='urn:X'/></message>",
                    "<message><y xmlns='urn:y'><x xmlns='urn:x'/></y></message>"
                })
        void isNoOtherStanza(String other) {
            assertSame(Outcome.PASS, enter(Xml.message(other), passing));
            assertEquals(List.of(), passing.seen());
        }

        @Test
        void isNoOtherKindOfStanza() {
            enter(Xml.presence("<presence><x xmlns='urn:x'/></presence>"), passing);
            enter(Xml.iq("<iq type='set'><x xmlns='urn:x'/></iq>"), passing);

            assertEquals(List.of(), passing.seen());
        }

        @Test
        void isNoOtherStage() {
            new FeatureChain(List.of(passing)).handle(WITH_X, Stage.DELIVERY, Source.ELSEWHERE, ROMEO);
            assertEquals(List.of(), passing.seen());
        }
    }

    @Nested
    class AFeatureThatLooksAnywhere {

        private final FakeFeature deep = feature("deep", Depth.ANYWHERE, Outcome.CHANGED);

        @Test
        void seesChildrenToo() {
            assertSame(Outcome.CHANGED, enter(WITH_X, deep));
        }

        @ParameterizedTest(name = "{0} levels down")
        @ValueSource(ints = {2, 62, 63, 64, 65, 66, 100, 100_000})
        void seesAnyDepth(int levels) {
            Element root = DocumentHelper.createElement("message");
            Element at = root;
            for (int i = 1; i < levels; i++) {
                at = at.addElement("y", "urn:y");
            }
            assertSame(Outcome.PASS, enter(new Message(root), deep));
            at.addElement("x", X);
            assertSame(Outcome.CHANGED, enter(new Message(root), deep));
        }

        @Test
        void doesNotMakeOthersLookDeeper() {
            enter(Xml.message("<message><y xmlns='urn:y'><x xmlns='urn:x'/></y></message>"), passing, deep);
            assertEquals(List.of(), passing.seen());
            assertEquals(1, deep.seen().size());
        }
    }

    @Nested
    class AFeatureThatWantsEveryStanzaOfAKind {

        private final FakeFeature curious =
                new FakeFeature("curious", Interest.inEvery(Stage.ENTRY, Kind.PRESENCE), passage -> Outcome.CHANGED);

        @ParameterizedTest
        @ValueSource(
                strings = {"<presence/>", "<presence type='unavailable'/>", "<presence><x xmlns='urn:x'/></presence>"})
        void seesThemAll(String presence) {
            assertSame(Outcome.CHANGED, enter(Xml.presence(presence), curious));
        }

        @Test
        void seesNoOtherKind() {
            assertSame(Outcome.PASS, enter(WITH_X, curious, passing));
            assertEquals(List.of(), curious.seen());
        }

        @Test
        void leavesOthersTheirOwn() {
            FakeFeature choosy = new FakeFeature(
                    "choosy", new Interest(Stage.ENTRY, Kind.PRESENCE, Depth.CHILD, X), passage -> Outcome.PASS);
            enter(Xml.presence("<presence/>"), curious, choosy);
            assertEquals(0, choosy.seen().size());
            enter(Xml.presence("<presence><x xmlns='urn:x'/></presence>"), curious, choosy);
            assertEquals(1, choosy.seen().size());
            assertEquals(2, curious.seen().size());
        }
    }

    @Nested
    class AFeatureThatGoesByAddresses {

        private final FakeFeature addressed = feature("addressed", Depth.CHILD, Outcome.TAKEN)
                .addressed((stanza, stage, source) -> stage == Stage.DELIVERY
                        && "juliet".equals(stanza.getTo().getNode()));
        private final Packet toJuliet = Xml.message("<message to='juliet@example.org'/>");

        @Test
        void seesWhatTheyConcernWhateverItCarries() {
            FeatureChain chain = new FeatureChain(List.of(passing, addressed));
            assertSame(Outcome.TAKEN, chain.handle(toJuliet, Stage.DELIVERY, Source.ELSEWHERE, null));
            assertSame(Outcome.PASS, chain.handle(toJuliet, Stage.ENTRY, Source.ELSEWHERE, null));
            assertSame(
                    Outcome.PASS,
                    chain.handle(
                            Xml.message("<message to='romeo@example.org'/>"), Stage.DELIVERY, Source.ELSEWHERE, null));
        }

        @Test
        void seesAStanzaOnceThatConcernsItTwice() {
            FakeFeature both = feature("both", Depth.CHILD, Outcome.CHANGED).addressed((stanza, stage, source) -> true);
            assertSame(Outcome.CHANGED, enter(WITH_X, both));
            assertEquals(1, both.seen().size());
        }
    }

    @Nested
    class TheOutcome {

        @Test
        void isPassWhenNobodyDoesAnything() {
            assertSame(Outcome.PASS, enter(WITH_X, passing));
        }

        @Test
        void isChangedWhenSomebodyChangedIt() {
            assertSame(Outcome.CHANGED, enter(WITH_X, changing, passing));
            assertEquals(1, passing.seen().size());
        }

        @Test
        void isOfThoseWhomTheChangeConcerns() {
            FakeFeature adding = new FakeFeature(
                    "adding", new Interest(Stage.ENTRY, Kind.MESSAGE, Depth.CHILD, "urn:add"), passage -> {
                        passage.stanza().getElement().addElement("x", X);
                        return Outcome.CHANGED;
                    });
            assertSame(Outcome.TAKEN, enter(Xml.message("<message><add xmlns='urn:add'/></message>"), adding, taking));
        }

        @Test
        void isOfTheFirstThatStopsIt() {
            Outcome refused = new Outcome.Refused(PacketError.Condition.not_allowed, "");
            assertEquals(refused, enter(WITH_X, feature("refusing", Depth.CHILD, refused), taking));
            assertEquals(List.of(), taking.seen());
        }
    }

    @Nested
    class AFeatureThatReplacesAStanza {

        private final Message copy = Xml.message("<message><x xmlns='urn:x'/><y xmlns='urn:y'/></message>");
        private final FakeFeature replacing = delivered("replacing", X, new Outcome.Replaced(copy));

        private static FakeFeature delivered(String name, String namespace, Outcome outcome) {
            return new FakeFeature(
                    name, new Interest(Stage.DELIVERY, Kind.MESSAGE, Depth.CHILD, namespace), passage -> outcome);
        }

        private Outcome deliver(Feature... features) {
            return new FeatureChain(List.of(features)).handle(WITH_X, Stage.DELIVERY, Source.ELSEWHERE, ROMEO);
        }

        @Test
        void showsLaterOnesTheCopy() {
            FakeFeature later = delivered("later", X, Outcome.PASS);
            assertEquals(new Outcome.Replaced(copy), deliver(replacing, later));
            assertSame(copy, later.seen().get(0).stanza());
            assertSame(ROMEO, later.seen().get(0).session());
        }

        @Test
        void concernsThoseWhomTheCopyConcerns() {
            FakeFeature ofCopy = delivered("copy", "urn:y", Outcome.PASS);
            deliver(replacing, ofCopy);
            assertEquals(1, ofCopy.seen().size());
            FakeFeature ofOriginal = delivered("original", X, Outcome.PASS);
            deliver(delivered("clearing", X, new Outcome.Replaced(Xml.message("<message/>"))), ofOriginal);
            assertEquals(List.of(), ofOriginal.seen());
        }

        @Test
        void isNotShownItsOwnCopy() {
            FakeFeature earlier = delivered("earlier", "urn:y", Outcome.PASS);
            deliver(earlier, replacing);
            assertEquals(1, replacing.seen().size());
            assertEquals(List.of(), earlier.seen());
        }

        @Test
        void givesWayToACopyOfItsCopy() {
            Message second = Xml.message("<message><z xmlns='urn:z'/></message>");
            assertEquals(
                    new Outcome.Replaced(second),
                    deliver(replacing, delivered("second", "urn:y", new Outcome.Replaced(second))));
        }

        @Test
        void hasItsCopyDeliveredIfItIsEditedAfterwards() {
            assertEquals(
                    new Outcome.Replaced(copy), deliver(replacing, delivered("editing", "urn:y", Outcome.CHANGED)));
        }

        @Test
        void doesNotKeepOthersFromStoppingIt() {
            assertSame(Outcome.TAKEN, deliver(replacing, delivered("taking", "urn:y", Outcome.TAKEN)));
        }

        @Test
        void mayBeTheLastOfSixtyFour() {
            FakeFeature[] features = Collections.nCopies(63, passing).toArray(new FakeFeature[64]);
            features[63] = replacing;
            assertEquals(new Outcome.Replaced(copy), deliver(features));
            assertEquals(1, replacing.seen().size());
        }
    }

    @Nested
    class AFeatureThatThrows {

        private final FakeFeature failing =
                new FakeFeature("failing", new Interest(Stage.ENTRY, Kind.MESSAGE, Depth.CHILD, X), passage -> {
                    throw new IllegalStateException("a bug, on purpose");
                });

        @Test
        void isPassedOver() {
            assertSame(Outcome.TAKEN, enter(WITH_X, failing, taking));
        }

        @Test
        void doesNotHideThatAnotherChangedTheStanza() {
            assertSame(Outcome.CHANGED, enter(WITH_X, changing, failing));
        }

        @Test
        void saysWhatBecomesOfTheStanza() {
            assertSame(Outcome.CHANGED, enter(WITH_X, failing.failing(passage -> Outcome.CHANGED)));
            assertSame(Outcome.TAKEN, enter(WITH_X, failing.failing(passage -> Outcome.TAKEN), passing));
            assertEquals(List.of(), passing.seen());
        }

        @Test
        void hasTheStanzaRefusedIfItFailsInThatToo() {
            Outcome outcome = enter(
                    WITH_X,
                    failing.failing(passage -> {
                        throw new IllegalStateException("another bug, on purpose");
                    }),
                    passing);
            assertEquals(new Outcome.Refused(PacketError.Condition.internal_server_error, ""), outcome);
        }

        @Test
        void isShownAStanzaThatCantBeLookedAt() {
            FakeFeature guarding = feature("guarding", Depth.ANYWHERE, Outcome.TAKEN);
            assertSame(
                    Outcome.TAKEN,
                    enter(
                            new Message() {
                                @Override
                                public Element getElement() {
                                    throw new IllegalStateException("on purpose");
                                }
                            },
                            guarding));
        }
    }

    @Test
    void advertisesTheNamespacesOfItsFeatures() {
        assertEquals(
                Set.of("urn:feature:changing", "urn:feature:passing"),
                new FeatureChain(List.of(passing, changing)).namespaces());
    }

    @Test
    void holdsSixtyFourFeatures() {
        FakeFeature[] features = Collections.nCopies(63, passing).toArray(new FakeFeature[64]);
        features[63] = taking;

        assertSame(Outcome.TAKEN, enter(WITH_X, features));
        assertThrows(IllegalArgumentException.class, () -> new FeatureChain(Collections.nCopies(65, passing)));
    }
}
