package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.FileSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.LinkedFiles;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.Addressee;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.FileReceiver;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.PassedOffers;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.UploadSlots;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

class FilesFeatureTest {

    private static final JID JULIET = new JID("juliet@example.org");
    private static final JID BALCONY = new JID("juliet@example.org/balcony");
    private static final JID ROMEO = new JID("romeo@example.org/orchard");
    private static final String LINK = "<body>https://example.org/token</body>";

    private final FileReceiver receiver = mock(FileReceiver.class);
    private final FileSender sender = mock(FileSender.class);
    private final FileAgent agent = mock(FileAgent.class);
    private final Set<JID> connected = new HashSet<>();
    private final Set<JID> withoutFiles = new HashSet<>();
    private final Set<JID> asked = new HashSet<>();
    private boolean permitted = true;
    private boolean takesInPlace = true;
    private boolean offersLinked = true;
    private final PassedOffers passed = new PassedOffers(new FakeClock());
    private final UploadSlots slots = new UploadSlots(address -> true, new FakeClock());
    private final FilesFeature feature = new FilesFeature(
            (from, owner) -> {
                asked.add(owner);
                return permitted;
            },
            new FilesFeature.Directory() {
                @Override
                public boolean isLocal(JID address) {
                    return address.getDomain().equals("example.org");
                }

                @Override
                public boolean isConnected(JID client) {
                    return connected.contains(client);
                }

                @Override
                public boolean isRoom(JID address) {
                    return address.getDomain().equals("conference.example.org");
                }
            },
            agent(),
            mock(FileRequests.class),
            new FilesFeature.Clients() {
                @Override
                public boolean takesInPlace() {
                    return takesInPlace;
                }

                @Override
                public boolean lacksFiles(JID client) {
                    return withoutFiles.contains(client);
                }

                @Override
                public boolean offersLinked() {
                    return offersLinked;
                }

                @Override
                public boolean wantsLinked(JID client) {
                    return client.equals(BALCONY);
                }
            },
            new LinkedFiles() {
                @Override
                public Optional<String> key(String url) {
                    return Optional.of(url)
                            .filter(each -> each.startsWith("https://example.org/"))
                            .map(each -> each.substring(20));
                }

                @Override
                public CompletionStage<Optional<LinkedFile>> find(String key) {
                    throw new UnsupportedOperationException();
                }
            },
            slots);

    private FileAgent agent() {
        when(agent.receiver()).thenReturn(receiver);
        when(agent.sender()).thenReturn(sender);
        when(agent.passedOffers()).thenReturn(passed);
        when(agent.thread()).thenReturn(Runnable::run);
        return agent;
    }

    private static IQ offer(String from, String to) {
        return Xml.iq("<iq type='set' id='1' from='" + from + "' to='" + to
                + "'><si xmlns='http://jabber.org/protocol/si' id='s'/></iq>");
    }

    private Outcome seen(Packet stanza) {
        return feature.handle(new Passage(stanza, Passage.Stage.ENTRY, Passage.Source.LOCAL_CLIENT, stanza.getFrom()));
    }

    @Test
    void takesAnOfferToABareJid() {
        assertEquals(Outcome.TAKEN, seen(offer("romeo@example.org/x", "juliet@example.org")));

        verify(receiver).offered(any(), eq(new Addressee(JULIET, OfferedTo.BARE_JID, false)));
    }

    @Test
    void takesAnOfferToAClientThatIsGone() {
        assertEquals(Outcome.TAKEN, seen(offer("romeo@example.org/x", "juliet@example.org/gone")));

        verify(receiver).offered(any(), eq(new Addressee(JULIET, OfferedTo.FULL_JID, false)));
    }

    @Test
    void leavesAClientItsOffers() {
        connected.add(new JID("juliet@example.org/there"));

        assertEquals(Outcome.PASS, seen(offer("romeo@example.org/x", "juliet@example.org/there")));
    }

