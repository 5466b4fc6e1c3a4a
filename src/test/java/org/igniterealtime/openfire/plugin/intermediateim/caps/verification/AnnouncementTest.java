package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {

    private static final String NODE = "http://code.google.com/p/exodus";

    private static Optional<Announcement> in(String... elements) {
        return Announcement.in(Xml.element("<presence><show>away</show>" + String.join("", elements) + "</presence>"));
    }

    private static String c(String attributes) {
        return "<c xmlns='http://jabber.org/protocol/caps' " + attributes + "/>";
    }

    @Test
    @Requirement({"0115-42", "0115-44", "0115-45"})
    void isReadFromPresence() {
        Announcement announced = in(c("hash='sha-1' node='" + NODE + "' ver='" + Vectors.V1 + "'"))
                .orElseThrow();
        assertEquals(new Announcement("sha-1", NODE, Vectors.V1), announced);
        assertEquals(NODE + "#QgayPKawpkPSDYmwT/WM94uAlu0=", announced.discoNode());
        assertFalse(announced.isLegacy());
    }

    @Test
    void isNotReadFromOtherPresence() {
        assertEquals(Optional.empty(), in());
        assertEquals(Optional.empty(), in("<c xmlns='urn:x' hash='sha-1' node='n' ver='v'/>"));
    }

    @Test
    @Requirement({"0115-21", "0115-67", "0115-06"})
    void isLegacyWithoutAHash() {
        Announcement announced =
                in(c("node='http://psi-im.org/caps' ver='0.11' ext='ca cs'")).orElseThrow();
        assertTrue(announced.isLegacy());
        assertEquals("0.11", announced.ver());
    }

    @Test
    void hasAHashWhateverItsLetterCase() {
        assertEquals(
                in(c("hash='sha-1' node='n' ver='v'")).map(Announcement::key),
                in(c("hash='SHA-1' node='m' ver='v'")).map(Announcement::key));
        assertFalse(in(c("hash='sha-1' node='n' ver='v'"))
                .map(Announcement::key)
                .equals(in(c("hash='sha-256' node='n' ver='v'")).map(Announcement::key)));
    }

    @Test
    void isTheFirstWeKnowTheFunctionOf() {
        String unknown = c("hash='sha-999' node='n' ver='u'");
        String legacy = c("node='n' ver='l'");

        assertEquals(
                "v",
                in(unknown, legacy, c("hash='md5' node='n' ver='v'"), c("hash='sha-1' node='n' ver='w'"))
                        .orElseThrow()
                        .ver());
        assertEquals("u", in(unknown, legacy).orElseThrow().ver());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hash='sha-1' ver='v'",
                "hash='sha-1' node='n'",
                "hash='sha-1' node='' ver='v'",
                "hash='sha-1' node='n' ver=''"
            })
    void isNoneIfSomethingIsMissing(String attributes) {
        assertEquals(Optional.empty(), in(c(attributes)));
    }

    @Test
    void isNoneIfSomethingIsTooLong() {
        assertTrue(in(c("hash='" + "h".repeat(32) + "' node='" + "n".repeat(1023) + "' ver='" + "v".repeat(255) + "'"))
                .isPresent());
        assertEquals(Optional.empty(), in(c("hash='" + "h".repeat(33) + "' node='n' ver='v'")));
        assertEquals(Optional.empty(), in(c("hash='sha-1' node='" + "n".repeat(1024) + "' ver='v'")));
        assertEquals(Optional.empty(), in(c("hash='sha-1' node='n' ver='" + "v".repeat(256) + "'")));
    }

    @Test
    @Requirement({"0115-01", "0115-02", "0115-04", "0115-05", "0115-62", "0115-66"})
    void isWrittenWithHashNodeAndVer() {
        assertEquals(
                "<c xmlns=\"http://jabber.org/protocol/caps\" hash=\"sha-1\" node=\"n\" ver=\"v\"/>",
                new Announcement("SHA-1", "n", "v").toElement().asXML());
    }

    @Test
    void isOneOfSeveralWithThoseOfVersion2First() {
        List<Announcement> all = Announcement.allIn(
                Xml.element(
                        "<presence>" + c("hash='sha-1' node='n' ver='v'")
                                + "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>eA==</hash></c></presence>"));
        assertEquals(
                List.of(
                        new Announcement("sha-256", "urn:xmpp:caps", "sha-256.eA=="),
                        new Announcement("sha-1", "n", "v")),
                all);
        assertEquals(List.of(), Announcement.allIn(Xml.element("<presence/>")));
    }
}
