package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates;
import org.igniterealtime.openfire.plugin.intermediateim.si.StreamMethod;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTimer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/** Everything happens at once on the test's thread, one thing after the other, with a real store. */
class FileSenderTest {

    private static final JID SENDER = new JID("romeo@montague.lit/agent7");
    private static final JID CLIENT = new JID("juliet@capulet.lit/balcony");
    private static final JID PROXY = new JID("bytestreams.capulet.lit");

    private static final String SI = "http://jabber.org/protocol/si";
    private static final String S5B = "http://jabber.org/protocol/bytestreams";
    private static final String IBB = "http://jabber.org/protocol/ibb";

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();
    private final LocalStreams streams = mock(LocalStreams.class);
    private final ManualTasks thread = new ManualTasks();
    private final List<FinishedTransfer> log = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final ManualTimer timer = new ManualTimer();
    private final UserRates rates =
            new UserRates(timer::nanos, (wait, task) -> timer.after(wait, () -> thread.execute(task)));
    private StoreFixture fixture;
    private FileSender sender;
    private byte[] content;
    private LocalEnd end;
    private int lastId;
    private int seen;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory).open();
        sender = new FileSender(new FileSender.Surroundings(
                fixture.store, streams, thread, sink, () -> "id" + ++lastId, rates, log::add, fixture.clock));
        when(streams.offerTo(CLIENT)).thenReturn(List.of(new StreamhostOffer.Host(PROXY, "192.0.2.9", 7778)));
        when(streams.join(any(), any())).thenAnswer(call -> {
            end = call.getArgument(1);
            return true;
        });
    }

    private StoredFile stored(int size) throws Exception {
        content = StoreFixture.bytes(size);
        return fixture.sent("letter.txt", content);
    }

    /** @return the offer */
    private IQ offer(StoredFile file, boolean reusesStreamId, StreamMethod... methods) {
        OutgoingFile outgoing = OutgoingFile.of(file, fixture.store);
        Consignment consignment =
                new Consignment(outgoing, SENDER, CLIENT, "From Romeo", List.of(methods), reusesStreamId, 32_768);
        thread.execute(() -> sender.offer(consignment, ending -> results.add(ending.result() + " " + ending.method())));
        return next();
    }

    private IQ next() {
        return (IQ) sink.sent().get(seen++);
    }

    private boolean isNothingSent() {
        return seen == sink.sent().size();
    }

    private void answer(IQ request, String payload) {
        receive(Xml.iq("<iq type='result' id='" + request.getID() + "' from='" + CLIENT + "' to='" + SENDER + "'>"
                + payload + "</iq>"));
    }

    private void refuse(IQ request, String condition) {
        receive(Xml.iq("<iq type='error' id='" + request.getID() + "' from='" + CLIENT + "' to='" + SENDER
                + "'><error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                + "</iq>"));
    }

    private void receive(IQ iq) {
        assertTrue(sender.isOurs(iq), iq.toXML());
        thread.execute(() -> sender.receive(iq));
    }

    private void accept(IQ offer, String method, String range) {
        answer(
                offer,
                "<si xmlns='" + SI + "'>" + range + "<feature xmlns='http://jabber.org/protocol/feature-neg'>"
                        + "<x xmlns='jabber:x:data' type='submit'><field var='stream-method'><value>" + method
                        + "</value></field></x></feature></si>");
    }

    private static String range(String attributes) {
        return "<file xmlns='" + SI + "/profile/file-transfer'><range " + attributes + "/></file>";
    }

    private byte[] takeInBand(int from) {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        for (int seq = from; ; seq++) {
            IQ request = next();
            Element payload = request.getChildElement();
            if (payload.getName().equals("close")) {
                answer(request, "");
                return taken.toByteArray();
            }
            assertEquals(String.valueOf(seq % 65_536), payload.attributeValue("seq"));
            taken.writeBytes(Base64.getDecoder().decode(payload.getText()));
            assertTrue(isNothingSent(), "a window of one");
            answer(request, "");
        }
    }

    private IQ openedInBand() {
        IQ open = next();
        assertEquals("open", open.getChildElement().getName());
        answer(open, "");
        return open;
    }

    @Nested
    class TheOffer {

        @Test
        @Requirement({"0096-01", "0096-02", "0096-03", "0096-07", "0096-19"})
        void saysWhatTheFileIs() throws Exception {
            IQ offer = offer(stored(10), false, StreamMethod.SOCKS5, StreamMethod.IN_BAND);

            assertEquals(SENDER, offer.getFrom());
            assertEquals(CLIENT, offer.getTo());
            Element file = offer.getChildElement().element("file");
            assertEquals("letter.txt", file.attributeValue("name"));
            assertEquals("10", file.attributeValue("size"));
            assertEquals("From Romeo", file.elementText("desc"));
            assertTrue(file.element("range") != null);
            assertTrue(offer.toXML().indexOf(S5B) < offer.toXML().indexOf(IBB));
        }

        @ParameterizedTest
        @CsvSource({
            "forbidden, DECLINED",
            "service-unavailable, NOT_SUPPORTED",
            "feature-not-implemented, NOT_SUPPORTED",
            "internal-server-error, FAILED"
        })
        void thatIsRefusedHasAResult(String condition, DeliveryResult result) throws Exception {
            IQ offer = offer(stored(10), false, StreamMethod.IN_BAND);

            refuse(offer, condition);

            assertEquals(List.of(result + " IN_BAND"), results);
            assertEquals(0, sender.size());
        }

        @Test
        void thatNobodyAnswersIsGivenUpAfterTenMinutes() throws Exception {
            offer(stored(10), false, StreamMethod.IN_BAND);
            fixture.clock.pass(Duration.ofSeconds(599));
            sender.tick();
            assertEquals(List.of(), results);

            fixture.clock.pass(Duration.ofSeconds(2));
            sender.tick();

            assertEquals(List.of("NOT_ANSWERED IN_BAND"), results);
        }

        @Test
        void endsWithTheClient() throws Exception {
            offer(stored(10), false, StreamMethod.IN_BAND);

            sender.clientGone(CLIENT);

            assertEquals(List.of("CLIENT_GONE IN_BAND"), results);
        }

        @Test
        void isAnsweredByTheClientAlone() throws Exception {
            IQ offer = offer(stored(10), false, StreamMethod.IN_BAND);

            IQ stranger = Xml.iq(
                    "<iq type='result' id='" + offer.getID() + "' from='tybalt@capulet.lit/x' to='" + SENDER + "'/>");

            assertFalse(sender.isOurs(stranger));
        }

        @Test
        @Requirement("0095-18")
        void withAMethodThatWasNotOfferedFails() throws Exception {
            IQ offer = offer(stored(10), false, StreamMethod.IN_BAND);

            accept(offer, S5B, "");

            assertEquals(List.of("FAILED IN_BAND"), results);
        }

        @Test
        void ofAFileThatIsGoneFails() throws Exception {
            StoredFile file = stored(10);
            IQ offer = offer(file, false, StreamMethod.IN_BAND);
            fixture.store.delete(file.id());

            accept(offer, IBB, "");

            assertEquals(List.of("NOT_READABLE IN_BAND"), results);
        }
    }

    @Nested
    class InBand {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 32_768, 100_000})
        void everyByteIsSent(int size) throws Exception {
            IQ offer = offer(stored(size), false, StreamMethod.SOCKS5, StreamMethod.IN_BAND);
            accept(offer, IBB, "");
            IQ open = openedInBand();
            assertEquals(
                    offer.getChildElement().attributeValue("id"),
                    open.getChildElement().attributeValue("sid"));

            assertArrayEquals(content, takeInBand(0));

            assertEquals(List.of("DELIVERED IN_BAND"), results);
            assertEquals(size, log.get(0).bytesToTarget());
        }

        @Test
        @Requirement("0096-15")
        void aPartIsSent() throws Exception {
            IQ offer = offer(stored(1000), false, StreamMethod.IN_BAND);
            accept(offer, IBB, range("offset='128' length='256'"));
            openedInBand();

            assertArrayEquals(Arrays.copyOfRange(content, 128, 384), takeInBand(0));
        }

        @Test
        @Requirement("0096-16")
        void aPartThatThereIsNotFails() throws Exception {
            IQ offer = offer(stored(1000), false, StreamMethod.IN_BAND);

            accept(offer, IBB, range("offset='900' length='101'"));

            assertEquals(List.of("FAILED IN_BAND"), results);
        }

        @Test
        void noFasterThanTheClientsUserMayBe() throws Exception {
            rates.limit(32_768);
            IQ offer = offer(stored(65_536), false, StreamMethod.IN_BAND);
            accept(offer, IBB, "");
            openedInBand();
            timer.pass(Duration.ofMillis(749));
            assertTrue(isNothingSent());
            timer.pass(Duration.ofMillis(1));
            answer(next(), "");
            timer.pass(Duration.ofMillis(999));
            assertTrue(isNothingSent());
            timer.pass(Duration.ofMillis(1));

            takeInBand(1);

            assertEquals(List.of("DELIVERED IN_BAND"), results);
        }

        @Test
        void nothingIsSentToAClientThatHasGoneWhileABlockWaited() throws Exception {
            rates.limit(32_768);
            IQ offer = offer(stored(65_536), false, StreamMethod.IN_BAND);
            accept(offer, IBB, "");
            openedInBand();
            thread.execute(() -> sender.clientGone(CLIENT));

            timer.pass(Duration.ofSeconds(4));

            assertTrue(isNothingSent());
            assertEquals(List.of("CLIENT_GONE IN_BAND"), results);
        }

        @Test
        void aClientThatClosesEarlyHasNotGotIt() throws Exception {
            IQ offer = offer(stored(100_000), false, StreamMethod.IN_BAND);
            accept(offer, IBB, "");
            IQ open = openedInBand();
            String sid = open.getChildElement().attributeValue("sid");

            receive(Xml.iq("<iq type='set' id='c' from='" + CLIENT + "' to='" + SENDER + "'><close xmlns='" + IBB
                    + "' sid='" + sid + "'/></iq>"));

            assertEquals(List.of("FAILED IN_BAND"), results);
        }

        @Test
        void aCloseThatIsNotAnsweredIsEnough() throws Exception {
            IQ offer = offer(stored(3), false, StreamMethod.IN_BAND);
            accept(offer, IBB, "");
            openedInBand();
            answer(next(), "");
            assertEquals("close", next().getChildElement().getName());

            fixture.clock.pass(Duration.ofSeconds(61));
            thread.execute(sender::tick);

            assertEquals(List.of("DELIVERED IN_BAND"), results);
        }

        @Test
        void aClientThatFallsSilentHasNotGotIt() throws Exception {
            IQ offer = offer(stored(3), false, StreamMethod.IN_BAND);
            accept(offer, IBB, "");
            openedInBand();
            for (int i = 0; i < 2; i++) {
                fixture.clock.pass(Duration.ofSeconds(61));
                thread.execute(sender::tick);
            }

            assertEquals(List.of("FAILED IN_BAND"), results);
        }
    }

    @Nested
    class BySocks5 {

        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        private void used(IQ query) {
            answer(query, "<query xmlns='" + S5B + "'><streamhost-used jid='" + PROXY + "'/></query>");
        }

        /** Takes everything, as a client behind the proxy does. */
        private final class Client implements LocalEnd.Socket {

            private boolean finished;

            @Override
            public void pause() {}

            @Override
            public void resume() {}

            @Override
            public void send(ByteBuffer bytes) {
                byte[] some = new byte[bytes.remaining()];
                bytes.get(some);
                received.writeBytes(some);
                end.writable();
            }

            @Override
            public void finish() {
                finished = true;
            }
        }

        private IQ asked(StoredFile file, boolean reusesStreamId) {
            IQ offer = offer(file, reusesStreamId, StreamMethod.SOCKS5, StreamMethod.IN_BAND);
            accept(offer, S5B, "");
            IQ query = next();
            Element host = query.getChildElement().element("streamhost");
            assertEquals(PROXY.toString(), host.attributeValue("jid"));
            assertEquals("192.0.2.9", host.attributeValue("host"));
            assertEquals("7778", host.attributeValue("port"));
            return query;
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void theStreamOutlivesTheClientsSession(boolean isTaken) throws Exception {
            Client client = new Client();
            when(streams.activate(any(), eq(SENDER), eq(CLIENT))).thenAnswer(call -> {
                end.opened(client);
                return true;
            });
            used(asked(stored(1000), false));

            sender.clientGone(CLIENT);
            assertEquals(List.of(), results);
            if (isTaken) {
                end.inputEnded();
            }
            end.close();

            assertEquals(List.of(isTaken ? "DELIVERED SOCKS5" : "FAILED SOCKS5"), results);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 500_000})
        @Requirement({"0065-11", "0065-13"})
        void everyByteIsSent(int size) throws Exception {
            Client client = new Client();
            when(streams.activate(any(), eq(SENDER), eq(CLIENT))).thenAnswer(call -> {
                end.opened(client);
                return true;
            });

            used(asked(stored(size), false));
            assertTrue(client.finished);
            end.inputEnded();
            end.close();

            assertArrayEquals(content, received.toByteArray());
            assertEquals(List.of("DELIVERED SOCKS5"), results);
            assertEquals(List.of(), log, "the proxy writes it");
        }

        @Test
        void aStreamThatBreaksIsNoDelivery() throws Exception {
            Client client = new Client();
            when(streams.activate(any(), any(), any())).thenAnswer(call -> {
                end.opened(client);
                return true;
            });

            used(asked(stored(10), false));
            end.close();

            assertEquals(List.of("FAILED SOCKS5"), results);
        }

        @Test
        void withoutAStreamhostTheFileIsOfferedAgainInBandAlone() throws Exception {
            refuse(asked(stored(10), false), "item-not-found");

            IQ again = next();
            assertEquals("si", again.getChildElement().getName());
            assertFalse(again.toXML().contains(S5B));
            accept(again, IBB, "");
            openedInBand();
            assertArrayEquals(content, takeInBand(0));
            assertEquals(List.of("DELIVERED IN_BAND"), results);
        }

        @Test
        void whoReusesTheIdGetsItInBandAtOnce() throws Exception {
            IQ query = asked(stored(10), true);
            refuse(query, "item-not-found");

            IQ open = openedInBand();
            assertEquals(
                    query.getChildElement().attributeValue("sid"),
                    open.getChildElement().attributeValue("sid"));
            assertArrayEquals(content, takeInBand(0));
        }

        @Test
        void aClientThatDoesNotConnectGetsItInBand() throws Exception {
            used(asked(stored(10), false));

            assertEquals("si", next().getChildElement().getName());
        }

        @Test
        void aClientThatDoesNotAnswerGetsItInBand() throws Exception {
            asked(stored(10), false);
            fixture.clock.pass(Duration.ofSeconds(61));

            thread.execute(sender::tick);

            assertEquals("si", next().getChildElement().getName());
        }

        @Test
        void withoutAProxyItIsInBand() throws Exception {
            when(streams.offerTo(CLIENT)).thenReturn(List.of());
            IQ offer = offer(stored(10), false, StreamMethod.SOCKS5, StreamMethod.IN_BAND);

            accept(offer, S5B, "");

            assertFalse(next().toXML().contains(S5B));
        }
    }
}
