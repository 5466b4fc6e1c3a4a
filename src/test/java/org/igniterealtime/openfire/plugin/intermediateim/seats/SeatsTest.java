package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Wishes;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Presence;

/** Which seats there are, and how long. */
class SeatsTest extends SeatsFixture {

    @Nested
    class WhatTheAdminWants {

        private final Settings withGroup = settings.with(Settings.SEATS_GROUPS, List.of("houses"));

        @Test
        void isKeptAsLongAsItIsBookmarked() {
            host.bookmarks.add(new Bookmark(ROMEO, ROOM, "Romeo", "secret"));
            feature.apply(withGroup, true);
            assertEquals(Origin.ADMIN, store.orders().get(0).origin());
            assertEquals("secret", store.orders().get(0).wishes().password());
            host.bookmarks.clear();
            turn();
            assertEquals(List.of(), store.orders());
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void isNotKeptAgainstTheUsersWill() {
            host.bookmarks.add(new Bookmark(ROMEO, ROOM, "Romeo", ""));
            feature.apply(withGroup, true);
            feature.seats().drop(ROMEO, ROOM);
            turn();
            assertEquals(List.of(), feature.seats().all());
            assertEquals(Origin.DECLINED, store.orders().get(0).origin());
            feature.seats().keep(ROMEO, ROOM, new Wishes("Romeo"));
            assertEquals(Origin.USER, store.orders().get(0).origin());
        }
    }

    @Nested
    class TheLifeOfSeats {

        @Test
        void endsWhenItIsSwitchedOffAndGoesOnWhenOn() {
            keep();
            feature.apply(settings.with(Settings.SEATS_ENABLED, false), true);
            assertEquals(Presence.Type.unavailable, ((Presence) sent.get(0)).getType());
            assertEquals(1, store.orders().size());
            feature.apply(settings, true);
            turn();
            assertEquals(State.AWAY, feature.seats().all().get(0).state());
        }

        @Test
        void isOneNodesOfACluster() {
            keep();
            feature.apply(settings, false);
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void endsWithItsOwner() {
            keep();
            feature.forget(ROMEO);
            assertEquals(List.of(), store.orders());
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void endsWithAllData() {
            keep();
            feature.forgetAll();
            assertEquals(List.of(), store.orders());
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void endsWithThePlugin() {
            keep();
            feature.seats().close();
            assertEquals(Presence.Type.unavailable, ((Presence) sent.get(0)).getType());
            assertTrue(tasks.isShutdown());
        }

        @Test
        void letsADeadServiceAlone() {
            roomAnswers = false;
            feature.seats().keep(ROMEO, ROOM, new Wishes("Romeo"));
            turn();
            enter(Xml.iq("<iq type='error' id='" + sent.get(0).getID() + "' from='" + ROOM + "' to='" + SEAT + "'><error type='cancel'>"
                    + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"), Source.ELSEWHERE);
            assertEquals("rooms.lit", feature.seats().deadServices().get(0).domain());
            sent.clear();
            for (int i = 0; i < 25; i++) {
                turn();
            }
            assertEquals(0, sent.stream().filter(IQ.class::isInstance).count());
            for (int i = 0; i < 10; i++) {
                turn();
            }
            assertEquals(1, sent.stream().filter(IQ.class::isInstance).count());
        }
    }
}
