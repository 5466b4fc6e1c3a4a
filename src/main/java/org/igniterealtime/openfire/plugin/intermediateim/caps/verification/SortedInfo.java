package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import static org.igniterealtime.openfire.plugin.intermediateim.caps.verification.OctetOrder.OCTET_ORDER;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo.Identity;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;

/**
 * Capabilities in the order in which they are hashed (XEP-0115 §5.1 steps 2, 4 and 6), in which equal parts are
 * neighbours.
 *
 * @param identities by category, type, language and name
 * @param forms      by type; one without a hidden FORM_TYPE is left out (§5.4 step 3.6)
 */
record SortedInfo(List<Identity> identities, List<String> features, List<Form> forms) {

    private static final Comparator<Identity> IDENTITY_ORDER = Comparator.comparing(Identity::category, OCTET_ORDER)
            .thenComparing(Identity::type, OCTET_ORDER)
            .thenComparing(Identity::lang, OCTET_ORDER)
            .thenComparing(Identity::name, OCTET_ORDER);
    private static final Comparator<Form> FORM_ORDER = Comparator.comparing(Form::type, OCTET_ORDER);
    private static final Comparator<Field> FIELD_ORDER = Comparator.comparing(Field::var, OCTET_ORDER);

    /**
     * @param type   the value of FORM_TYPE
     * @param fields all others, by name
     */
    record Form(String type, List<Field> fields) {}

    /** @param values in order */
    record Field(String var, List<String> values) {}

    static SortedInfo of(DiscoInfo info) {
        List<Identity> identities = new ArrayList<>(info.identities());
        identities.sort(IDENTITY_ORDER);
        List<Form> forms = new ArrayList<>();
        for (DataForm form : info.forms()) {
            form.formType().ifPresent(type -> forms.add(new Form(type, fields(form))));
        }
        forms.sort(FORM_ORDER);
        return new SortedInfo(identities, OctetOrder.sorted(info.features()), forms);
    }

    private static List<Field> fields(DataForm form) {
        List<Field> fields = new ArrayList<>();
        form.fields().forEach(field -> {
            if (!field.var().equals(DataForm.FORM_TYPE)) {
                fields.add(new Field(field.var(), OctetOrder.sorted(field.values())));
            }
        });
        fields.sort(FIELD_ORDER);
        return fields;
    }

    boolean hasEqualIdentities() {
        return hasEqual(identities);
    }

    boolean hasEqualFeatures() {
        return hasEqual(features);
    }

    boolean hasEqualForms() {
        return hasEqual(forms.stream().map(Form::type).toList());
    }

    private static boolean hasEqual(List<?> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).equals(sorted.get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    /** @return what of the forms is hashed, part by part */
    List<String> formParts() {
        List<String> parts = new ArrayList<>();
        for (Form form : forms) {
            parts.add(form.type());
            for (Field field : form.fields()) {
                parts.add(field.var());
                parts.addAll(field.values());
            }
        }
        return parts;
    }
}
