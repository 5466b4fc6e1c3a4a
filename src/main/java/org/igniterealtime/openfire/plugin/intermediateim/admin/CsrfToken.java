package org.igniterealtime.openfire.plugin.intermediateim.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import javax.servlet.http.HttpSession;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;

/**
 * What a form must carry so that it can't come from somebody else's page. Our own, because Openfire 4.2 has none to
 * share.
 *
 * @param value unguessable, the same for a whole session
 */
record CsrfToken(String value) {

    /**
     * Name of the form field and of the request attribute. Not "csrf": Openfire 5 sets that for pages that use its own.
     */
    static final String FIELD = "formToken";

    private static final String ATTRIBUTE = "intermediateim.csrf";

    /** @return the session's token, made on first use */
    static CsrfToken of(HttpSession session, RandomTokens tokens) {
        synchronized (session) {
            String value = (String) session.getAttribute(ATTRIBUTE);
            if (value == null) {
                value = tokens.next();
                session.setAttribute(ATTRIBUTE, value);
            }
            return new CsrfToken(value);
        }
    }

    /** @param sent what came with the form; null for nothing */
    boolean matches(String sent) {
        return sent != null && MessageDigest.isEqual(value.getBytes(UTF_8), sent.getBytes(UTF_8));
    }
}
