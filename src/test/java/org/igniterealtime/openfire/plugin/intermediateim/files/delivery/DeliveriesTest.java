package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.FileLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkTokens;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FakeNodes;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

class DeliveriesTest {

    private static final JID JULIET = StoreFixture.JULIET;
    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final JID CHAMBER = new JID("juliet@capulet.lit/chamber");
    private static final String IBB = "http://jabber.org/protocol/ibb";
    private static final String S5B = "http://jabber.org/protocol/bytestreams";

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();
    private final ManualTasks thread = new ManualTasks();
    private final List<Client> online = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Deliveries.Listener listener = new Deliveries.Listener() {
        @Override
        public void delivered(StoredFile file) {
            told.add("delivered " + file.id() + " " + state(file));
        }

        @Override
        public void declined(StoredFile file) {
            told.add("declined " + file.id() + " " + state(file));
        }

        @Override
        public void waits(StoredFile file) {
            told.add("waits " + file.id() + " " + state(file));
        }
    };
    private final LocalStreams streams = mock(LocalStreams.class);
    private StoreFixture fixture;
    private FileSender sender;
    private ClientQueries queries;
    private Deliveries deliveries;
    private Optional<JID> name = Optional.of(new JID("romeo@montague.lit"));
    private Optional<String> base = Optional.empty();
    private List<JID> carbons = List.of();
    private ReceiveBy receiveBy = ReceiveBy.OFFER;
    private Iterator<CompletableFuture<ReceiveBy>> answers = Collections.emptyIterator();
    private final ReceivePreferences preferences = new ReceivePreferences() {
        @Override
        public CompletionStage<ReceiveBy> of(JID user) {
            if (answers.hasNext()) {
                return answers.next();
            }
            return receiveBy == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("the database is away"))
                    : CompletableFuture.completedFuture(receiveBy);
        }

