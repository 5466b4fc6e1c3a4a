package org.igniterealtime.openfire.plugin.intermediateim.openfire.standin;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.UserProperties;
import org.igniterealtime.openfire.plugin.intermediateim.standin.FormattingChoices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Keeps what users have chosen as properties of Openfire's users, which the server deletes with a user. Only those who
 * have chosen something have the property, so all of them are held in memory; each message is looked up there.
 */
public final class OpenfireFormattingChoices implements FormattingChoices {

    static final String PROPERTY = UserProperties.PREFIX + "formatting";

    private static final Logger Log = LoggerFactory.getLogger(OpenfireFormattingChoices.class);

    private static final String LEAVE = "leave";

    private final UserProperties properties;
    private final Executor thread;
    private final Runnable changed;
    private volatile Set<String> leaving = Set.of();

    /**
     * @param thread  one thread, on which the database is read and written
     * @param changed called on that thread after somebody's choice has changed
     */
    public OpenfireFormattingChoices(UserProperties properties, Executor thread, Runnable changed) {
        this.properties = properties;
        this.thread = thread;
        this.changed = changed;
    }

    @Override
    public boolean leaves(String username) {
        return leaving.contains(username);
    }

    @Override
    public List<String> leaving() {
        return leaving.stream().sorted().toList();
    }

    @Override
    public CompletionStage<Void> set(JID user, boolean leave) {
        try {
            return CompletableFuture.runAsync(() -> write(user.getNode(), leave), thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void write(String username, boolean leave) {
        if (leave) {
            properties.of(username).put(PROPERTY, LEAVE);
        } else {
            properties.of(username).remove(PROPERTY);
        }
        remember(username, leave);
    }

    private void remember(String username, boolean leave) {
        Set<String> now = new HashSet<>(leaving);
        if (leave) {
            now.add(username);
        } else {
            now.remove(username);
        }
        use(now);
    }

    private void use(Set<String> now) {
        if (!now.equals(leaving)) {
            leaving = Set.copyOf(now);
            changed.run();
        }
    }

    @Override
    public void forget(String username) {
        soon(() -> remember(username, false));
    }

    @Override
    public void forgetAll() {
        soon(() -> use(Set.of()));
    }

    private void soon(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            Log.debug("The plugin ends, and forgets everything", e);
        }
    }

    /** Reads all choices again, which other nodes of a cluster may have changed. Blocks: on the thread only. */
    public void read() {
        try {
            Map<String, String> chosen = properties.named(PROPERTY);
            chosen.values().removeIf(value -> !LEAVE.equals(value));
            use(chosen.keySet());
        } catch (SQLException | RuntimeException e) { // the executor would not call again
            Log.debug("The database does not tell what users have chosen", e);
        }
    }
}
