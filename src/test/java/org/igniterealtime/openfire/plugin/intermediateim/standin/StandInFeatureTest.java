package org.igniterealtime.openfire.plugin.intermediateim.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionCache;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.MessageConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.invitations.InvitationConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.original.OriginalMarker;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.RendererTable;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.SharedWriters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

class StandInFeatureTest {

    private static final JID ROMEO = new JID("romeo@example.org/gajim");
    private static final JID JULIET = new JID("juliet@example.org/pidgin");
    private static final String STYLED =
            "<message xmlns='jabber:client' from='romeo@example.org/gajim' to='juliet@example.org' type='chat' id='m1'>"
                    + "<body>now *bold*</body></message>";

    private final Map<JID, String> nodes = new HashMap<>();
    private final Map<JID, DiscoInfo> capabilities = new HashMap<>();
    private final Set<JID> acknowledged = new HashSet<>();
    private JID inRoom;
    private final List<Packet> sanitized = new ArrayList<>();
    private final List<Element> told = new ArrayList<>();
    private final Choices choices = new Choices();
    private final ConversionStatistics statistics = new ConversionStatistics(new FakeClock());
    private final ClientRenderings renderings = new ClientRenderings(
            address -> Optional.ofNullable(nodes.get(address))
                    .map(node -> new Announced(node, Optional.ofNullable(capabilities.get(address)))),
            RendererTable.of(List.of()));
    private final ConversionCache conversions =
            new ConversionCache(new MessageConverter(new XhtmlSanitizer(XhtmlPolicy.DEFAULT)::clean));
    private final StandInFeature feature = new StandInFeature(new StandInFeature.Surroundings(
            "example.org",
            renderings,
            new MessageAdapter(
                    renderings,
                    conversions,
                    new InvitationConverter((inviter, room, invitee) -> inviter.equals(inRoom))),
            new OriginalMarker(() -> new byte[32]),
            sanitized::add,
            acknowledged::contains,
            choices,
            new SharedWriters(renderings, told::add, new FakeClock()),
            statistics));
    private final FeatureChain chain = new FeatureChain(List.of(feature));

    private static final class Choices implements FormattingChoices {

        private final Set<String> leaving = new HashSet<>();

        @Override
        public boolean leaves(String username) {
            return leaving.contains(username);
        }

