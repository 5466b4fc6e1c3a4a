package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementsTest {

    private static final String C = "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:a' ver='v1'/>";
    private static final String C2 = "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>h1</hash>"
            + "<hash xmlns='urn:xmpp:hashes:2' algo='sha3-256'>h2</hash></c>";
    private static final Announcement SHA_1 = new Announcement("sha-1", "urn:a", "v1");

    private static Element presence(String content) {
        return Xml.element(
                "<presence xmlns='jabber:client'><status>x</status>" + content + "<show>away</show></presence>");
    }

    private static Announcements in(String content) {
        return Announcements.in(presence(content)).orElseThrow();
    }

    @Test
    void areThoseOfBothVersionsTheBetterProofFirst() {
        assertEquals(List.of(SHA_1), in(C).all());
        assertEquals(
                List.of("sha-256.h1", "sha3-256.h2", "v1"),
                in(C + C2).all().stream().map(Announcement::ver).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<x xmlns='urn:x'/>",
                "<c xmlns='http://jabber.org/protocol/caps'/>",
                "<c xmlns='urn:xmpp:caps'/>"
            })
    void areAbsentWhereNothingIsAnnounced(String content) {
        assertEquals(Optional.empty(), Announcements.in(presence(content)));
        assertFalse(in(C).areIn(presence(content)));
        assertThrows(IllegalArgumentException.class, () -> new Announcements(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                C,
                C2,
                C + C2,
                C2 + C,
                "<c xmlns='http://jabber.org/protocol/caps' node='psi' ver='0.11' ext='ca'/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='SHA-1' node='urn:a' ver='v1'/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-999' node='urn:a' ver='v0'/>" + C,
                "<c xmlns='urn:xmpp:caps'> <hash xmlns='urn:xmpp:hashes:2' algo='sha-256'> h1 </hash> </c>"
            })
    void areFoundAgainInTheSamePresence(String content) {
        assertTrue(in(content).areIn(presence(content)));
    }

    @Test
    @Requirement("0390-17")
    void areNotFoundInAnother() {
        String[] all = {
            C,
            C2,
            C + C2,
            C.replace("v1", "v2"),
            C.replace("urn:a", "urn:b"),
            C.replace("sha-1", "sha-256"),
            C.replace(" hash='sha-1'", ""),
            C2.replace("h1", "h3"),
            C2.replace("h2", "h3"),
            C2.replace("sha-256", "sha-512"),
            C2.replaceFirst("<hash.*?</hash>", ""),
            C + C2.replaceFirst("<hash.*?</hash>", ""),
            C.replace("v1", "v2") + C2
        };
        for (String one : all) {
            for (String other : all) {
                assertEquals(one.equals(other), in(one).areIn(presence(other)), one + " in " + other);
            }
        }
    }

    @Test
    @Requirement({"0390-06", "0390-07"})
    void areAskedForByTheirNodes() {
        assertEquals(Optional.of(SHA_1), in(C + C2).about("urn:a#v1"));
        assertEquals(
                "h2",
                in(C + C2).about("urn:xmpp:caps#sha3-256.h2").orElseThrow().value());
        assertEquals(Optional.empty(), in(C).about("urn:a"));
        assertEquals(Optional.empty(), in(C).about("urn:xmpp:caps#sha-256.h1"));
    }

    private static final String CAPS = "http://jabber.org/protocol/caps";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-256' node='n' ver='v'/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='x' node='a' ver='b'/>"
                        + "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/>"
                        + "<c xmlns='http://jabber.org/protocol/caps' hash='x' node='a' ver='b'/>",
                "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>AAAA</hash></c>"
                        + "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/>",
                "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-512'>AAAA</hash></c>"
            })
    void areReplacedByThoseOfOtherCapabilitiesMadeInTheSameWay(String content) {
        DiscoInfo info =
                new DiscoInfo(List.of(new DiscoInfo.Identity("client", "pc", "x")), List.of(DiscoInfo.NAMESPACE, CAPS));
        Element presence = presence(content);
        Announcements before = Announcements.in(presence).orElseThrow();

        before.announcing(info).orElseThrow().replaceIn(presence);

        Announcements after = Announcements.in(presence).orElseThrow();
        assertEquals(
                before.all().stream().map(Announcement::hash).toList(),
                after.all().stream().map(Announcement::hash).toList());
        assertEquals(
                before.all().stream().map(Announcement::node).toList(),
                after.all().stream().map(Announcement::node).toList());
        after.all()
                .forEach(each -> assertInstanceOf(
                        VerificationResult.Verified.class, CapsVerifier.verify(each, info.toElement())));
        assertTrue(presence.elements("c").size() <= 2, presence.asXML());
        assertEquals("x", presence.elementText("status"));
    }

    @Test
    void ofAnUnknownFunctionAreReplacedBySha1() {
        Element presence = presence("<c xmlns='" + CAPS + "' node='n' ver='0.9' ext='a b'/>");
        DiscoInfo info = new DiscoInfo(List.of(), List.of(CAPS));
        Announcements.in(presence).orElseThrow().announcing(info).orElseThrow().replaceIn(presence);

        Announcement after = Announcement.in(presence).orElseThrow();
        assertEquals(List.of("sha-1", "n"), List.of(after.hash(), after.node()));
        assertInstanceOf(VerificationResult.Verified.class, CapsVerifier.verify(after, info.toElement()));
    }
}
