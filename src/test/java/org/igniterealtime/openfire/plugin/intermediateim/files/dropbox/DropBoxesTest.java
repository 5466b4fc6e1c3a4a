package org.igniterealtime.openfire.plugin.intermediateim.files.dropbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.Addressee;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.FileReceiver;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

class DropBoxesTest {

    private static final JID ROMEO = new JID("romeo@example.org/orchard");
    private static final JID BOX = new JID("juliet@files.example.org");
    private static final JID JULIET = new JID("juliet@example.org");

    private boolean proxyIsOpen = true;
    private final FileReceiver receiver = mock(FileReceiver.class);
    private final DropBoxes boxes = new DropBoxes(
            (sender, owner) -> sender.asBareJID().equals(ROMEO.asBareJID()) && owner.equals(JULIET),
            receiver,
            Runnable::run,
            () -> proxyIsOpen,
            () -> "example.org");

    private List<Presence> sent(String type) {
        return boxes.answer(Xml.presence("<presence type='" + type + "' from='" + ROMEO + "' to='" + BOX + "'/>"));
    }

    @Test
    void isThereForThoseWhoMaySend() {
        assertTrue(boxes.isThere(ROMEO, BOX));
        assertFalse(boxes.isThere(new JID("tybalt@example.org"), BOX));
        assertFalse(boxes.isThere(ROMEO, new JID("nobody@files.example.org")));
        assertFalse(boxes.isThere(ROMEO, new JID("files.example.org")));
    }

    @Test
    void acceptsSubscriptionsAndIsAvailable() {
        List<Presence> answers = sent("subscribe");

        assertEquals(Presence.Type.subscribed, answers.get(0).getType());
        assertEquals(BOX, answers.get(0).getFrom());
        assertEquals(ROMEO.asBareJID(), answers.get(0).getTo());
        assertEquals(null, answers.get(1).getType());
        assertEquals(new JID("juliet@files.example.org/inbox"), answers.get(1).getFrom());
    }

    @Test
    void answersProbes() {
        Presence answer = sent("probe").get(0);

        assertEquals(null, answer.getType());
        assertEquals(ROMEO, answer.getTo());
    }

    @Test
    void saysGoodbyeToThoseWhoWereTold() {
        sent("probe");

        List<Presence> farewell = boxes.farewell();

        assertEquals(1, farewell.size());
        assertEquals(Presence.Type.unavailable, farewell.get(0).getType());
        assertEquals(ROMEO.asBareJID(), farewell.get(0).getTo());
        assertEquals(List.of(), boxes.farewell());
    }

    @Test
    void goesWithItsUser() {
        sent("probe");

        List<Presence> told = boxes.forget(JULIET);

        assertEquals(1, told.size());
        assertEquals(Presence.Type.unavailable, told.get(0).getType());
        assertEquals(BOX, told.get(0).getFrom().asBareJID());
        assertEquals(List.of(), boxes.farewell());
    }

    @Test
    void forgetsThoseWhoWereTold() {
        sent("probe");

        assertEquals(List.of(), boxes.forget(ROMEO));

        assertEquals(List.of(), boxes.farewell());
    }

    @Test
    void endsSubscriptions() {
        sent("subscribe");

        List<Presence> answers = sent("unsubscribe");

        assertEquals(Presence.Type.unsubscribed, answers.get(0).getType());
        assertEquals(Presence.Type.unavailable, answers.get(1).getType());
        assertEquals(List.of(), boxes.farewell());
    }

    @Test
    void takesOffers() {
        IQ offer = Xml.iq("<iq type='set' id='1' from='" + ROMEO + "' to='" + BOX + "/inbox'>"
                + "<si xmlns='http://jabber.org/protocol/si' id='s'/></iq>");

        assertTrue(boxes.answer(offer, stanza -> {}));

        verify(receiver).offered(any(), eq(new Addressee(JULIET, OfferedTo.FILES_ADDRESS, true)));
    }

    @Test
    void offersInBandAloneWhileTheProxyIsClosed() {
        proxyIsOpen = false;
        IQ offer = Xml.iq("<iq type='set' id='1' from='" + ROMEO + "' to='" + BOX + "/inbox'>"
                + "<si xmlns='http://jabber.org/protocol/si' id='s'/></iq>");

        boxes.answer(offer, stanza -> {});

        verify(receiver).offered(any(), eq(new Addressee(JULIET, OfferedTo.FILES_ADDRESS, false)));
    }

    @Test
    void leavesOtherRequestsToTheComponent() {
        IQ version = Xml.iq("<iq type='get' id='1' from='" + ROMEO + "' to='" + BOX
                + "/inbox'><query xmlns='jabber:iq:version'/></iq>");

        assertFalse(boxes.answer(version, stanza -> {}));
    }
}
