package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.commands.AdHocCommands;
import org.igniterealtime.openfire.plugin.intermediateim.commands.ExecutionLimit;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

class SeatCommandsTest {

    private static final String COMMANDS = "http://jabber.org/protocol/commands";
    private static final JID CRYPT = new JID("crypt@rooms.verona.lit");
    private static final String ROOM = field("room", "crypt@rooms.verona.lit");
    private static final Options ALL = new Options("The Heir", "rosebush", 7, true);

    private final Desk service = new Desk();
    private final AdHocCommands commands = new AdHocCommands(
            SeatCommands.of(service, SeatCommandsTest::text),
            SeatCommands.texts(SeatCommandsTest::text),
            new ExecutionLimit(),
            () -> "fresh");

    private static String text(String key, Object... arguments) {
        return arguments.length == 0 ? key : key + List.of(arguments);
    }

    /** Has the seats of one user. */
    private static final class Desk implements SeatService {
        private final Map<JID, Options> seats = new LinkedHashMap<>();
        private Answer refusal;

        @Override
        public CompletableFuture<Answer> keep(JID owner, JID room, Options options) {
            return CompletableFuture.completedFuture(
                    refusal != null ? refusal : seats.put(room, options) == null ? Answer.KEPT : Answer.CHANGED);
        }

        @Override
        public CompletableFuture<Answer> drop(JID owner, JID room) {
            return CompletableFuture.completedFuture(
                    refusal != null ? refusal : seats.remove(room) != null ? Answer.DROPPED : Answer.NO_SEAT);
        }

        @Override
        public Optional<SeatView> seat(JID owner, JID room) {
            return seatsOf(owner).stream()
                    .filter(seat -> seat.config().room().equals(room))
                    .findFirst();
        }

        @Override
        public List<SeatView> seatsOf(JID owner) {
            return seats.entrySet().stream()
                    .map(seat -> new SeatView(
                            new SeatConfig(
                                    owner, seat.getKey(), seat.getValue(), Origin.USER, Instant.EPOCH, "resource"),
                            seat.getValue().nick(),
                            SeatView.State.AWAY,
                            Instant.EPOCH,
                            SeatStore.Amount.NOTHING,
                            0))
                    .toList();
        }
    }

    private static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    private static String form(String fields) {
        return "<x xmlns='jabber:x:data' type='submit'>" + fields + "</x>";
    }

    private Element command(String name, String attributes, String content) {
        IQ answer = commands.answer(
                        Xml.iq("<iq type='set' id='1' from='romeo@example.org/orchard' to='agents.example.org'>"
                                + "<command xmlns='" + COMMANDS + "' node='intermediateim#" + name + "' " + attributes
                                + ">" + content
                                + "</command></iq>"))
                .orElseThrow()
                .join();
        assertEquals("1", answer.getID());
        return answer.getElement();
    }

    private Element submit(String name, String fields) {
        return command(name, "action='complete'", form(fields));
    }

    private static void assertCompleted(String type, String note, Element answer) {
        Element command = answer.element("command");
        assertEquals("completed", command.attributeValue("status"), answer.asXML());
        assertEquals(type, command.element("note").attributeValue("type"));
        assertEquals(note, command.elementText("note"));
    }

    private static void assertNotAcceptable(String problem, Element answer) {
        Element error = answer.element("error");
        assertEquals("error", answer.attributeValue("type"), answer.asXML());
        assertEquals("modify", error.attributeValue("type"));
        assertEquals(1, error.elements("not-acceptable").size(), answer.asXML());
        assertEquals(COMMANDS, error.element("bad-payload").getNamespaceURI());
        assertEquals("intermediateim.seats.form." + problem, error.elementText("text"));
    }

    private static DataForm asked(Element answer) {
        Element command = answer.element("command");
        assertEquals("executing", command.attributeValue("status"), answer.asXML());
        assertEquals("complete", command.element("actions").attributeValue("execute"));
        return DataForm.in(command).orElseThrow();
    }

    @Nested
    class Keep {

