package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.igniterealtime.openfire.plugin.intermediateim.bench.caps.Storm;
import org.igniterealtime.openfire.plugin.intermediateim.bench.caps.Storm.Delivered;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A small storm of logins; bin/bench-caps has the large one. */
@Tag("long")
class StormIT {

    @Test
    @Requirement("0030-21")
    void fewQuestionsReachClientsAndAllAreAnswered() throws Exception {
        try (EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin().start()) {
            Storm storm = new Storm(openfire, new Storm.Size(60, 20, 5, 30));
            storm.prepare();
            openfire.control().setProperty("plugin.intermediateim.caps.enabled", "false");
            Delivered without = storm.run("without");
            openfire.control().setProperty("plugin.intermediateim.caps.enabled", "true");
            Delivered with = storm.run("with");
            assertTrue(with.questions() < without.questions() / 2, with + " against " + without);
            assertEquals(60 * 4, with.answers() + with.refusals(), "each asks once about each other version");
            // the server itself refuses a question now and then to a client that has only just become available
            assertTrue(with.answers() >= without.answers(), with + " against " + without);
        }
    }
}
