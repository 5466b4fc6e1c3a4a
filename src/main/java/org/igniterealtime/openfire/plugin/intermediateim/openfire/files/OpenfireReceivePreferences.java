package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.UserProperties;
import org.xmpp.packet.JID;

/** Keeps what users have chosen as properties of Openfire's users, which the server deletes with a user. */
public final class OpenfireReceivePreferences implements ReceivePreferences {

    static final String PROPERTY = UserProperties.PREFIX + "receive-by";

    private final UserProperties properties;
    private final Executor thread;

    /** @param thread on which the database is read and written */
    public OpenfireReceivePreferences(UserProperties properties, Executor thread) {
        this.properties = properties;
        this.thread = thread;
    }

    @Override
    public CompletionStage<ReceiveBy> of(JID user) {
        return soon(() -> read(properties.of(user.getNode()).get(PROPERTY)));
    }

    @Override
    public CompletionStage<Map<String, ReceiveBy>> chosen() {
        return soon(() -> {
            Map<String, ReceiveBy> chosen = new TreeMap<>();
            stored().forEach((user, text) -> chosen.put(user, read(text)));
            chosen.values().removeIf(by -> by == ReceiveBy.OFFER);
            return chosen;
        });
    }

    private Map<String, String> stored() {
        try {
            return properties.named(PROPERTY);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private static ReceiveBy read(String text) {
        for (ReceiveBy each : ReceiveBy.values()) {
            if (write(each).equals(text)) {
                return each;
            }
        }
        return ReceiveBy.OFFER;
    }

    private static String write(ReceiveBy chosen) {
        return chosen.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public CompletionStage<Void> set(JID user, ReceiveBy chosen) {
        return soon(() -> {
            if (chosen == ReceiveBy.OFFER) {
                properties.of(user.getNode()).remove(PROPERTY);
            } else {
                properties.of(user.getNode()).put(PROPERTY, write(chosen));
            }
            return null;
        });
    }

    private <T> CompletionStage<T> soon(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
