package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatStore.StoreException;
import org.junit.jupiter.api.Test;

class SeatThreadTest {

    private final SeatThread thread = new SeatThread(Executors.newSingleThreadScheduledExecutor());
    private final List<String> done = new ArrayList<>();

    @Test
    void goesOnAfterAFailure() {
        thread.soon(() -> {
            throw new StoreException(null);
        });
        thread.soon(() -> {
            throw new IllegalStateException("ours");
        });
        thread.now(() -> done.add("next"));
        assertEquals(List.of("next"), done);
        thread.close();
    }

    @Test
    void saysThatWhatWasWaitedForHasFailed() {
        assertThrows(StoreException.class, () -> thread.now(() -> {
            throw new IllegalStateException("ours");
        }));
        thread.close();
    }

    @Test
    void doesWhatWaitsBeforeItEndsAndNothingAfter() {
        thread.soon(() -> done.add("one"));
        thread.soon(() -> done.add("two"));
        thread.close();
        thread.soon(() -> done.add("three"));
        assertEquals(List.of("one", "two"), done);
        assertThrows(StoreException.class, () -> thread.now(() -> done.add("four")));
    }

    @Test
    void leavesItToTheCallerThatHeIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(StoreException.class, () -> thread.now(this::waitForEver));
        assertTrue(Thread.currentThread().isInterrupted());
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
