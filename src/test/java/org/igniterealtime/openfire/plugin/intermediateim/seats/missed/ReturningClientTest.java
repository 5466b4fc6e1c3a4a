package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturningClientTest {

    private static final String DELAY = "<delay xmlns='urn:xmpp:delay' stamp='2026-11-23T12:00:00Z'/>";

    private final ReturningClient returningClient = new ReturningClient(null);

    private boolean receive(String content) {
        return returningClient.receive(
                Xml.message("<message type='groupchat' from='orchard@rooms.lit/Juliet'>" + content + "</message>"));
    }

    private boolean wasTold(String nick, String text) {
        return returningClient.wasTold(
                new MissedMessage("1", null, MissedMessage.Kind.MENTION, Instant.EPOCH, nick, text, "<message/>"));
    }

    @ParameterizedTest
    @CsvSource({
        "<subject/>, true",
        "<subject>Night</subject>, true",
        "<body>live</body>, true",
        "<body>old</body>" + DELAY + ", false",
        "<body>old</body><subject>x</subject>" + DELAY + ", false",
        "<body>old</body><x xmlns='jabber:x:delay' stamp='20261123T12:00:00'/>, false",
        "<composing xmlns='http://jabber.org/protocol/chatstates'/>, false"
    })
    @Requirement("0045-46")
    void isOverWithTheSubjectOrTheFirstLiveMessage(String content, boolean over) {
        assertEquals(over, receive(content));
    }

    @Test
    void tellsWhatWasSaidByWhom() {
        receive("<body>hail</body>" + DELAY);
        assertTrue(wasTold("Juliet", "hail"));
        assertFalse(wasTold("Nurse", "hail"));
        assertFalse(wasTold("Juliet", "farewell"));
    }

    @Test
    void tellsAsOftenAsItWasSaid() {
        receive("<body>hail</body>" + DELAY);
        receive("<body>hail</body>" + DELAY);
        assertTrue(wasTold("Juliet", "hail"));
        assertTrue(wasTold("Juliet", "hail"));
        assertFalse(wasTold("Juliet", "hail"));
    }

    @Test
    void remembersNoMoreCharactersThanItMay() {
        receive("<body>" + "x".repeat(ReturningClient.MAX_CHARACTERS - 2 * "Juliet\n".length() - 1) + "</body>"
                + DELAY);
        receive("<body>y</body>" + DELAY);
        receive("<body>z</body>" + DELAY);
        assertTrue(wasTold("Juliet", "y"));
        assertFalse(wasTold("Juliet", "z"));
    }

    @Test
    void remembersSoMuchAndNoMore() {
        for (int i = 1; i <= 1001; i++) {
            receive("<body>" + i + "</body>" + DELAY);
        }
        assertTrue(wasTold("Juliet", "1000"));
        assertFalse(wasTold("Juliet", "1001"));
    }
}