        @Test
        void asksByAForm() {
            DataForm form = asked(command("keep", "", ""));
            assertEquals(DataForm.Type.FORM, form.type());
            assertEquals(
                    List.of("room", "nick", "password", "last", "leave"),
                    form.fields().stream().map(Field::var).toList());
            assertEquals(
                    List.of("room"),
                    form.fields().stream()
                            .filter(Field::required)
                            .map(Field::var)
                            .toList());
            assertEquals(
                    "intermediateim.seats.form.nick",
                    form.field("nick").orElseThrow().label());
            assertEquals(Map.of(), service.seats);
        }

        @Test
        void takesTheUsualWhereNothingIsSaid() {
            assertCompleted(
                    "info", "intermediateim.seats.say.kept[crypt@rooms.verona.lit, romeo]", submit("keep", ROOM));
            assertEquals(Map.of(CRYPT, new Options("romeo")), service.seats);
        }

        @Test
        void takesWhatIsSaid() {
            submit(
                    "keep",
                    ROOM
                            + field("nick", "The Heir")
                            + field("password", "rosebush")
                            + field("last", "7")
                            + field("leave", "true"));
            assertEquals(Map.of(CRYPT, ALL), service.seats);
        }

        @Test
        void saysWhenItIsNotDone() {
            service.refusal = SeatService.Answer.TOO_MANY_OF_USER;
            assertCompleted("error", "intermediateim.seats.say.too-many", submit("keep", ROOM));
        }

        @Test
        @Requirement("0004-04")
        void ignoresFieldsThatItDoesNotKnow() {
            assertCompleted(
                    "info",
                    "intermediateim.seats.say.kept[crypt@rooms.verona.lit, romeo]",
                    submit(
                            "keep",
                            field("colour", "red") + ROOM + "<field var='nicks'/><field type='fixed'/>"
                                    + field("", "nameless")));
            assertEquals(Map.of(CRYPT, new Options("romeo")), service.seats);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "<field var='nick'/><field var='password'/><field var='last'/><field var='leave'/>",
                    "<field var='nick'><value/></field><field var='password'><value/></field><field var='last'><value/></field>"
                            + "<field var='leave'><value/></field>"
                })
        @Requirement("0004-33")
        void leavesAsItWasWhatHasNoValue(String fields) {
            service.seats.put(CRYPT, ALL);
            assertCompleted(
                    "info",
                    "intermediateim.seats.say.changed[crypt@rooms.verona.lit, The Heir]",
                    submit("keep", ROOM + fields));
            assertEquals(Map.of(CRYPT, ALL), service.seats);
        }

        @Test
        @Requirement("0004-33")
        void changesWhatHasOne() {
            service.seats.put(CRYPT, ALL);
            submit("keep", ROOM + field("nick", "Montague"));
            assertEquals(new Options("Montague", "rosebush", 7, true), service.seats.get(CRYPT));
            submit("keep", ROOM + field("password", "thorns"));
            assertEquals(new Options("Montague", "thorns", 7, true), service.seats.get(CRYPT));
            submit("keep", ROOM + field("last", "0"));
            assertEquals(new Options("Montague", "thorns", 0, true), service.seats.get(CRYPT));
            submit("keep", ROOM + field("leave", "0"));
            assertEquals(new Options("Montague", "thorns", 0, false), service.seats.get(CRYPT));
            submit("keep", ROOM + field("leave", "1"));
            assertEquals(new Options("Montague", "thorns", 0, true), service.seats.get(CRYPT));
            submit("keep", ROOM + field("leave", "false"));
            assertEquals(new Options("Montague", "thorns", 0, false), service.seats.get(CRYPT));
        }

        @ParameterizedTest
        @CsvSource({
            "room, nowhere, no-room",
            "room, '', no-room",
            "room, crypt@rooms.verona.lit/nick, no-room",
            "last, -1, no-number",
            "last, 51, no-number",
            "last, many, no-number",
            "last, 99999999999, no-number",
            "leave, yes, no-flag",
            "leave, 2, no-flag"
        })
        @Requirement("0004-34")
        void refusesBadData(String name, String value, String problem) {
            String fields = name.equals("room") ? "" : ROOM;
            assertNotAcceptable(problem, submit("keep", fields + field(name, value)));
            assertEquals(Map.of(), service.seats);
        }

