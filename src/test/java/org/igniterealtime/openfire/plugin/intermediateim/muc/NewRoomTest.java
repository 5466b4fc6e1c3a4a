package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.REQUEST;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.ROOM;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.SELF;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.TIMES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.muc.JoinRequest.Creation;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Presence;

class NewRoomTest {

    private static final String FORM =
            "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'>"
                    + "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
                    + "<field var='muc#roomconfig_roomname' type='text-single'><value>Coven</value></field>"
                    + "<field var='muc#roomconfig_persistentroom' type='boolean'><value>0</value></field></x></query>";
    private static final String EMPTY_SUBMIT = "<query xmlns=\"http://jabber.org/protocol/muc#owner\">"
            + "<x xmlns=\"jabber:x:data\" type=\"submit\"/></query>";

    private static Scene created(Creation creation) {
        return new Scene(REQUEST.with(creation)).knocks().isLetIn(201);
    }

    private static void submits(Scene scene, String query) {
        IQ iq = (IQ) scene.sent().get(0);
        assertEquals(IQ.Type.set, iq.getType());
        assertEquals(ROOM, iq.getTo());
        assertEquals(SELF, iq.getFrom());
        assertEquals(query, iq.getChildElement().asXML());
    }

    @Nested
    class Unwanted {

        @Test
        @Requirement({"0045-106", "0045-110", "0004-11"})
        void isCancelled() {
            Scene scene = created(Creation.NEVER);
            submits(
                    scene,
                    "<query xmlns=\"http://jabber.org/protocol/muc#owner\"><x xmlns=\"jabber:x:data\" type=\"cancel\"/></query>");
            assertEquals(new Event.Refused(Refusal.NO_SUCH_ROOM, "", Optional.empty(), false), scene.event());
            assertEquals(
                    ROOM + "/thirdwitch", scene.last(Presence.class).getTo().toString());
            scene.isOverAndRetracted();
        }

        @Test
        void isNotEvenAskedFor() {
            Scene scene = new Scene(REQUEST);
            scene.does(scene.occupant.join(scene.now)).isAnsweredByError("item-not-found");
            assertEquals(Refusal.NO_SUCH_ROOM, scene.event(Event.Refused.class).why());
        }
    }

    @Nested
    class Instant {

        private final Scene scene = created(Creation.INSTANT);

        @Test
        @Requirement({"0045-105", "0045-107", "0004-06", "0004-07", "0004-10"})
        void isOpenedByAnEmptyForm() {
            submits(scene, EMPTY_SUBMIT);
            assertEquals(Event.Joined.class, scene.event().getClass());
            scene.isAnswered("");
            assertEquals(new Event.Configured(true), scene.event());
        }

        @Test
        void isAskedForIfThereIsNone() {
            Scene other = new Scene(REQUEST.with(Creation.INSTANT));
            other.does(other.occupant.join(other.now)).isAnsweredByError("item-not-found");
            assertEquals(Presence.class, other.sent().get(0).getClass());
        }

        @Test
        @Requirement("0045-109")
        void isGivenUpIfItStaysLocked() {
            scene.isAnsweredByError("not-allowed");
            assertEquals(
                    "cancel",
                    scene.last(IQ.class).getChildElement().element("x").attributeValue("type"));
            assertEquals(new Event.Refused(Refusal.CREATION_NOT_ALLOWED, "", Optional.empty(), false), scene.event());
            scene.isOverAndRetracted();
        }

        @Test
        @Requirement("0045-109")
        void isGivenUpIfNobodyAnswers() {
            scene.waits(TIMES.answer().minusMillis(1)).nothingHappened();
            scene.waits();
            assertEquals(
                    Refusal.CREATION_NOT_ALLOWED,
                    scene.event(Event.Refused.class).why());
        }

        @Test
        void isNotTheOwnersAffair() {
            scene.does(scene.occupant.acceptDefaults(scene.now)).nothingHappened();
            scene.does(scene.occupant.cancelRoom()).nothingHappened();
        }
    }

    @Nested
    class Configured {

        private final Scene scene = created(Creation.CONFIGURED);

        private RoomConfiguration offered() {
            return scene.isAnswered(FORM).event(Event.ConfigurationWanted.class).offered();
        }

        @Test
        @Requirement({"0045-108", "0004-07"})
        void isAskedForItsForm() {
            IQ iq = (IQ) scene.sent().get(0);
            assertEquals(IQ.Type.get, iq.getType());
            assertEquals(ROOM, iq.getTo());
            assertEquals(
                    "<query xmlns=\"http://jabber.org/protocol/muc#owner\"/>",
                    iq.getChildElement().asXML());
            assertEquals(
                    List.of("FORM_TYPE", "muc#roomconfig_roomname", "muc#roomconfig_persistentroom"),
                    offered().fields().stream().map(Field::var).toList());
        }

