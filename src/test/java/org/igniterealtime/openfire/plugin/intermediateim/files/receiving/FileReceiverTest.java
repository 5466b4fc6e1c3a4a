package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Reservation;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.TypePolicy;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.DirectStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTimer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** Everything happens at once on the test's thread, one thing after the other, in a real store. */
class FileReceiverTest {

    private static final String S5B = "http://jabber.org/protocol/bytestreams";
    private static final String IBB = "http://jabber.org/protocol/ibb";
    private static final String SI = "http://jabber.org/protocol/si";

    private static final JID ROMEO = StoreFixture.ROMEO;
    private static final JID JULIET = StoreFixture.JULIET;
    private static final JID BOX = new JID("juliet@files.capulet.lit/inbox");
    private static final JID PROXY = new JID("bytestreams.capulet.lit");

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();
    private final LocalStreams streams = mock(LocalStreams.class);
    private final DirectStreams direct = mock(DirectStreams.class);
    private final ManualTasks thread = new ManualTasks();
    private final List<FinishedTransfer> log = new ArrayList<>();
    private final List<StoredFile> taken = new ArrayList<>();
    private final ManualTimer timer = new ManualTimer();
    private final UserRates rates =
            new UserRates(timer::nanos, (wait, task) -> timer.after(wait, () -> thread.execute(task)));
    private StoreFixture fixture;
    private FileReceiver receiver;
    private LocalEnd end;
    private int lastId;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory).open();
        receiver = new FileReceiver(
                new FileReceiver.Surroundings(
                        fixture.store,
                        streams,
                        direct,
                        thread,
                        sink,
                        () -> "id" + ++lastId,
                        rates,
                        (key, arguments) -> key,
                        log::add,
                        fixture.clock),
                taken::add);
        when(streams.isProxy(PROXY)).thenReturn(true);
        when(streams.join(any(), any())).thenAnswer(call -> {
            end = call.getArgument(1);
            return true;
        });
    }

    private static String offer(String id, String file, String... methods) {
        StringBuilder options = new StringBuilder();
        Arrays.stream(methods).forEach(each -> options.append("<option><value>" + each + "</value></option>"));
        return "<iq type='set' id='offer' from='" + ROMEO + "' to='" + BOX + "'><si xmlns='" + SI + "' id='" + id
                + "' profile='" + SI + "/profile/file-transfer'>" + file
                + "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='form'>"
                + "<field var='stream-method' type='list-single'>" + options + "</field></x></feature></si></iq>";
    }

    private static String file(String attributes) {
        return "<file xmlns='" + SI + "/profile/file-transfer' name='letter.txt' " + attributes + "/>";
    }

    private static Addressee addressee(boolean bytestreams) {
        return new Addressee(JULIET, OfferedTo.FILES_ADDRESS, bytestreams);
    }

    private void offer(IQ iq, Addressee addressee) {
        thread.execute(() -> receiver.offered(iq, addressee));
    }

    private IQ offered(long size, String... methods) {
        offer(Xml.iq(offer("s1", file("size='" + size + "'"), methods)), addressee(true));
        return last();
    }

    private IQ last() {
        List<Packet> sent = sink.sent();
        return (IQ) sent.get(sent.size() - 1);
    }

    private IQ asked(String payload) {
        IQ request = Xml.iq(
                "<iq type='set' id='q" + ++lastId + "' from='" + ROMEO + "' to='" + BOX + "'>" + payload + "</iq>");
        assertTrue(receiver.isOurs(request));
        int before = sink.sent().size();
        thread.execute(() -> receiver.receive(request));
        return sink.sent().size() == before ? null : (IQ) sink.sent().get(before);
    }

    private IQ inBandOpen() {
        return asked("<open xmlns='" + IBB + "' sid='s1' block-size='4096'/>");
    }

    private IQ data(int seq, byte[] block) {
        return asked("<data xmlns='" + IBB + "' sid='s1' seq='" + seq + "'>"
                + Base64.getEncoder().encodeToString(block) + "</data>");
    }

    private IQ close() {
        return asked("<close xmlns='" + IBB + "' sid='s1'/>");
    }

    private IQ streamhosts(String jid) {
        return asked("<query xmlns='" + S5B + "' sid='s1' mode='tcp'><streamhost jid='" + ROMEO
                + "' host='192.0.2.1' port='5000'/><streamhost jid='" + jid
                + "' host='192.0.2.9' port='7778'/></query>");
    }

    private static String method(IQ answer) {
        Element field = answer.getChildElement().element("feature").element("x").element("field");
        return field.elementText("value");
    }

    private static void assertRefused(Condition condition, String detail, IQ answer) {
        assertEquals(condition, answer.getError().getCondition());
        assertEquals(detail, answer.getError().getApplicationConditionName());
    }

    @Nested
    class AnOffer {

        @Test
        @Requirement({"0095-16", "0096-17", "0096-18"})
        void isAcceptedBySocks5FirstInItsOwnName() {
            IQ answer = offered(10, IBB, S5B);

            assertEquals(IQ.Type.result, answer.getType());
            assertEquals(BOX, answer.getFrom());
            assertEquals("offer", answer.getID());
            assertEquals(S5B, method(answer));
        }

        @Test
        void isAcceptedInBandWhereTheAddressDoesNotDoSocks5() {
            offer(Xml.iq(offer("s1", file("size='10'"), S5B, IBB)), addressee(false));

            assertEquals(IBB, method(last()));
        }

        @Test
        void isAcceptedBySocks5IfNothingElseIsOffered() {
            offer(Xml.iq(offer("s1", file("size='10'"), S5B)), addressee(false));

            assertEquals(S5B, method(last()));
        }

        @Test
        @Requirement({"0095-21", "0095-22", "0096-02", "0096-03"})
        void thatCannotBeReadGetsTheErrorOfItsXep() {
            offer(Xml.iq(offer("s1", file("size='10'"), "jabber:iq:oob")), addressee(true));
            assertRefused(Condition.bad_request, "no-valid-streams", last());

            offer(Xml.iq(offer("s1", file(""), IBB)), addressee(true));
            assertRefused(Condition.bad_request, "bad-profile", last());

            assertEquals(0, receiver.size());
        }

        @Test
        @Requirement("0095-24")
        void thatTheStoreDoesNotTakeIsDeclinedWithTheReason() {
            IQ answer = offered(2L << 20, IBB);

            assertRefused(Condition.forbidden, null, answer);
            assertEquals(
                    "intermediateim.files.refused.too-large", answer.getError().getText());
            assertEquals(0, receiver.size());
        }

        @ParameterizedTest
        @EnumSource(RefusalReason.class)
        void isDeclinedInWords(RefusalReason reason) throws IOException {
            Properties texts = new Properties();
            try (InputStream bundle = Files.newInputStream(Path.of("src/main/i18n/intermediateim_i18n.properties"))) {
                texts.load(bundle);
            }

            assertTrue(texts.containsKey(FileReceiver.textKey(reason)));
        }

        @Test
        @Requirement("0095-07")
        void withAnIdThatIsInUseIsRefusedAndHarmsNothing() {
            offered(3, IBB);

            assertRefused(Condition.bad_request, null, offered(3, IBB));

            inBandOpen();
            data(0, new byte[3]);
            assertEquals(1, taken.size());
        }

        @Test
        void isRefusedWhileTheDatabaseIsAway() {
            fixture.rows.away(true);

            offer(Xml.iq(offer("s1", file("size='10'"), IBB)), addressee(true));
            assertRefused(Condition.forbidden, null, last());
            assertEquals(
                    "intermediateim.files.refused.unavailable",
                    last().getError().getText());

            fixture.rows.away(false);
            fixture.writer.timePasses();
            assertEquals(IQ.Type.result, offered(10, IBB).getType());
        }

        @Test
        @Requirement("0095-25")
        void thatIsNotFollowedByAStreamIsForgotten() throws IOException {
            offered(10, IBB);

            fixture.clock.pass(Duration.ofSeconds(121));
            receiver.tick();

            assertEquals(0, receiver.size());
            assertEquals(Set.of(), fixture.names());
        }

        @Test
        void countsForItsSender() {
            for (int i = 0; i < 60; i++) {
                offer(Xml.iq(offer("s" + i, file("size='1'"), IBB)), addressee(true));
            }

            assertRefused(Condition.forbidden, null, last());
            assertTrue(receiver.size() <= 50);
        }
    }

    @Nested
    class InBand {

        @ParameterizedTest
        @ValueSource(ints = {1, 4096, 100_000})
        void everyByteIsStored(int size) throws IOException {
            byte[] content = StoreFixture.bytes(size);
            offered(size, IBB);
            assertEquals(IQ.Type.result, inBandOpen().getType());
            for (int seq = 0; seq * 4096 < size; seq++) {
                byte[] block = Arrays.copyOfRange(content, seq * 4096, Math.min(size, (seq + 1) * 4096));
                assertEquals(IQ.Type.result, data(seq, block).getType());
            }

            assertEquals(1, taken.size(), "before the sender closes");
            assertEquals(IQ.Type.result, close().getType());

            assertArrayEquals(content, fixture.read(taken.get(0)));
            assertEquals(0, receiver.size());
            assertEquals(Reason.COMPLETED, log.get(0).reason());
            assertEquals(size, log.get(0).bytesToTarget());
        }

        @Test
        void anEmptyFileIsStored() throws IOException {
            offered(0, IBB);
            inBandOpen();

            assertEquals(IQ.Type.result, close().getType());

            assertArrayEquals(new byte[0], fixture.read(taken.get(0)));
            assertEquals(0, receiver.size());
        }

        @Test
        void theLastBlockIsAcknowledgedWhenTheFileIsSafe() {
            offered(3, IBB);
            inBandOpen();
            fixture.rows.away(true);

            assertEquals(null, data(0, new byte[3]));
            assertEquals(List.of(), taken);

            fixture.rows.away(false);
            fixture.writer.timePasses();
            assertEquals(1, taken.size());
            assertEquals(IQ.Type.result, last().getType());
        }

        @Test
        void aSenderIsHeldBackByItsUsersRate() throws IOException {
            rates.limit(4096);
            offered(8192, IBB);
            inBandOpen();

            assertEquals(null, data(0, new byte[4096]));
            timer.pass(Duration.ofMillis(749));
            assertEquals("q" + (lastId - 1), last().getID(), "the block is not acknowledged");
            timer.pass(Duration.ofMillis(1));
            assertEquals("q" + lastId, last().getID());
            assertEquals(null, data(1, new byte[4096]));
            assertEquals(1, taken.size(), "the file is safe meanwhile");
            timer.pass(Duration.ofMillis(999));
            assertEquals("q" + (lastId - 1), last().getID());
            timer.pass(Duration.ofMillis(1));

            assertEquals("q" + lastId, last().getID());
            assertEquals(IQ.Type.result, close().getType());
            assertEquals(0, receiver.size());
        }

        @Test
        void aTransferThatEndsWhileItsSenderWaitsStaysEnded() throws IOException {
            rates.limit(4096);
            offered(8192, IBB);
            inBandOpen();
            data(0, new byte[4096]);
            receiver.cancelAll();
            int sent = sink.sent().size();

            timer.pass(Duration.ofSeconds(4));

            assertEquals(sent, sink.sent().size());
            assertEquals(Set.of(), fixture.names());
        }

        @Test
        void theLastBlockIsAcknowledgedNoEarlierForItsRate() {
            rates.limit(4096);
            offered(4096, IBB);
            inBandOpen();
            fixture.rows.away(true);
            assertEquals(null, data(0, new byte[4096]));
            int sent = sink.sent().size();

            timer.pass(Duration.ofSeconds(4));
            assertEquals(sent, sink.sent().size());

            fixture.rows.away(false);
            fixture.writer.timePasses();
            assertEquals(sent + 1, sink.sent().size());
        }

        @Test
        @Requirement("0096-21")
        void tooFewBytesAreNoFile() throws IOException {
            offered(10, IBB);
            inBandOpen();
            data(0, new byte[9]);
            close();

            assertEquals(List.of(), taken);
            assertEquals(Set.of(), fixture.names());
            assertEquals(Reason.BROKEN, log.get(0).reason());
        }

        @Test
        @Requirement("0096-22")
        void aWrongHashIsNoFile() throws IOException {
            offer(Xml.iq(offer("s1", file("size='3' hash='d41d8cd98f00b204e9800998ecf8427e'"), IBB)), addressee(true));
            inBandOpen();

            data(0, new byte[3]);

            assertEquals(List.of(), taken);
            assertEquals(Set.of(), fixture.names());
            assertTrue(sink.sent().stream()
                    .anyMatch(each ->
                            each.toXML().contains("<close") && each.getTo().equals(ROMEO)));
            assertEquals(0, receiver.size());
        }

        @Test
        void aTypeThatIsRefusedEndsTheStream() {
            fixture.policy = new TypePolicy(Set.of(), Set.of("text/plain"));
            offer(Xml.iq(offer("s1", file("size='5'").replace("letter.txt", "letter"), IBB)), addressee(true));
            inBandOpen();

            data(0, StoreFixture.text("hello"));

            assertEquals(List.of(), taken);
            assertEquals(0, receiver.size());
        }

        @Test
        void aSenderThatForgetsToCloseIsClosed() {
            offered(3, IBB);
            inBandOpen();
            data(0, new byte[3]);

            fixture.clock.pass(Duration.ofSeconds(31));
            receiver.tick();
            assertTrue(last().toXML().contains("<close"));
            String id = last().getID();
            IQ answer = Xml.iq("<iq type='result' id='" + id + "' from='" + ROMEO + "' to='" + BOX + "'/>");
            assertTrue(receiver.isOurs(answer));
            thread.execute(() -> receiver.receive(answer));

            assertEquals(1, taken.size());
            assertEquals(0, receiver.size());
        }

        @Test
        void strangersDoNotDisturbIt() {
            offered(3, IBB);
            inBandOpen();

            IQ stranger = Xml.iq("<iq type='set' id='x' from='tybalt@capulet.lit/x' to='" + BOX + "'><close xmlns='"
                    + IBB + "' sid='s1'/></iq>");
            assertFalse(receiver.isOurs(stranger));
            IQ result = Xml.iq("<iq type='result' id='q1' from='" + ROMEO + "' to='" + BOX + "'/>");
            assertFalse(receiver.isOurs(result));
        }

        @Test
        void aTransferThatIsCancelledLeavesNothing() throws IOException {
            offered(10_000, IBB);
            inBandOpen();
            data(0, new byte[4096]);

            receiver.cancel(ROMEO);

            assertEquals(0, receiver.size());
            assertEquals(Set.of(), fixture.names());
        }
    }

    @Nested
    class BySocks5 {

        private final LocalEnd.Socket socket = mock(LocalEnd.Socket.class);

        private void begin(int size) {
            offered(size, S5B, IBB);
            IQ answer = streamhosts(PROXY.toString());
            Element used = answer.getChildElement().element("streamhost-used");
            assertEquals(PROXY.toString(), used.attributeValue("jid"));
            verify(streams).join(eq(DestinationAddress.of("s1", ROMEO, BOX)), any());
            end.opened(socket);
        }

        @Test
        @Requirement("0065-39")
        void everyByteIsStoredAndTheSenderLearnsIt() throws IOException {
            byte[] content = StoreFixture.bytes(200_000);
            begin(content.length);
            end.received(ByteBuffer.wrap(content, 0, 100_000));
            verify(socket, never()).finish();
            end.received(ByteBuffer.wrap(content, 100_000, 100_000));

            verify(socket).finish();
            end.inputEnded();
            end.close();

            assertArrayEquals(content, fixture.read(taken.get(0)));
            assertEquals(0, receiver.size());
            assertEquals(List.of(), log, "the proxy writes it");
        }

        /** The disk of this test works within the call: it has caught up before the pause. */
        @Test
        void isReadAgainWithoutTheThreadOfTheReceiver() {
            begin(2 * Reservation.WINDOW_BYTES);
            thread.execute(
                    () -> { // so it does nothing else
                        end.received(ByteBuffer.allocate(Reservation.WINDOW_BYTES));

                        InOrder order = inOrder(socket);
                        order.verify(socket).resume();
                        order.verify(socket).pause();
                        order.verify(socket).resume();
                    });
        }

        @Test
        void anEmptyFileIsStored() {
            begin(0);
            end.inputEnded();
            end.close();

            assertEquals(1, taken.size());
            assertEquals(0, receiver.size());
        }

        @Test
        void senderMayLeaveBeforeTheFileIsSafe() {
            begin(3);
            fixture.rows.away(true);
            end.received(ByteBuffer.wrap(new byte[3]));
            end.inputEnded();
            end.close();
            assertEquals(List.of(), taken);

            fixture.rows.away(false);
            fixture.writer.timePasses();

            assertEquals(1, taken.size());
            assertEquals(0, receiver.size());
        }

        @Test
        void tooManyBytesAreNoFile() throws IOException {
            begin(3);
            end.received(ByteBuffer.wrap(new byte[4]));

            assertEquals(List.of(), taken);
            assertEquals(0, receiver.size());
            assertEquals(Set.of(), fixture.names());
        }

        @Test
        void tooFewBytesAreNoFile() throws IOException {
            begin(3);
            end.received(ByteBuffer.wrap(new byte[2]));
            end.inputEnded();
            end.close();

            assertEquals(0, receiver.size());
            assertEquals(Set.of(), fixture.names());
        }

        @Test
        @Requirement("0065-40")
        void withoutTheProxyItIsItemNotFound() {
            offered(3, S5B, IBB);

            IQ answer = streamhosts("proxy.elsewhere.example");

            assertEquals(Condition.item_not_found, answer.getError().getCondition());
        }

        @Test
        void afterThatTheSenderMayOpenTheSameStreamInBand() {
            offered(3, S5B, IBB);
            streamhosts("proxy.elsewhere.example");

            inBandOpen();
            data(0, new byte[3]);
            close();

            assertEquals(1, taken.size());
        }

        @Test
        void aStreamThatIsNeverActivatedMayGoOnInBand() {
            offered(3, S5B, IBB);
            streamhosts(PROXY.toString());
            end.close();

            inBandOpen();
            data(0, new byte[3]);

            assertEquals(1, taken.size());
        }

        @Test
        void udpIsRefused() {
            offered(3, S5B, IBB);

            IQ answer = asked("<query xmlns='" + S5B + "' sid='s1' mode='udp'><streamhost jid='" + PROXY
                    + "' host='192.0.2.9' port='7778'/></query>");

            assertEquals(Condition.not_acceptable, answer.getError().getCondition());
        }

        @Test
        void whatBelongsToNoTransferIsRefused() {
            offered(3, S5B, IBB);
            IQ query = Xml.iq("<iq type='set' id='x' from='" + ROMEO + "' to='" + BOX + "'><query xmlns='" + S5B
                    + "' sid='s1'/></iq>");
            receiver.cancelAll();

            assertFalse(receiver.isOurs(query));
            receiver.receive(query);

            assertEquals(Condition.not_acceptable, last().getError().getCondition());
        }
    }

    @Nested
    class ByTheSendersStreamhost {

        private final LocalEnd.Socket socket = mock(LocalEnd.Socket.class);
        private final List<String> tried = new ArrayList<>();
        private final List<CompletableFuture<Boolean>> results = new ArrayList<>();
        private final List<LocalEnd> ends = new ArrayList<>();

        @BeforeEach
        void allow() {
            when(direct.areAllowed()).thenReturn(true);
            when(direct.connect(any(), any(), any(), any(), any())).thenAnswer(call -> {
                StreamhostOffer.Host host = call.getArgument(0);
                tried.add(host.jid() + " " + host.host() + " " + host.port());
                ends.add(call.getArgument(4));
                results.add(new CompletableFuture<>());
                return results.get(results.size() - 1);
            });
        }

        private IQ hosts(String... hosts) {
            StringBuilder all = new StringBuilder();
            for (String host : hosts) {
                String[] parts = host.split(" ");
                all.append("<streamhost jid='" + parts[0] + "' host='" + parts[1] + "' port='" + parts[2] + "'/>");
            }
            return asked("<query xmlns='" + S5B + "' sid='s1' mode='tcp'>" + all + "</query>");
        }

        private void opens(int index) {
            ends.get(index).opened(socket);
            results.get(index).complete(true);
        }

        private void passes(int millis) {
            fixture.clock.pass(Duration.ofMillis(millis));
            thread.execute(receiver::tick);
        }

        private void assertUsed(String jid) {
            assertEquals(IQ.Type.result, last().getType());
            assertEquals(
                    jid, last().getChildElement().element("streamhost-used").attributeValue("jid"));
        }

        private void assertNoneUsed() {
            assertEquals(Condition.item_not_found, last().getError().getCondition());
        }

        @Test
        @Requirement({"0065-01", "0065-29", "0065-35", "0065-41"})
        void everyByteIsStoredAndTheSenderLearnsIt() throws IOException {
            byte[] content = StoreFixture.bytes(200_000);
            offered(content.length, S5B, IBB);

            assertEquals(null, hosts(ROMEO + " 192.0.2.1 5086", "proxy.example 192.0.2.2 7777"));
            assertEquals(List.of(ROMEO + " 192.0.2.1 5086"), tried);
            verify(direct).connect(any(), eq(DestinationAddress.of("s1", ROMEO, BOX)), eq(ROMEO), eq(BOX), any());
            opens(0);
            assertUsed(ROMEO.toString());
            ends.get(0).received(ByteBuffer.wrap(content));
            verify(socket).finish();
            ends.get(0).inputEnded();
            ends.get(0).close();

            assertArrayEquals(content, fixture.read(taken.get(0)));
            assertEquals(0, receiver.size());
            assertEquals(1, tried.size());
        }

        @Test
        void whatComesWithTheConnectionCounts() throws IOException {
            offered(3, S5B, IBB);
            hosts(ROMEO + " 192.0.2.1 5086");
            thread.execute(() -> {
                ends.get(0).opened(socket);
                ends.get(0).received(ByteBuffer.wrap(new byte[3]));
                ends.get(0).inputEnded();
                ends.get(0).close();
                results.get(0).complete(true);
            });

            assertEquals(1, taken.size());
            assertEquals(0, receiver.size());
        }

        @Test
        @Requirement("0065-29")
        void theNextOneIsTriedWhereTheFirstCannotBeReached() {
            offered(3, S5B, IBB);
            hosts(ROMEO + " 192.0.2.1 5086", "proxy.example 192.0.2.2 7777");

            results.get(0).complete(false);
            assertEquals(List.of(ROMEO + " 192.0.2.1 5086", "proxy.example 192.0.2.2 7777"), tried);
            opens(1);

            assertUsed("proxy.example");
        }

        @Test
        void ourOwnProxyComesFirstWhereverItStands() {
            offered(3, S5B, IBB);

            hosts(ROMEO + " 192.0.2.1 5086", PROXY + " 192.0.2.9 7778");

            assertUsed(PROXY.toString());
            assertEquals(List.of(), tried);
        }

        @Test
        void othersFollowIfOurProxyHasNoRoom() {
            when(streams.join(any(), any())).thenReturn(false);
            offered(3, S5B, IBB);

            hosts(PROXY + " 192.0.2.9 7778", ROMEO + " 192.0.2.1 5086", PROXY + " 192.0.2.9 7779");
            opens(0);

            assertUsed(ROMEO.toString());
            verify(streams).join(any(), any());
        }

        @Test
        @Requirement("0065-38")
        void whereNoneCanBeReachedItIsItemNotFoundAndTheSenderMayGoOnInBand() {
            offered(3, S5B, IBB);
            hosts(ROMEO + " 192.0.2.1 5086");
            results.get(0).complete(false);
            assertNoneUsed();

            inBandOpen();
            data(0, new byte[3]);

            assertEquals(1, taken.size());
        }

        @Test
        void nothingIsConnectedWhileThatIsNotAllowed() {
            when(direct.areAllowed()).thenReturn(false);
            offered(3, S5B, IBB);

            hosts(ROMEO + " 192.0.2.1 5086");

            assertNoneUsed();
            assertEquals(List.of(), tried);
        }

        @Test
        void aStreamhostThatDoesNotAnswerIsGivenUpAfterThreeSeconds() {
            offered(3, S5B, IBB);
            hosts(ROMEO + " 192.0.2.1 5086", "proxy.example 192.0.2.2 7777");

            passes(2_999);
            assertEquals(1, tried.size());
            passes(1);
            assertEquals(2, tried.size());
            assertTrue(results.get(0).isCancelled());

            ends.get(0).opened(socket); // too late
            assertEquals("offer", last().getID(), "nobody was told yet");
            opens(1);
            assertUsed("proxy.example");
        }

        @Test
        @Requirement("0065-38")
        void aSenderGetsItsAnswerWithinEightSeconds() {
            offered(3, S5B, IBB);
            hosts(
                    "a.example 192.0.2.1 5086",
                    "b.example 192.0.2.2 5086",
                    "c.example 192.0.2.3 5086",
                    "d.example 192.0.2.4 5086");
            passes(3_000);
            passes(3_000);
            passes(1_999);
            assertEquals("offer", last().getID());

            passes(1);

            assertNoneUsed();
            assertEquals(3, tried.size());
            assertTrue(results.stream().allMatch(CompletableFuture::isCancelled));
        }

        @Test
        void isConnectedToOnlyOnceAtATime() {
            offered(3, S5B, IBB);
            hosts(ROMEO + " 192.0.2.1 5086");

            IQ second = hosts(ROMEO + " 192.0.2.2 5086");

            assertEquals(Condition.not_acceptable, second.getError().getCondition());
            assertEquals(1, tried.size());
        }

        /** Else a sender could have us look for open ports. */
        @Test
        void fewAreConnectedToForOneFile() {
            offered(3, S5B, IBB);
            for (int port = 2000; port < 2100; port++) {
                int before = results.size();
                hosts(ROMEO + " 192.0.2.1 " + port);
                if (results.size() > before) {
                    results.get(before).complete(false);
                }
                assertNoneUsed();
            }

            assertEquals(16, tried.size());
        }

        @Test
        void aSenderThatGoesOnInBandIsNotLeftWithoutAnAnswer() {
            offered(3, S5B, IBB);
            hosts(ROMEO + " 192.0.2.1 5086");
            String query = "q" + lastId;

            inBandOpen();

            assertTrue(results.get(0).isCancelled());
            IQ answer = (IQ) sink.sent().stream()
                    .filter(each -> query.equals(each.getID()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(Condition.item_not_found, answer.getError().getCondition());
            data(0, new byte[3]);
            assertEquals(1, taken.size());
        }

        @Test
        void aTransferThatEndsMeanwhileConnectsNoMore() throws IOException {
            offered(3, S5B, IBB);
            hosts(ROMEO + " 192.0.2.1 5086", "proxy.example 192.0.2.2 7777");

            thread.execute(() -> receiver.clientGone(ROMEO));

            assertTrue(results.get(0).isCancelled());
            assertEquals(1, tried.size());
            assertEquals(0, receiver.size());
            assertEquals(Set.of(), fixture.names());
        }

        @Test
        void anEndTooSoonIsNoFile() throws IOException {
            offered(3, S5B, IBB);
            hosts(ROMEO + " 192.0.2.1 5086");
            opens(0);
            ends.get(0).received(ByteBuffer.wrap(new byte[2]));
            ends.get(0).close();

            assertEquals(0, receiver.size());
            assertEquals(List.of(), taken);
            assertEquals(Set.of(), fixture.names());
        }
    }
}
