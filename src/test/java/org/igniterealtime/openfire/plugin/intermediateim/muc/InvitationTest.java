package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.REQUEST;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.ROOM;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.SELF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

class InvitationTest {

    private static final JID HEATH = new JID("heath@chat.shakespeare.lit");
    private static final JID CRONE = new JID("crone1@shakespeare.lit/desktop");
    private static final String LEGACY = "<x xmlns='jabber:x:conference' jid='heath@chat.shakespeare.lit'/>";

    private static Optional<Invitation> read(String from, String type, String content) {
        return Invitation.in(Xml.message("<message from='" + from + "' to='hecate@shakespeare.lit'"
                + (type.isEmpty() ? "" : " type='" + type + "'") + ">" + content + "</message>"));
    }

    private static String invite(String content) {
        return "<x xmlns='http://jabber.org/protocol/muc#user'>" + content + "</x>";
    }

    @Nested
    class ThroughTheRoom {

        @ParameterizedTest
        @ValueSource(strings = {"heath@chat.shakespeare.lit", "heath@chat.shakespeare.lit/firstwitch"})
        @Requirement("0045-74")
        void isRead(String from) {
            assertEquals(
                    Optional.of(new Invitation(
                            false,
                            HEATH,
                            CRONE,
                            "Hey Hecate, this is the place!",
                            Optional.of("cauldronburn"),
                            true,
                            "e0ffe42b28561960")),
                    read(
                            from,
                            "",
                            invite(
                                    "<invite from='" + CRONE + "'><reason>Hey Hecate, this is the place!"
                                            + "</reason><continue thread='e0ffe42b28561960'/></invite><password>cauldronburn</password>")));
        }

        @Test
        @Requirement("0045-74")
        void isReadWithoutMore() {
            assertEquals(
                    Optional.of(new Invitation(false, HEATH, CRONE, "", Optional.empty(), false, "")),
                    read("heath@chat.shakespeare.lit", "normal", invite("<invite from='" + CRONE + "'/><password/>")));
            assertEquals(
                    Optional.of(new Invitation(false, HEATH, CRONE, "", Optional.empty(), true, "")),
                    read(
                            "heath@chat.shakespeare.lit",
                            "normal",
                            invite("<invite from='" + CRONE + "'><continue/></invite>")));
        }

        @ParameterizedTest
        @CsvSource({
            "heath@chat.shakespeare.lit, error, crone@shakespeare.lit",
            "heath@chat.shakespeare.lit, groupchat, crone@shakespeare.lit",
            "heath@chat.shakespeare.lit, '', @",
            "heath@chat.shakespeare.lit, '', ''",
            "chat.shakespeare.lit, '', crone@shakespeare.lit"
        })
        void isNone(String from, String type, String inviter) {
            assertEquals(Optional.empty(), read(from, type, invite("<invite from='" + inviter + "'/>")));
        }

        @Test
        void isNoneWithoutInvite() {
            assertEquals(Optional.empty(), read("heath@chat.shakespeare.lit", "", invite("<decline from='a@b'/>")));
            assertEquals(Optional.empty(), read("heath@chat.shakespeare.lit", "", "<body>x</body>"));
            assertEquals(Optional.empty(), Invitation.in(new Message()));
        }

        @Test
        @Requirement({"0045-78", "0249-08"})
        void isOneEvenIfItIsRepeatedForOldClients() {
            Invitation invitation = read(
                            "heath@chat.shakespeare.lit", "", LEGACY + invite("<invite from='" + CRONE + "'/>"))
                    .orElseThrow();
            assertFalse(invitation.direct());
            assertEquals(CRONE, invitation.inviter());
        }

        @Test
        @Requirement({"0045-75", "0045-76"})
        void isDeclinedToTheRoom() {
            Invitation invitation = read("heath@chat.shakespeare.lit", "", invite("<invite from='" + CRONE + "'/>"))
                    .orElseThrow();
            Element declined = invitation
                    .declined(SELF, "Sorry, I'm too busy.")
                    .orElseThrow()
                    .getElement();
            assertEquals(HEATH.toString(), declined.attributeValue("to"));
            assertEquals(SELF.toString(), declined.attributeValue("from"));
            assertNull(declined.attributeValue("type"));
            assertEquals(
                    "<x xmlns=\"http://jabber.org/protocol/muc#user\"><decline to=\"" + CRONE
                            + "\"><reason>Sorry, I'm too busy.</reason></decline></x>",
                    declined.element("x").asXML());
            assertNull(invitation
                    .declined(SELF, "")
                    .orElseThrow()
                    .getElement()
                    .element("x")
                    .element("decline")
                    .element("reason"));
        }