    private static IQ answer(String type, String condition) {
        return Xml.iq("<iq type='" + type + "' id='1' from='juliet@example.org/there' to='romeo@example.org/x'>"
                + (condition.isEmpty()
                        ? ""
                        : "<error type='cancel'><" + condition
                                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")
                + "</iq>");
    }

    private boolean concerns(Packet stanza) {
        return feature.addressInterest().concerns(stanza, Passage.Stage.ENTRY, Passage.Source.LOCAL_CLIENT);
    }

    private void goesOnToAClient() {
        connected.add(new JID("juliet@example.org/there"));
        seen(offer("romeo@example.org/x", "juliet@example.org/there"));
    }

    @Test
    void takesAnOfferInThePlaceOfAClientThatCannot() {
        goesOnToAClient();
        IQ error = answer("error", "service-unavailable");

        assertTrue(concerns(error));
        assertEquals(Outcome.TAKEN, seen(error));

        verify(agent).takeInPlace(any());
    }

    @Test
    void takesAnOfferAtOnceInThePlaceOfAClientThatHasProvedToLackFiles() {
        withoutFiles.add(new JID("juliet@example.org/there"));
        connected.add(new JID("juliet@example.org/there"));

        assertEquals(Outcome.TAKEN, seen(offer("romeo@example.org/x", "juliet@example.org/there")));

        verify(agent).takeInPlace(any());
        assertEquals(0, passed.size());
    }

    @Test
    void asksForThePrivacyListOfTheClientThatAnOfferIsMadeTo() {
        goesOnToAClient();
        seen(answer("error", "service-unavailable"));

        assertEquals(Set.of(new JID("juliet@example.org/there")), asked);
    }

    @Test
    void leavesAClientThatHasProvedToLackFilesItsOffersIfItIsSwitchedOff() {
        takesInPlace = false;
        withoutFiles.add(new JID("juliet@example.org/there"));
        goesOnToAClient();

        verify(agent, never()).takeInPlace(any());
    }

    @Test
    void takesNothingAtOnceFromWhoMayNotSend() {
        permitted = false;
        withoutFiles.add(new JID("juliet@example.org/there"));
        connected.add(new JID("juliet@example.org/there"));

        assertEquals(Outcome.PASS, seen(offer("romeo@example.org/x", "juliet@example.org/there")));
        verify(agent, never()).takeInPlace(any());
    }

    @Test
    void takesNothingAtOnceFromOccupantsOfRooms() {
        withoutFiles.add(new JID("juliet@example.org/there"));
        connected.add(new JID("juliet@example.org/there"));

        assertEquals(Outcome.PASS, seen(offer("room@conference.example.org/romeo", "juliet@example.org/there")));
        verify(agent, never()).takeInPlace(any());
    }

    @Test
    void dropsWhatTheClientAnswersAfterThat() {
        goesOnToAClient();
        seen(answer("error", "feature-not-implemented"));
        assertEquals(Outcome.TAKEN, seen(answer("result", "")));
        assertEquals(Outcome.TAKEN, seen(answer("error", "forbidden")));

        verify(agent, times(1)).takeInPlace(any());
    }

    /** On another node of a cluster, where nothing is known of the offer. */
    @Test
    void takesAnOfferInThePlaceOfAClientWhoseAnswerCameInElsewhere() {
        goesOnToAClient();
        IQ error = answer("error", "service-unavailable");

        assertTrue(feature.addressInterest().concerns(error, Passage.Stage.DELIVERY, Passage.Source.ELSEWHERE));
        assertEquals(
                Outcome.TAKEN,
                feature.handle(new Passage(error, Passage.Stage.DELIVERY, Passage.Source.ELSEWHERE, error.getTo())));

        verify(agent).takeInPlace(any());
    }

    @Test
    void seesOnlyAnswersGoOut() {
        IQ offer = offer("romeo@example.org/x", "juliet@example.org");
        when(receiver.isOurs(offer)).thenReturn(true);

        assertFalse(feature.addressInterest().concerns(offer, Passage.Stage.DELIVERY, Passage.Source.ELSEWHERE));
    }

    @Test
    void passesOnWhatTheAgentAnswersInTheClientsName() {
        goesOnToAClient();
        seen(answer("error", "service-unavailable"));
        IQ accepted = answer("result", "");
        when(agent.isOwn(accepted)).thenReturn(true);

        assertFalse(concerns(accepted));
    }

    @Test
    void leavesAClientItsAnswer() {
        goesOnToAClient();
        assertEquals(Outcome.PASS, seen(answer("result", "")));

        assertFalse(concerns(answer("error", "service-unavailable"))); // once answered, it is not ours any more
    }

    @Test
    void leavesAPersonTheRefusal() {
        goesOnToAClient();
        assertEquals(Outcome.PASS, seen(answer("error", "forbidden")));

        verify(agent, never()).takeInPlace(any());
    }

    @Test
    void takesNothingInPlaceOfClientsIfItIsSwitchedOff() {
        takesInPlace = false;
        goesOnToAClient();

        assertFalse(concerns(answer("error", "service-unavailable")));
    }

    @Test
    void passesTheErrorOnToWhoMayNotSendAnyMore() {
        goesOnToAClient();
        permitted = false;

        assertEquals(Outcome.PASS, seen(answer("error", "service-unavailable")));
    }

    @Test
    void takesWhatAClientAnswersAboutItsFeatures() {
        IQ answered = answer("result", "");
        when(agent.isAnswer(answered)).thenReturn(true);

        assertTrue(concerns(answered));
        assertEquals(Outcome.TAKEN, seen(answered));
        verify(agent).answered(any());
    }

    @Test
    void takesNoFilesThatTheAgentItselfOffers() {
        IQ offer = offer("romeo@example.org/agent", "juliet@example.org/there");
        connected.add(new JID("juliet@example.org/there"));
        when(agent.isOwn(offer)).thenReturn(true);

        assertEquals(Outcome.PASS, seen(offer));
        connected.clear(); // the client has gone in between
        assertEquals(Outcome.PASS, seen(offer));
        assertEquals(0, passed.size());
    }

    @Test
    void takesNothingInPlaceOfOccupants() {
        seen(offer("romeo@example.org/x", "room@conference.example.org/juliet"));
        connected.add(new JID("juliet@example.org/there"));
        seen(offer("room@conference.example.org/romeo", "juliet@example.org/there"));

        assertEquals(0, passed.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "juliet@elsewhere.example",
                "example.org",
                "room@conference.example.org/juliet",
                "files.example.org"
            })
    void leavesOthersTheirOffers(String to) {
        assertEquals(Outcome.PASS, seen(offer("romeo@example.org/x", to)));

        verify(receiver, never()).offered(any(), any());
    }

    @Test
    void leavesOffersFromOccupantsOfRooms() {
        assertEquals(Outcome.PASS, seen(offer("room@conference.example.org/romeo", "juliet@example.org")));
    }

    @Test
    void leavesOffersOfThoseWhoMayNotSendToTheServer() {
        permitted = false;

        assertEquals(Outcome.PASS, seen(offer("romeo@example.org/x", "juliet@example.org")));
    }

    private static Message message(String attributes, String content) {
        return Xml.message("<message to='juliet@example.org' type='chat' " + attributes + ">" + content + "</message>");
    }

    private static Message message(String content) {
        return message("from='" + ROMEO + "'", content);
    }

    /** It goes on in any case. */
    private void goesOut(Message message, JID client) {
        if (feature.addressInterest().concerns(message, Passage.Stage.DELIVERY, Passage.Source.ELSEWHERE)) {
            assertEquals(
                    Outcome.PASS,
                    feature.handle(new Passage(message, Passage.Stage.DELIVERY, Passage.Source.ELSEWHERE, client)));
        }
    }

    private void assertNothingOffered() {
        verify(agent, never()).offerLinked(any(), any(), any());
    }

    @Test
    void offersTheFileBehindALink() {
        goesOut(message(LINK), BALCONY);

        verify(agent).offerLinked("token", ROMEO, BALCONY);
        assertEquals(Set.of(BALCONY), asked);
    }

    @Test
    void offersTheFirstOfOurLinks() {
        goesOut(
                message("<body>https://example.org/token</body><x xmlns='jabber:x:oob'><url>https://elsewhere.example/"
                        + "</url></x><x xmlns='jabber:x:oob'><url>https://example.org/other</url></x>"),
                BALCONY);

        verify(agent, times(1)).offerLinked(any(), any(), any());
        verify(agent).offerLinked("other", ROMEO, BALCONY);
    }

    @Test
    void looksAtNoLinksWhileThatIsOff() {
        offersLinked = false;

        assertFalse(
                feature.addressInterest().concerns(message(LINK), Passage.Stage.DELIVERY, Passage.Source.ELSEWHERE));
    }

    @Test
    void looksAtNoLinksThatComeIn() {
        assertFalse(concerns(message(LINK)));
    }

    @Test
    void offersNothingBehindLinksElsewhere() {
        goesOut(message("<body>https://elsewhere.example/token</body>"), BALCONY);

        assertNothingOffered();
    }

    @ParameterizedTest
    @ValueSource(strings = {"juliet@example.org/chamber", "juliet@elsewhere.example/balcony", "elsewhere.example"})
    void offersNoLinkedFilesToOtherClients(String client) {
        goesOut(message(LINK), new JID(client));

        assertNothingOffered();
    }

    /** As the agent's own messages about files. */
    @ParameterizedTest
    @ValueSource(strings = {"romeo@example.org", "room@conference.example.org/romeo", "example.org", "example.org/x"})
    void offersNoLinkedFilesInTheNameOfAnythingButAClient(String from) {
        goesOut(message("from='" + from + "'", LINK), BALCONY);

        assertNothingOffered();
    }

    @Test
    void offersNoLinkedFilesOfThoseWhoMayNotSendThem() {
        permitted = false;
        goesOut(message(LINK), BALCONY);

        assertNothingOffered();
    }

    private Outcome passes(String iq, Passage.Source source) {
        return feature.handle(new Passage(Xml.iq(iq), Passage.Stage.ENTRY, source, null));
    }

    private boolean seesASlot(Passage.Source asking, Passage.Source answering) {
        String upload = "xmlns='urn:xmpp:http:upload:0'";
        assertEquals(
                Outcome.PASS,
                passes(
                        "<iq type='get' id='1' from='romeo@example.org/x' to='upload.example.org'><request " + upload
                                + " filename='a' size='1'/></iq>",
                        asking));
        assertEquals(
                Outcome.PASS,
                passes(
                        "<iq type='result' id='1' to='romeo@example.org/x' from='upload.example.org'><slot " + upload
                                + "><get url='https://example.org/a'/></slot></iq>",
                        answering));
        return slots.at("https://example.org/a").isPresent();
    }

    @Test
    void seesTheSlotsOfUploads() {
        assertTrue(seesASlot(Passage.Source.LOCAL_CLIENT, Passage.Source.ELSEWHERE));
    }

    @Test
    void seesNoSlotsThatClientsMakeUp() {
        assertFalse(seesASlot(Passage.Source.LOCAL_CLIENT, Passage.Source.LOCAL_CLIENT));
    }

    @Test
    void seesNoSlotsOfUsersElsewhere() {
        assertFalse(seesASlot(Passage.Source.ELSEWHERE, Passage.Source.ELSEWHERE));
    }

    @Test
    void seesNoSlotsWhileThatIsOff() {
        offersLinked = false;
        assertFalse(seesASlot(Passage.Source.LOCAL_CLIENT, Passage.Source.ELSEWHERE));
    }

    @Test
    void takesWhatBelongsToATransfer() {
        IQ incoming = Xml.iq("<iq type='set' id='1' from='a@example.org/x' to='juliet@example.org'><close "
                + "xmlns='http://jabber.org/protocol/ibb' sid='s'/></iq>");
        IQ outgoing = Xml.iq("<iq type='result' id='2' from='a@example.org/x' to='juliet@example.org/agent'/>");
        when(receiver.isOurs(incoming)).thenReturn(true);
        when(sender.isOurs(outgoing)).thenReturn(true);

        assertEquals(Outcome.TAKEN, seen(incoming));
        assertEquals(Outcome.TAKEN, seen(outgoing));

        verify(receiver).receive(any());
        verify(sender).receive(any());
    }

    @Test
    void forgetsWhatItIsToldTo() {
        feature.forget(JULIET);
        feature.forgetAll();

        verify(agent).forget(JULIET);
        verify(agent).forgetAll();
    }
}