        @Override
        public CompletionStage<Map<String, ReceiveBy>> chosen() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> set(JID user, ReceiveBy chosen) {
            throw new UnsupportedOperationException();
        }
    };
    private int lastId;
    private int lastQuery;

    @BeforeEach
    void open() {
        when(streams.isOpen()).thenReturn(true);
        fixture = new StoreFixture(directory).open();
        FileSender.Surroundings around = new FileSender.Surroundings(
                fixture.store,
                streams,
                thread,
                sink,
                () -> "id" + ++lastId,
                new UserRates(System::nanoTime, (wait, task) -> {}),
                transfer -> {},
                fixture.clock);
        sender = new FileSender(around);
        queries = new ClientQueries(
                user -> List.copyOf(online), new JID("capulet.lit"), sink, () -> "query" + ++lastQuery);
        LinkSender links = new LinkSender(
                fixture.store,
                new FileLinks(() -> new LinkTokens(new byte[32]), () -> base),
                user -> carbons,
                () -> Locale.ENGLISH,
                sink,
                fixture.clock);
        deliveries = new Deliveries(
                around,
                sender,
                queries,
                links,
                preferences,
                (from, owner, since) -> name,
                file -> "From Romeo",
                listener);
    }

    private StoredFile stored() throws Exception {
        return fixture.sent("letter.txt", StoreFixture.bytes(10));
    }

    private void comes(JID address, Boolean takesFiles, String software) {
        online.removeIf(client -> client.address().equals(address));
        online.add(new Client(address, Optional.ofNullable(takesFiles), software));
        thread.execute(() -> deliveries.available(address));
    }

    private void passes(int seconds) {
        fixture.clock.pass(Duration.ofSeconds(seconds));
        thread.execute(deliveries::tick);
    }

    private List<IQ> offers() {
        return sink.sent().stream()
                .filter(each -> each instanceof IQ iq && iq.isRequest() && isOffer(iq))
                .map(IQ.class::cast)
                .toList();
    }

    private static boolean isOffer(IQ iq) {
        return iq.getChildElement() != null && iq.getChildElement().getName().equals("si");
    }

    private void refuse(IQ offer, String condition) {
        IQ error = Xml.iq("<iq type='error' id='" + offer.getID() + "' from='" + offer.getTo() + "' to='"
                + offer.getFrom() + "'><error type='cancel'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        thread.execute(() -> sender.receive(error));
    }

    private void accept(IQ offer, String method) {
        answer(
                offer,
                "<si xmlns='http://jabber.org/protocol/si'><feature xmlns='http://jabber.org/protocol/feature-neg'>"
                        + "<x xmlns='jabber:x:data' type='submit'><field var='stream-method'><value>" + method
                        + "</value></field></x></feature></si>");
    }

    private void takeInBand(IQ offer) {
        accept(offer, IBB);
        while (true) {
            List<Packet> sent = sink.sent();
            IQ last = (IQ) sent.get(sent.size() - 1);
            Element payload = last.getChildElement();
            if (!payload.getNamespaceURI().equals(IBB)) {
                return;
            }
            answer(last, "");
            if (payload.getName().equals("close")) {
                return;
            }
        }
    }

    private void answer(IQ request, String payload) {
        IQ result = Xml.iq("<iq type='result' id='" + request.getID() + "' from='" + request.getTo() + "' to='"
                + request.getFrom() + "'>" + payload + "</iq>");
        thread.execute(() -> sender.receive(result));
    }

    private FileState state(StoredFile file) {
        return fixture.rows.find(file.id()).orElseThrow().state();
    }

    @Test
    void aFileIsOfferedWhenItsOwnerComes() throws Exception {
        StoredFile file = stored();

        comes(BALCONY, true, "");
        IQ offer = offers().get(0);
        assertEquals(BALCONY, offer.getTo());
        assertEquals("romeo@montague.lit", offer.getFrom().toBareJID());
        takeInBand(offer);

        assertEquals(FileState.DELIVERED, state(file));
        assertEquals(List.of("delivered " + file.id() + " DELIVERED"), told);
        assertEquals(0, deliveries.size());
    }

    @Test
    void capabilitiesAreWaitedFor() throws Exception {
        stored();

        comes(BALCONY, null, "");
        assertEquals(List.of(), offers());
        comes(BALCONY, true, "");
        passes(1);

        assertEquals(1, offers().size());
    }

    @Test
    void theFirstOneThatCanIsChosenWhenTimeIsUp() throws Exception {
        stored();
        comes(BALCONY, null, "");
        comes(CHAMBER, true, "");
        assertEquals(List.of(), offers(), "the preferred one may still be able to");

        passes(5);

        assertEquals(CHAMBER, offers().get(0).getTo());
    }

    @Test
    @Requirement("0095-03")
    void aFileThatNobodyCanTakeWaits() throws Exception {
        StoredFile file = stored();

        comes(BALCONY, false, "");
        passes(5);

        assertEquals(List.of(), offers());
        assertEquals(FileState.WAITING, state(file));
        assertEquals(0, deliveries.size());
    }

    @Test
    void aNoIsFinal() throws Exception {
        StoredFile file = stored();
        comes(BALCONY, true, "");

        refuse(offers().get(0), "forbidden");

        assertEquals(FileState.DECLINED, state(file));
    }

    @Test
    void aClientThatLearnsToTakeFilesIsOfferedThem() throws Exception {
        stored();
        comes(BALCONY, false, "");
        passes(600);
        assertEquals(List.of(), offers());

        online.clear();
        online.add(new Client(BALCONY, Optional.of(true), ""));
        thread.execute(() -> deliveries.changed(BALCONY));

        assertEquals(1, offers().size());
    }

    @Test
    void otherPresenceBringsNoSecondOffer() throws Exception {
        stored();
        comes(BALCONY, true, "");
        refuse(offers().get(0), "internal-server-error");

        thread.execute(() -> deliveries.changed(BALCONY));
        passes(1);

        assertEquals(1, offers().size());
    }

    @Test
    void aClientThatTakesLongToTellWhatItCanDoIsWaitedFor() throws Exception {
        stored();
        comes(BALCONY, null, "");
        passes(30);
        online.clear();
        online.add(new Client(BALCONY, Optional.of(true), ""));

        passes(1);

        assertEquals(1, offers().size());
    }

    @Test
    void aClientThatNeverTellsIsGivenUp() throws Exception {
        stored();
        comes(BALCONY, null, "");

        passes(61);

        assertEquals(0, deliveries.size());
    }

    @Test
    void aSessionThatIsNotThereYetIsWaitedFor() throws Exception {
        stored();
        thread.execute(() -> deliveries.available(BALCONY));
        online.add(new Client(BALCONY, Optional.of(true), ""));

        passes(1);

        assertEquals(1, offers().size());
    }

    @Test
    void aSessionThatNeverComesIsForgotten() throws Exception {
        stored();
        thread.execute(() -> deliveries.available(BALCONY));

        passes(5);

        assertEquals(0, deliveries.size());
    }

    @Test
    void anotherClientIsOfferedWhatOneDidNotTake() throws Exception {
        stored();
        comes(BALCONY, true, "");
        refuse(offers().get(0), "internal-server-error");
        stored();
        online.clear();

        comes(CHAMBER, true, "");

        assertEquals(3, offers().size());
    }

    @Test
    void whatIsOpenElsewhereIsNotOfferedTwice() throws Exception {
        stored();
        comes(BALCONY, true, "");

        comes(CHAMBER, true, "");

        assertEquals(1, offers().size());
    }

    @Test
    void aFileThatComesBringsNoSecondOfferOfOthers() throws Exception {
        stored();
        comes(BALCONY, true, "");
        refuse(offers().get(0), "internal-server-error");
        StoredFile second = stored();

        thread.execute(() -> deliveries.taken(second));

        assertEquals(2, offers().size());
    }

    @Test
    void aFailureIsNot() throws Exception {
        StoredFile file = stored();
        comes(BALCONY, true, "");
        refuse(offers().get(0), "internal-server-error");
        assertEquals(FileState.WAITING, state(file));
        passes(60);
        assertEquals(1, offers().size(), "not again and again");

        comes(BALCONY, true, "");

        assertEquals(2, offers().size());
    }

    @Test
    void threeAreOfferedAtOnce() throws Exception {
        for (int i = 0; i < 5; i++) {
            stored();
        }

        comes(BALCONY, true, "");
        assertEquals(3, offers().size());
        refuse(offers().get(0), "forbidden");

        assertEquals(4, offers().size());
    }

    @Test
    void aFileForSomebodyOnlineIsOfferedAtOnce() throws Exception {
        comes(BALCONY, true, "");
        StoredFile file = stored();

        thread.execute(() -> deliveries.taken(file));

        assertEquals(1, offers().size());
    }

    @Test
    void aSenderWhoIsBlockedNowOffersNothing() throws Exception {
        StoredFile file = stored();
        name = Optional.empty();

        comes(BALCONY, true, "");

        assertEquals(List.of(), offers());
        assertEquals(FileState.WAITING, state(file));
    }

    @Test
    void whatIsUnderWayEndsWithTheClient() throws Exception {
        StoredFile file = stored();
        comes(BALCONY, true, "");
        online.clear();

        thread.execute(() -> deliveries.gone(BALCONY));

        assertEquals(0, sender.size());
        assertEquals(FileState.WAITING, state(file));
        comes(BALCONY, true, "");
        assertEquals(2, offers().size());
    }

    @Test
    void softwareThatSocks5FailsWithIsRememberedForADay() throws Exception {
        stored();
        comes(BALCONY, true, "https://example.org/client");
        accept(offers().get(0), S5B); // the proxy has no address for it
        takeInBand(offers().get(1));
        stored();

        comes(BALCONY, true, "https://example.org/client");

        assertTrue(offers().get(0).toXML().contains(S5B));
        assertTrue(!offers().get(2).toXML().contains(S5B));
        takeInBand(offers().get(2));
        stored();
        fixture.clock.pass(Duration.ofDays(1));

        comes(BALCONY, true, "https://example.org/client");

        assertTrue(offers().get(3).toXML().contains(S5B));
    }

    @Test
    void softwareThatPrefersInBandStaysFree() throws Exception {
        stored();
        comes(BALCONY, true, "https://example.org/client");
        takeInBand(offers().get(0));
        stored();

        comes(BALCONY, true, "https://example.org/client");

        assertTrue(offers().get(1).toXML().contains(S5B));
    }

    @Test
    void whatIsOfferedWhileTheProxyIsClosedGoesInBand() throws Exception {
        when(streams.isOpen()).thenReturn(false);
        stored();

        comes(BALCONY, true, "");

        assertTrue(!offers().get(0).toXML().contains(S5B));
    }

    @Test
    void nothingMoreIsOfferedOnceAllIsCancelled() throws Exception {
        for (int i = 0; i < 5; i++) {
            stored();
        }
        comes(BALCONY, true, "");

        thread.execute(deliveries::cancelAll);
        passes(60);

        assertEquals(3, offers().size());
        assertEquals(0, sender.size());
        assertEquals(0, deliveries.size());
    }

    @Test
    void aUserWhoIsDeletedIsOfferedNothingMore() throws Exception {
        for (int i = 0; i < 5; i++) {
            stored();
        }
        comes(BALCONY, true, "");

        thread.execute(() -> deliveries.forget(JULIET));

        assertEquals(3, offers().size());
        assertEquals(0, sender.size());
    }

    @Test
    void theDatabaseIsAskedAgainIfItIsAway() throws Exception {
        stored();
        fixture.rows.away(true);
        comes(BALCONY, true, "");
        assertEquals(List.of(), offers());

        fixture.rows.away(false);
        fixture.writer.timePasses();
        passes(1);

        assertEquals(1, offers().size());
    }

    private RequestAnswer requested(StoredFile file, JID client) {
        return deliveries.request(file, client).join();
    }

    @Test
    void whatHasBecomeOfAFileIsToldWhenItIsWritten() throws Exception {
        StoredFile first = stored();
        StoredFile second = stored();
        comes(BALCONY, true, "");

        takeInBand(offers().get(0));
        refuse(offers().get(1), "forbidden");

        assertEquals(List.of("delivered " + first.id() + " DELIVERED", "declined " + second.id() + " DECLINED"), told);
    }

    @Test
    void whatHasBecomeOfAFileIsToldOnce() throws Exception {
        StoredFile file = stored();
        comes(BALCONY, true, "");
        assertEquals(RequestAnswer.OFFERED, requested(file, CHAMBER));

        takeInBand(offers().get(0));
        refuse(offers().get(1), "forbidden");

        assertEquals(List.of("delivered " + file.id() + " DELIVERED"), told);
    }

    @Test
    void aFileThatAClientRefusedCanBeRequested() throws Exception {
        StoredFile file = stored();
        comes(BALCONY, true, "");
        refuse(offers().get(0), "not-acceptable");

        assertEquals(RequestAnswer.OFFERED, requested(file, CHAMBER));

        assertEquals(CHAMBER, offers().get(1).getTo());
        takeInBand(offers().get(1));
        assertEquals(FileState.DELIVERED, state(file));
    }

    @Test
    void aRequestComesBeforeCapabilitiesAreKnown() throws Exception {
        StoredFile file = stored();
        comes(CHAMBER, null, "");

        assertEquals(RequestAnswer.OFFERED, requested(file, CHAMBER));

        comes(CHAMBER, true, "");
        passes(5);
        assertEquals(1, offers().size(), "it is not offered again meanwhile");
    }

    @Test
    void aClientThatCannotTakeFilesIsNotAsked() throws Exception {
        StoredFile file = stored();
        comes(CHAMBER, false, "");

        assertEquals(RequestAnswer.NOT_SUPPORTED, requested(file, CHAMBER));

        assertEquals(List.of(), offers());
    }

    @Test
    void aClientIsAskedOnceAtATime() throws Exception {
        StoredFile file = stored();
        requested(file, CHAMBER);

        assertEquals(RequestAnswer.UNDER_WAY, requested(file, CHAMBER));
        assertEquals(RequestAnswer.OFFERED, requested(file, BALCONY));

        assertEquals(2, offers().size());
    }

    @Test
    void aNoIsNotFinalWhileAnotherClientIsAsked() throws Exception {
        StoredFile file = stored();
        comes(BALCONY, true, "");
        requested(file, CHAMBER);

        refuse(offers().get(0), "forbidden");
        assertEquals(FileState.WAITING, state(file));
        takeInBand(offers().get(1));

        assertEquals(FileState.DELIVERED, state(file));
    }

    @Test
    void requestsAreLimited() throws Exception {
        for (int i = 0; i < Deliveries.MAX_OFFERS; i++) {
            assertEquals(RequestAnswer.OFFERED, requested(stored(), CHAMBER));
        }
        StoredFile file = stored();

        assertEquals(RequestAnswer.TOO_MANY, requested(file, CHAMBER));
        refuse(offers().get(0), "internal-server-error");

        assertEquals(RequestAnswer.OFFERED, requested(file, CHAMBER));
    }

    @Test
    void aRequestDoesNotTellWhoBlocks() throws Exception {
        StoredFile file = stored();
        name = Optional.empty();

        assertEquals(RequestAnswer.WITHHELD, requested(file, CHAMBER));

        assertEquals(List.of(), offers());
    }

    private List<IQ> queries() {
        return sink.sent().stream()
                .filter(each -> each instanceof IQ iq && iq.getID().contains("-query"))
                .map(IQ.class::cast)
                .toList();
    }

    private void answersTo(IQ query, String features) {
        IQ answer = Xml.iq("<iq type='result' id='" + query.getID() + "' from='" + query.getTo()
                + "'><query xmlns='http://jabber.org/protocol/disco#info'>" + features + "</query></iq>");
        thread.execute(() -> {
            queries.receive(answer);
            deliveries.answered(answer.getFrom());
        });
    }

    @Test
    void asksAClientThatAnnouncesNothing() throws Exception {
        stored();
        comes(BALCONY, null, "");
        assertEquals(List.of(BALCONY), queries().stream().map(Packet::getTo).toList());
        assertEquals(List.of(), offers());

        answersTo(
                queries().get(0),
                "<feature var='http://jabber.org/protocol/si'/>"
                        + "<feature var='http://jabber.org/protocol/si/profile/file-transfer'/>");
        assertEquals(List.of(BALCONY), offers().stream().map(Packet::getTo).toList());
    }

    @Test
    void offersNothingToAClientThatAnswersThatItTakesNoFiles() throws Exception {
        stored();
        comes(BALCONY, null, "");
        answersTo(queries().get(0), "");
        passes(100);

        assertEquals(List.of(), offers());
        assertEquals(1, queries().size());
    }

    @Test
    void leavesAClientAloneWhoseAnnouncementIsBeingVerified() throws Exception {
        stored();
        comes(BALCONY, null, "https://psi-im.org/");
        passes(4);
        assertEquals(List.of(), queries());

        passes(1);
        assertEquals(1, queries().size());
    }

    // Links

    private List<Message> messages() {
        return sink.sent().stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .toList();
    }

    private void linksAreOn() {
        base = Optional.of("https://files.capulet.lit");
    }

    @Test
    void sendsALinkToAClientThatTakesNoFilesAfterFiveSeconds() throws Exception {
        linksAreOn();
        StoredFile file = stored();
        comes(BALCONY, false, "https://conversejs.org");
        passes(4);
        assertEquals(List.of(), messages());
        passes(1);

        Message message = messages().get(0);
        assertEquals(BALCONY, message.getTo());
        assertEquals(new JID("romeo@montague.lit"), message.getFrom());
        assertTrue(message.getBody().startsWith("https://files.capulet.lit/intermediateim/files/"), message.getBody());
        assertEquals(FileState.LINKED, state(file));
        passes(60);
        assertEquals(1, messages().size());
        assertEquals(List.of(), offers());
    }

    @Test
    void sendsALinkToEveryClientIfNoneTakesFiles() throws Exception {
        linksAreOn();
        stored();
        comes(BALCONY, false, "");
        comes(CHAMBER, false, "");
        passes(5);

        assertEquals(
                List.of(BALCONY, CHAMBER),
                messages().stream().map(Packet::getTo).toList());
        assertEquals(messages().get(0).getID(), messages().get(1).getID());
        assertTrue(isForTheArchive(messages().get(0)));
        assertFalse(isForTheArchive(messages().get(1)));
    }

    private static boolean isForTheArchive(Message message) {
        return message.getElement().element("store") != null;
    }

    @Test
    void prefersTheClientThatTakesFiles() throws Exception {
        linksAreOn();
        stored();
        comes(BALCONY, false, "");
        comes(CHAMBER, true, "");
        passes(20);

        assertEquals(List.of(), messages());
        assertEquals(List.of(CHAMBER), offers().stream().map(Packet::getTo).toList());
    }

    @Test
    void waitsFifteenSecondsForAClientOfWhichNothingIsKnown() throws Exception {
        linksAreOn();
        stored();
        comes(BALCONY, null, "");
        passes(14);
        assertEquals(List.of(), messages());
        passes(1);

        assertEquals(1, messages().size());
    }

    @Test
    void sendsALinkIfTheClientCouldNotTakeTheFile() throws Exception {
        linksAreOn();
        StoredFile file = stored();
        comes(BALCONY, true, "");
        refuse(offers().get(0), "service-unavailable");

        assertEquals(1, messages().size());
        assertEquals(FileState.LINKED, state(file));
    }

    @Test
    void sendsNoLinkToWhoHasDeclined() throws Exception {
        linksAreOn();
        StoredFile file = stored();
        comes(BALCONY, true, "");
        refuse(offers().get(0), "forbidden");
        passes(20);

        assertEquals(List.of(), messages());
        assertEquals(FileState.DECLINED, state(file));
    }

    @Test
    void sendsNoLinkToAClientThatHasGone() throws Exception {
        linksAreOn();
        StoredFile file = stored();
        comes(BALCONY, true, "");
        online.clear();
        thread.execute(() -> deliveries.gone(BALCONY));
        passes(20);

        assertEquals(List.of(), messages());
        assertEquals(FileState.WAITING, state(file));
    }

    @Test
    void sendsALinkToWhoIsOnlineWhenAFileComes() throws Exception {
        linksAreOn();
        online.add(new Client(BALCONY, Optional.of(false), ""));
        StoredFile file = stored();
        thread.execute(() -> deliveries.taken(file));
        passes(5);

        assertEquals(1, messages().size());
    }

    @Test
    void sendsNoLinkWhileLinksAreOff() throws Exception {
        StoredFile file = stored();
        comes(BALCONY, false, "");
        passes(60);

        assertEquals(List.of(), messages());
        assertEquals(FileState.WAITING, state(file));
    }

    @Test
    void sendsNoLinkToWhoBlocksTheSender() throws Exception {
        linksAreOn();
        name = Optional.empty();
        stored();
        comes(BALCONY, false, "");
        passes(60);

        assertEquals(List.of(), messages());
    }

    @Test
    void tellsTheOtherClientsOfTheSender() throws Exception {
        linksAreOn();
        JID other = new JID("romeo@montague.lit/other");
        carbons = List.of(StoreFixture.ROMEO, other);
        stored();
        comes(BALCONY, false, "");
        passes(5);

        Message carbon = messages().get(1);
        assertEquals(2, messages().size());
        assertEquals(other, carbon.getTo());
        Element sent = carbon.getChildElement("sent", "urn:xmpp:carbons:2");
        assertEquals(
                messages().get(0).getBody(),
                sent.element("forwarded").element("message").elementText("body"));
    }

    @Test
    void tellsNobodyElseWhoSpeaksInTheServersName() throws Exception {
        linksAreOn();
        name = Optional.of(new JID("files.capulet.lit"));
        carbons = List.of(new JID("romeo@montague.lit/other"));
        stored();
        comes(BALCONY, false, "");
        passes(5);

        assertEquals(1, messages().size());
    }

    @Test
    void sendsALinkToAClientThatAsksAndTakesNoFiles() throws Exception {
        linksAreOn();
        StoredFile file = stored();
        online.add(new Client(BALCONY, Optional.of(false), ""));

        assertEquals(RequestAnswer.LINKED, deliveries.request(file, BALCONY).join());
        assertEquals(List.of(BALCONY), messages().stream().map(Packet::getTo).toList());
    }

    // How users want to get files

    @Test
    void sendsALinkToWhoWantsLinks() throws Exception {
        linksAreOn();
        receiveBy = ReceiveBy.LINK;
        StoredFile file = stored();
        comes(BALCONY, true, "");

        assertEquals(List.of(), offers());
        assertEquals(List.of(BALCONY), messages().stream().map(Packet::getTo).toList());
        assertEquals(FileState.LINKED, state(file));
    }

    @Test
    void offersToWhoWantsLinksWhileLinksAreOff() throws Exception {
        receiveBy = ReceiveBy.LINK;
        stored();
        comes(BALCONY, true, "");

        assertEquals(1, offers().size());
    }

    @Test
    void tellsWhoWantsToBeAsked() throws Exception {
        linksAreOn();
        receiveBy = ReceiveBy.ASK;
        StoredFile file = stored();
        comes(BALCONY, true, "");
        passes(60);

        assertEquals(List.of("waits " + file.id() + " WAITING"), told);
        assertEquals(List.of(), offers());
        assertEquals(List.of(), messages());
        assertEquals(RequestAnswer.OFFERED, deliveries.request(file, BALCONY).join());
        assertEquals(1, offers().size());
    }

    @Test
    void tellsWhoWantsToBeAskedOfEachFileOnceInALogin() throws Exception {
        receiveBy = ReceiveBy.ASK;
        StoredFile first = stored();
        comes(BALCONY, true, "");
        StoredFile second = stored();
        thread.execute(() -> deliveries.taken(second));

        assertEquals(List.of("waits " + first.id() + " WAITING", "waits " + second.id() + " WAITING"), told);
    }

    @Test
    void waitsUntilItIsKnownHowTheUserWantsToGetFiles() throws Exception {
        receiveBy = null;
        stored();
        comes(BALCONY, true, "");
        passes(1);
        assertEquals(List.of(), offers());

        receiveBy = ReceiveBy.OFFER;
        passes(1);
        assertEquals(1, offers().size());
    }

    @Nested
    class InACluster {

        private static final JID GARDEN = new JID("juliet@capulet.lit/garden");

        private final FakeNodes others = new FakeNodes();

        @BeforeEach
        void join() {
            fixture.others = others;
        }

        private void isElsewhere(JID address, Boolean takesFiles) {
            online.removeIf(client -> client.address().equals(address));
            online.add(0, new Client(address, Optional.ofNullable(takesFiles), "", false));
        }

        private StoredFile takenElsewhere() throws Exception {
            StoredFile file = stored();
            thread.execute(() -> deliveries.changedElsewhere(JULIET));
            return file;
        }

        @Test
        void theNodeOfTheClientOffersWhatAnotherHasTaken() throws Exception {
            comes(BALCONY, true, "");
            takenElsewhere();
            assertEquals(1, offers().size());
            assertEquals(BALCONY, offers().get(0).getTo());
        }

        @Test
        void aNodeLeavesAFileToTheNodeOfTheBestClient() throws Exception {
            stored();
            isElsewhere(GARDEN, true);
            comes(BALCONY, true, "");
            passes(6);
            assertEquals(List.of(), offers());
        }

        @Test
        void aClientElsewhereThatTakesNoFilesIsNotWaitedFor() throws Exception {
            stored();
            isElsewhere(GARDEN, false);
            comes(BALCONY, true, "");
            assertEquals(BALCONY, offers().get(0).getTo());
        }

        @Test
        void aNodeAsksOnlyItsOwnClients() throws Exception {
            stored();
            isElsewhere(GARDEN, null);
            comes(BALCONY, null, "");
            passes(6);
            assertEquals(
                    List.of(BALCONY), sink.sent().stream().map(Packet::getTo).toList());
        }

        @Test
        void nothingIsOfferedWithoutAClientHere() throws Exception {
            isElsewhere(GARDEN, true);
            takenElsewhere();
            assertEquals(List.of(), offers());
            assertEquals(0, deliveries.size());
        }

        @Test
        void whatWasOfferedHereIsNotOfferedAgain() throws Exception {
            comes(BALCONY, true, "");
            takenElsewhere();
            refuse(offers().get(0), "bad-request");
            thread.execute(() -> deliveries.changedElsewhere(JULIET));
            passes(6);
            assertEquals(1, offers().size());
        }

        @Test
        void theNodeOfTheFirstClientSendsTheLink() throws Exception {
            base = Optional.of("https://capulet.lit:7443/");
            StoredFile file = stored();
            isElsewhere(GARDEN, false);
            comes(BALCONY, false, "");
            passes(6);
            assertEquals(FileState.WAITING, state(file));

            online.add(online.remove(0));
            thread.execute(() -> deliveries.changedElsewhere(JULIET));
            passes(6);

            assertEquals(FileState.LINKED, state(file));
            assertEquals(
                    List.of(BALCONY, GARDEN),
                    sink.sent().stream().map(Packet::getTo).toList());
        }

        @Test
        void theOthersLookWhenAClientGoesForWhomFilesWait() throws Exception {
            comes(BALCONY, true, "");
            thread.execute(() -> deliveries.gone(BALCONY));
            assertEquals(List.of(), others.looking);

            takenElsewhere();
            online.clear();
            thread.execute(() -> deliveries.gone(BALCONY));
            assertEquals(List.of(JULIET), others.looking);
        }

        @Test
        void whatChangesWhileItIsReadIsReadAgain() throws Exception {
            comes(BALCONY, true, "");
            StoredFile first = stored();
            CompletableFuture<ReceiveBy> slow = new CompletableFuture<>();
            answers = List.of(slow, CompletableFuture.completedFuture(ReceiveBy.OFFER))
                    .iterator();
            thread.execute(() -> deliveries.changedElsewhere(JULIET));
            StoredFile second = stored();
            thread.execute(() -> deliveries.changedElsewhere(JULIET));
            slow.complete(ReceiveBy.OFFER);
            assertEquals(2, offers().size());
            assertNotEquals(first.id(), second.id());
        }
    }
}
