package org.igniterealtime.openfire.plugin.intermediateim.caps.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Parties;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities.Entity;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MucUser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;

class EntityCapabilitiesTest {

    private static final String ROMEO = "romeo@example.org/orchard";
    private static final DiscoInfo INFO =
            new DiscoInfo(List.of(new DiscoInfo.Identity("client", "pc", "x")), List.of("urn:x"));

    private final FakeClock clock = new FakeClock();
    private final Instant start = clock.instant();
    private final EntityCapabilities entities = new EntityCapabilities(clock, new Parties("example.org"), 1 << 20);

    private static Element presence(String ver) {
        return Xml.element(
                "<presence xmlns='jabber:client'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:a' ver='"
                        + ver + "'/></presence>");
    }

    private static Announcement announcement(String ver) {
        return new Announcement("sha-1", "urn:a", ver);
    }

    private String ver() {
        return entities.at(ROMEO)
                .map(entity -> entity.announced().all().get(0).ver())
                .orElse("none");
    }

    @Test
    void areWhatWasAnnouncedLast() {
        assertEquals(
                "v1",
                entities.announced(ROMEO, presence("v1"), true)
                        .orElseThrow()
                        .announced()
                        .all()
                        .get(0)
                        .ver());
        clock.pass(Duration.ofMinutes(1));
        assertEquals(Optional.empty(), entities.announced(ROMEO, presence("v1"), true));
        assertEquals(start, entities.at(ROMEO).orElseThrow().since());
        assertTrue(entities.announced(ROMEO, presence("v2"), true).isPresent());
        assertEquals("v2", ver());
        assertEquals(start.plusSeconds(60), entities.at(ROMEO).orElseThrow().since());
        assertTrue(entities.announces(ROMEO, announcement("v2")));
        assertFalse(entities.announces(ROMEO, announcement("v1")));
        assertFalse(entities.announces("romeo@example.org/garden", announcement("v2")));
    }

    @Test
    @Requirement({"0115-53", "0390-15"})
    void stayWhenPresenceCarriesNone() {
        entities.announced(ROMEO, presence("v1"), true);
        assertEquals(
                Optional.empty(), entities.announced(ROMEO, Xml.element("<presence xmlns='jabber:client'/>"), true));
        assertEquals("v1", ver());
    }

    @Test
    void areHeldOnceHoweverManyAnnounceThem() {
        Entity romeo = entities.announced(ROMEO, presence("v1"), true).orElseThrow();
        assertSame(
                romeo.announced(),
                entities.announced("juliet@example.org/x", presence("v1"), true)
                        .orElseThrow()
                        .announced());
    }

    @Test
    void endWithTheEntity() {
        entities.announced(ROMEO, presence("v1"), true);
        entities.gone(ROMEO);
        assertEquals("none", ver());
    }

    @Test
    void areNotCorrectedByACopyWhichMayBeLate() {
        entities.announced(ROMEO, presence("v1"), true);
        assertEquals(Optional.empty(), entities.announced(ROMEO, presence("v0"), false));
        entities.unavailableCopySeen(ROMEO);
        assertEquals("v1", ver());
    }

    @Test
    void areWhatCopiesSayWhereNothingElseWasSeen() {
        entities.announced(ROMEO, presence("v1"), false);
        entities.announced(ROMEO, presence("v2"), false);
        assertEquals("v2", ver());
        entities.unavailableCopySeen(ROMEO);
        assertEquals("none", ver());
        entities.unavailableCopySeen(ROMEO);
    }

    @Test
    @Requirement("0115-24")
    void holdWhatCantBeProvedForTheOneWhoSaysItAlone() {
        Entity romeo = entities.announced(ROMEO, presence("v1"), true).orElseThrow();
        entities.announced("juliet@example.org/balcony", presence("v1"), true);
        entities.keepOwnInfo(romeo, INFO);
        assertEquals(Optional.of(INFO), entities.at(ROMEO).orElseThrow().own());
        assertEquals(start, entities.at(ROMEO).orElseThrow().since());
        assertEquals(
                Optional.empty(),
                entities.at("juliet@example.org/balcony").orElseThrow().own());
        entities.announced(ROMEO, presence("v2"), true);
        assertEquals(Optional.empty(), entities.at(ROMEO).orElseThrow().own());
        entities.keepOwnInfo(romeo, INFO); // comes late
        assertEquals(Optional.empty(), entities.at(ROMEO).orElseThrow().own());
        entities.gone(ROMEO);
        entities.keepOwnInfo(romeo, INFO);
        assertEquals("none", ver());
    }

    @Test
    void knowOccupants() {
        Element occupant = presence("v1");
        occupant.addElement("x", MucUser.MUC_USER);
        assertTrue(entities.announced("room@conference.example.org/romeo", occupant, false)
                .orElseThrow()
                .occupant());
        assertFalse(
                entities.announced(ROMEO, presence("v1"), true).orElseThrow().occupant());
    }

    @Test
    void areForgottenWithTheUserAndAllAtOnce() {
        entities.announced(ROMEO, presence("v1"), true);
        entities.announced("romeo@example.org/garden", presence("v1"), true);
        entities.announced("romeo@example.organic/garden", presence("v1"), true);
        assertEquals(3, entities.all().size());
        entities.forget("romeo@example.org");
        assertEquals(
                List.of("romeo@example.organic/garden"),
                entities.all().stream().map(Entity::address).toList());
        entities.forgetAll();
        assertEquals(List.of(), List.copyOf(entities.all()));
    }
}
