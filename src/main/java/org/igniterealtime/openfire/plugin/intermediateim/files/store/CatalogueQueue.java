package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;

/** Has things done with the catalogue, in the order in which they are asked for, by the one thread of the queue. */
final class CatalogueQueue {

    /** While more than this waits, nothing is begun. What has been begun is always finished. */
    private static final int MAX_WAITING = 10_000;

    private final WriteQueue writes;

    /** @param writes bounds nothing: what waits is bounded here */
    CatalogueQueue(WriteQueue writes) {
        this.writes = writes;
    }

    /** @return whether the database has answered lately, and is not behind */
    boolean isAvailable() {
        return !writes.isDatabaseAway() && writes.size() < MAX_WAITING;
    }

    /**
     * @param work is run again, from its beginning, if the database went away meanwhile
     * @return completed by the thread of the queue, after the work; fails with a {@link RefusedException} if it is not
     *     done and will not be
     */
    <T> CompletableFuture<T> call(Callable<T> work) {
        return call(work, write -> writes.offer(0, write));
    }

    /**
     * The same for what somebody waits for who is better told no: while the database is away it fails at once.
     *
     * @param work may have been done all the same when it fails
     */
    <T> CompletableFuture<T> callOnce(Callable<T> work) {
        return call(work, writes::offerOnce);
    }

    private static <T> CompletableFuture<T> call(Callable<T> work, Predicate<WriteQueue.Write> queue) {
        CompletableFuture<T> done = new CompletableFuture<>();
        boolean accepted = queue.test(new WriteQueue.Write() {
            @Override
            public void run() throws Exception {
                done.complete(work.call());
            }

            @Override
            public void refused() {
                refuse(done);
            }
        });
        if (!accepted) {
            refuse(done);
        }
        return done;
    }

    private static void refuse(CompletableFuture<?> done) {
        done.completeExceptionally(new RefusedException(RefusalReason.UNAVAILABLE));
    }
}
