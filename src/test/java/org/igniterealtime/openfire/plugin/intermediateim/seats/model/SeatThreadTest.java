package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SeatThreadTest {

    private final SeatThread thread = new SeatThread(Executors.newSingleThreadScheduledExecutor());
    private final List<String> done = new ArrayList<>();

    @Test
    void goesOnAfterAFailure() {
        thread.soon(() -> {
            throw new IllegalStateException("ours");
        });
        thread.soon(() -> done.add("next"));
        thread.close();
        assertEquals(List.of("next"), done);
    }

    @Test
    void doesWhatWaitsBeforeItEndsAndNothingAfter() {
        thread.soon(() -> done.add("one"));
        thread.soon(() -> done.add("two"));
        thread.close();
        thread.soon(() -> done.add("three"));
        assertEquals(List.of("one", "two"), done);
    }

    @Test
    void leavesItToTheCallerThatHeIsInterrupted() {
        thread.soon(this::waitForEver);
        Thread.currentThread().interrupt();
        thread.close();
        assertTrue(Thread.interrupted());
    }

    private void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is closed
        }
    }
}
