package org.igniterealtime.openfire.plugin.intermediateim.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field.Option;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataFormTest {

    private static final String ROOM =
            "<x xmlns='jabber:x:data' type='form'><title>a\nb</title><instructions>c</instructions>"
                    + "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
                    + "<field type='fixed'><value>Section</value></field>"
                    + "<field var='muc#roomconfig_roomname' type='text-single' label='Name'><required/><value>  Room </value></field>"
                    + "<field var='muc#roomconfig_whois' type='list-single' label='Whois'><option label='All'><value>anyone</value></option>"
                    + "<option><value>moderators</value></option><value>anyone</value></field></x>";

    private static DataForm form(String content) {
        return DataForm.read(Xml.element("<x xmlns='jabber:x:data' type='form'>" + content + "</x>"));
    }

    private static Field field(String xml) {
        return form(xml).fields().get(0);
    }

    @Nested
    class Reading {

        @Test
        @Requirement({"0004-01", "0004-02", "0004-13"})
        void takesAFormAsItIs() {
            DataForm form =
                    DataForm.in(Xml.element("<query>" + ROOM + "</query>")).orElseThrow();
            assertEquals(DataForm.Type.FORM, form.type());
            assertEquals(4, form.fields().size());
            assertFalse(form.table());
            Field name = form.field("muc#roomconfig_roomname").orElseThrow();
            assertEquals(
                    new Field(
                            "muc#roomconfig_roomname",
                            FieldType.TEXT_SINGLE,
                            "Name",
                            true,
                            List.of("  Room "),
                            List.of()),
                    name);
            assertEquals(
                    List.of(new Option("All", "anyone"), new Option("", "moderators")),
                    form.field("muc#roomconfig_whois").orElseThrow().options());
        }

        @Test
        void findsNoneWhereThereIsNone() {
            assertEquals(Optional.empty(), DataForm.in(Xml.element("<query><x xmlns='urn:x'/></query>")));
            assertTrue(DataForm.is(Xml.element("<x xmlns='jabber:x:data'/>")));
            assertFalse(DataForm.is(Xml.element("<x xmlns='urn:x'/>")));
        }

        @Test
        void takesNoneThatIsTooLarge() {
            String fits = "x".repeat(DataForm.MAX_CHARACTERS - 100_000);
            assertTrue(DataForm.in(Xml.element(
                            "<q><x xmlns='jabber:x:data'><field var='a'><value>" + fits + "</value></field></x></q>"))
                    .isPresent());
            assertEquals(
                    Optional.empty(),
                    DataForm.in(Xml.element("<q><x xmlns='jabber:x:data'><field var='a'><value>" + fits + fits
                            + "</value></field></x></q>")));
        }

        @Test
        @Requirement("0004-12")
        void leavesOutAFieldWithoutANameAndTheSecondOfOneName() {
            DataForm form = form(
                    "<field><value>x</value></field><field var='a'><value>1</value></field><field var='a'><value>2</value></field>"
                            + "<field type='fixed'><value>t</value></field><field type='fixed'><value>u</value></field>");
            assertEquals(
                    List.of("a", "", ""), form.fields().stream().map(Field::var).toList());
            assertEquals("1", form.field("a").orElseThrow().value().orElseThrow());
            assertEquals(Optional.empty(), form.field("b"));
        }

        @ParameterizedTest
        @Requirement({"0004-13", "0004-14", "0004-15"})
        @CsvSource(
                value = {
                    "text-multi,TEXT_MULTI",
                    "jid-single,JID_SINGLE",
                    "foo,TEXT_SINGLE",
                    "BOOLEAN,TEXT_SINGLE",
                    "none,TEXT_SINGLE"
                })
        void takesAnUnknownTypeForASingleText(String word, FieldType type) {
            assertEquals(type, field("<field var='a' type='" + word + "'/>").type());
        }

        @Test
        @Requirement({"0004-13", "0004-15"})
        void takesAFieldWithoutAType() {
            assertEquals(FieldType.NONE, field("<field var='a'/>").type());
        }

        @Test
        @Requirement("0004-16")
        void countsTheFirstOfSeveralValues() {
            Field field = field("<field var='a' type='list-single'><value>1</value><value>2</value></field>");
            assertEquals(Optional.of("1"), field.value());
            assertEquals(List.of("1", "2"), field.values());
        }

        @Test
        void takesAnEmptyValueForNone() {
            assertEquals(
                    Optional.empty(), field("<field var='a'><value/></field>").value());
            assertEquals(Optional.empty(), field("<field var='a'/>").value());
            assertEquals(List.of(""), field("<field var='a'><value/></field>").values());
        }

        @Test
        @Requirement({"0004-17", "0004-23"})
        void leavesOutOptionsThatAreNone() {
            String options = "<option label='l'/><option><value>a</value><value>b</value></option>"
                    + "<option label='1'><value>c</value></option><option label='2'><value>c</value></option>";
            assertEquals(
                    List.of(new Option("1", "c")),
                    field("<field var='a' type='list-multi'>" + options + "</field>")
                            .options());
        }

        @Test
        @Requirement("0004-18")
        void looksForOptionsInListsOnly() {
            assertEquals(
                    List.of(),
                    field("<field var='a' type='text-single'><option><value>c</value></option></field>")
                            .options());
        }

        @Test
        @Requirement("0004-19")
        void seesThatAFieldIsRequiredWhateverIsInside() {
            assertTrue(
                    field("<field var='a'><required>no<x/></required></field>").required());
            assertFalse(field("<field var='a'/>").required());
        }

        @ParameterizedTest
        @Requirement("0004-29")
        @CsvSource({"true,true", "1,true", "false,false", "0,false", "TRUE,false", "'',false"})
        void readsTruth(String value, boolean truth) {
            assertEquals(
                    truth,
                    field("<field var='a' type='boolean'><value>" + value + "</value></field>")
                            .isTrue());
        }

        @Test
        @Requirement("0004-29")
        void readsTruthWhereThereIsNone() {
            assertFalse(field("<field var='a' type='boolean'/>").isTrue());
        }

        @Test
        @Requirement({"0004-27", "0004-28"})
        void joinsLines() {
            assertEquals(
                    "a\n\nb",
                    field("<field var='a' type='text-multi'><value>a</value><value/><value>b</value></field>")
                            .text());
        }

        @ParameterizedTest
        @Requirement({"0004-30", "0004-31"})
        @ValueSource(strings = {"<reported/><item/>", "<item/>", "<item/><reported/>", "<reported/>"})
        void seesATableBesideItsFields(String table) {
            DataForm form = form(table + "<field var='a'/>");
            assertTrue(form.table());
            assertEquals(1, form.fields().size());
        }

        @ParameterizedTest
        @CsvSource({"form,FORM", "submit,SUBMIT", "cancel,CANCEL", "result,RESULT", "other,RESULT"})
        void takesAFormOfUnknownPurposeForAResult(String word, DataForm.Type type) {
            assertEquals(
                    type,
                    DataForm.read(Xml.element("<x xmlns='jabber:x:data' type='" + word + "'/>"))
                            .type());
            assertEquals(
                    DataForm.Type.RESULT,
                    DataForm.read(Xml.element("<x xmlns='jabber:x:data'/>")).type());
        }
    }

    @Nested
    class ItsFormType {

        private Optional<String> formType(String type, String attributes) {
            return DataForm.read(Xml.element("<x xmlns='jabber:x:data' type='" + type + "'><field var='FORM_TYPE' "
                            + attributes + "><value>HTTP://x</value></field></x>"))
                    .formType();
        }

        @Test
        @Requirement({"0068-01", "0068-04", "0068-05"})
        void isToldByAHiddenField() {
            assertEquals(Optional.of("HTTP://x"), formType("form", "type='hidden'"));
            assertEquals(Optional.of("HTTP://x"), formType("submit", "type='hidden'"));
            assertEquals(Optional.empty(), formType("form", "type='text-single'"));
            assertEquals(Optional.empty(), formType("result", ""));
        }

        @Test
        @Requirement("0068-06")
        void isToldByAnUntypedFieldInWhatIsSubmitted() {
            assertEquals(Optional.of("HTTP://x"), formType("submit", ""));
            assertEquals(Optional.empty(), formType("submit", "type='text-single'"));
        }

        @Test
        @Requirement("0068-07")
        void mayBeMissing() {
            assertEquals(Optional.empty(), form("<field var='a'/>").formType());
            assertEquals(
                    Optional.empty(),
                    form("<field var='FORM_TYPE' type='hidden'/>").formType());
        }
    }

    @Nested
    class Writing {

        @Test
        void givesBackWhatWasRead() {
            DataForm form = DataForm.read(Xml.element(ROOM));
            assertEquals(form, DataForm.read(Xml.element(form.toElement().asXML())));
        }

        @Test
        @Requirement({"0004-10", "0004-15"})
        void leavesOutWhatIsNotThere() {
            DataForm form = new DataForm(
                    DataForm.Type.SUBMIT,
                    List.of(new Field("a", FieldType.NONE, "1", "2"), new Field("b", FieldType.BOOLEAN)));
            assertEquals(
                    "<x xmlns=\"jabber:x:data\" type=\"submit\"><field var=\"a\"><value>1</value><value>2</value></field>"
                            + "<field var=\"b\" type=\"boolean\"/></x>",
                    form.toElement().asXML());
        }

        @Test
        @Requirement("0004-11")
        void writesACancelWithoutFields() {
            assertEquals(
                    "<x xmlns=\"jabber:x:data\" type=\"cancel\"/>",
                    new DataForm(DataForm.Type.CANCEL, List.of()).toElement().asXML());
        }
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    @Requirement("0004-16")
    void aFieldTakesAsManyValuesAsItsTypeAllows(FieldType type) {
        boolean several = type.word().endsWith("-multi") || type == FieldType.HIDDEN || type == FieldType.NONE;
        Field field = new Field("a", type, "l", true, List.of("x"), List.of()).with(List.of("1", "2"));

        assertEquals(several ? List.of("1", "2") : List.of("1"), field.values());
        assertEquals("l", field.label());
        assertTrue(field.required());
        assertEquals(List.of(), field.with(List.of()).values());
    }
}
