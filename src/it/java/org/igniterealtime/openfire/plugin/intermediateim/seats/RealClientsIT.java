package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackClient;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.delay.DelayInformationManager;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** Seats, with the libraries that clients are made of. */
class RealClientsIT extends SeatScene {

    @Test
    void smackLeavesAndFindsWhatWasSaidWhenItIsBack() throws Exception {
        room.create(juliet, "Juliet");
        try (SmackClient first = SmackClient.login(openfire.server(), romeoName)) {
            MultiUserChat chat = chat(first);
            chat.join(Resourcepart.from("Romeo"));
            first.connection()
                    .sendStanza(first.connection()
                            .getStanzaFactory()
                            .buildMessageStanza()
                            .to("seats@agents.example.org")
                            .setBody("keep " + room.address() + " as Romeo")
                            .build());
            forget(juliet);
            room.awaitPresence(juliet, "Romeo", null); // the seat beside it
            chat.leave(); // waits for the room to say so
        }
        Instant before = Instant.now().minusMillis(1);
        room.whisper(juliet, "Romeo", "good night");
        juliet.arrivedSoFar();
        try (SmackClient back = SmackClient.login(openfire.server(), romeoName)) {
            CompletableFuture<Message> kept = new CompletableFuture<>();
            back.connection()
                    .addAsyncStanzaListener(
                            stanza -> kept.complete((Message) stanza),
                            stanza -> stanza instanceof Message message && "good night".equals(message.getBody()));
            chat(back).join(Resourcepart.from("Romeo"));
            Message message = kept.get(30, TimeUnit.SECONDS);
            assertEquals(room.occupant("Juliet"), message.getFrom().toString());
            Date stamp = DelayInformationManager.getDelayTimestamp(message);
            assertTrue(
                    !stamp.toInstant().isBefore(before) && !stamp.toInstant().isAfter(Instant.now()), stamp.toString());
        }
    }

    private MultiUserChat chat(SmackClient client) throws Exception {
        return MultiUserChatManager.getInstanceFor(client.connection())
                .getMultiUserChat(JidCreate.entityBareFrom(room.address()));
    }

    @Test
    void slixmppCrashesAndFindsWhatWasSaidWhenItIsBack() throws Exception {
        room.create(juliet, "Juliet");
        String crashed;
        try (SlixmppClient first = SlixmppClient.login(openfire.server(), romeoName)) {
            crashed = first.jid();
            first.join(room.address(), "Romeo");
            room.awaitPresence(juliet, "Romeo", null);
            romeo.send("<presence><priority>5</priority></presence>"); // it hears us, and slixmpp does not
            assertTrue(tell(romeo, "keep " + room.address() + " as Romeo").contains("is in the room"));
        }
        awaitAway();
        openfire.control()
                .awaitSessionEnd(crashed); // Openfire 4.2.0 loses what is said to a nick while one who has it goes
        Instant before = Instant.now().minusMillis(1);
        room.whisper(juliet, "Romeo", "good night");
        juliet.arrivedSoFar();
        Instant after = Instant.now();
        try (SlixmppClient back = SlixmppClient.login(openfire.server(), romeoName)) {
            back.join(room.address(), "Romeo");
            SlixmppClient.Heard kept = back.awaitHeard();
            assertEquals(room.occupant("Juliet"), kept.from());
            assertEquals("good night", kept.text());
            Instant said = Instant.parse(kept.time());
            assertTrue(!said.isBefore(before) && !said.isAfter(after), kept.time());
            room.whisper(juliet, "Romeo", "are you back?");
            assertEquals(
                    new SlixmppClient.Heard(room.occupant("Juliet"), "now", "are you back?"),
                    back.awaitHeard(),
                    "once");
        }
        assertTrue(!saw(juliet, "Romeo", "unavailable"));
    }
}
