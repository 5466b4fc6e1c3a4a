package org.igniterealtime.openfire.plugin.intermediateim.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class ExecutionLimitTest {

    private static final JID ROMEO = new JID("romeo@example.org");
    private static final CommandResult DONE = CommandResult.info("done");
    private static final CommandResult REFUSED = CommandResult.unavailable("enough");

    private final ExecutionLimit limit = new ExecutionLimit();
    private final List<CompletableFuture<CommandResult>> running = new ArrayList<>();

    private CompletableFuture<CommandResult> run(JID user) {
        return limit.run(
                user,
                () -> {
                    running.add(new CompletableFuture<>());
                    return running.get(running.size() - 1);
                },
                () -> REFUSED);
    }

    @Test
    void refusesWhileTooManyAreRunning() {
        for (int i = 0; i < ExecutionLimit.MAX_RUNNING_OF_USER; i++) {
            run(ROMEO);
        }
        assertEquals(REFUSED, run(ROMEO).join());
        run(new JID("juliet@example.org"));
        assertEquals(ExecutionLimit.MAX_RUNNING_OF_USER + 1, running.size(), "others are not affected");

        running.get(0).complete(DONE);
        CompletableFuture<CommandResult> next = run(ROMEO);
        running.get(running.size() - 1).complete(DONE);
        assertEquals(DONE, next.join());
    }

    @Test
    void countsOneThatFailsNoLonger() {
        for (int i = 0; i <= ExecutionLimit.MAX_RUNNING_OF_USER; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> limit.run(
                            ROMEO,
                            () -> {
                                throw new IllegalStateException();
                            },
                            () -> REFUSED));
        }
        run(ROMEO);
        assertEquals(1, running.size());
    }
}
