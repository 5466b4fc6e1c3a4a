package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.EXODUS;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.FEATURES;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.PSI;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.SOFTWARE;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.features;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.query;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.sha1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Refused;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapsVerifierTest {

    private static final String OTHER_FORM = "<x xmlns='jabber:x:data' type='result'>"
            + "<field var='FORM_TYPE' type='hidden'><value>urn:other</value></field><field var='a'><value>1</value></field></x>";

    /** Announces what the answer hashes to, so that nothing but its form can be wrong. */
    private static VerificationResult verifyFitting(String content) {
        Element query = query(content);
        return CapsVerifier.verify(
                sha1(VerificationString.of(DiscoInfo.in(query).orElseThrow(), HashFunction.SHA_1)), query);
    }

    private static DiscoInfo verified(VerificationResult verdict) {
        return assertInstanceOf(Verified.class, verdict).info();
    }

    private static void assertRefused(Reason reason, VerificationResult verdict) {
        assertEquals(new Refused(reason), verdict);
    }

    @Nested
    class WhatIsTrue {

        @Test
        @Requirement({"0115-20", "0115-31", "0115-32", "0115-56", "0115-08"})
        void isVerified() {
            DiscoInfo info = verified(CapsVerifier.verify(sha1(Vectors.V1), query(EXODUS + FEATURES)));
            assertEquals(List.of(new DiscoInfo.Identity("client", "pc", "", "Exodus 0.9.1")), info.identities());
            assertTrue(info.hasFeature(Vectors.MUC));
        }

        @Test
        @Requirement({"0115-31", "0115-13"})
        void isVerifiedWithLanguagesAndForms() {
            DiscoInfo info = verified(CapsVerifier.verify(sha1(Vectors.V2), query(PSI + FEATURES + SOFTWARE)));
            assertEquals(
                    "Mac", info.forms().get(0).field("os").orElseThrow().value().orElseThrow());
        }

        @Test
        void givesAnAnswerThatVerifiesAgain() {
            DiscoInfo info = verified(CapsVerifier.verify(sha1(Vectors.V2), query(PSI + FEATURES + SOFTWARE)));
            Element written = Xml.element(info.toElement().asXML());

            assertEquals(info, verified(CapsVerifier.verify(sha1(Vectors.V2), written)));
        }

        @ParameterizedTest
        @Requirement({"0115-57", "0115-58"})
        @CsvSource({"md5", "sha-1", "sha-224", "sha-256", "sha-384", "sha-512", "SHA-1", "sha3-256"})
        void isVerifiedByEveryFunctionWeKnow(String hash) {
            String ver = VerificationString.of(
                    DiscoInfo.in(query(EXODUS + FEATURES)).orElseThrow(),
                    HashFunction.named(hash).orElseThrow());
            verified(CapsVerifier.verify(new Announcement(hash, "http://example.org", ver), query(EXODUS + FEATURES)));
        }

        @Test
        void mayLackThePadding() {
            verified(CapsVerifier.verify(sha1(Vectors.V1.replace("=", "")), query(EXODUS + FEATURES)));
        }

        @Test
        @Requirement("0030-04")
        void mayLackTheFeatureOfDiscoItself() {
            verified(verifyFitting(EXODUS + features("urn:xmpp:ping")));
        }

        @Test
        void mayLackAnIdentity() {
            assertEquals(
                    List.of(), verified(verifyFitting(features(Vectors.INFO))).identities());
        }

        @Test
        @Requirement("0115-30")
        void isWithoutTheFormsThatTheHashDoesNotCover() {
            String shown = OTHER_FORM.replace(" type='hidden'", "");
            String untyped = "<x xmlns='jabber:x:data' type='result'><field var='a'><value>b</value></field></x>";
            DiscoInfo info =
                    verified(CapsVerifier.verify(sha1(Vectors.V1), query(shown + EXODUS + untyped + FEATURES)));

            assertEquals(List.of(), info.forms());
        }

        @Test
        void isWithoutLabelsSinceTheHashDoesNotCoverThem() {
            String labelled = SOFTWARE.replace(
                    "<field var='os'>",
                    "<field var='os' label='Pay here' type='list-single'>"
                            + "<option label='x'><value>y</value></option><required/>");
            String xml = verified(CapsVerifier.verify(sha1(Vectors.V2), query(PSI + FEATURES + labelled)))
                    .toElement()
                    .asXML();

            assertFalse(xml.contains("label"), xml);
            assertFalse(xml.contains("option"), xml);
            assertFalse(xml.contains("required"), xml);
            assertTrue(xml.contains("list-single"), xml);
        }

        @Test
        @Requirement("0115-29")
        void mayGiveItsFormTypeTwice() {
            String form =
                    OTHER_FORM.replace("<value>urn:other</value>", "<value>urn:other</value><value>urn:other</value>");
            verified(verifyFitting(EXODUS + FEATURES + form));
        }

        @Test
        void mayHashTheLanguageThatItInherits() {
            Element explicit = query(PSI.replace("xml:lang='el' ", "") + FEATURES);
            Announcement announced =
                    sha1(VerificationString.of(DiscoInfo.in(explicit, "el").orElseThrow(), HashFunction.SHA_1));
            Element inherited = query("xml:lang='el'", PSI.replace("xml:lang='el' ", "") + FEATURES);

            assertEquals(
                    "el",
                    verified(CapsVerifier.verify(announced, inherited))
                            .identities()
                            .get(1)
                            .lang());
            assertRefused(Reason.MISMATCH, CapsVerifier.verify(announced, explicit));
        }

        @Test
        @Requirement("0115-09")
        void isNotTakenForAnotherBecauseOfALanguageAround() {
            verified(CapsVerifier.verify(sha1(Vectors.V1), query("xml:lang='de'", EXODUS + FEATURES)));
        }
    }

    @Nested
    class WhatIsFalse {

        @Test
        @Requirement({"0115-34", "0115-35"})
        void isRefused() {
            assertRefused(
                    Reason.MISMATCH,
                    CapsVerifier.verify(
                            sha1(Vectors.V1), query(EXODUS + features(Vectors.CAPS, Vectors.INFO, Vectors.MUC))));
            assertRefused(
                    Reason.MISMATCH,
                    CapsVerifier.verify(
                            sha1(Vectors.V1), query(EXODUS + features(Vectors.MUC, Vectors.INFO, Vectors.ITEMS))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "%%%%", "", "QgayPKawpkPSDYmwT/WM94uAlu0", "AAAA"})
        @Requirement("0115-34")
        void isRefusedWhateverWasAnnounced(String ver) {
            assertRefused(Reason.MISMATCH, CapsVerifier.verify(sha1(ver), query(EXODUS)));
        }

        @Test
        @Requirement("0115-21")
        void provesNothingWithoutAHash() {
            assertRefused(
                    Reason.LEGACY,
                    CapsVerifier.verify(
                            new Announcement("", "http://psi-im.org/caps", "0.11"), query(EXODUS + FEATURES)));
            assertTrue(Reason.LEGACY.holdsForSender());
        }

        @Test
        @Requirement({"0115-22", "0115-23"})
        void provesNothingByAFunctionWeDoNotKnow() {
            assertRefused(
                    Reason.UNKNOWN_HASH,
                    CapsVerifier.verify(new Announcement("sha-999", "x", Vectors.V1), query(EXODUS + FEATURES)));
            assertTrue(Reason.UNKNOWN_HASH.holdsForSender());
            assertFalse(Reason.MISMATCH.holdsForSender());
        }

        @Test
        void isRefusedIfItIsNoAnswerAtAll() {
            assertRefused(
                    Reason.NOT_DISCO_INFO,
                    CapsVerifier.verify(sha1(Vectors.V1), Xml.element("<query xmlns='urn:x'/>")));
        }

        @Test
        void isRefusedIfItIsTooLarge() {
            String feature = "x".repeat(DiscoInfo.MAX_CHARACTERS);
            assertRefused(Reason.TOO_LARGE, CapsVerifier.verify(sha1(Vectors.V1), query(EXODUS + features(feature))));
            assertRefused(Reason.TOO_LARGE, CapsVerifier.verify(sha1(Vectors.V1), deepQuery(100_000)));
        }

        private Element deepQuery(int depth) {
            Element query = query("");
            Element parent = query;
            for (int i = 0; i < depth; i++) {
                parent = parent.addElement("a");
            }
            return query;
        }
    }

    @Nested
    class WhatIsIllFormed {

        @Test
        @Requirement("0115-26")
        void hasAnIdentityTwice() {
            assertRefused(Reason.DUPLICATE_IDENTITY, verifyFitting(EXODUS + FEATURES + EXODUS));
            verified(verifyFitting(EXODUS + FEATURES + EXODUS.replace("Exodus", "Exit")));
        }

        @Test
        @Requirement("0115-27")
        void hasAFeatureTwice() {
            assertRefused(Reason.DUPLICATE_FEATURE, verifyFitting(EXODUS + FEATURES + features(Vectors.MUC)));
        }

        @Test
        @Requirement("0115-28")
        void hasTwoFormsOfOneType() {
            assertRefused(Reason.DUPLICATE_FORM, verifyFitting(PSI + FEATURES + SOFTWARE + SOFTWARE));
            verified(verifyFitting(PSI + FEATURES + SOFTWARE + OTHER_FORM));
        }

        @Test
        @Requirement("0115-29")
        void hasAFormOfSeveralTypes() {
            String form = OTHER_FORM.replace(
                    "<value>urn:other</value>", "<value>urn:other</value><value>urn:another</value>");
            assertRefused(Reason.SEVERAL_FORM_TYPES, verifyFitting(EXODUS + FEATURES + form));
        }
    }

    /** Same hash, other data: what the verification string does not tell apart (XEP-0115 §9.2). */
    @Nested
    class WhatIsPoisoned {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<identity category='client' type='pc' name='Exodus 0.9.1&lt;http://jabber.org/protocol/caps'/>",
                    "<identity category='client' type='pc' xml:lang='&lt;' name='x'/>",
                    "<identity category='&lt;' type='pc' name='x'/>",
                    "<identity category='x' type='&lt;' name='x'/>",
                    "<feature var='http://jabber.org/protocol/muc&lt;urn:x'/>",
                    "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>urn:a&lt;b</value></field></x>",
                    "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>urn:a</value></field><field var='&lt;'/></x>",
                    "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>urn:a</value></field><field var='b'><value>&lt;</value></field></x>"
                })
        void hasTheSeparatorInside(String part) {
            assertRefused(Reason.SEPARATOR_INSIDE, verifyFitting(part + features("urn:y")));
            assertTrue(Reason.SEPARATOR_INSIDE.holdsForSender());
        }

        @Test
        void hidesAFeatureInAName() {
            String swallowed = EXODUS.replace("0.9.1", "0.9.1&lt;" + Vectors.CAPS);
            assertRefused(
                    Reason.SEPARATOR_INSIDE,
                    CapsVerifier.verify(
                            sha1(Vectors.V1), query(swallowed + features(Vectors.INFO, Vectors.ITEMS, Vectors.MUC))));
        }

        @Test
        void givesAFeatureAsAnIdentity() {
            String swallowed = "<identity category='http:' type='' xml:lang='jabber.org' name='protocol/caps'/>";
            assertRefused(
                    Reason.AMBIGUOUS,
                    CapsVerifier.verify(
                            sha1(Vectors.V1),
                            query(EXODUS + swallowed + features(Vectors.INFO, Vectors.ITEMS, Vectors.MUC))));
        }

        @Test
        void givesAnIdentityAsAFeature() {
            assertRefused(
                    Reason.AMBIGUOUS,
                    CapsVerifier.verify(sha1(Vectors.V1), query(FEATURES + features("client/pc//Exodus 0.9.1"))));
        }

        @Test
        void movesPartsOfAnIdentity() {
            String moved = "<identity category='client/pc' type='' name='Exodus 0.9.1'/>";
            assertRefused(Reason.AMBIGUOUS, verifyFitting(moved + FEATURES));
            assertRefused(
                    Reason.AMBIGUOUS,
                    verifyFitting("<identity category='client' type='pc' xml:lang='/' name='x'/>" + FEATURES));
            assertRefused(Reason.AMBIGUOUS, verifyFitting("<identity category='client' type='' name='x'/>" + FEATURES));
        }

        @Test
        void givesTheLastFeaturesAsAForm() {
            String form = "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>" + Vectors.ITEMS
                    + "</value></field>";
            String named = form + "<field var='" + Vectors.MUC + "'/></x>";
            assertRefused(
                    Reason.AMBIGUOUS,
                    CapsVerifier.verify(
                            sha1(Vectors.V1), query(EXODUS + features(Vectors.CAPS, Vectors.INFO) + named)));
            String bare = "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>" + Vectors.MUC
                    + "</value></field></x>";
            assertRefused(
                    Reason.AMBIGUOUS,
                    CapsVerifier.verify(
                            sha1(Vectors.V1),
                            query(EXODUS + features(Vectors.CAPS, Vectors.INFO, Vectors.ITEMS) + bare)));
            String words =
                    "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>jabber:x:encrypted</value></field>"
                            + "<field var='msglog'><value>sslc2s</value><value>urn:xmpp:ping</value></field></x>";
            assertRefused(Reason.AMBIGUOUS, verifyFitting(EXODUS + FEATURES + words));
        }

        @Test
        void givesAFormAsAnother() {
            String shifted = SOFTWARE.replace("urn:xmpp:dataforms:softwareinfo", "ip_version");
            assertRefused(Reason.AMBIGUOUS, verifyFitting(PSI + FEATURES + shifted));
        }

        @Test
        void isNotWhatHasAFormThatSaysNothing() {
            String form =
                    "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/network/serverinfo</value></field></x>";
            verified(verifyFitting(EXODUS + FEATURES + form));
        }

        @Test
        void isNotWhatHasFieldsOfOthersInAForm() {
            String extended =
                    SOFTWARE.replace("</x>", "<field var='{http://example.org/}build'><value>7</value></field></x>");
            assertEquals(
                    1,
                    verified(verifyFitting(PSI + FEATURES + extended)).forms().size());
            assertEquals(
                    DataForm.Type.RESULT,
                    verified(verifyFitting(PSI + FEATURES + extended))
                            .forms()
                            .get(0)
                            .type());
        }
    }
}