        @Test
        @Requirement({"0045-72", "0045-73", "0249-07"})
        void isWrittenForARoomOfMembers() {
            Scene scene = Scene.in();
            scene.does(scene.occupant.invite(CRONE, "Come!", true));
            Element message = scene.sent().get(0).getElement();
            assertEquals(ROOM.toString(), message.attributeValue("to"));
            assertNull(message.attributeValue("type"));
            assertEquals(
                    "<x xmlns=\"http://jabber.org/protocol/muc#user\"><invite to=\"" + CRONE
                            + "\"><reason>Come!</reason></invite></x>",
                    message.element("x").asXML());
            scene.does(scene.occupant.invite(CRONE, "", true));
            assertNull(scene.sent()
                    .get(0)
                    .getElement()
                    .element("x")
                    .element("invite")
                    .element("reason"));
        }

        @Test
        @Requirement("0045-77")
        void isRefused() {
            Scene scene = Scene.in();
            scene.does(scene.occupant.invite(CRONE, "", true));
            String id = scene.last(Message.class).getID();
            scene.hears("<message type='error' id='" + id + "'><error type='auth'><forbidden "
                    + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
            assertEquals(id, scene.event(Event.Undelivered.class).id());
        }
    }

    @Nested
    class Direct {

        @Test
        @Requirement({"0249-01", "0249-02"})
        void isRead() {
            assertEquals(
                    Optional.of(new Invitation(
                            true, HEATH, CRONE, "Hey Hecate!", Optional.of("cauldronburn"), true, "e0ffe42")),
                    read(
                            CRONE.toString(),
                            "",
                            "<body>You are invited</body><x xmlns='jabber:x:conference' continue='true' "
                                    + "jid='heath@chat.shakespeare.lit' password='cauldronburn' reason='Hey Hecate!' thread='e0ffe42'/>"));
        }

        @ParameterizedTest
        @CsvSource({"true, true", "1, true", "false, false", "0, false", "yes, false"})
        @Requirement("0249-02")
        void continuesAConversation(String value, boolean continues) {
            assertEquals(
                    continues,
                    read(
                                    CRONE.toString(),
                                    "chat",
                                    "<x xmlns='jabber:x:conference' continue='" + value
                                            + "' jid='heath@chat.shakespeare.lit'/>")
                            .orElseThrow()
                            .continues());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<x xmlns='jabber:x:conference'/>",
                    "<x xmlns='jabber:x:conference' jid=''/>",
                    "<x xmlns='jabber:x:conference' jid='@'/>",
                    "<x xmlns='jabber:x:conference' jid='chat.shakespeare.lit'/>"
                })
        @Requirement("0249-01")
        void isNoneWithoutARoom(String x) {
            assertEquals(Optional.empty(), read(CRONE.toString(), "", x));
        }

        @Test
        void isIntoARoomNotToANick() {
            assertEquals(
                    HEATH,
                    read(CRONE.toString(), "", "<x xmlns='jabber:x:conference' jid='heath@chat.shakespeare.lit/n'/>")
                            .orElseThrow()
                            .room());
        }

        @Test
        @Requirement("0249-04")
        void isDroppedSilently() {
            assertEquals(
                    Optional.empty(),
                    read(CRONE.toString(), "", LEGACY).orElseThrow().declined(SELF, "no"));
        }

        @Test
        @Requirement("0249-10")
        void keepsItsPasswordOutOfLogs() {
            assertEquals(
                    CRONE + " invites into " + HEATH,
                    read(
                                    CRONE.toString(),
                                    "",
                                    "<x xmlns='jabber:x:conference' "
                                            + "jid='heath@chat.shakespeare.lit' password='cauldronburn'/>")
                            .orElseThrow()
                            .toString());
        }

