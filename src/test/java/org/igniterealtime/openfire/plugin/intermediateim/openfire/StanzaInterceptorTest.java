package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeFeature;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.LocalClientSession;
import org.jivesoftware.openfire.session.Session;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

class StanzaInterceptorTest {

    private static final JID DRAIN = new JID("us.example.org/unguessable");
    private static final Outcome REFUSED = new Outcome.Refused(PacketError.Condition.not_allowed, "");

    private final RecordingSink sink = new RecordingSink();
    private final Session client = session("romeo@example.org/orchard");
    private final Message message = Xml.message(
            "<message from='romeo@example.org/orchard' to='juliet@example.org'><x xmlns='urn:x'/></message>");
    private final Presence presence = Xml.presence(
            "<presence from='romeo@example.org/orchard' to='juliet@example.org'><x xmlns='urn:x'/></presence>");
    private final IQ iq = Xml.iq(
            "<iq type='get' id='1' from='romeo@example.org/orchard' to='juliet@example.org/x'><x xmlns='urn:x'/></iq>");

    private static Session session(String address) {
        Session session = mock(ClientSession.class);
        when(session.getAddress()).thenReturn(new JID(address));
        return session;
    }

    private FakeFeature feature(Stage stage, Kind kind, Outcome outcome) {
        return new FakeFeature("fake", new Interest(stage, kind, Depth.CHILD, "urn:x"), passage -> outcome);
    }

    private StanzaInterceptor interceptor(FakeFeature feature) {
        StanzaInterceptor interceptor = new StanzaInterceptor(new FeatureChain(List.of(feature)), sink);
        interceptor.setDrain(DRAIN);
        return interceptor;
    }

    private void enter(Packet stanza, Session session, Outcome outcome) throws PacketRejectedException {
        interceptor(feature(Stage.ENTRY, Kind.of(stanza), outcome)).interceptPacket(stanza, session, true, false);
    }

    @Nested
    class WhoIsHeard {

        private final FakeFeature feature = feature(Stage.ENTRY, Kind.MESSAGE, Outcome.PASS);

        @Test
        void aClientThatIsBound() throws Exception {
            interceptor(feature).interceptPacket(message, client, true, false);
            assertEquals(Source.LOCAL_CLIENT, feature.seen().get(0).source());
            assertEquals(client.getAddress(), feature.seen().get(0).session());
        }

        @Test
        void whoeverHasNoSession() throws Exception {
            interceptor(feature).interceptPacket(message, null, true, false);
            assertEquals(Source.ELSEWHERE, feature.seen().get(0).source());
            assertEquals(null, feature.seen().get(0).session());
        }

        @Test
        void nobodyWhoHasNotAuthenticated() throws Exception {
            // before it is bound, a session's address is the server's domain and the stream's id
            interceptor(feature).interceptPacket(message, session("example.org/3f2a"), true, false);
            assertEquals(List.of(), feature.seen());
        }

        @Test
        void nobodyTwice() throws Exception {
            interceptor(feature).interceptPacket(message, client, true, true);
            interceptor(feature).interceptPacket(message, client, false, true);

            assertEquals(List.of(), feature.seen());
        }
    }

    @Nested
    class AtEntry {

        @Test
        void passAndChangedLetTheStanzaGoOn() throws Exception {
            enter(message, client, Outcome.PASS);
            enter(message, client, Outcome.CHANGED);

            assertEquals("juliet@example.org", message.getTo().toString());
        }

        @Test
        void aMessageIsTakenInSilence() {
            PacketRejectedException rejected =
                    assertThrows(PacketRejectedException.class, () -> enter(message, client, Outcome.TAKEN));
            assertEquals(null, rejected.getRejectionMessage());
            assertEquals(List.of(), sink.sent());
        }

        @Test
        void presenceIsTakenFromAClientByReaddressingIt() throws Exception {
            enter(presence, client, Outcome.TAKEN); // Openfire would answer a rejection
            assertEquals(DRAIN, presence.getTo());
        }

        @Test
        void presenceIsTakenFromElsewhereByRejectingIt() {
            assertThrows(PacketRejectedException.class, () -> enter(presence, null, Outcome.TAKEN));
        }

        @Test
        void anIqIsTakenByReaddressingIt() throws Exception {
            enter(iq, null, Outcome.TAKEN);
            assertEquals(DRAIN, iq.getTo());
        }

        @Test
        void aRefusalIsAnsweredInTheNameOfTheAddressee() throws Exception {
            enter(iq, client, REFUSED);
            assertEquals("juliet@example.org/x", sink.only().getFrom().toString());
            assertEquals("romeo@example.org/orchard", sink.only().getTo().toString());
            assertEquals(DRAIN, iq.getTo());
        }