        @Test
        @Requirement({"0045-108", "0004-01", "0004-03", "0004-05", "0004-06", "0004-20", "0004-24"})
        void isSentWhatWasChanged() {
            scene.does(scene.occupant.configure(offered().with("muc#roomconfig_persistentroom", "true"), scene.now));
            submits(
                    scene,
                    "<query xmlns=\"http://jabber.org/protocol/muc#owner\"><x xmlns=\"jabber:x:data\" type=\"submit\">"
                            + "<field var=\"FORM_TYPE\" type=\"hidden\"><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
                            + "<field var=\"muc#roomconfig_persistentroom\" type=\"boolean\"><value>1</value></field></x></query>");
            scene.isAnswered("");
            assertEquals(new Event.Configured(true), scene.event());
            assertEquals(scene.occupant.wakeAt(), scene.now.plus(TIMES.silence()));
        }

        @Test
        @Requirement("0045-111")
        void isInstantIfTheRoomRefuses() {
            scene.does(scene.occupant.configure(offered(), scene.now)).isAnsweredByError("not-acceptable");
            submits(scene, EMPTY_SUBMIT);
            scene.isAnswered("");
            assertEquals(new Event.Configured(false), scene.event());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<query xmlns='http://jabber.org/protocol/muc#owner'/>",
                    "",
                    "<query xmlns='urn:other'/>",
                    "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'/></query>",
                    "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='result'><field var='a'/></x></query>",
                    "<query xmlns='urn:other'><x xmlns='jabber:x:data' type='form'><field var='a'/></x></query>"
                })
        @Requirement("0045-111")
        void isInstantIfThereIsNothingToConfigure(String answer) {
            scene.isAnswered(answer);
            submits(scene, EMPTY_SUBMIT);
        }

        @Test
        void isInstantIfThereIsNoForm() {
            scene.isAnsweredByError("forbidden");
            submits(scene, EMPTY_SUBMIT);
        }

        @Test
        @Requirement("0045-109")
        void isInstantIfNobodyAnswers() {
            scene.waits();
            submits(scene, EMPTY_SUBMIT);
        }

        @Test
        @Requirement("0045-109")
        void isInstantIfTheOwnerCannotMakeUpHisMind() {
            offered();
            assertEquals(scene.now.plus(TIMES.configuration()), scene.occupant.wakeAt());
            scene.waits();
            submits(scene, EMPTY_SUBMIT);
            scene.isAnswered("");
            assertEquals(new Event.Configured(false), scene.event());
        }

        @Test
        @Requirement("0045-109")
        void isInstantIfTheConfigurationIsNotAnswered() {
            scene.does(scene.occupant.configure(offered(), scene.now)).waits();
            submits(scene, EMPTY_SUBMIT);
            scene.waits();
            assertEquals(
                    Refusal.CREATION_NOT_ALLOWED,
                    scene.event(Event.Refused.class).why());
        }

        @Test
        void isInstantIfTheOwnerLikesIt() {
            offered();
            scene.does(scene.occupant.acceptDefaults(scene.now));
            submits(scene, EMPTY_SUBMIT);
            scene.isAnswered("");
            assertEquals(new Event.Configured(true), scene.event());
        }

        @Test
        void isInstantIfItAsksForMoreThanAnybodyKnows() {
            RoomConfiguration offered = RoomConfiguration.in(Xml.iq("<iq type='result' id='1'>"
                            + FORM.replace("</x>", "<field var='x' type='text-single'><required/></field></x>")
                            + "</iq>"))
                    .orElseThrow();
            offered();
            scene.does(scene.occupant.configure(offered, scene.now));
            submits(scene, EMPTY_SUBMIT);
            scene.isAnswered("");
            assertEquals(new Event.Configured(false), scene.event());
        }

        @Test
        @Requirement({"0045-110", "0004-11"})
        void isNoRoomIfTheOwnerCancels() {
            offered();
            scene.does(scene.occupant.cancelRoom());
            submits(
                    scene,
                    "<query xmlns=\"http://jabber.org/protocol/muc#owner\"><x xmlns=\"jabber:x:data\" type=\"cancel\"/></query>");
            assertEquals(new Event.Left(), scene.event());
            scene.isOverAndRetracted();
        }

        @Test
        void isAnsweredOnce() {
            RoomConfiguration offered = offered();
            scene.does(scene.occupant.configure(offered, scene.now))
                    .does(scene.occupant.configure(offered, scene.now))
                    .nothingHappened();
            scene.does(scene.occupant.acceptDefaults(scene.now)).nothingHappened();
            scene.does(scene.occupant.cancelRoom()).nothingHappened();
        }

        @Test
        void isAnsweredByTheOwnerOnly() {
            offered();
            scene.hears("<iq type='result' id='' from='" + ROOM + "'/>").nothingHappened();
            assertTrue(scene.occupant.isIn());
        }

        @Test
        void isNothingToWhoIsNotThere() {
            RoomConfiguration offered = offered();
            Scene notJoined = new Scene(REQUEST);
            notJoined.does(notJoined.occupant.configure(offered, notJoined.now)).nothingHappened();
            notJoined.does(notJoined.occupant.acceptDefaults(notJoined.now)).nothingHappened();
            notJoined.does(notJoined.occupant.cancelRoom()).nothingHappened();
        }
    }
}
