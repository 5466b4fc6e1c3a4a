package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.DeliveryResult;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.FileSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.FileSender.Ending;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OutgoingFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates;
import org.igniterealtime.openfire.plugin.intermediateim.si.StreamMethod;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmpp.packet.JID;

/** Romeo sends Juliet links to files. */
class LinkOffersTest {

    private static final JID ROMEO = new JID("romeo@montague.lit/orchard");
    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final JID CHAMBER = new JID("juliet@capulet.lit/chamber");

    private final ManualTasks thread = new ManualTasks();
    private final FileSender sender = mock(FileSender.class);
    private final List<Client> online = new ArrayList<>();
    private final List<String> offered = new ArrayList<>();
    private final List<Consumer<Ending>> endings = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private Optional<JID> name = Optional.of(ROMEO.asBareJID());
    private CompletableFuture<Boolean> isThere = CompletableFuture.completedFuture(true);
    private int delivered;
    private final LinkOffers offers = new LinkOffers(
            new FileSender.Surroundings(
                    null,
                    mock(LocalStreams.class),
                    thread,
                    stanza -> {},
                    () -> "id",
                    new UserRates(System::nanoTime, (wait, task) -> {}),
                    transfer -> {},
                    new FakeClock()),
            sender,
            new LinkedFiles() {
                @Override
                public Optional<String> key(String url) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public CompletionStage<Optional<LinkedFile>> find(String key) {
                    return isThere.thenApply(there -> there ? Optional.of(file(key)) : Optional.empty());
                }
            },
            user -> List.copyOf(online),
            (from, owner, since) -> name.filter(found -> from.equals(ROMEO) && owner.equals(BALCONY.asBareJID())),
            () -> "described",
            () -> delivered++);

    private LinkedFiles.LinkedFile file(String key) {
        OutgoingFile file = new OutgoingFile(
                FileName.of(key), 10, Optional.empty(), "image/png", () -> CompletableFuture.failedFuture(null));
        return new LinkedFiles.LinkedFile(file, () -> received.add(key));
    }

    @BeforeEach
    void online() {
        online.add(new Client(BALCONY, Optional.of(true), ""));
        online.add(new Client(CHAMBER, Optional.of(true), ""));
        doAnswer(call -> {
                    OutgoingFile file = call.getArgument(0);
                    Client client = call.getArgument(2);
                    offered.add(file.name().text() + " " + call.getArgument(1) + " "
                            + client.address().getResource());
                    endings.add(call.getArgument(4));
                    return null;
                })
                .when(sender)
                .offer(any(OutgoingFile.class), any(), any(), eq("described"), any());
    }

    private void sends(String key, JID client) {
        thread.execute(() -> offers.offer(key, ROMEO, client));
    }

    private void ends(int offer, DeliveryResult result) {
        endings.get(offer).accept(new Ending(result, StreamMethod.IN_BAND, false));
    }

    @Test
    void aFileIsOfferedInTheNameOfWhoHasSentTheLink() {
        sends("rose", BALCONY);

        assertEquals(List.of("rose romeo@montague.lit balcony"), offered);
    }

    @Test
    void itIsOfferedToEachClientOnce() {
        sends("rose", BALCONY);
        sends("rose", CHAMBER);
        sends("rose", BALCONY);
        ends(0, DeliveryResult.DECLINED);
        sends("rose", BALCONY);

        assertEquals(List.of("rose romeo@montague.lit balcony", "rose romeo@montague.lit chamber"), offered);
        offers.gone(BALCONY);
        sends("rose", BALCONY); // which is somebody's who has come now
        sends("rose", CHAMBER);
        assertEquals(3, offered.size());
        offers.forget(CHAMBER);
        sends("rose", CHAMBER);
        assertEquals(4, offered.size());
    }

    @Test
    void whatWasReceivedIsNoted() {
        sends("rose", BALCONY);
        ends(0, DeliveryResult.DELIVERED);

        assertEquals(List.of("rose"), received);
        assertEquals(1, delivered);
    }

    @ParameterizedTest
    @EnumSource(value = DeliveryResult.class, mode = EnumSource.Mode.EXCLUDE, names = "DELIVERED")
    void whatWasNotReceivedIsStillBehindTheLink(DeliveryResult result) {
        sends("rose", BALCONY);
        ends(0, result);

        assertEquals(List.of(), received);
        assertEquals(0, delivered);
    }

    @Test
    void aPersonIsNotAskedAboutManyAtOnce() {
        for (int i = 0; i < 10; i++) {
            sends("rose" + i, BALCONY);
        }
        assertEquals(LinkOffers.MAX_AT_ONCE, offered.size());
        sends("rose", CHAMBER);
        assertEquals(LinkOffers.MAX_AT_ONCE + 1, offered.size());

        ends(0, DeliveryResult.DECLINED);
        sends("rose9", BALCONY);
        assertEquals(LinkOffers.MAX_AT_ONCE + 2, offered.size());
    }

    @Test
    void nothingIsOfferedIfTheyBlockEachOther() {
        name = Optional.empty();
        assertNothingOfferedAndNothingLeftOpen();
    }

    @Test
    void nothingIsOfferedToAClientThatHasGone() {
        online.clear();
        assertNothingOfferedAndNothingLeftOpen();
    }

    @Test
    void nothingIsOfferedByANodeThatDoesNotHaveTheClient() {
        online.replaceAll(client -> new Client(client.address(), client.takesFiles(), "", false));
        assertNothingOfferedAndNothingLeftOpen();
    }

    @Test
    void nothingIsOfferedThatIsNotThere() {
        isThere = CompletableFuture.completedFuture(false);
        assertNothingOfferedAndNothingLeftOpen();
    }

    private void assertNothingOfferedAndNothingLeftOpen() {
        for (int i = 0; i < 10; i++) {
            sends("rose" + i, BALCONY);
        }
        assertTrue(offered.isEmpty());
        name = Optional.of(ROMEO.asBareJID());
        isThere = CompletableFuture.completedFuture(true);
        online.clear();
        online();
        sends("other", BALCONY);
        assertEquals(1, offered.size());
    }

    @Test
    void itIsOfferedWhenTheLinkIsSentAgainIfItCouldNotBeLookedUp() {
        isThere = CompletableFuture.failedFuture(new IllegalStateException("the database is away"));
        sends("rose", BALCONY);
        isThere = CompletableFuture.completedFuture(true);
        sends("rose", BALCONY);

        assertEquals(1, offered.size());
    }
}
