package org.igniterealtime.openfire.plugin.intermediateim.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** Openfire's security audit log. */
public final class AuditLog {

    private AuditLog() {}

    /**
     * Checks that the admin has done something.
     *
     * @param page    its name
     * @param details empty for none
     */
    public static void assertHas(EmbeddedOpenfire openfire, String page, String action, String details) {
        String entry = "admin: Intermediate IM (" + page + "): " + action + ": " + details;

        List<String> log = openfire.control().auditLog();

        assertTrue(log.contains(entry), "not \"" + entry + "\" but " + log);
    }
}
