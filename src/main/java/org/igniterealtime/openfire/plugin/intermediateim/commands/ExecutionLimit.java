package org.igniterealtime.openfire.plugin.intermediateim.commands;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.xmpp.packet.JID;

/** How many commands of one user may run at a time, given in whichever way: nobody gives more by hand. Any thread. */
public final class ExecutionLimit {

    static final int MAX_RUNNING_OF_USER = 32;

    private final Map<JID, Integer> running = new ConcurrentHashMap<>();

    /** @return what {@code work} returns; {@code refusal} at once, without running it, if too many are running */
    <T> CompletableFuture<T> run(JID user, Supplier<CompletableFuture<T>> work, Supplier<T> refusal) {
        if (running.merge(user, 1, Integer::sum) > MAX_RUNNING_OF_USER) {
            end(user);
            return CompletableFuture.completedFuture(refusal.get());
        }
        try {
            return work.get().whenComplete((result, failure) -> end(user));
        } catch (RuntimeException e) {
            end(user);
            throw e;
        }
    }

    private void end(JID user) {
        running.computeIfPresent(user, (same, number) -> number == 1 ? null : number - 1);
    }
}
