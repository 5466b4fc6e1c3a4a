package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** Whether an answer is what was announced. */
public sealed interface VerificationResult {

    /** It is, for everybody who announces the same. */
    record Verified(DiscoInfo info) implements VerificationResult {}

    /** It proves nothing about anybody else. */
    record Refused(Reason reason) implements VerificationResult {}

    /** Why an answer is not kept for everybody. */
    enum Reason {
        /** No hash was announced (XEP-0115 §5.4 step 1, §13). */
        LEGACY(true),
        /** The hash function is not known, or not fit for XEP-0390 (XEP-0115 §5.4 step 2). */
        UNKNOWN_HASH(true),
        /** It is no answer to disco#info. */
        NOT_DISCO_INFO(false),
        TOO_LARGE(false),
        /** Two identities with the same category, type, language and name (§5.4 step 3.3). */
        DUPLICATE_IDENTITY(false),
        /** Two equal features (§5.4 step 3.4). */
        DUPLICATE_FEATURE(false),
        /** Two forms with the same FORM_TYPE (§5.4 step 3.5). */
        DUPLICATE_FORM(false),
        /** A FORM_TYPE with several different values (§5.4 step 3.5). */
        SEVERAL_FORM_TYPES(false),
        /** Something XEP-0390 §4.1 does not hash: an unknown element, a form with a table, or one without FORM_TYPE. */
        NOT_HASHABLE(false),
        /** The hash differs (§5.4 step 3.9). */
        MISMATCH(false),
        /** The hash fits, but {@code <} in a part of it leaves open what was hashed: the attack of 2009 (§9.2). */
        SEPARATOR_INSIDE(true),
        /** The hash fits, but also other data that are as likely: parts may have been moved over a border. */
        AMBIGUOUS(true);

        private final boolean holdsForSender;

        Reason(boolean holdsForSender) {
            this.holdsForSender = holdsForSender;
        }

        /** @return whether it may still be believed of the one who gave it, as anything else that he says of himself */
        public boolean holdsForSender() {
            return holdsForSender;
        }
    }
}
