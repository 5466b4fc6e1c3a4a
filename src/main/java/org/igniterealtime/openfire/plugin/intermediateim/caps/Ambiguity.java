package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.igniterealtime.openfire.plugin.intermediateim.caps.OctetOrder.OCTET_ORDER;

import java.util.ArrayList;
import java.util.List;
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

    private Ambiguity() {
    }

    /** @return whether any part holds the character that stands between them */
    static boolean hasSeparatorInside(DiscoInfo info) {
        return info.features().stream().anyMatch(Ambiguity::hasSeparator)
                || info.identities().stream().anyMatch(identity -> hasSeparator(identity.category()) || hasSeparator(identity.type())
                        || hasSeparator(identity.lang()) || hasSeparator(identity.name()))
                || formParts(info).stream().anyMatch(Ambiguity::hasSeparator);
    }

    private static boolean hasSeparator(String part) {
        return part.indexOf('<') >= 0;
    }

    /** @return whether other capabilities are as likely, given that no part holds the separator */
    static boolean isIn(DiscoInfo info) {
        return !info.identities().stream().allMatch(Ambiguity::isClear)
                || info.features().stream().anyMatch(Ambiguity::readsAsIdentity)
                || !VerificationString.hashedForms(info).stream().allMatch(Ambiguity::isClear)
                || formsReadAsFeatures(info);
    }

    /** As category/type/lang/name; {@code http://…} doesn't, for the colon. */
    private static boolean readsAsIdentity(String feature) {
        int category = feature.indexOf('/');
        int type = feature.indexOf('/', category + 1);
        int colon = feature.indexOf(':');
        return category > 0 && type > category + 1 && feature.indexOf('/', type + 1) > 0 && (colon < 0 || colon > type);
    }

    private static boolean isClear(Identity identity) {
        return isWord(identity.category()) && isWord(identity.type()) && identity.lang().indexOf('/') < 0;
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.indexOf('/') < 0 && text.indexOf(':') < 0;
    }

    /** The type is a namespace, and the names of fields are none (but for Clark notation, XEP-0068 §3.4). */
    private static boolean isClear(DataForm form) {
        return form.formType().orElseThrow().indexOf(':') >= 0 && VerificationString.fields(form).stream().map(Field::var)
                .allMatch(var -> var.indexOf(':') < 0 || var.startsWith("{"));
    }

    /** Features are sorted: so is what was split off from them. */
    private static boolean formsReadAsFeatures(DiscoInfo info) {
        List<String> parts = formParts(info);
        for (int i = 1; i < parts.size(); i++) {
            if (OCTET_ORDER.compare(parts.get(i - 1), parts.get(i)) >= 0) {
                return false;
            }
        }
        return !parts.isEmpty() && info.features().stream().allMatch(feature -> OCTET_ORDER.compare(feature, parts.get(0)) < 0);
    }

    /** @return what of the forms is hashed, in order */
    private static List<String> formParts(DiscoInfo info) {
        List<String> parts = new ArrayList<>();
        for (DataForm form : VerificationString.hashedForms(info)) {
            parts.add(form.formType().orElseThrow());
            for (Field field : VerificationString.fields(form)) {
                parts.add(field.var());
                parts.addAll(OctetOrder.sorted(field.values()));
            }
        }
        return parts;
    }
}
