package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Refused;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;

/**
 * Checks an answer against what was announced: XEP-0115 §5.4, in the order of its steps, and XEP-0390 §6.2.1. Any
 * thread.
 */
public final class CapsVerifier {

    private CapsVerifier() {}

    /**
     * The node of the answer does not count: old clients leave it out.
     *
     * @param query of a disco#info result, still inside its IQ, for its language; it is read only
     */
    public static VerificationResult verify(Announcement announced, Element query) {
        if (announced.isLegacy()) {
            return new Refused(Reason.LEGACY); // step 1
        }
        Optional<HashFunction> function = function(announced);
        if (function.isEmpty()) {
            return new Refused(Reason.UNKNOWN_HASH); // step 2
        }
        if (!query.getQName().equals(DiscoInfo.QUERY)) {
            return new Refused(Reason.NOT_DISCO_INFO);
        }
        return DiscoInfo.in(query)
                .map(info -> announced.isCaps2()
                        ? verifyCaps2(announced, function.get(), query)
                        : verify(announced, function.get(), info, query))
                .orElse(new Refused(Reason.TOO_LARGE));
    }

    /** @return whether any answer can prove it; otherwise an answer tells of the sender alone */
    public static boolean canProve(Announcement announced) {
        return !announced.isLegacy() && function(announced).isPresent();
    }

    private static Optional<HashFunction> function(Announcement announced) {
        return HashFunction.named(announced.hash()).filter(each -> !announced.isCaps2() || each.isFitForCaps2());
    }

    private static VerificationResult verify(
            Announcement announced, HashFunction function, DiscoInfo info, Element query) {
        SortedInfo sorted = SortedInfo.of(info);
        Optional<Reason> illFormed = illFormed(info, sorted);
        if (illFormed.isPresent()) {
            return new Refused(illFormed.get());
        }
        if (fits(announced, VerificationString.digest(sorted, function))) { // steps 3.7 to 3.9
            return verdict(info, sorted);
        }
        String language = DiscoInfo.inheritedLanguage(query);
        return language.isEmpty()
                ? new Refused(Reason.MISMATCH)
                : verifyInherited(
                        announced, function, DiscoInfo.in(query, language).orElseThrow());
    }

    /** The XEP is silent on a language of the answer as a whole: some hash it. */
    private static VerificationResult verifyInherited(Announcement announced, HashFunction function, DiscoInfo info) {
        SortedInfo sorted = SortedInfo.of(info);
        return illFormed(info, sorted).isEmpty() && fits(announced, VerificationString.digest(sorted, function))
                ? verdict(info, sorted)
                : new Refused(Reason.MISMATCH);
    }

    /** Steps 3.3 to 3.5. */
    private static Optional<Reason> illFormed(DiscoInfo info, SortedInfo sorted) {
        if (sorted.hasEqualIdentities()) {
            return Optional.of(Reason.DUPLICATE_IDENTITY);
        }
        if (sorted.hasEqualFeatures()) {
            return Optional.of(Reason.DUPLICATE_FEATURE);
        }
        if (sorted.hasEqualForms()) {
            return Optional.of(Reason.DUPLICATE_FORM);
        }
        return info.forms().stream()
                        .flatMap(form -> form.field(DataForm.FORM_TYPE).stream())
                        .anyMatch(field -> field.values().size() > 1
                                && field.values().stream().distinct().count() > 1)
                ? Optional.of(Reason.SEVERAL_FORM_TYPES)
                : Optional.empty();
    }

    private static VerificationResult verdict(DiscoInfo info, SortedInfo sorted) {
        if (AmbiguityCheck.hasSeparatorInside(sorted)) {
            return new Refused(Reason.SEPARATOR_INSIDE);
        }
        return AmbiguityCheck.isIn(sorted) ? new Refused(Reason.AMBIGUOUS) : new Verified(proved(info));
    }

    private static VerificationResult verifyCaps2(Announcement announced, HashFunction function, Element query) {
        DiscoInfo info = DiscoInfo.in(query, DiscoInfo.inheritedLanguage(query)).orElseThrow();
        boolean unknownElement =
                info.identities().size() + info.features().size() + info.forms().size()
                        < query.elements().size();
        if (unknownElement
                || info.forms().stream()
                        .anyMatch(form -> form.table() || form.formType().isEmpty())) {
            return new Refused(Reason.NOT_HASHABLE); // XEP-0390 §4.1 (1-3)
        }
        return fits(announced, function.digest(CapabilityHashes.input(info)))
                ? new Verified(proved(info))
                : new Refused(Reason.MISMATCH);
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
        List<DataForm> forms = info.forms().stream()
                .filter(form -> form.formType().isPresent())
                .map(CapsVerifier::proved)
                .toList();
        return new DiscoInfo(info.identities(), info.features(), forms);
    }

    private static DataForm proved(DataForm form) {
        return new DataForm(
                DataForm.Type.RESULT,
                form.fields().stream()
                        .map(field -> new Field(
                                field.var(),
                                field.var().equals(DataForm.FORM_TYPE) ? FieldType.HIDDEN : field.type(),
                                field.values().toArray(String[]::new)))
                        .toList());
    }
}
