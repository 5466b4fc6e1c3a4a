package org.igniterealtime.openfire.plugin.intermediateim.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.igniterealtime.openfire.plugin.intermediateim.commands.ReplyLimiter.Reply;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class ReplyLimiterTest {

    private static final JID ROMEO = new JID("romeo@montague.lit");

    private final ReplyLimiter limiter = new ReplyLimiter();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    private void are(int times, boolean helping, Reply reply) {
        for (int i = 0; i < times; i++) {
            assertEquals(reply, limiter.reply(ROMEO, helping, now), "number " + i);
        }
    }

    @Test
    void answersRefusesOnceAndIsSilent() {
        are(ReplyLimiter.MAX_ANSWERS, false, Reply.ANSWER);
        are(1, false, Reply.REFUSE);
        are(100, false, Reply.NOTHING);
    }

    @Test
    void helpsLessOften() {
        are(ReplyLimiter.MAX_HELP, true, Reply.ANSWER);
        are(1, true, Reply.REFUSE);
        are(1, true, Reply.NOTHING);
        are(ReplyLimiter.MAX_ANSWERS - ReplyLimiter.MAX_HELP, false, Reply.ANSWER);
        are(1, false, Reply.NOTHING);
    }

    @Test
    void beginsAnewAfterSilenceOnly() {
        are(ReplyLimiter.MAX_HELP, true, Reply.ANSWER);
        are(1, true, Reply.REFUSE);
        for (int i = 0; i < 5; i++) {
            now = now.plus(ReplyLimiter.SILENCE);
            are(1, true, Reply.NOTHING);
        }
        now = now.plus(ReplyLimiter.SILENCE).plusMillis(1);
        are(ReplyLimiter.MAX_HELP, true, Reply.ANSWER);
        are(1, true, Reply.REFUSE);
    }

    @Test
    void tellsSendersApart() {
        are(ReplyLimiter.MAX_HELP, true, Reply.ANSWER);
        assertEquals(Reply.ANSWER, limiter.reply(new JID("benvolio@montague.lit"), true, now));
        are(1, true, Reply.REFUSE);
        limiter.forget(ROMEO);
        are(1, true, Reply.ANSWER);
    }

    @Test
    void remembersSoManyAndNoMore() {
        are(ReplyLimiter.MAX_HELP, true, Reply.ANSWER);
        for (int i = 0; i < 1023; i++) {
            limiter.reply(new JID("user" + i + "@montague.lit"), true, now);
        }
        are(1, true, Reply.REFUSE);
        for (int i = 0; i < 1024; i++) {
            limiter.reply(new JID("user" + i + "@montague.lit"), true, now.plus(Duration.ofSeconds(1)));
        }
        are(1, true, Reply.ANSWER);
    }
}
