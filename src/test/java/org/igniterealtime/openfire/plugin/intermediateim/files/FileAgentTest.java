package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.Deliveries;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.LinkSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OutgoingFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.RequestAnswer;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.LinkedFiles;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.FileLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkTokens;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer.Direction;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer.Phase;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.Addressee;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.DirectStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

class FileAgentTest {

    private static final JID JULIET = StoreFixture.JULIET;
    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final String IBB = "http://jabber.org/protocol/ibb";
    private static final String SI = "http://jabber.org/protocol/si";

    private static final JID SERVER = new JID("capulet.lit");

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();
    private final ManualTasks thread = new ManualTasks();
    private final List<Client> online = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Deliveries.Listener receipts = new Deliveries.Listener() {
        @Override
        public void delivered(StoredFile file) {
            told.add("delivered " + file.offer().name());
        }

        @Override
        public void declined(StoredFile file) {
            told.add("declined " + file.offer().name());
        }

        @Override
        public void waits(StoredFile file) {
            told.add("waits " + file.offer().name());
        }
    };
    private final ReceivePreferences preferences = mock(ReceivePreferences.class);
    private StoreFixture fixture;
    private FileAgent agent;
    private final LinkedFiles linked = new LinkedFiles() {
        @Override
        public Optional<String> key(String url) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Optional<LinkedFile>> find(String key) {
            return CompletableFuture.completedFuture(fixture.rows.entries().stream()
                    .flatMap(entry -> fixture.rows.find(entry.id()).stream())
                    .map(file ->
                            new LinkedFile(OutgoingFile.of(file, fixture.store), () -> told.add("received " + key)))
                    .findFirst());
        }
    };
    private int lastId;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory);
        agent = new FileAgent(new FileAgent.Surroundings(
                (sender, owner) -> true,
                fixture.store,
                mock(LocalStreams.class),
                mock(DirectStreams.class),
                thread,
                sink,
                () -> "id" + ++lastId,
                (key, arguments) -> key + List.of(arguments),
                transfer -> {},
                SERVER,
                user -> List.copyOf(online),
                new LinkSender(
                        fixture.store,
                        new FileLinks(() -> new LinkTokens(new byte[32]), Optional::empty),
                        sender -> List.of(),
                        () -> Locale.ENGLISH,
                        sink,
                        fixture.clock),
                preferences,
                (from, owner, since) -> Optional.of(from.asBareJID()),
                linked,
                receipts,
                file -> told.add("held " + file.offer().name()),
                fixture.clock));
        when(preferences.of(any())).thenReturn(CompletableFuture.completedFuture(ReceiveBy.OFFER));
        agent.open();
        agent.turn(true);
    }

    private IQ asked(String payload) {
        return Xml.iq("<iq type='set' id='q" + ++lastId + "' from='" + StoreFixture.ROMEO + "' to='" + JULIET + "'>"
                + payload + "</iq>");
    }

    private void offered(int size) {
        IQ offer = asked("<si xmlns='" + SI + "' id='s' profile='" + SI + "/profile/file-transfer'><file xmlns='" + SI
                + "/profile/file-transfer' name='letter.txt' size='" + size + "'><desc>Read this</desc></file>"
                + "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='form'>"
                + "<field var='stream-method' type='list-single'><option><value>" + IBB
                + "</value></option></field></x></feature></si>");
        agent.thread().execute(() -> agent.receiver().offered(offer, new Addressee(JULIET, OfferedTo.BARE_JID, false)));
        received("<open xmlns='" + IBB + "' sid='s' block-size='4096'/>");
    }

    private void received(String payload) {
        IQ request = asked(payload);
        agent.thread().execute(() -> agent.receiver().receive(request));
    }

    private void sent(byte[] content) {
        offered(content.length);
        received("<data xmlns='" + IBB + "' sid='s' seq='0'>"
                + Base64.getEncoder().encodeToString(content) + "</data>");
        received("<close xmlns='" + IBB + "' sid='s'/>");
    }

    private List<FileState> states() {
        return fixture.rows.entries().stream().map(entry -> entry.state()).toList();
    }

    private void comes() {
        online.add(new Client(BALCONY, Optional.of(true), ""));
        agent.available(BALCONY);
    }

    private List<Element> offers() {
        return sink.sent().stream()
                .filter(stanza -> BALCONY.equals(stanza.getTo()))
                .map(stanza -> stanza.getElement().element("si"))
                .toList();
    }

    @Test
    void whatIsTakenIsCountedAndOffered() {
        sent(StoreFixture.bytes(10));
        comes();

        assertEquals(
                Map.of(FileAgent.TAKEN, 1L, FileAgent.DELIVERED, 0L, FileAgent.INFECTED, 0L),
                agent.counters().snapshot());
        String description = offers().get(0).element("file").elementText("desc");
        assertEquals("Read this\nintermediateim.files.origin[romeo@montague.lit, 2026-11-23 12:00 UTC]", description);
    }

    @Test
    void whatIsTakenForSomebodyOnlineIsOfferedAtOnce() {
        comes();

        sent(StoreFixture.bytes(10));

        assertEquals(1, offers().size());
    }

    @Test
    void whatIsHeldIsOfferedWhenItIsReleased() {
        fixture.admission = size -> Admission.HOLD;
        comes();

        sent(StoreFixture.bytes(10));
        assertEquals(List.of("held letter.txt"), told);
        assertEquals(List.of(), offers());
        assertEquals(1L, agent.counters().snapshot().get(FileAgent.TAKEN));

        FileId file = fixture.rows.entries().get(0).id();
        fixture.store.passed(file);
        agent.released(fixture.rows.find(file).orElseThrow());
        assertEquals(1, offers().size());
    }

    @Test
    void whileItIsOffNothingThatIsReleasedIsOffered() {
        fixture.admission = size -> Admission.HOLD;
        sent(StoreFixture.bytes(10));
        FileId file = fixture.rows.entries().get(0).id();
        agent.turn(false);
        comes();
        fixture.store.passed(file);
        agent.released(fixture.rows.find(file).orElseThrow());

        assertEquals(List.of(), offers());
    }

    @Test
    void whileItIsOffNothingIsOffered() {
        sent(StoreFixture.bytes(10));

        agent.turn(false);
        comes();

        assertEquals(List.of(), offers());
        assertEquals(List.of(FileState.WAITING), states());
    }

    private StoredFile waiting() {
        return fixture.rows.waitingFor(JULIET).get(0);
    }

    private void refused(String condition) {
        IQ offer = (IQ) sink.sent().stream()
                .filter(stanza -> BALCONY.equals(stanza.getTo()))
                .reduce((first, last) -> last)
                .orElseThrow();
        IQ error = IQ.createResultIQ(offer);
        error.setType(IQ.Type.error);
        error.setError(PacketError.Condition.valueOf(condition));
        agent.thread().execute(() -> agent.sender().receive(error));
    }

    @Test
    void aFileIsOfferedOnRequest() {
        sent(StoreFixture.bytes(10));

        assertEquals(
                RequestAnswer.OFFERED,
                agent.request(waiting(), BALCONY).toCompletableFuture().join());

        assertEquals(1, offers().size());
    }

    @Test
    void whileItIsOffNothingIsOfferedOnRequest() {
        sent(StoreFixture.bytes(10));
        agent.turn(false);

        assertEquals(
                RequestAnswer.WITHHELD,
                agent.request(waiting(), BALCONY).toCompletableFuture().join());

        assertEquals(List.of(), offers());
    }

    @Test
    void whatHasBecomeOfAFileIsTold() {
        sent(StoreFixture.bytes(10));
        comes();

        refused("forbidden");

        assertEquals(List.of("declined letter.txt"), told);
    }

    private StoredFile link() {
        sent(StoreFixture.bytes(10));
        StoredFile file = waiting();
        fixture.store.linked(file.id());
        online.add(new Client(BALCONY, Optional.of(true), ""));
        return file;
    }

    /** Whoever sends the link need not be who has sent the file. */
    @Test
    void aFileBehindALinkIsOfferedInTheNameOfWhoHasSentTheLink() {
        link();
        agent.offerLinked("token", StoreFixture.NURSE, BALCONY);

        assertEquals(
                "intermediateim.files.linked[]", offers().get(0).element("file").elementText("desc"));
        JID name = sink.sent().get(sink.sent().size() - 1).getFrom();
        assertEquals(StoreFixture.NURSE, name.asBareJID());
        refused("forbidden");
        assertEquals(List.of(FileState.LINKED), states());
        assertEquals(List.of(), told);
    }

    @Test
    void whileItIsOffNothingBehindALinkIsOffered() {
        link();
        agent.turn(false);
        agent.offerLinked("token", StoreFixture.NURSE, BALCONY);

        assertEquals(List.of(), offers());
    }

    private List<LiveTransfer> live() {
        return agent.live().toCompletableFuture().join();
    }

    @Test
    void whatPassesIsTold() {
        sent(StoreFixture.bytes(10));
        assertEquals(List.of(), live());
        offered(20);
        comes();

        LiveTransfer in = new LiveTransfer(
                Direction.IN,
                StoreFixture.ROMEO,
                JULIET,
                FileName.of("letter.txt"),
                20,
                0,
                Phase.IN_BAND,
                fixture.clock.instant());
        assertEquals(in, live().get(0));
        LiveTransfer out = live().get(1);
        assertEquals(Direction.OUT, out.direction());
        assertEquals(BALCONY, out.peer());
        assertEquals(StoreFixture.ROMEO.asBareJID(), out.own().asBareJID());
        assertEquals(Phase.OFFERED, out.phase());
        assertEquals(0, out.bytes());
    }

    @Test
    void whatIsUnderWayEndsWhenItIsTurnedOff() {
        offered(10);

        agent.turn(false);

        assertEquals(List.of(), states());
        assertTrue(sink.sent().stream().anyMatch(stanza -> stanza.getElement().element("close") != null));
    }

    @Test
    void whatASenderHasBegunEndsWithIt() {
        offered(10);

        agent.gone(StoreFixture.ROMEO);

        assertEquals(List.of(), states());
    }

    @Test
    void aUserWhoIsDeletedLeavesNothing() {
        sent(StoreFixture.bytes(10));
        offered(10);

        agent.forget(JULIET);

        assertEquals(List.of(), states());
        assertEquals(0, agent.receiver().size());
    }

    @Test
    void everythingCanBeDeleted() {
        sent(StoreFixture.bytes(10));
        offered(10);

        agent.forgetAll();

        assertEquals(List.of(), states());
        assertEquals(0, agent.receiver().size());
    }

    @Test
    void timePasses() {
        offered(10);

        fixture.clock.pass(Duration.ofMinutes(3));
        thread.repeat();

        assertEquals(List.of(), states());
    }

    @Test
    void whatComesAfterTheEndIsDropped() throws Exception {
        offered(10);

        agent.close();

        assertTrue(thread.isShutdown());
        assertEquals(List.of(), states());
    }
}
