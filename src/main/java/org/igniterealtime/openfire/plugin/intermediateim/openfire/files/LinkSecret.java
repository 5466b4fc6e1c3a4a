package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkTokens;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServerSecret;

/** The secret in the links to files. If it is deleted, all links that were sent are void. Any thread. */
public final class LinkSecret {

    private final ServerSecret secret = new ServerSecret("links");
    private volatile Known known;

    private record Known(byte[] key, LinkTokens tokens) {}

    /** @return makes tokens with the secret as it is now */
    public LinkTokens tokens() {
        byte[] key = secret.key();
        Known before = known;
        if (before != null && before.key() == key) {
            return before.tokens();
        }
        LinkTokens tokens = new LinkTokens(key);
        known = new Known(key, tokens);
        return tokens;
    }
}