        @Override
        public CompletionStage<Void> set(JID user, boolean leave) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException());
        }

        @Override
        public List<String> leaving() {
            return List.copyOf(leaving);
        }

        @Override
        public void forget(String username) {
            leaving.remove(username);
        }

        @Override
        public void forgetAll() {
            leaving.clear();
        }
    }

    @BeforeEach
    void gajimAndPidgin() {
        nodes.put(ROMEO, "https://conversejs.org");
        nodes.put(JULIET, "https://pidgin.im/");
    }

    private Outcome deliver(Message message, JID session) {
        return chain.handle(message, Stage.DELIVERY, Source.ELSEWHERE, session);
    }

    private Outcome enter(Message message) {
        return chain.handle(message, Stage.ENTRY, Source.LOCAL_CLIENT, ROMEO);
    }

    private Message copy(Message message, JID session) {
        return (Message) ((Outcome.Replaced) deliver(message, session)).copy();
    }

    /** A room sends each occupant the same message, as one object (4.2.0) or as copies (5). */
    @Nested
    class ARoomOf500WithFiveKindsOfClients {

        private static final List<String> KINDS = List.of(
                "https://pidgin.im/",
                "https://conversejs.org",
                "https://dino.im",
                "http://profanity-im.github.io",
                "https://example.org/unknown");

        private static final String SENT = "<message xmlns='jabber:client' from='den@rooms.example.org/hecate'"
                + " type='groupchat' id='m1'><body>now %s</body>%s</message>";
        private static final String HTML = "<html xmlns='http://jabber.org/protocol/xhtml-im'>"
                + "<body xmlns='http://www.w3.org/1999/xhtml'>now <b>bold</b></body></html>";

        private final List<JID> occupants = IntStream.range(0, 500)
                .mapToObj(i -> new JID("witch" + i + "@example.org/broom"))
                .toList();

        @BeforeEach
        void enter() {
            for (int i = 0; i < occupants.size(); i++) {
                nodes.put(occupants.get(i), KINDS.get(i % KINDS.size()));
            }
        }

        private Map<String, Long> bodiesOfCopies(Message message, UnaryOperator<Message> eachGets) {
            return occupants.stream()
                    .map(occupant -> deliver(eachGets.apply(message), occupant))
                    .filter(Outcome.Replaced.class::isInstance)
                    .map(outcome -> ((Message) ((Outcome.Replaced) outcome).copy()).getBody())
                    .collect(Collectors.groupingBy(body -> body, Collectors.counting()));
        }

        @Test
        void isSentWhatIsConvertedOnceForEachKind() {
            Message message = Xml.message(String.format(SENT, "bold", HTML));
            assertEquals(Map.of("now *bold*", 100L, "now bold", 200L), bodiesOfCopies(message, shared -> shared));
            assertEquals(3, conversions.conversions());
            bodiesOfCopies(message, Message::createCopy);
            assertEquals(3, conversions.conversions());
        }

        @Test
        void isSentStylingThatIsConvertedOnce() {
            nodes.put(new JID("den@rooms.example.org/hecate"), "https://conversejs.org");
            Message message = Xml.message(String.format(SENT, "*bold*", ""));
            assertEquals(Map.of("now *bold*", 100L), bodiesOfCopies(message, shared -> shared));
            assertEquals(1, conversions.conversions());
        }
    }

    @Nested
    class XhtmlIsConveyed {

        private void configure(ConversionKind... kinds) {
            feature.configure(new ConversionPolicy(true, Set.of(kinds)));
        }

        @Test
        void toWhoShowsItOrGetsItConverted() {
            assertTrue(feature.conveysXhtml(ROMEO));
            assertTrue(feature.conveysXhtml(JULIET));
            configure(ConversionKind.XHTML_TO_MARKUP);
            assertFalse(feature.conveysXhtml(ROMEO));
            assertTrue(feature.conveysXhtml(JULIET));
            nodes.put(ROMEO, "https://dino.im");
            assertTrue(feature.conveysXhtml(ROMEO));
        }

        @Test
        void notToPlainTextNorWhereNothingIsKnown() {
            nodes.put(ROMEO, "http://profanity-im.github.io");
            assertFalse(feature.conveysXhtml(ROMEO));
            nodes.remove(ROMEO);
            assertFalse(feature.conveysXhtml(ROMEO));
        }

        @Test
        void notToWhoWantsMessagesAsTheyWereSent() {
            choices.leaving.add("romeo");
            assertFalse(feature.conveysXhtml(ROMEO));
            assertTrue(feature.conveysXhtml(JULIET));
        }
    }

    @Nested
    class AClientThatShowsAnotherForm {

        @Test
        void getsACopyInThatForm() {
            Message message = Xml.message(STYLED);
            Message copy = copy(message, JULIET);
            assertNotSame(message, copy);
            assertEquals(Xml.message(STYLED).toXML(), message.toXML());
            assertTrue(copy.toXML().contains("<strong>bold</strong>"), copy::toXML);
            assertEquals("now *bold*", copy.getBody());
            assertFalse(copy.toXML().contains(OriginalMarker.NAMESPACE));
        }

        @Test
        void isCounted() {
            deliver(Xml.message(STYLED), JULIET);
            assertEquals(1L, feature.counters().snapshot().get("converted"));
            assertEquals(
                    List.of(new ConversionStatistics.Row(ConversionKind.STYLING_TO_XHTML, "Converse", "Pidgin", 1, 1)),
                    statistics.rows());
        }

        @Test
        void getsItEvenIfTheWriterHasLeft() {
            enter(Xml.message(STYLED));
            nodes.remove(ROMEO);
            assertTrue(copy(Xml.message(STYLED), JULIET).toXML().contains("<strong>bold</strong>"));
        }

        @Test
        void getsWhatWasSentIfItsUserHasChosenThat() {
            choices.leaving.add("juliet");
            assertSame(Outcome.PASS, deliver(Xml.message(STYLED), JULIET));
        }

        @Test
        void getsWhatWasSentIfTheKindIsSwitchedOff() {
            feature.configure(new ConversionPolicy(true, EnumSet.noneOf(ConversionKind.class)));
            assertSame(Outcome.PASS, deliver(Xml.message(STYLED), JULIET));
        }
    }

    @Nested
    class WhatWasSentIsDelivered {

        /** So a partner who answers without XHTML-IM, before its client is known, gets none that we write. */
        @Requirement("0071-55")
        @Test
        void toAClientOfWhichNothingIsKnown() {
            nodes.remove(JULIET);
            assertSame(Outcome.PASS, deliver(Xml.message(STYLED), JULIET));
        }

        @Test
        void fromAClientThatDoesNotShowStyling() {
            nodes.put(ROMEO, "https://pidgin.im/");
            assertSame(Outcome.PASS, deliver(Xml.message(STYLED), JULIET));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"example.com", "component.example.org", "example.org/3f2a", "juliet@example.com/pidgin"})
        void toOtherServersAndComponents(String session) {
            nodes.put(new JID(session), "https://pidgin.im/");
            assertSame(Outcome.PASS, deliver(Xml.message(STYLED), new JID(session)));
        }

        @Test
        void ifThereIsNoRichTextInIt() {
            Message plain = Xml.message(STYLED.replace("*", ""));
            assertSame(Outcome.PASS, deliver(plain, JULIET));
            assertSame(Outcome.PASS, enter(plain));
        }
    }

    @Nested
    class AnAcknowledgedSession {

        @BeforeEach
        void isJuliets() {
            acknowledged.add(JULIET);
        }

        @Test
        void bringsBackTheOriginal() {
            Message copy = copy(Xml.message(STYLED), JULIET);
            assertTrue(copy.toXML().contains(OriginalMarker.NAMESPACE));
            assertSame(Outcome.CHANGED, enter(copy));
            assertEquals(Xml.message(STYLED).toXML(), copy.toXML());
            assertEquals(List.of(copy), sanitized);
            assertEquals(1L, feature.counters().snapshot().get("restored"));
        }

        @Test
        void bringsBackWhatIsStoredWhileThePluginIsAway() {
            Message stored = Xml.message(copy(Xml.message(STYLED), JULIET).toXML());
            nodes.put(JULIET, "https://conversejs.org"); // another client now, which shows styling
            Message delivered = copy(stored, JULIET);
            assertEquals(Xml.message(STYLED).toXML(), delivered.toXML());
            assertTrue(stored.toXML().contains(OriginalMarker.NAMESPACE), "the stored one is not ours to change");
        }

        @Test
        void getsWhatWasSentIfThatIsTooLargeToTravel() {
            Message large = Xml.message(STYLED);
            large.setBody("now *bold* " + "x".repeat(40_000));
            assertSame(Outcome.PASS, deliver(large, JULIET));
        }
    }

    @Nested
    class ALinkBesideTheText {

        private static final String LINKED =
                "<message xmlns='jabber:client' from='romeo@example.org/gajim' to='juliet@example.org' id='m1'>"
                        + "<body>now *bold*</body>"
                        + "<x xmlns='jabber:x:oob'><url>https://example.org/a</url></x></message>";

        @BeforeEach
        void julietHasAClientThatShowsTheTextAlone() {
            nodes.put(JULIET, "http://profanity-im.github.io");
            capabilities.put(JULIET, info());
        }

        private static DiscoInfo info(String... features) {
            return new DiscoInfo(List.of(), List.of(features));
        }

        @Test
        void isWrittenIntoTheText() {
            Message copy = copy(Xml.message(LINKED), JULIET);
            assertEquals("now *bold*\nhttps://example.org/a", copy.getBody());
            assertEquals(
                    List.of(new ConversionStatistics.Row(ConversionKind.LINK_TO_BODY, "Converse", "Profanity", 1, 1)),
                    statistics.rows());
        }

        @Test
        void isWrittenIntoWhatIsMadeOfTheText() {
            nodes.put(JULIET, "http://jitsi.org");
            capabilities.put(JULIET, info("http://jabber.org/protocol/xhtml-im"));
            Message copy = copy(Xml.message(LINKED), JULIET);
            assertEquals("now *bold*\nhttps://example.org/a", copy.getBody());
            assertTrue(copy.toXML().contains("<strong>bold</strong>"), copy::toXML);
            assertEquals(2, copy.toXML().split("https://example.org/a<", -1).length - 2, copy::toXML);
            assertEquals(2, statistics.rows().size());
        }

        @Test
        void isWrittenForAClientThatNoRowKnows() {
            nodes.put(JULIET, "https://example.org/client");
            assertEquals(
                    "now *bold*\nhttps://example.org/a",
                    copy(Xml.message(LINKED), JULIET).getBody());
        }

        @Test
        void staysForAClientThatAnnouncesIt() {
            capabilities.put(JULIET, info("jabber:x:oob"));
            assertSame(Outcome.PASS, deliver(Xml.message(LINKED), JULIET));
        }

        @Test
        void staysForAClientThatShowsItWithoutAnnouncingIt() {
            nodes.put(ROMEO, "https://pidgin.im/");
            nodes.put(JULIET, "https://pidgin.im/");
            assertSame(Outcome.PASS, deliver(Xml.message(LINKED), JULIET));
        }

        @Test
        void staysForAClientWhoseCapabilitiesAreNotKnown() {
            capabilities.remove(JULIET);
            assertSame(Outcome.PASS, deliver(Xml.message(LINKED), JULIET));
        }

        @Test
        void staysIfThatIsSwitchedOff() {
            feature.configure(new ConversionPolicy(true, EnumSet.of(ConversionKind.STYLING_TO_XHTML)));
            assertSame(Outcome.PASS, deliver(Xml.message(LINKED), JULIET));
        }

        @Test
        void isTakenAwayAgainIfTheMessageComesBack() {
            acknowledged.add(JULIET);
            for (String sent : List.of(LINKED, LINKED.replace("<body>now *bold*</body>", ""))) {
                Message copy = copy(Xml.message(sent), JULIET);
                assertSame(Outcome.CHANGED, enter(copy));
                assertEquals(Xml.message(sent).toXML(), copy.toXML());
            }
        }
    }

    @Nested
    class AnInvitation {

        private static final String INVITED =
                "<message xmlns='jabber:client' from='romeo@example.org/gajim' to='juliet@example.org' id='m1'"
                        + " type='chat'><body>*come*</body>"
                        + "<x xmlns='jabber:x:conference' jid='room@conference.example.org' password='secret'/>"
                        + "</message>";

        @BeforeEach
        void julietsClientKnowsOnlyWhatRoomsPassOn() {
            capabilities.put(JULIET, new DiscoInfo(List.of(), List.of("http://jabber.org/protocol/muc")));
            inRoom = ROMEO;
        }

        @Test
        void comesFromTheRoom() {
            Message copy = copy(Xml.message(INVITED), JULIET);
            assertEquals("room@conference.example.org", copy.getFrom().toString());
            assertEquals(Message.Type.normal, copy.getType());
            assertTrue(copy.toXML().contains("<password>secret</password>"), copy::toXML);
            assertTrue(copy.toXML().contains("<strong>come</strong>"), copy::toXML);
        }

        @Test
        void isTheDirectOneAgainIfItComesBack() {
            acknowledged.add(JULIET);
            Message copy = copy(Xml.message(INVITED), JULIET);
            assertSame(Outcome.CHANGED, enter(copy));
            assertEquals(
                    Xml.element(Xml.message(INVITED).toXML()).asXML(),
                    Xml.element(copy.toXML()).asXML());
            assertEquals(ROMEO, copy.getFrom());
            assertEquals(Message.Type.chat, copy.getType());
        }

        @Test
        void doesNotPutOthersIntoTheNameOfARoom() {
            acknowledged.add(JULIET);
            Message copy = copy(Xml.message(INVITED), JULIET);
            copy.setFrom(new JID("other@conference.example.org"));
            assertSame(Outcome.CHANGED, enter(copy));
            assertEquals("other@conference.example.org", copy.getFrom().toString());
        }

        @Test
        void staysForAClientWhoseCapabilitiesAreNotKnown() {
            capabilities.remove(JULIET);
            Message copy = copy(Xml.message(INVITED), JULIET); // for its text
            assertEquals(ROMEO, copy.getFrom());
            assertEquals("*come*", copy.getBody());
        }
    }

    @Test
    void otherNodesAreToldOfAClientThatWritesStyling() {
        enter(Xml.message(STYLED));
        enter(Xml.message(STYLED));
        nodes.put(JULIET, "https://dino.im");
        chain.handle(Xml.message(STYLED), Stage.ENTRY, Source.ELSEWHERE, JULIET); // who has sent it is not of this node
        assertEquals(1, told.size(), told::toString);
        assertEquals(ROMEO.toString(), told.get(0).attributeValue("jid"));
    }

    @Test
    void aDeletedUsersChoiceIsForgotten() {
        choices.leaving.add("juliet");
        feature.forget(JULIET.asBareJID());
        assertEquals(Set.of(), choices.leaving);
    }

    @Test
    void aForgedMarkerIsRemovedAtEntry() {
        Message forged = Xml.message(STYLED);
        forged.getElement().addElement("original", OriginalMarker.NAMESPACE).setText("AAAA");
        assertSame(Outcome.CHANGED, enter(forged));
        assertEquals(Xml.message(STYLED).toXML(), forged.toXML());
        assertEquals(List.of(), sanitized);
        assertEquals(1L, feature.counters().snapshot().get("forged"));
    }
}
