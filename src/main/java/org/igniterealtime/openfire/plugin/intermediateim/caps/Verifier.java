package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Verdict.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Verdict.Refused;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Verdict.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Extent;

/** Checks an answer against what was announced: XEP-0115 §5.4, in the order of its steps, and XEP-0390 §6.2.1. Any thread. */
public final class Verifier {

    private Verifier() {
    }

    /**
     * The node of the answer does not count: old clients leave it out.
     *
     * @param query of a disco#info result, still inside its IQ, for its language; it is read only
     */
    public static Verdict verify(Announcement announced, Element query) {
        if (announced.isLegacy()) {
            return new Refused(Reason.LEGACY); // step 1
        }
        Optional<HashFunction> function = HashFunction.named(announced.hash())
                .filter(each -> !announced.isCaps2() || each.isFitForCaps2());
        if (function.isEmpty()) {
            return new Refused(Reason.UNKNOWN_HASH); // step 2
        }
        if (!query.getQName().equals(DiscoInfo.QUERY)) {
            return new Refused(Reason.NOT_DISCO_INFO);
        }
        if (Extent.exceeds(query, DiscoInfo.MOST_CHARACTERS)) {
            return new Refused(Reason.TOO_LARGE);
        }
        return announced.isCaps2() ? verifyCaps2(announced, function.get(), query) : verify(announced, function.get(), query);
    }

    private static Verdict verify(Announcement announced, HashFunction function, Element query) {
        DiscoInfo info = DiscoInfo.in(query).orElseThrow();
        Optional<Reason> illFormed = illFormed(info);
        if (illFormed.isPresent()) {
            return new Refused(illFormed.get());
        }
        if (fits(announced, VerificationString.digest(info, function))) { // steps 3.7 to 3.9
            return judge(info);
        }
        String language = DiscoInfo.inheritedLanguage(query); // the XEP is silent on it: some hash it
        DiscoInfo inherited = language.isEmpty() ? info : DiscoInfo.in(query, language).orElseThrow();
        return !inherited.equals(info) && illFormed(inherited).isEmpty() && fits(announced, VerificationString.digest(inherited, function))
                ? judge(inherited) : new Refused(Reason.MISMATCH);
    }

    /** Steps 3.3 to 3.5. */
    private static Optional<Reason> illFormed(DiscoInfo info) {
        if (hasEqual(info.identities())) {
            return Optional.of(Reason.DUPLICATE_IDENTITY);
        }
        if (hasEqual(info.features())) {
            return Optional.of(Reason.DUPLICATE_FEATURE);
        }
        List<DataForm> forms = VerificationString.hashedForms(info);
        if (hasEqual(forms.stream().map(form -> form.formType().orElseThrow()).toList())) {
            return Optional.of(Reason.DUPLICATE_FORM);
        }
        return info.forms().stream().flatMap(form -> form.field(DataForm.FORM_TYPE).stream())
                .anyMatch(field -> field.values().stream().distinct().count() > 1)
                ? Optional.of(Reason.SEVERAL_FORM_TYPES) : Optional.empty();
    }

    private static boolean hasEqual(Collection<?> parts) {
        return new HashSet<>(parts).size() < parts.size();
    }

    private static Verdict judge(DiscoInfo info) {
        if (Ambiguity.hasSeparatorInside(info)) {
            return new Refused(Reason.SEPARATOR_INSIDE);
        }
        return Ambiguity.isIn(info) ? new Refused(Reason.AMBIGUOUS) : new Verified(proved(info));
    }

    private static Verdict verifyCaps2(Announcement announced, HashFunction function, Element query) {
        DiscoInfo info = DiscoInfo.in(query, DiscoInfo.inheritedLanguage(query)).orElseThrow();
        boolean unknownElement = info.identities().size() + info.features().size() + info.forms().size() < query.elements().size();
        if (unknownElement || info.forms().stream().anyMatch(form -> form.table() || form.formType().isEmpty())) {
            return new Refused(Reason.NOT_HASHABLE); // XEP-0390 §4.1 (1-3)
        }
        return fits(announced, function.digest(CapabilityHashes.input(info)))
                ? new Verified(proved(info)) : new Refused(Reason.MISMATCH);
    }

    /** Octets are compared, not their base64: some leave out its padding. */
    private static boolean fits(Announcement announced, byte[] digest) {
        try {
            return MessageDigest.isEqual(Base64.getDecoder().decode(announced.value()), digest);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Leaves out what no hash covers, and anybody could have put in: forms without a type, labels, options. */
    private static DiscoInfo proved(DiscoInfo info) {
        List<DataForm> forms = info.forms().stream().filter(form -> form.formType().isPresent()).map(Verifier::proved).toList();
        return new DiscoInfo(info.identities(), info.features(), forms);
    }

    private static DataForm proved(DataForm form) {
        return new DataForm(DataForm.Type.RESULT, form.fields().stream().map(field -> new Field(field.var(),
                field.var().equals(DataForm.FORM_TYPE) ? FieldType.HIDDEN : field.type(),
                field.values().toArray(String[]::new))).toList());
    }
}