        @Test
        void isBounded() {
            String huge = "x".repeat(100_000);
            Invitation invitation = read(
                            CRONE.toString(),
                            "",
                            "<x xmlns='jabber:x:conference' jid='heath@chat.shakespeare.lit' password='" + huge
                                    + "' reason='" + huge + "' thread='" + huge + "'/>")
                    .orElseThrow();
            assertEquals(Optional.empty(), invitation.password());
            assertEquals(MucUser.MAX_TEXT, invitation.reason().length());
            assertEquals(MucUser.MAX_TEXT, invitation.thread().length());
            assertTrue(read(
                            CRONE.toString(),
                            "",
                            "<x xmlns='jabber:x:conference' jid='heath@chat.shakespeare.lit' password='"
                                    + "x".repeat(MucUser.MAX_TEXT) + "'/>")
                    .orElseThrow()
                    .password()
                    .isPresent());
        }

        @Test
        @Requirement({"0045-72", "0249-01", "0249-02"})
        void isWrittenForAnOpenRoom() {
            Scene scene = Scene.in(REQUEST.withPassword("cauldronburn"));
            scene.does(scene.occupant.invite(CRONE, "Come!", false));
            Element message = scene.sent().get(0).getElement();
            assertEquals(CRONE.toString(), message.attributeValue("to"));
            assertEquals(
                    "<x xmlns=\"jabber:x:conference\" jid=\"" + ROOM
                            + "\" password=\"cauldronburn\" reason=\"Come!\"/>",
                    message.element("x").asXML());
            Scene plain = Scene.in();
            plain.does(plain.occupant.invite(CRONE, "", false));
            assertEquals(
                    "<x xmlns=\"jabber:x:conference\" jid=\"" + ROOM + "\"/>",
                    plain.sent().get(0).getElement().element("x").asXML());
        }
    }

    @Nested
    class FromWithinARoom {

        private final Scene scene = Scene.in();

        @Test
        @Requirement("0249-03")
        void isToldInsteadOfAMessage() {
            scene.hears("<message from='" + ROOM + "/firstwitch'><body>Come!</body>" + LEGACY + "</message>");
            Invitation invitation = scene.event(Event.Invited.class).invitation();
            assertEquals(HEATH, invitation.room());
            assertEquals(new JID(ROOM + "/firstwitch"), invitation.inviter());
        }

        @Test
        @Requirement("0249-09")
        void isDroppedIfWeAreThereAlready() {
            scene.hears("<message from='" + ROOM + "/firstwitch'><body>Come!</body><x xmlns='jabber:x:conference' jid='"
                            + ROOM + "'/></message>")
                    .nothingHappened();
            scene.hears("<message from='" + ROOM + "'>" + invite("<invite from='a@b'/>") + "</message>")
                    .nothingHappened();
        }
    }

    @Nested
    class Recently {

        private final RecentInvitations recent = new RecentInvitations();
        private final Instant now = Instant.parse("2026-11-23T12:00:00Z");

        private Invitation into(String room, boolean direct) {
            return new Invitation(direct, new JID(room), CRONE, "", Optional.empty(), false, "");
        }

        @Test
        @Requirement({"0249-08", "0045-78"})
        void isShownOnce() {
            assertTrue(recent.isNews(into("a@b", false), now));
            assertFalse(recent.isNews(into("a@b", true), now));
            assertTrue(recent.isNews(into("c@b", true), now));
            assertFalse(recent.isNews(
                    into("a@b", false), now.plus(RecentInvitations.WINDOW).minusMillis(1)));
            assertTrue(recent.isNews(into("a@b", false), now.plus(RecentInvitations.WINDOW)));
        }

        @Test
        @Requirement("0249-10")
        void isNoFlood() {
            for (int i = 0; i < RecentInvitations.MOST; i++) {
                assertTrue(recent.isNews(into("room" + i + "@b", false), now));
            }
            assertFalse(recent.isNews(into("another@b", false), now));
            assertTrue(recent.isNews(into("another@b", false), now.plus(RecentInvitations.WINDOW)));
        }
    }

    @Test
    void bothKindsAreToldApart() {
        assertEquals(
                List.of(true, false),
                List.of(
                        read(CRONE.toString(), "", LEGACY).orElseThrow().direct(),
                        read(HEATH.toString(), "", invite("<invite from='" + CRONE + "'/>"))
                                .orElseThrow()
                                .direct()));
    }
}
