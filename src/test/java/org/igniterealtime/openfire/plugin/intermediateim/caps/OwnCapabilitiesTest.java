package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo.Identity;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Test;

class OwnCapabilitiesTest {

    private static final List<Identity> IDENTITIES =
            List.of(new Identity("client", "bot", "en", "Stand-in"), new Identity("client", "bot", "de", "Vertretung"));

    private final List<String> features = new ArrayList<>(List.of(DiscoInfo.NAMESPACE, "urn:a"));
    private final OwnCapabilities own = new OwnCapabilities(() -> new DiscoInfo(IDENTITIES, features));

    @Test
    @Requirement({"0115-01", "0115-02", "0115-03", "0115-04", "0115-05", "0115-16", "0115-17", "0115-62", "0115-66"})
    void announceTheirHashAndTheSoftware() {
        Element c = own.toElement();
        assertEquals("sha-1", c.attributeValue("hash"));
        assertTrue(c.attributeValue("node").startsWith("http"));
        assertFalse(c.attributeValue("node").contains("#"));
        assertEquals(28, c.attributeValue("ver").length());
        assertEquals(3, c.attributeCount());
    }

    @Test
    @Requirement({"0115-07", "0115-46", "0115-47", "0030-12"})
    void answerWithWhatTheyAnnounced() {
        Announcement announcement = own.announcement();
        Element answer = own.answer(announcement.discoNode()).orElseThrow();

        assertEquals(announcement.discoNode(), answer.attributeValue("node"));
        assertInstanceOf(VerificationResult.Verified.class, CapsVerifier.verify(announcement, answer));
        assertEquals(IDENTITIES, DiscoInfo.in(answer).orElseThrow().identities());
    }

    @Test
    @Requirement({"0115-38", "0115-46"})
    void changeWithFeaturesAndAnswerOldQuestionsAnew() {
        Announcement before = own.announcement();
        features.add("urn:b");

        assertNotEquals(before, own.announcement());
        assertTrue(DiscoInfo.in(own.answer(before.discoNode()).orElseThrow())
                .orElseThrow()
                .hasFeature("urn:b"));
    }

    @Test
    void answerAboutTheLastEight() {
        Announcement first = own.announcement();
        for (int i = 0; i < 7; i++) {
            features.add("urn:x:" + i);
            own.announcement();
            own.announcement();
        }
        assertTrue(own.answer(first.discoNode()).isPresent());
        features.add("urn:y");
        assertEquals(Optional.empty(), own.answer(first.discoNode()));
        features.subList(2, features.size()).clear();
        assertEquals(first, own.announcement());
        assertTrue(own.answer(first.discoNode()).isPresent());
    }

    @Test
    @Requirement("0030-26")
    void answerNothingElse() {
        assertEquals(Optional.empty(), own.answer(OwnCapabilities.NODE));
        assertEquals(Optional.empty(), own.answer(OwnCapabilities.NODE + "#"));
        assertEquals(
                Optional.empty(),
                own.answer("http://example.org/#" + own.announcement().ver()));
    }
}