        @Test
        @Requirement("0004-34")
        void refusesANickThatIsNone() {
            service.seats.put(CRYPT, ALL);
            assertNotAcceptable("no-nick", submit("keep", ROOM + field("nick", "x".repeat(1024))));
            assertNotAcceptable("no-nick", submit("keep", ROOM + field("nick", " ")));
            assertEquals(Map.of(CRYPT, ALL), service.seats);
        }

        @Test
        @Requirement("0004-34")
        void refusesAPasswordThatIsTooLongToBeStored() {
            service.seats.put(CRYPT, ALL);
            assertNotAcceptable("no-password", submit("keep", ROOM + field("password", "x".repeat(900_000))));
            assertNotAcceptable("no-password", submit("keep", ROOM + field("password", "x".repeat(1024))));
            assertEquals(Map.of(CRYPT, ALL), service.seats);
            submit("keep", ROOM + field("password", "x".repeat(1023)));
            assertEquals(1023, service.seats.get(CRYPT).password().length());
        }

        @Test
        void saysThatAnOrderCouldNotBeWritten() {
            service.refusal = SeatService.Answer.REFUSED;
            for (String command : List.of("keep", "drop")) {
                String answer =
                        command(command, "action='complete'", form(ROOM)).asXML();
                assertTrue(
                        answer.contains("type=\"error\"")
                                && answer.contains("resource-constraint")
                                && answer.contains("type=\"wait\"")
                                && answer.contains("intermediateim.seats.say.not-written"),
                        answer);
            }
        }

        @Test
        @Requirement("0004-34")
        void refusesAFormWithoutItsRequiredField() {
            assertNotAcceptable("no-room", submit("keep", field("nick", "The Heir")));
        }

