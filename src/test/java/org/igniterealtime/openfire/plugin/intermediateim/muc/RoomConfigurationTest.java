package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomConfigurationTest {

    private static RoomConfiguration offered(String fields) {
        return RoomConfiguration.in(
                        Xml.iq("<iq type='result' id='1'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                                + "<x xmlns='jabber:x:data' type='form'>" + fields + "</x></query></iq>"))
                .orElseThrow();
    }

    private static String field(String type, String content) {
        return "<field var='v'" + (type.isEmpty() ? "" : " type='" + type + "'") + ">" + content + "</field>";
    }

    private static final String OPTIONS = "<option><value>a</value></option><option label='B'><value>b</value></option>"
            + "<option><value>c</value></option><option/><option><value>d</value><value>e</value></option>"
            + "<option><value>a</value></option>";

    private static List<String> submitted(RoomConfiguration configuration) {
        return configuration.submission().orElseThrow().field("v").orElseThrow().values();
    }

    private static void refuses(String field, String... values) {
        RoomConfiguration offered = offered(field);
        assertThrows(IllegalArgumentException.class, () -> offered.with("v", values));
    }

    @Nested
    class AFieldWeChange {

        @ParameterizedTest
        @CsvSource({"true, 1", "1, 1", "false, 0", "0, 0"})
        @Requirement("0004-29")
        void isTrueOrFalse(String given, String written) {
            assertEquals(
                    List.of(written), submitted(offered(field("boolean", "")).with("v", given)));
            refuses(field("boolean", ""), "yes");
        }

        @ParameterizedTest
        @ValueSource(strings = {"list-single", "list-multi"})
        @Requirement({"0004-21", "0004-17", "0004-23"})
        void isChosenFromTheOptions(String type) {
            assertEquals(List.of("b"), submitted(offered(field(type, OPTIONS)).with("v", "b")));
            refuses(field(type, OPTIONS), "z");
            refuses(field(type, OPTIONS), "d");
        }

        @Test
        @Requirement("0004-22")
        void keepsTheOrderOfTheOptions() {
            assertEquals(
                    List.of("a", "c"),
                    submitted(offered(field("list-multi", OPTIONS)).with("v", "c", "a")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"text-single", "text-private", "boolean", "list-single", "jid-single", "of-our-own"})
        @Requirement({"0004-16", "0004-14"})
        void takesOneValue(String type) {
            refuses(field(type, "<option><value>1</value></option><option><value>0</value></option>"), "1", "0");
        }

        @Test
        @Requirement({"0004-25", "0004-26"})
        void isAnAddress() {
            assertEquals(
                    List.of("a@b"), submitted(offered(field("jid-single", "")).with("v", " A@b ")));
            refuses(field("jid-single", ""), "a@@b");
            assertEquals(
                    List.of("a@b", "c@d"),
                    submitted(offered(field("jid-multi", "")).with("v", "a@b", "c@d", "A@B")));
        }

        @Test
        @Requirement({"0004-27", "0004-28"})
        void isWrittenLineByLine() {
            RoomConfiguration changed = offered(field("text-multi", "")).with("v", "one\ntwo\r\nthree");
            assertEquals(List.of("one", "two", "three"), submitted(changed));
            assertEquals("one\ntwo\nthree", changed.fields().get(0).text());
        }

        @Test
        @Requirement({"0004-13", "0004-15"})
        void mayHaveNoType() {
            assertEquals(List.of("x"), submitted(offered(field("", "")).with("v", "x")));
        }

        @Test
        @Requirement("0004-24")
        void isOneThatPeopleMayChange() {
            refuses(field("hidden", "<value>a</value>"), "b");
            refuses(field("fixed", "<value>a</value>"), "b");
            refuses("<field type='text-single' var='other'/>", "b");
        }

        @Test
        void canBeEmptied() {
            assertEquals(
                    List.of(),
                    submitted(offered(field("jid-multi", "<value>a@b</value>")).with("v")));
        }

        @Test
        void isChangedInACopy() {
            RoomConfiguration offered = offered(field("text-single", "<value>a</value>"));
            RoomConfiguration changed = offered.with("v", "b");
            assertEquals(List.of("a"), offered.fields().get(0).values());
            assertEquals(List.of("b"), changed.fields().get(0).values());
            assertEquals(List.of("c"), submitted(changed.with("v", "c")));
        }
    }

    @Nested
    class AFieldWeDoNotChange {

        @Test
        @Requirement({"0004-05", "0004-20"})
        void isLeftOut() {
            assertEquals(
                    List.of(),
                    offered(field("text-single", "<value>x</value>"))
                            .submission()
                            .orElseThrow()
                            .fields());
        }

        @Test
        @Requirement("0004-24")
        void isSentBackIfItIsHidden() {
            assertEquals(List.of("x", "y"), submitted(offered(field("hidden", "<value>x</value><value>y</value>"))));
        }

        @Test
        @Requirement({"0004-05", "0004-20"})
        void isSentAsItIsIfItIsRequired() {
            assertEquals(List.of("x"), submitted(offered(field("text-single", "<value>x</value><required/>"))));
            assertEquals(
                    List.of("x", "y"),
                    submitted(offered(field("text-multi", "<value>x</value><value>y</value><required/>"))));
        }

        @Test
        @Requirement("0004-16")
        void isSentWithOneValueIfItMayNotHaveMore() {
            assertEquals(
                    List.of("x"),
                    submitted(offered(field("text-single", "<value>x</value><value>y</value><required/>"))));
        }

        @Test
        @Requirement("0004-29")
        void isFalseIfItIsRequiredAndSaysNothing() {
            assertEquals(List.of("0"), submitted(offered(field("boolean", "<required/>"))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"text-single", "list-single", "jid-multi", "of-our-own", ""})
        void cannotBeMadeUp(String type) {
            assertEquals(Optional.empty(), offered(field(type, "<required/>")).submission());
            assertEquals(
                    Optional.empty(),
                    offered(field(type, "<value/><required/>")).submission());
        }
    }

    @Test
    @Requirement("0004-12")
    void fieldsWithoutNameAndSecondOnesAreSkipped() {
        List<Field> fields = offered(
                        "<field type='text-single'><value>x</value></field><field var='v'><value>1</value></field>"
                                + "<field var='v'><value>2</value></field>")
                .fields();
        assertEquals(List.of(List.of("1")), fields.stream().map(Field::values).toList());
    }

    @Test
    @Requirement("0004-14")
    void unknownTypesAreTexts() {
        assertEquals(
                Optional.of("x"),
                offered(field("foo", "<value>x</value><value>y</value>"))
                        .fields()
                        .get(0)
                        .value());
    }

    @Test
    @Requirement({"0004-02", "0004-18", "0004-19", "0004-30", "0004-31"})
    void formsThatBreakTheRulesAreRead() {
        List<Field> fields = offered(
                        "<title>One\ntwo</title><instructions>Three\nfour</instructions><item><field var='i'/></item>"
                                + "<field var='v' type='text-single'><required>yes</required><option><value>a</value></option></field>"
                                + "<reported><field var='r'/></reported>")
                .fields();
        assertEquals(List.of("v"), fields.stream().map(Field::var).toList());
        assertTrue(fields.get(0).required());
        assertEquals(List.of(), fields.get(0).options());
    }

    @Test
    void aRequestIsNoOffer() {
        assertEquals(
                Optional.empty(),
                RoomConfiguration.in(
                        Xml.iq(
                                "<iq type='set' id='1'>"
                                        + "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'><field var='a'/></x></query></iq>")));
    }
}
