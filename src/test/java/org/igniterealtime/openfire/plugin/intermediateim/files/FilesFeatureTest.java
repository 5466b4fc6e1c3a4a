package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.HashSet;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.FileSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.Addressee;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.FileReceiver;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

class FilesFeatureTest {

    private static final JID JULIET = new JID("juliet@example.org");

    private final FileReceiver receiver = mock(FileReceiver.class);
    private final FileSender sender = mock(FileSender.class);
    private final FileAgent agent = mock(FileAgent.class);
    private final Set<JID> connected = new HashSet<>();
    private boolean permitted = true;
    private final FilesFeature feature = new FilesFeature(
            (from, owner) -> permitted,
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
            mock(FileRequests.class));

    private FileAgent agent() {
        when(agent.receiver()).thenReturn(receiver);
        when(agent.sender()).thenReturn(sender);
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
