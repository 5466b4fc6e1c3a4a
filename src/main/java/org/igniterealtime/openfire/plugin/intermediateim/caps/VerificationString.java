package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.OctetOrder.OCTET_ORDER;

import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo.Identity;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;

/** Makes the verification string (XEP-0115 §5.1). */
public final class VerificationString {

    private static final Comparator<Identity> IDENTITY_ORDER = Comparator.comparing(Identity::category, OCTET_ORDER)
            .thenComparing(Identity::type, OCTET_ORDER).thenComparing(Identity::lang, OCTET_ORDER)
            .thenComparing(Identity::name, OCTET_ORDER);

    private VerificationString() {
    }

    /** @return what {@code ver} is for these capabilities (§5.1 step 9) */
    public static String of(DiscoInfo info, HashFunction function) {
        return Base64.getEncoder().encodeToString(digest(info, function));
    }

    static byte[] digest(DiscoInfo info, HashFunction function) {
        return function.digest(string(info).getBytes(UTF_8)); // steps 8 and 9
    }

    /** @return what is hashed */
    static String string(DiscoInfo info) {
        StringBuilder s = new StringBuilder(1024); // step 1
        // steps 2 and 3: the identities by category, type and language, each as category/type/lang/name
        info.identities().stream().sorted(IDENTITY_ORDER).forEach(identity -> s.append(identity.category()).append('/')
                .append(identity.type()).append('/').append(identity.lang()).append('/').append(identity.name()).append('<'));
        // steps 4 and 5: the features
        info.features().stream().sorted(OCTET_ORDER).forEach(feature -> s.append(feature).append('<'));
        // steps 6 and 7: the forms by FORM_TYPE
        hashedForms(info).forEach(form -> append(form, s));
        return s.toString();
    }

    /** @return the forms that count, in order: one without a hidden FORM_TYPE is left out (§5.4 step 3.6) */
    static List<DataForm> hashedForms(DiscoInfo info) {
        return info.forms().stream().filter(form -> form.formType().isPresent())
                .sorted(Comparator.comparing(form -> form.formType().orElseThrow(), OCTET_ORDER)).toList();
    }

    private static void append(DataForm form, StringBuilder s) {
        s.append(form.formType().orElseThrow()).append('<');
        fields(form).forEach(field -> {
            s.append(field.var()).append('<');
            field.values().stream().sorted(OCTET_ORDER).forEach(value -> s.append(value).append('<'));
        });
    }

    /** @return all but FORM_TYPE, in order */
    static List<Field> fields(DataForm form) {
        return form.fields().stream().filter(field -> !field.var().equals(DataForm.FORM_TYPE))
                .sorted(Comparator.comparing(Field::var, OCTET_ORDER)).toList();
    }
}
