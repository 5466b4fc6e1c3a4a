package org.igniterealtime.openfire.plugin.intermediateim.caps.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Parties;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Reason;
import org.junit.jupiter.api.Test;

class RecentCapsMismatchesTest {

    private final RecentCapsMismatches mismatches =
            new RecentCapsMismatches(new Parties("example.org"), Clock.systemUTC());

    private void lies(String address, int times) {
        for (int i = 0; i < times; i++) {
            mismatches.add(address, Announcement.of("sha-1", "urn:x", "ver" + i).orElseThrow(), Reason.MISMATCH);
        }
    }

    private List<String> known(String domain) {
        return mismatches.latest().stream()
                .map(each -> each.address().toString())
                .filter(each -> each.endsWith(domain))
                .toList();
    }

    @Test
    void nobodyPushesOutWhatOthersHaveDone() {
        lies("romeo@example.org", 3);
        lies("tybalt@capulet.example", 3);
        for (int i = 0; i < 1_000; i++) {
            lies("user" + i + "@evil.example", 1);
        }
        assertEquals(3, known("romeo@example.org").size());
        assertEquals(3, known("capulet.example").size());
        assertEquals(RecentCapsMismatches.MAX_FOREIGN - 3, known("evil.example").size());
        assertEquals("user999@evil.example", known("evil.example").get(0), "the latest first");
        lies("mercutio@example.org", 1_000);
        assertEquals(3, known("romeo@example.org").size());
        assertEquals(3, known("capulet.example").size());
        assertTrue(
                mismatches.latest().size() <= RecentCapsMismatches.MOST,
                "" + mismatches.latest().size());
    }

    @Test
    void serversThatAreMadeUpLeaveRoomForOurOwnUsers() {
        lies("romeo@example.org", 3);
        for (int i = 0; i < 1_000; i++) {
            lies("user@evil" + i + ".example", 1);
        }
        assertEquals(3, known("example.org").size());
        assertEquals(3 + RecentCapsMismatches.MAX_FOREIGN, mismatches.latest().size());
    }
}
