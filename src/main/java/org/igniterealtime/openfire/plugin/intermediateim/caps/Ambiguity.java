package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.igniterealtime.openfire.plugin.intermediateim.caps.OctetOrder.OCTET_ORDER;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo.Identity;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;

/**
 * Tells whether a verification string could as well have been made of other capabilities. It keeps no more of them than parts with
 * {@code <} between, so whoever moves the borders lies with a hash that fits: with {@code <} inside a part (XEP-0115 §9.2), but
 * also by giving the first features as an identity, an identity as a feature, or the last features as a form.
 */
final class Ambiguity {

    /** A feature that reads as an identity; {@code http://…} doesn't, for the colon. */
    private static final Pattern LIKE_IDENTITY = Pattern.compile("[^/:]+/[^/:]+/[^/]*/.*", Pattern.DOTALL);

    private Ambiguity() {
    }

    /** @return whether any part holds the character that stands between them */
    static boolean hasSeparatorInside(DiscoInfo info) {
        Stream<String> identities = info.identities().stream()
                .flatMap(identity -> Stream.of(identity.category(), identity.type(), identity.lang(), identity.name()));
        return Stream.of(identities, info.features().stream(), formParts(info).stream()).flatMap(parts -> parts)
                .anyMatch(part -> part.indexOf('<') >= 0);
    }

    /** @return whether other capabilities are as likely, given that no part holds the separator */
    static boolean isIn(DiscoInfo info) {
        return !info.identities().stream().allMatch(Ambiguity::isClear)
                || info.features().stream().anyMatch(feature -> LIKE_IDENTITY.matcher(feature).matches())
                || !VerificationString.hashedForms(info).stream().allMatch(Ambiguity::isClear)
                || formsReadAsFeatures(info);
    }

    private static boolean isClear(Identity identity) {
        return isWord(identity.category()) && isWord(identity.type()) && identity.lang().indexOf('/') < 0;
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.indexOf('/') < 0 && text.indexOf(':') < 0;
    }

    /** The type is a namespace, and the names of fields are none (but for Clark notation, XEP-0068 §3.4). */
    private static boolean isClear(DataForm form) {
        List<Field> fields = VerificationString.fields(form);
        return form.formType().orElseThrow().indexOf(':') >= 0 && !fields.isEmpty()
                && fields.stream().map(Field::var).allMatch(var -> var.indexOf(':') < 0 || var.startsWith("{"));
    }

    /** Features are sorted: so is what was split off from them. */
    private static boolean formsReadAsFeatures(DiscoInfo info) {
        List<String> parts = formParts(info);
        if (parts.isEmpty()) {
            return false;
        }
        info.features().stream().max(OCTET_ORDER).ifPresent(last -> parts.add(0, last));
        for (int i = 1; i < parts.size(); i++) {
            if (OCTET_ORDER.compare(parts.get(i - 1), parts.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** @return what of the forms is hashed, in order */
    private static List<String> formParts(DiscoInfo info) {
        List<String> parts = new ArrayList<>();
        for (DataForm form : VerificationString.hashedForms(info)) {
            parts.add(form.formType().orElseThrow());
            for (Field field : VerificationString.fields(form)) {
                parts.add(field.var());
                field.values().stream().sorted(OCTET_ORDER).forEach(parts::add);
            }
        }
        return parts;
    }
}