        @Test
        void takesAsManyOfTheLastMessagesAsThereMayBe() {
            submit("keep", ROOM + field("last", "50"));
            assertEquals(50, service.seats.get(CRYPT).lastMessages());
        }
    }

    @Nested
    class Drop {

        @Test
        void asksWhichOne() {
            service.seats.put(CRYPT, ALL);
            service.seats.put(new JID("hall@rooms.verona.lit"), ALL);
            Field room = asked(command("drop", "", "")).field("room").orElseThrow();
            assertEquals(
                    List.of("crypt@rooms.verona.lit", "hall@rooms.verona.lit"),
                    room.options().stream().map(Field.Option::value).toList());
            assertEquals(Optional.of("crypt@rooms.verona.lit"), room.value());
            assertTrue(room.required());
        }

        @Test
        void doesNotAskWhereThereIsNone() {
            assertCompleted("info", "intermediateim.seats.say.none", command("drop", "", ""));
        }

        @Test
        void givesUpTheOneThatIsNamed() {
            service.seats.put(CRYPT, ALL);
            assertCompleted("info", "intermediateim.seats.say.dropped[crypt@rooms.verona.lit]", submit("drop", ROOM));
            assertEquals(Map.of(), service.seats);
            assertCompleted("error", "intermediateim.seats.say.no-seat[crypt@rooms.verona.lit]", submit("drop", ROOM));
        }

        @Test
        @Requirement("0004-34")
        void refusesBadData() {
            service.seats.put(CRYPT, ALL);
            assertNotAcceptable("no-room", submit("drop", field("room", "nowhere")));
            assertNotAcceptable("no-room", submit("drop", ""));
            assertEquals(Map.of(CRYPT, ALL), service.seats);
        }

        @Test
        @Requirement("0004-04")
        void ignoresFieldsThatItDoesNotKnow() {
            service.seats.put(CRYPT, ALL);
            submit("drop", field("really", "no") + ROOM);
            assertEquals(Map.of(), service.seats);
        }
    }

    @Nested
    class AsCommands {

        @Test
        void theListNeedsNoForm() {
            service.seats.put(CRYPT, ALL);
            String line =
                    "intermediateim.seats.say.line[crypt@rooms.verona.lit, The Heir, intermediateim.seats.state.away, 0]";
            assertCompleted("info", line, command("list", "", ""));
            assertCompleted("info", line, submit("list", ROOM));
        }

        @Test
        void theyHandBackTheSession() {
            assertEquals("fresh", command("keep", "", "").element("command").attributeValue("sessionid"));
            assertEquals(
                    "known",
                    command("keep", "sessionid='known'", "").element("command").attributeValue("sessionid"));
            assertEquals(
                    "fresh",
                    command("keep", "sessionid='" + "x".repeat(65) + "'", "")
                            .element("command")
                            .attributeValue("sessionid"));
        }

        @Test
        void theyCanBeCanceled() {
            assertEquals(
                    "canceled",
                    command("keep", "action='cancel'", form(ROOM))
                            .element("command")
                            .attributeValue("status"));
            assertEquals(Map.of(), service.seats);
        }

        @Test
        void aFormThatIsCanceledIsAskedAgain() {
            asked(command("keep", "", "<x xmlns='jabber:x:data' type='cancel'/>"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"execute", "complete", "next"})
        void theyTakeEachWayToGoOn(String action) {
            command("keep", "action='" + action + "'", form(ROOM));
            assertEquals(Map.of(CRYPT, new Options("romeo")), service.seats);
        }

        @Test
        void otherActionsAndCommandsAreErrors() {
            assertEquals(
                    1,
                    command("keep", "action='prev'", "")
                            .element("error")
                            .elements("bad-request")
                            .size());
            assertEquals(
                    1,
                    command("dance", "", "")
                            .element("error")
                            .elements("item-not-found")
                            .size());
        }

        private Optional<IQ> get(String payload) {
            return commands.answer(
                            Xml.iq("<iq type='get' id='1' from='romeo@example.org/orchard' to='agents.example.org'>"
                                    + payload + "</iq>"))
                    .map(CompletableFuture::join);
        }

        @Test
        @Requirement({"0030-14", "0030-15", "0030-20"})
        void theyAreListed() {
            Element query = get("<query xmlns='http://jabber.org/protocol/disco#items' node='" + COMMANDS + "'/>")
                    .orElseThrow()
                    .getChildElement();
            assertEquals(
                    List.of("intermediateim#keep", "intermediateim#drop", "intermediateim#list"),
                    query.elements("item").stream()
                            .map(item -> ((Element) item).attributeValue("node"))
                            .toList());
            assertEquals(COMMANDS, query.attributeValue("node"));
            for (Object each : query.elements("item")) {
                Element item = (Element) each;
                assertEquals("agents.example.org", item.attributeValue("jid"));
                assertEquals("", item.getText());
            }
            Element first = query.element("item");
            assertEquals("intermediateim.seats.command.keep", first.attributeValue("name"));
        }

        @ParameterizedTest
        @CsvSource({
            COMMANDS + ", command-list, intermediateim.seats.commands",
            "intermediateim#drop, command-node, intermediateim.seats.command.drop"
        })
        void theySayWhatTheyAre(String node, String type, String name) {
            Element query = get("<query xmlns='http://jabber.org/protocol/disco#info' node='" + node + "'/>")
                    .orElseThrow()
                    .getChildElement();
            assertEquals(node, query.attributeValue("node"));
            assertEquals("automation", query.element("identity").attributeValue("category"));
            assertEquals(type, query.element("identity").attributeValue("type"));
            assertEquals(name, query.element("identity").attributeValue("name"));
        }

        @Test
        void otherQuestionsAreForOthers() {
            assertEquals(Optional.empty(), get("<query xmlns='http://jabber.org/protocol/disco#info'/>"));
            assertEquals(Optional.empty(), get("<query xmlns='http://jabber.org/protocol/disco#items'/>"));
            assertEquals(Optional.empty(), get("<query xmlns='http://jabber.org/protocol/disco#info' node='other'/>"));
            assertEquals(Optional.empty(), get("<ping xmlns='urn:xmpp:ping'/>"));
        }
    }
}
