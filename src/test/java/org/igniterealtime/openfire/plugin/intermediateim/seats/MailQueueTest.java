package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.Message;

class MailQueueTest extends SeatsFixture {

    @Test
    void isBoundedWhileTheDatabaseIsSlow() {
        keep();
        tasks.execute(() -> {
            for (int i = 0; i <= MailQueue.MOST_WAITING; i++) {
                assertEquals(Outcome.TAKEN, enter(whisper(SEAT, "psst"), Source.ELSEWHERE));
            }
        });
        assertEquals(MailQueue.MOST_WAITING, feature.counters().snapshot().get("messages"));
        assertEquals(List.of("resource_constraint"), refusals(), "the last one");
        enter(whisper(SEAT, "later"), Source.ELSEWHERE);
        assertEquals(MailQueue.MOST_WAITING + 1, feature.counters().snapshot().get("messages"), "there is room again");
    }

    @Test
    void isBoundedInOctetsWhileTheDatabaseIsSlow() {
        keep();
        Message large = whisper(SEAT, "x".repeat(30_000));
        long octets = 2L * (2 * 30_000 + "Juliet".length());
        int fit = (int) (MailQueue.MOST_OCTETS_WAITING / octets);
        tasks.execute(() -> {
            for (int i = 0; i < fit + 10; i++) {
                enter(whisper(SEAT, large.getBody()), Source.ELSEWHERE);
            }
        });
        assertTrue(feature.counters().snapshot().get("messages") <= fit, "no more than that");
        assertTrue(refusals().size() >= 10, "who has written what is not kept is told");
        assertEquals(ROOM + "/Juliet", sent.get(0).getTo().toString());
        assertEquals(SEAT, sent.get(0).getFrom());
        assertEquals(large.getBody(), sent.get(0).getID(), "of the message");
        assertEquals(store.messages().size(), feature.seats().all().get(0).kept().messages(), "what is not kept does not count");
        sent.clear();
        enter(whisper(SEAT, "later"), Source.ELSEWHERE);
        assertEquals(List.of(), refusals(), "there is room again");
    }

    @Test
    void takesNothingThatTheLimitsForbid() {
        feature.apply(settings.with(Settings.SEATS_KEPT_MESSAGES, 0L), true);
        keep();
        enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
        assertEquals(List.of("resource_constraint"), refusals());
        assertEquals(0, feature.seats().all().get(0).kept().messages());
        assertEquals(List.of(), store.messages());
        sent.clear();
        enter(said(SEAT, "<body>Romeo!</body>"), Source.ELSEWHERE);
        assertEquals(List.of(), sent, "to all: nobody waits for an answer");
    }

    private List<String> refusals() {
        return sent.stream().map(stanza -> stanza.getError().getCondition().name()).toList();
    }
}