        @Test
        void replacingIsNotForEverybodySoTheStanzaGoesOn() throws Exception {
            enter(message, client, new Outcome.Replaced(message.createCopy()));
            assertEquals("juliet@example.org", message.getTo().toString());
        }
    }

    @Nested
    class AtDelivery {

        private final Session juliet = session("juliet@example.org/balcony");

        private void deliver(Outcome outcome) throws PacketRejectedException {
            interceptor(feature(Stage.DELIVERY, Kind.MESSAGE, outcome)).interceptPacket(message, juliet, false, false);
        }

        @Test
        void passLetsItThrough() throws Exception {
            deliver(Outcome.PASS);
        }

        @Test
        void theRecipientIsToldWhateverTheStanzaIsAddressedTo() throws Exception {
            FakeFeature feature = feature(Stage.DELIVERY, Kind.MESSAGE, Outcome.PASS);
            interceptor(feature).interceptPacket(message, juliet, false, false);

            assertEquals(juliet.getAddress(), feature.seen().get(0).session());
        }

        @Test
        void takenIsNotDelivered() {
            assertThrows(PacketRejectedException.class, () -> deliver(Outcome.TAKEN));
        }

        @Test
        void refusedIsNotDeliveredAndTheSenderIsTold() {
            assertThrows(PacketRejectedException.class, () -> deliver(REFUSED));
            assertEquals(
                    PacketError.Condition.not_allowed, sink.only().getError().getCondition());
        }

        @Test
        void theCopyIsDeliveredInPlaceOfTheSharedOriginal() {
            Message copy = message.createCopy();
            copy.setBody("for juliet");
            assertThrows(PacketRejectedException.class, () -> deliver(new Outcome.Replaced(copy)));
            verify(juliet).process(copy);
        }

        @Test
        void aSessionThatIsOverGetsNoCopySinceTheServerRoutesTheOriginalAgain() throws Exception {
            when(juliet.isClosed()).thenReturn(true);
            deliver(new Outcome.Replaced(message.createCopy()));
            verify(juliet, never()).process(any());
        }

        @Test
        void aSessionThatWaitsToBeResumedIsNotOver() {
            LocalClientSession detached = mock(LocalClientSession.class);
            JID address = juliet.getAddress();
            when(detached.getAddress()).thenReturn(address);
            when(detached.isDetached()).thenReturn(true);
            when(detached.isClosed()).thenThrow(new NullPointerException("no connection"));
            Message copy = message.createCopy();
            FakeFeature feature = feature(Stage.DELIVERY, Kind.MESSAGE, new Outcome.Replaced(copy));
            assertThrows(
                    PacketRejectedException.class,
                    () -> interceptor(feature).interceptPacket(message, detached, false, false));
            verify(detached).process(copy);
        }

        @Test
        void aCopyForAnotherClientWhileOneIsWrittenLeavesThatOne() {
            Session romeo = session("romeo@example.org/orchard");
            Message copy = message.createCopy();
            FakeFeature feature = feature(Stage.DELIVERY, Kind.MESSAGE, new Outcome.Replaced(copy));
            StanzaInterceptor interceptor = interceptor(feature);
            doAnswer(
                            process -> { // another interceptor, asked before us, sends something
                                assertThrows(
                                        PacketRejectedException.class,
                                        () -> interceptor.interceptPacket(message.createCopy(), romeo, false, false));
                                interceptor.interceptPacket(copy, juliet, false, false);
                                return null;
                            })
                    .when(juliet)
                    .process(any());

            assertThrows(
                    PacketRejectedException.class, () -> interceptor.interceptPacket(message, juliet, false, false));
            assertEquals(2, feature.seen().size());
        }

        @Test
        void theCopyIsNotReplacedOnceMore() throws Exception {
            Message copy = message.createCopy();
            FakeFeature feature = feature(Stage.DELIVERY, Kind.MESSAGE, new Outcome.Replaced(copy));
            StanzaInterceptor interceptor = interceptor(feature);
            doAnswer(
                            process -> { // as Openfire does: what is written to a client passes the interceptors
                                interceptor.interceptPacket(process.getArgument(0), juliet, false, false);
                                return null;
                            })
                    .when(juliet)
                    .process(any());

            assertThrows(
                    PacketRejectedException.class, () -> interceptor.interceptPacket(message, juliet, false, false));
            assertEquals(1, feature.seen().size());
        }
    }

    @Test
    void aNewChainCountsFromTheNextStanzaOn() throws Exception {
        FakeFeature feature = feature(Stage.ENTRY, Kind.MESSAGE, Outcome.PASS);
        StanzaInterceptor interceptor = interceptor(feature);
        interceptor.setChain(new FeatureChain(List.of()));
        interceptor.interceptPacket(message, client, true, false);

        assertEquals(List.of(), feature.seen());
    }
}
