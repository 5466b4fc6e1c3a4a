package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret of this server, 256 random bits. It is made when it is first needed and kept as an encrypted property, so
 * that the nodes of a cluster share it. It is no setting: if it is deleted, a new one is made, and what was made with
 * the old one is void. Any thread.
 */
public final class ServerSecret {

    private static final Logger Log = LoggerFactory.getLogger(ServerSecret.class);

    /** Not of one of our settings, which are deleted when they are reset. */
    static final String PREFIX = "plugin.intermediateim-secret.";

    private static final int BYTES = 32;

    private final String property;
    private volatile Known known;

    private record Known(String text, byte[] key) {}

    /** @param name tells it from other secrets of the plugin */
    public ServerSecret(String name) {
        property = PREFIX + name;
    }

    /** @return as it is now: another node may just have made one too. The same array for the same secret */
    public byte[] key() {
        String text = JiveGlobals.getProperty(property);
        Known before = known;
        if (before != null && before.text().equals(text)) {
            return before.key();
        }
        return read(text).orElseGet(this::make);
    }

    private Optional<byte[]> read(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length >= BYTES) {
                known = new Known(text, key);
                return Optional.of(key);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        Log.warn("Property {} is not a secret. What was made with the one before is void", property);
        return Optional.empty();
    }

    private synchronized byte[] make() {
        return read(JiveGlobals.getProperty(property)).orElseGet(() -> {
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            String text = Base64.getEncoder().encodeToString(key);
            JiveGlobals.setProperty(property, text, true);
            return read(text).orElseThrow();
        });
    }
}
