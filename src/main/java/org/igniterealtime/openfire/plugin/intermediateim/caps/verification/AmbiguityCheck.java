package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import static org.igniterealtime.openfire.plugin.intermediateim.caps.verification.OctetOrder.OCTET_ORDER;

import java.util.List;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.SortedInfo.Form;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo.Identity;

/**
 * Tells whether a verification string could as well have been made of other capabilities. It keeps no more of them than
 * parts with {@code <} between, so whoever moves the borders lies with a hash that fits: with {@code <} inside a part
 * (XEP-0115 §9.2), but also by giving the first features as an identity, an identity as a feature, or the last features
 * as a form.
 */
final class AmbiguityCheck {

    private AmbiguityCheck() {}

    /** @return whether any part holds the character that stands between them */
    static boolean hasSeparatorInside(SortedInfo info) {
        return any(info.features(), AmbiguityCheck::hasSeparator)
                || info.identities().stream()
                        .anyMatch(identity -> hasSeparator(identity.category())
                                || hasSeparator(identity.type())
                                || hasSeparator(identity.lang())
                                || hasSeparator(identity.name()))
                || any(info.formParts(), AmbiguityCheck::hasSeparator);
    }

    /** No stream: there are dozens of features. */
    private static boolean any(List<String> parts, Predicate<String> condition) {
        for (String part : parts) {
            if (condition.test(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSeparator(String part) {
        return part.indexOf('<') >= 0;
    }

    /** @return whether other capabilities are as likely, given that no part holds the separator */
    static boolean isIn(SortedInfo info) {
        return !info.identities().stream().allMatch(AmbiguityCheck::isClear)
                || any(info.features(), AmbiguityCheck::readsAsIdentity)
                || !info.forms().stream().allMatch(AmbiguityCheck::isClear)
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
        return isWord(identity.category())
                && isWord(identity.type())
                && identity.lang().indexOf('/') < 0;
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.indexOf('/') < 0 && text.indexOf(':') < 0;
    }

    /** The type is a namespace, and the names of fields are none (but for Clark notation, XEP-0068 §3.4). */
    private static boolean isClear(Form form) {
        return form.type().indexOf(':') >= 0
                && form.fields().stream()
                        .allMatch(field ->
                                field.var().indexOf(':') < 0 || field.var().startsWith("{"));
    }

    /** Features are sorted: so is what was split off from them. */
    private static boolean formsReadAsFeatures(SortedInfo info) {
        List<String> parts = info.formParts();
        for (int i = 1; i < parts.size(); i++) {
            if (OCTET_ORDER.compare(parts.get(i - 1), parts.get(i)) >= 0) {
                return false;
            }
        }
        return !parts.isEmpty()
                && (info.features().isEmpty()
                        || OCTET_ORDER.compare(
                                        info.features().get(info.features().size() - 1), parts.get(0))
                                < 0);
    }
}
