package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.EXODUS;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.FEATURES;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.PSI;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.SOFTWARE;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.features;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.query;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.verification.OctetOrder.OCTET_ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Test;

class VerificationStringTest {

    private static final String F = "http://jabber.org/protocol/caps<http://jabber.org/protocol/disco#info<"
            + "http://jabber.org/protocol/disco#items<http://jabber.org/protocol/muc<";

    private static DiscoInfo info(String content) {
        return DiscoInfo.in(query(content)).orElseThrow();
    }

    private static String string(DiscoInfo info) {
        return VerificationString.string(SortedInfo.of(info));
    }

    private static String ver(String content) {
        return VerificationString.of(info(content), HashFunction.SHA_1);
    }

    @Test
    @Requirement({"0115-07", "0115-09", "0115-10", "0115-11", "0115-15", "0115-16", "0115-17"})
    void makesTheSimpleExampleOfTheXep() {
        assertEquals("client/pc//Exodus 0.9.1<" + F, string(info(FEATURES + EXODUS)));
        assertEquals(Vectors.V1, ver(EXODUS + FEATURES));
    }

    @Test
    @Requirement({"0115-07", "0115-09", "0115-13", "0115-14", "0128-03"})
    void makesTheComplexExampleOfTheXep() {
        String string = string(info(SOFTWARE + PSI + FEATURES));
        assertEquals(
                "client/pc/el/Ψ 0.11<client/pc/en/Psi 0.11<" + F
                        + "urn:xmpp:dataforms:softwareinfo<ip_version<ipv4<ipv6<"
                        + "os<Mac<os_version<10.5.1<software<Psi<software_version<0.11<",
                string);
        assertEquals(295, string.length());
        assertEquals(296, string.getBytes(UTF_8).length);
        assertEquals(Vectors.V2, ver(SOFTWARE + PSI + FEATURES));
    }

    @Test
    @Requirement({"0115-07", "0128-05"})
    void makesThoseOfTheExamplesOfVersion2() {
        assertEquals("GRREviyyjLzK2wK4QLX5NNF9FmQ=", ver(Vectors.W1));
        assertEquals("cePxJUNNZuDoNDbCMqs2VNEcJeY=", ver(Vectors.W2));
    }

    @Test
    @Requirement({"0115-18", "0115-19"})
    void leavesAnEscapedCharacterAsTheFourThatItIs() {
        assertEquals(
                "xvTFy/pZMH2KlWjJEkse7UGP/A4=",
                ver("<identity category='client' type='pc' name='A&amp;lt;http://jabber.org/protocol/muc'/>"
                        + features(Vectors.INFO)));
    }

    @Test
    @Requirement({"0115-08", "0115-09"})
    void sortsIdentitiesByTheirPartsAndNotJoined() {
        String ver = "tgKjsrPmLGtwePyNxK7yVMpoC64=";
        assertEquals(
                ver,
                ver("<identity category='a' type='x'/><identity category='a-b' type='x'/>" + features(Vectors.INFO)));
        assertEquals(
                ver,
                ver("<identity category='a-b' type='x'/><identity category='a' type='x'/>" + features(Vectors.INFO)));
    }

    @Test
    @Requirement("0115-08")
    void sortsByOctetsAndNotByUtf16() {
        assertEquals(
                "E60Rc9xJo13RnBh60gVE5a2h2CQ=",
                ver("<identity category='client' type='pc'/>" + features("\uD83D\uDE00", "\uFB01")));
    }

    @Property
    @Requirement("0115-08")
    void sortsAsTheOctetsOfUtf8(
            @ForAll @StringLength(max = 4) @CharRange(from = '\ud7fe', to = '\ue001') @CharRange(from = 'a', to = 'b')
                    String one,
            @ForAll @StringLength(max = 4) @CharRange(from = '\ud7fe', to = '\ue001') @CharRange(from = 'a', to = 'b')
                    String other) {
        if (isText(one) && isText(other)) {
            assertEquals(
                    Integer.signum(Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8))),
                    Integer.signum(OCTET_ORDER.compare(one, other)));
        }
    }

    private static boolean isText(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    @Test
    @Requirement({"0115-12", "0128-05"})
    void sortsFormsByTheirType() {
        String other =
                "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:other</value></field>"
                        + "<field var='a'><value>b</value></field></x>";
        assertTrue(string(info(SOFTWARE + other)).startsWith("urn:other<a<b<urn:xmpp:dataforms:softwareinfo<"));
        assertEquals(ver(SOFTWARE + other), ver(other + SOFTWARE));
    }

    @Test
    @Requirement("0115-13")
    void tellsNoValueFromAnEmptyOne() {
        String form =
                "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:f</value></field>"
                        + "<field var='none'/><field var='empty'><value/></field></x>";
        assertEquals("urn:f<empty<<none<", string(info(form)));
    }

    @Test
    @Requirement({"0115-30", "0128-02"})
    void leavesOutFormsWithoutAHiddenType() {
        String shown =
                "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>urn:f</value></field><field var='a'/></x>";
        String none =
                "<x xmlns='jabber:x:data' type='result'><field var='a' type='hidden'><value>x</value></field></x>";

        assertEquals(Vectors.V1, ver(EXODUS + shown + FEATURES + none));
        assertFalse(string(info(shown + none)).contains("a"));
    }

    @Test
    @Requirement({"0128-01", "0115-30"})
    void readsAFormWhateverTypeItSaysItIs() {
        String form = SOFTWARE.replace(" type='result'", "");
        assertEquals(Vectors.V2, ver(PSI + FEATURES + form));
        String submitted =
                "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>urn:f</value></field><field var='a'/></x>";
        assertEquals(Vectors.V1, ver(EXODUS + FEATURES + submitted));
    }
}
