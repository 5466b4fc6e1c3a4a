package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.junit.jupiter.api.Test;

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
        enter(whisper(SEAT, "later"), Source.ELSEWHERE);
        assertEquals(MailQueue.MOST_WAITING + 1, feature.counters().snapshot().get("messages"), "there is room again");
    }
}
