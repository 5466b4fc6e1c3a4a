package org.igniterealtime.openfire.plugin.intermediateim.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AuditEntryTest {

    @Test
    void namesThePluginThePageAndTheAction() {
        AuditEntry entry = new AuditEntry("rooms", "dropped a seat", "romeo@example.org in hall@rooms.example.org");

        assertEquals("Intermediate IM (rooms): dropped a seat", entry.summary());
    }
}
