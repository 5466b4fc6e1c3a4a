package org.igniterealtime.openfire.plugin.intermediateim.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.ElementSize;

/**
 * A data form (XEP-0004).
 *
 * @param fields in order; no two with the same name
 * @param table  whether it has {@code <reported/>} or {@code <item/>} (§3.4), which are not read
 */
public record DataForm(Type type, List<Field> fields, boolean table) {

    public static final String NAMESPACE = "jabber:x:data";
    public static final String FORM_TYPE = "FORM_TYPE";

    /** Of a form as a whole, as counted by {@link ElementSize}. A list of a room's thousands of members fits. */
    static final int MAX_CHARACTERS = 1 << 20;

    private static final QName X = QName.get("x", NAMESPACE);

    /** What a form is for (§3.1). */
    public enum Type {
        FORM,
        SUBMIT,
        CANCEL,
        RESULT;

        private static Type of(String word) {
            for (Type type : values()) {
                if (type.word().equals(word)) {
                    return type;
                }
            }
            return RESULT; // a form that doesn't ask to be filled in is there to be read
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DataForm {
        fields = List.copyOf(fields);
    }

    public DataForm(Type type, List<Field> fields) {
        this(type, fields, false);
    }

    /** @return the first form that is a child of {@code parent}; empty if there is none, or one that is too large */
    public static Optional<DataForm> in(Element parent) {
        return Optional.ofNullable(parent.element(X))
                .filter(form -> !ElementSize.exceeds(form, MAX_CHARACTERS))
                .map(DataForm::read);
    }

    /** @return whether the element is a form */
    public static boolean is(Element element) {
        return element.getQName().equals(X);
    }

    /**
     * Reads leniently: a field without a name is left out unless it is fixed text, and of two with one name the first
     * counts (§3.2).
     *
     * @param form an element that {@link #is} one, of a size that the caller has seen to
     */
    public static DataForm read(Element form) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Object each : form.elements(Field.FIELD)) {
            Field field = Field.read((Element) each);
            if (field.var().isEmpty() ? field.type() == FieldType.FIXED : names.add(field.var())) {
                fields.add(field);
            }
        }
        boolean table = form.element("reported") != null || form.element("item") != null;
        return new DataForm(Type.of(form.attributeValue("type")), fields, table);
    }

    /** @return the field of that name */
    public Optional<Field> field(String var) {
        for (Field field : fields) {
            if (field.var().equals(var)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /**
     * @return which names the form uses (XEP-0068 §3.1). Only a hidden field tells; one without a type does in what is
     *         submitted (§5)
     */
    public Optional<String> formType() {
        return field(FORM_TYPE)
                .filter(field ->
                        field.type() == FieldType.HIDDEN || type == Type.SUBMIT && field.type() == FieldType.NONE)
                .flatMap(field -> field.values().stream().findFirst());
    }

    /** @return a fresh {@code <x/>} without a parent */
    public Element toElement() {
        Element form = DocumentHelper.createElement(X).addAttribute("type", type.word());
        fields.forEach(field -> field.writeTo(form));
        return form;
    }
}
