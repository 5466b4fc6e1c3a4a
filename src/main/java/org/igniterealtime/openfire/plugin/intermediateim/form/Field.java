package org.igniterealtime.openfire.plugin.intermediateim.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.dom4j.QName;

/**
 * A field of a form (XEP-0004 §3.2).
 *
 * @param var     its name; empty only for type fixed
 * @param label   for people; empty for none
 * @param values  as sent, whitespace included, whatever the type says of their number; {@link #value()} goes by the
 *     type
 * @param options what lists are chosen from, each value once; empty for other types
 */
public record Field(
        String var, FieldType type, String label, boolean required, List<String> values, List<Option> options) {

    static final QName FIELD = QName.get("field", DataForm.NAMESPACE);

    private static final QName VALUE = QName.get("value", DataForm.NAMESPACE);
    private static final QName VAR = QName.get("var");
    private static final QName TYPE = QName.get("type");
    private static final QName LABEL = QName.get("label");

    /** One of those that can be chosen. {@code label} is for people; empty for none. */
    public record Option(String label, String value) {}

    public Field {
        values = List.copyOf(values);
        options = List.copyOf(options);
    }

    /** A field as it is submitted, or told in a result. */
    public Field(String var, FieldType type, String... values) {
        this(var, type, "", false, List.of(values), List.of());
    }

    /** @return the value, or the first of several; empty if there is none, or only {@code <value/>} */
    public Optional<String> value() {
        return values.stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** @return the values as lines, which is what several values of {@code text-multi} are (§3.3) */
    public String text() {
        return String.join("\n", values);
    }

    /** @return whether it says {@code true} or {@code 1} (§3.3); false by default */
    public boolean isTrue() {
        return value().filter(value -> value.equals("true") || value.equals("1"))
                .isPresent();
    }

    /** @return the same with other values; of a type that takes one, only the first counts */
    public Field with(List<String> changed) {
        List<String> fitting = type.isMultiple() || changed.isEmpty() ? changed : changed.subList(0, 1);
        return new Field(var, type, label, required, fitting, options);
    }

    static Field read(Element field) {
        FieldType type = FieldType.of(field.attributeValue("type"));
        List<String> values = new ArrayList<>();
        field.elements("value").forEach(value -> values.add(value.getText()));
        return new Field(
                field.attributeValue("var", ""),
                type,
                field.attributeValue("label", ""),
                field.element("required") != null,
                values,
                type.hasOptions() ? options(field) : List.of());
    }

    private static List<Option> options(Element field) {
        List<Option> options = new ArrayList<>();
        for (Object each : field.elements("option")) {
            Element option = (Element) each;
            List<?> values = option.elements("value");
            if (values.size() == 1) { // anything else is no option (§3.2)
                String value = ((Element) values.get(0)).getText();
                if (options.stream().noneMatch(known -> known.value().equals(value))) {
                    options.add(new Option(option.attributeValue("label", ""), value));
                }
            }
        }
        return options;
    }

    /**
     * Names are looked up once and not for each field, as dom4j does with texts: answers about clients have to be
     * quick.
     */
    void writeTo(Element form) {
        Element field = form.addElement(FIELD);
        writeTo(field, VAR, var);
        writeTo(field, TYPE, type == FieldType.NONE ? "" : type.word());
        writeTo(field, LABEL, label);
        if (required) {
            field.addElement("required");
        }
        values.forEach(value -> field.addElement(VALUE).setText(value));
        for (Option option : options) {
            Element element = field.addElement("option");
            writeTo(element, LABEL, option.label());
            element.addElement(VALUE).setText(option.value());
        }
    }

    private static void writeTo(Element element, QName attribute, String value) {
        if (!value.isEmpty()) {
            element.addAttribute(attribute, value);
        }
    }
}
