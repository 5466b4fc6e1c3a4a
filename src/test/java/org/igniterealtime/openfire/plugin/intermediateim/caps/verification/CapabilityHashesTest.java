package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Refused;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Version 2.0 of capabilities. */
class CapabilityHashesTest {

    private static final String FORM = "<x xmlns='jabber:x:data' type='result'>"
            + "<field var='FORM_TYPE' type='hidden'><value>urn:f</value></field><field var='a'><value>b</value></field></x>";

    private static List<Announcement> in(String hashes) {
        return CapabilityHashes.in(Xml.element("<presence><c xmlns='urn:xmpp:caps'>" + hashes + "</c></presence>"));
    }

    private static String hash(String function, String value) {
        return "<hash xmlns='urn:xmpp:hashes:2' algo='" + function + "'>" + value + "</hash>";
    }

    private static Announcement announced(String function, String value) {
        return in(hash(function, value)).get(0);
    }

    private static Announcement fitting(Element query) {
        DiscoInfo info = DiscoInfo.in(query, DiscoInfo.inheritedLanguage(query)).orElseThrow();
        return announced(
                "sha-256",
                Base64.getEncoder().encodeToString(HashFunction.SHA_256.digest(CapabilityHashes.input(info))));
    }

    @Test
    @Requirement({"0390-04", "0390-06", "0390-09"})
    void areReadAsAnnouncements() {
        List<Announcement> announced =
                in(hash("sha-256", "u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=") + hash("sha3-256", " eA==\n"));
        assertEquals(
                "urn:xmpp:caps#sha-256.u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=",
                announced.get(0).discoNode());
        assertEquals(new CapsKey("sha3-256", "sha3-256.eA=="), announced.get(1).key());
    }

    @Test
    @Requirement("0390-07")
    void areSplitAtTheLastFullStop() {
        Announcement announced = announced("a.b", "xyz=");
        assertEquals("urn:xmpp:caps#a.b.xyz=", announced.discoNode());
        assertTrue(announced.isCaps2());
        assertEquals("xyz=", announced.value());
    }

    @Test
    void areBoundedAndComplete() {
        assertEquals(8, in(hash("sha-256", "eA==").repeat(100)).size());
        assertEquals(List.of(), in(hash("", "eA==") + hash("sha-256", " ") + "<hash algo='sha-256'>eA==</hash>"));
        assertEquals(List.of(), in(hash("sha-256", "e".repeat(300))));
        assertEquals(List.of(), CapabilityHashes.in(Xml.element("<presence/>")));
    }

    @ParameterizedTest
    @Requirement({"0390-01", "0390-16"})
    @CsvSource({
        "sha-256,kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=",
        "sha3-256,79mdYAfU9rEdTOcWDO7UEAt6E56SUzk/g6TnqUeuD9Q="
    })
    void verifyTheSimpleExample(String function, String value) {
        assertInstanceOf(Verified.class, CapsVerifier.verify(announced(function, value), query(Vectors.W1)));
        assertEquals(473, CapabilityHashes.input(DiscoInfo.in(query(Vectors.W1)).orElseThrow()).length);
    }

    @ParameterizedTest
    @Requirement("0390-01")
    @CsvSource({
        "sha-256,u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=",
        "sha3-256,XpUJzLAc93258sMECZ3FJpebkzuyNXDzRNwQog8eycg="
    })
    void verifyTheComplexExample(String function, String value) {
        assertInstanceOf(Verified.class, CapsVerifier.verify(announced(function, value), query(Vectors.W2)));
        assertEquals(
                1347, CapabilityHashes.input(DiscoInfo.in(query(Vectors.W2)).orElseThrow()).length);
    }

    @Test
    @Requirement({"0390-16", "0390-22", "0390-23"})
    void refuseWhatTheyDoNotFit() {
        assertEquals(
                new Refused(Reason.MISMATCH), CapsVerifier.verify(announced("sha-256", "eA=="), query(Vectors.W1)));
        String version1 = VerificationString.of(DiscoInfo.in(query(Vectors.W1)).orElseThrow(), HashFunction.SHA_256);
        assertEquals(
                new Refused(Reason.MISMATCH), CapsVerifier.verify(announced("sha-256", version1), query(Vectors.W1)));
    }

    @ParameterizedTest
    @Requirement("0390-05")
    @ValueSource(strings = {"md5", "sha-1", "sha-224", "blake2b-256"})
    void areNotMadeByFunctionsThatAreForbiddenOrUnknown(String function) {
        assertEquals(
                new Refused(Reason.UNKNOWN_HASH), CapsVerifier.verify(announced(function, "eA=="), query(Vectors.W1)));
    }

    @ParameterizedTest
    @Requirement("0390-02")
    @ValueSource(
            strings = {
                "<other xmlns='urn:x'/>",
                "<feature/>",
                "<identity xmlns='urn:x' category='a' type='b'/>",
                "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>urn:f</value></field></x>",
                "<x xmlns='jabber:x:data' type='result'><field var='a'><value>urn:f</value></field></x>",
                "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:f</value></field><reported/></x>",
                "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:f</value></field><item/></x>"
            })
    void refuseWhatTheyCanNotCover(String part) {
        Element query = query(Vectors.W1 + part);
        assertEquals(new Refused(Reason.NOT_HASHABLE), CapsVerifier.verify(fitting(query), query));
    }

    @Test
    @Requirement({"0390-03", "0390-20"})
    void coverTheLanguageThatIsInherited() {
        Element query = query("xml:lang='de'", Vectors.W1 + FORM);
        DiscoInfo info = assertInstanceOf(Verified.class, CapsVerifier.verify(fitting(query), query))
                .info();
        assertEquals("de", info.identities().get(0).lang());
        Element kept = Xml.element(info.toElement().asXML());
        assertInstanceOf(Verified.class, CapsVerifier.verify(fitting(query), kept));
        assertFalse(CapsVerifier.verify(fitting(query), query(Vectors.W1 + FORM)) instanceof Verified);
    }

    @Test
    void tellOneBorderFromAnother() {
        Element feature = query(Vectors.W1 + Vectors.features("client/pc//x"));
        Element identity = query(Vectors.W1 + "<identity category='client' type='pc' name='x'/>");

        assertFalse(CapsVerifier.verify(fitting(identity), feature) instanceof Verified);
    }
}
