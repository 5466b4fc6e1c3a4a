package org.igniterealtime.openfire.plugin.intermediateim.bench.caps;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What was delivered to all clients together. */
final class Tally {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final LongAdder stanzas = new LongAdder();
    private final LongAdder questions = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final Set<String> announcements = ConcurrentHashMap.newKeySet();
    private final AtomicLong last = new AtomicLong(System.nanoTime());

    /**
     * Counts at one moment.
     *
     * @param questions disco#info that clients had to answer
     * @param answers   results that they got
     * @param refusals  errors that they got
     */
    record Counts(long stanzas, long questions, long answers, long refusals) {

        Counts minus(Counts before) {
            return new Counts(
                    stanzas - before.stanzas,
                    questions - before.questions,
                    answers - before.answers,
                    refusals - before.refusals);
        }
    }

    void stanza() {
        stanzas.increment();
        last.set(System.nanoTime());
    }

    void announcement(String ver) {
        announcements.add(ver);
    }

    /** @return how many different ones there were */
    int announcements() {
        return announcements.size();
    }

    void question() {
        questions.increment();
    }

    void answer(boolean result) {
        (result ? answers : refusals).increment();
    }

    Counts counts() {
        return new Counts(stanzas.sum(), questions.sum(), answers.sum(), refusals.sum());
    }

    /** Waits until nothing has arrived for a while. */
    void awaitQuiet() throws InterruptedException {
        long start = System.nanoTime();
        last.set(start);
        while (System.nanoTime() - last.get() < QUIET_NANOS) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new IllegalStateException("the storm does not end");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
