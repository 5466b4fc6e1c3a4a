package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

class OwnStanzasTest {

    private final List<String> seen = new ArrayList<>();
    private final Message first = new Message();
    private final Message second = new Message();
    private OwnStanzas own;

    private void note(Packet stanza) {
        seen.add((stanza == first ? "first" : "second") + " " + own.isOwn(stanza));
    }

    @Test
    void areKnownWhileTheyAreSent() {
        own = new OwnStanzas(this::note);
        own.send(first);

        assertEquals(List.of("first true"), seen);
        assertFalse(own.isOwn(first));
    }

    @Test
    void areKnownAgainAfterAnotherWasSentMeanwhile() {
        own = new OwnStanzas(stanza -> {
            if (stanza == first) {
                own.send(second);
            }
            note(stanza);
        });
        own.send(first);

        assertEquals(List.of("second true", "first true"), seen);
    }

    @Test
    void areOfNobodyElse() {
        own = new OwnStanzas(stanza -> note(second));
        own.send(first);

        assertEquals(List.of("second false"), seen);
    }

    @Test
    void areForgottenIfSendingFails() {
        own = new OwnStanzas(stanza -> {
            throw new IllegalStateException();
        });

        assertThrows(IllegalStateException.class, () -> own.send(first));
        assertFalse(own.isOwn(first));
    }
}
