package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Smack's own tests of capabilities: its clients ask each other, change what they can do, and count the questions they
 * get.
 */
class SmackSuiteIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @Test
    void doesNotNoticeWhoAnswers() throws Exception {
        List<String> users = List.of(openfire.user("one"), openfire.user("two"), openfire.user("three"));
        List<String> said = SmackSuite.run("EntityCapsTest", openfire.server(), users);

        assertTrue(
                said.stream().anyMatch(line -> line.endsWith("finished: 4/4 [0 failed]")),
                () -> String.join("\n", said));
    }
}
