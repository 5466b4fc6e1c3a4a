package org.igniterealtime.openfire.plugin.intermediateim.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;

/**
 * A field of a form (XEP-0004 §3.2).
 *
 * @param var     its name; empty only for type fixed
 * @param label   for people; empty for none
 * @param values  as sent, whitespace included, whatever the type says of their number; {@link #value()} goes by the type
 * @param options what lists are chosen from, each value once; empty for other types
 */
public record Field(String var, FieldType type, String label, boolean required, List<String> values, List<Option> options) {

    /** One of those that can be chosen. {@code label} is for people; empty for none. */
    public record Option(String label, String value) {
    }

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
        return value().filter(value -> value.equals("true") || value.equals("1")).isPresent();
    }

    /** @return the same with other values; of a type that takes one, only the first counts */
    public Field with(List<String> changed) {
        List<String> fitting = type.isMultiple() || changed.isEmpty() ? changed : changed.subList(0, 1);
        return new Field(var, type, label, required, fitting, options);
    }

    static Field read(Element field) {
        FieldType type = FieldType.of(field.attributeValue("type"));
        List<String> values = field.elements("value").stream().map(Element::getText).toList();
        return new Field(field.attributeValue("var", ""), type, field.attributeValue("label", ""),
                field.element("required") != null, values, type.hasOptions() ? options(field) : List.of());
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

    void writeTo(Element form) {
        Element field = form.addElement("field");
        writeTo(field, "var", var);
        writeTo(field, "type", type == FieldType.NONE ? "" : type.word());
        writeTo(field, "label", label);
        if (required) {
            field.addElement("required");
        }
        values.forEach(value -> field.addElement("value").setText(value));
        for (Option option : options) {
            Element element = field.addElement("option");
            writeTo(element, "label", option.label());
            element.addElement("value").setText(option.value());
        }
    }

    private static void writeTo(Element element, String attribute, String value) {
        if (!value.isEmpty()) {
            element.addAttribute(attribute, value);
        }
    }
}
