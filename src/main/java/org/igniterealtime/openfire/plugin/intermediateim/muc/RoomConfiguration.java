package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * The form by which a new room is configured (XEP-0045 §10.1.3), as the service offers it and with what we change. What
 * we don't change keeps the service's value.
 */
public final class RoomConfiguration {

    private final DataForm form;
    private final Set<String> changed;

    RoomConfiguration(DataForm form) {
        this(form, Set.of());
    }

    private RoomConfiguration(DataForm form, Set<String> changed) {
        this.form = form;
        this.changed = changed;
    }

    /** @return empty if nothing can be configured (§10.1.3), or the answer is none */
    static Optional<RoomConfiguration> in(IQ answer) {
        Element query = RoomStanzas.type(answer).equals("result") ? answer.getChildElement() : null;
        return Optional.ofNullable(query)
                .filter(element -> element.getNamespaceURI().equals(MucUser.MUC_OWNER))
                .flatMap(DataForm::in)
                .filter(form ->
                        form.type() == DataForm.Type.FORM && !form.fields().isEmpty())
                .map(RoomConfiguration::new);
    }

    /** @return all fields, with the values they will have */
    public List<Field> fields() {
        return form.fields();
    }

    /**
     * @param values as XEP-0004 §3.3 has them for the field's type; lines of a text may be in one value
     * @throws IllegalArgumentException if there is no such field, it is not for us to change, or doesn't take these
     *     values
     */
    public RoomConfiguration with(String var, String... values) {
        Field field = form.field(var)
                .filter(known -> known.type() != FieldType.HIDDEN && known.type() != FieldType.FIXED)
                .orElseThrow(() -> new IllegalArgumentException("no field " + var));
        List<String> fitting = fitting(field, List.of(values));
        if (!field.type().isMultiple() && fitting.size() > 1) {
            throw new IllegalArgumentException(var + " takes one value");
        }
        List<Field> fields = new ArrayList<>(form.fields());
        fields.replaceAll(each -> each == field ? field.with(fitting) : each);
        Set<String> more = new LinkedHashSet<>(changed);
        more.add(var);
        return new RoomConfiguration(new DataForm(form.type(), fields), more);
    }

    private static List<String> fitting(Field field, List<String> values) {
        return switch (field.type()) {
            case BOOLEAN -> values.stream().map(RoomConfiguration::bool).toList();
            case LIST_SINGLE, LIST_MULTI -> offered(field, values);
            case JID_SINGLE, JID_MULTI ->
                values.stream()
                        .map(value -> new JID(value.strip()).toString())
                        .distinct()
                        .toList();
            case TEXT_MULTI ->
                values.stream()
                        .flatMap(value -> Arrays.stream(value.split("\\R", -1)))
                        .toList();
            default -> values;
        };
    }

    /** As older Openfire wants it: {@code true} and {@code false} would be ignored. */
    private static String bool(String value) {
        return switch (value) {
            case "1", "true" -> "1";
            case "0", "false" -> "0";
            default -> throw new IllegalArgumentException("neither true nor false: " + value);
        };
    }

    /** In the order of the options. */
    private static List<String> offered(Field field, List<String> values) {
        List<String> options = field.options().stream().map(Field.Option::value).toList();
        if (!options.containsAll(values)) {
            throw new IllegalArgumentException(field.var() + " offers " + options);
        }
        return options.stream().filter(values::contains).toList();
    }

    /**
     * @return what is sent: hidden fields as they are, what was changed, and what is required. Empty if something
     *     required has no value and none can be told: whoever does not know a field can't fill it in.
     */
    Optional<DataForm> submission() {
        List<Field> fields = new ArrayList<>();
        for (Field field : form.fields()) {
            if (field.type() == FieldType.HIDDEN || changed.contains(field.var()) || field.required()) {
                Optional<Field> filled = filled(field);
                if (filled.isEmpty()) {
                    return Optional.empty();
                }
                fields.add(filled.get());
            }
        }
        return Optional.of(new DataForm(DataForm.Type.SUBMIT, fields));
    }

    private static Optional<Field> filled(Field field) {
        boolean missing = field.required() && field.values().stream().allMatch(String::isEmpty);
        if (!missing || field.type() == FieldType.HIDDEN) {
            return Optional.of(submitted(
                    field,
                    field.type().isMultiple()
                            ? field.values()
                            : field.value().stream().toList()));
        }
        return field.type() == FieldType.BOOLEAN ? Optional.of(submitted(field, List.of("0"))) : Optional.empty();
    }

    /** Without what is for people. */
    private static Field submitted(Field field, List<String> values) {
        return new Field(field.var(), field.type(), values.toArray(String[]::new));
    }
}
