package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkTokens;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret in the links to files. It is made when it is first needed and kept as an encrypted property of the server,
 * so that the nodes of a cluster share it. It is no setting: if it is deleted, a new one is made and all links that
 * were sent are void. Any thread.
 */
public final class LinkSecret {

    /** Not one of our settings, which are deleted when they are reset. */
    static final String PROPERTY = "plugin.intermediateim-secret.links";

    private static final Logger Log = LoggerFactory.getLogger(LinkSecret.class);

    private record Known(String text, LinkTokens tokens) {}

    private volatile Known known;

    /** @return makes tokens with the secret as it is now: another node may just have made one too */
    public LinkTokens tokens() {
        String text = JiveGlobals.getProperty(PROPERTY);
        Known before = known;
        if (before != null && before.text().equals(text)) {
            return before.tokens();
        }
        return read(text).orElseGet(this::make);
    }

    private Optional<LinkTokens> read(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            LinkTokens tokens = new LinkTokens(Base64.getDecoder().decode(text));
            known = new Known(text, tokens);
            return Optional.of(tokens);
        } catch (IllegalArgumentException e) {
            Log.warn("Property {} is not a secret. Links to files that were sent are void", PROPERTY);
            return Optional.empty();
        }
    }

    private synchronized LinkTokens make() {
        return read(JiveGlobals.getProperty(PROPERTY)).orElseGet(() -> {
            byte[] key = new byte[LinkTokens.MIN_KEY_BYTES];
            new SecureRandom().nextBytes(key);
            String text = Base64.getEncoder().encodeToString(key);
            JiveGlobals.setProperty(PROPERTY, text, true);
            return read(text).orElseThrow();
        });
    }
}
