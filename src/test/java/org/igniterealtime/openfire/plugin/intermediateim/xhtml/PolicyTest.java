package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @Test
    void keepsSafeImagesAndSixKindsOfLinks() {
        assertEquals(Images.CID_AND_HTTPS, XhtmlPolicy.DEFAULT.images());
        assertEquals(Set.of("http", "https", "xmpp", "mailto", "tel", "geo"), XhtmlPolicy.DEFAULT.linkSchemes());
        assertTrue(XhtmlPolicy.DEFAULT.linkHonesty());
    }

    @Test
    void changesOneThingAtATime() {
        assertEquals(
                new XhtmlPolicy(Images.NONE, XhtmlPolicy.DEFAULT.linkSchemes(), true),
                XhtmlPolicy.DEFAULT.withImages(Images.NONE));
        assertEquals(
                new XhtmlPolicy(Images.CID_AND_HTTPS, Set.of("sip"), true),
                XhtmlPolicy.DEFAULT.withLinkSchemes(Set.of("SIP")));
        assertEquals(
                new XhtmlPolicy(Images.CID_AND_HTTPS, XhtmlPolicy.DEFAULT.linkSchemes(), false),
                XhtmlPolicy.DEFAULT.withLinkHonesty(false));
    }

    @Test
    void doesNotChangeWithTheSetItWasMadeFrom() {
        Set<String> schemes = new HashSet<>(Set.of("http"));
        XhtmlPolicy policy = XhtmlPolicy.DEFAULT.withLinkSchemes(schemes);
        schemes.add("ftp");

        assertEquals(Set.of("http"), policy.linkSchemes());
        assertThrows(
                UnsupportedOperationException.class, () -> policy.linkSchemes().add("ftp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript",
                "JavaScript",
                "vbscript",
                "data",
                "blob",
                "view-source",
                "",
                "ht tp",
                "1a",
                "http:",
                "\u017fcheme"
            })
    void allowsNoSchemeThatRunsSomethingAndNoneThatIsNone(String scheme) {
        assertThrows(IllegalArgumentException.class, () -> XhtmlPolicy.DEFAULT.withLinkSchemes(Set.of(scheme)));
    }

    @Test
    void keepsLinksOfTheSchemesItIsTold() {
        XhtmlPolicy policy = XhtmlPolicy.DEFAULT.withLinkSchemes(Set.of("ftp", "SIP"));
        String kept = "<a href=\"ftp://a.example/b\">a</a><a href=\"sip:a@b.example\">b</a>";

        assertEquals(kept + "c", Markup.cleaned(kept + "<a href='https://a.example/'>c</a>", policy));
    }
}
