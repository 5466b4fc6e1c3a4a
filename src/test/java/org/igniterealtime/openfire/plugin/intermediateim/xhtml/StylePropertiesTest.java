package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StyleFilter.Style;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.links.LinkHonesty;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.links.Uri;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;

/** What holds of any style attribute and any address. */
class StylePropertiesTest {

    private static final String[] CSS = {
        "color",
        "background-color",
        "background",
        "font-size",
        "font-family",
        "font-weight",
        "font-style",
        "margin-left",
        "text-align",
        "text-decoration",
        "position",
        ":",
        ": ",
        ";",
        "; ",
        ";;",
        " ",
        "\n",
        "red",
        "#fff",
        "#ff",
        "rgb(1,2,3)",
        "rgba(1,2,3,.5)",
        "rgb(",
        ")",
        "(",
        "hsl(1,2%,3%)",
        "url(x)",
        "'Arial'",
        "Arial",
        "\"",
        "'",
        ",",
        "/",
        "/*",
        "*/",
        "\\",
        "!",
        "!important",
        "1",
        "2em",
        ".5em",
        "-1px",
        "50%",
        "0",
        "larger",
        "bold",
        "600",
        "italic",
        "center",
        "underline",
        "wavy",
        "auto",
        "inherit",
        "{",
        "}",
        "[",
        "]",
        "@",
        "<",
        ">",
        "\u00e9",
        "\u212a",
        "-",
        "+",
        ".",
        "%"
    };
    private static final String[] URI = {
        "http",
        "https",
        "xmpp",
        "mailto",
        "javascript",
        "tel",
        ":",
        "//",
        "/",
        "\\",
        "a",
        ".",
        "example",
        "@",
        "?",
        "#",
        "[",
        "]",
        "::1",
        "%41",
        "\t",
        "\n",
        " ",
        "\u0000",
        "\u007f",
        "\u00a0",
        "\u200d",
        "\u202e",
        "\u2044",
        "\uff0f",
        "\u3002",
        "\u00e9",
        "\ud83d\ude00",
        "\"",
        "<",
        ">",
        "`",
        "{",
        "443",
        "-",
        "_"
    };

    private final StyleFilter filter = new StyleFilter(SanitizerReport.counting());

    @Provide
    Arbitrary<String> styles() {
        return Arbitraries.of(CSS).list().ofMaxSize(16).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.of(URI).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 5_000)
    void aCssParserReadsNothingElseInWhatIsLeft(@ForAll("styles") String style) {
        Style left = filter.filter(style, 1);
        if (left.hasText()) {
            assertEquals(left.fontSize(), CssReading.check(left.text(), 1), 0.001);
        }
    }

    @Property(tries = 2_000)
    void filteringAgainChangesNothing(@ForAll("styles") String style) {
        Style left = filter.filter(style, 1);
        if (left.text() != null) {
            assertEquals(left, filter.filter(left.text(), 1));
        }
    }

    @Property(tries = 5_000)
    void anAddressThatIsLeftIsReadAsItselfAgain(@ForAll("addresses") String address) {
        Uri.read(address)
                .filter(uri -> XhtmlPolicy.DEFAULT.linkSchemes().contains(uri.scheme()))
                .ifPresent(uri -> {
                    assertTrue(
                            uri.text()
                                    .matches("(?i)[a-z][a-z0-9+.-]*:[^\\s\\\\<>\"`{}\u0000-\u0020\u007f\u202e\u00a0]+"),
                            uri.text());
                    assertTrue(
                            !uri.scheme().matches("https?") || uri.text().matches("(?is)https?://[^/?#]+.*"),
                            uri.text());
                    assertEquals(uri, Uri.read(uri.text()).orElseThrow());
                    LinkHonesty.remark(address, uri);
                });
    }
}
