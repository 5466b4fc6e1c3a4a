package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.igniterealtime.openfire.plugin.intermediateim.xhtml.Markup.cleaned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.dom4j.Element;
import org.dom4j.tree.DefaultEntity;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy.Images;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of XEP-0071 that bind whoever reads XHTML-IM, in the order of the XEP. */
class ConformanceTest {

    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    private final XhtmlSanitizer sanitizer = new XhtmlSanitizer(XhtmlPolicy.DEFAULT);

    private String cleanedHtml(String content) {
        Element html = Markup.parse("<html xmlns='http://jabber.org/protocol/xhtml-im'>" + content + "</html>");
        return sanitizer
                .clean(html)
                .map(clean -> clean.asXML()
                        .replace("<html xmlns=\"http://jabber.org/protocol/xhtml-im\">", "")
                        .replace("</html>", "")
                        .replace(" xmlns=\"" + XHTML + "\"", ""))
                .orElse("-");
    }

    private static String body(String attributes, String content) {
        return "<body xmlns='" + XHTML + "'" + attributes + ">" + content + "</body>";
    }

    @Nested
    class Bodies {

        @Requirement({"0071-02", "0071-14"})
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "text",
                    "<p xmlns='http://www.w3.org/1999/xhtml'>a</p>",
                    "<body>a</body>",
                    "<body xmlns='urn:x'>a</body>"
                })
        void htmlWithoutAnXhtmlBodyGoes(String content) {
            assertEquals("-", cleanedHtml(content));
        }

        @Requirement("0071-02")
        @Test
        void contentBesideTheBodyGoes() {
            assertEquals(
                    "<body>a</body>",
                    cleanedHtml(
                            "text<p xmlns='" + XHTML + "'>b</p>" + body("", "a") + "<script xmlns='" + XHTML + "'/>"));
        }

        @Requirement("0071-04")
        @Test
        void severalBodiesWithALanguageEachStay() {
            assertEquals(
                    "<body xml:lang=\"en\">a</body><body xml:lang=\"de\">b</body>",
                    cleanedHtml(body(" xml:lang='en'", "a") + body(" xml:lang='de'", "b")));
        }

        @Requirement("0071-04")
        @Test
        void ofBodiesWithoutLanguageTheFirstStays() {
            assertEquals("<body>a</body>", cleanedHtml(body("", "a") + body("", "b")));
            assertEquals("<body>a</body>", cleanedHtml(body("", "a") + body(" xml:lang='de'", "b")));
            assertEquals("<body xml:lang=\"de\">a</body>", cleanedHtml(body(" xml:lang='de'", "a") + body("", "b")));
        }

        @Requirement("0071-04")
        @Test
        void ofBodiesInOneLanguageTheFirstStays() {
            assertEquals(
                    "<body xml:lang=\"de\">a</body><body xml:lang=\"en\">c</body>",
                    cleanedHtml(
                            body(" xml:lang='de'", "a") + body(" xml:lang='DE'", "b") + body(" xml:lang='en'", "c")));
        }

        @Requirement("0071-04")
        @Test
        void aBodyThatShowsNothingDoesNotTakeALanguage() {
            assertEquals(
                    "<body xml:lang=\"de\">b</body>",
                    cleanedHtml(body(" xml:lang='de'", " ") + body(" xml:lang='de'", "b")));
        }

        @Requirement("0071-05")
        @ParameterizedTest
        @ValueSource(
                strings = {"de", "de-AT", "zh-Hant-TW", "es-419", "sl-rozaj-biske", "x-klingon", "i-klingon", "en-x-a"})
        void languagesOfRfc5646Stay(String language) {
            assertEquals(
                    "<body xml:lang=\"" + language + "\">a</body>",
                    cleanedHtml(body(" xml:lang='" + language + "'", "a")));
        }

        @Requirement("0071-05")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "d",
                    "de_AT",
                    "de-",
                    "-de",
                    "de--AT",
                    "abcdefghi",
                    "de-AT-\u00fc",
                    "x\">&lt;script",
                    "1",
                    "en-a",
                    "de DE"
                })
        void otherLanguagesGo(String language) {
            assertEquals("<body>a</body>", cleanedHtml(body(" xml:lang='" + language + "'", "a")));
        }

        @Requirement("0071-05")
        @Test
        void aLanguageOfUnreasonableLengthGoes() {
            assertEquals("<body>a</body>", cleanedHtml(body(" xml:lang='de" + "-abcdefgh".repeat(20) + "'", "a")));
        }

        @Test
        void theBodyKeepsItsStyle() {
            assertEquals(
                    "<body style=\"color: red\">a</body>",
                    cleanedHtml(body(" style='color: red' onload='x' class='y'", "a")));
        }

        @Test
        void attributesOfHtmlGo() {
            Element html = Markup.html("a");
            html.addAttribute("version", "1");
            html.addAttribute("onload", "x");

            assertEquals(
                    Markup.html("a").asXML(),
                    sanitizer.clean(html).orElseThrow().asXML());
        }
    }

    @Nested
    class ElementsAndAttributes {

        @Requirement({"0071-03", "0071-37"})
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<a href=\"https://a.example/\" style=\"color: red\" type=\"text/html\">a</a>",
                    "<blockquote style=\"color: red\">a</blockquote>",
                    "a<br/>b",
                    "<cite style=\"color: red\">a</cite>",
                    "<em>a</em>",
                    "<img alt=\"a\" height=\"1\" src=\"cid:a@b\" style=\"color: red\" width=\"2\"/>",
                    "<ol style=\"color: red\"><li style=\"color: red\">a</li></ol>",
                    "<p style=\"color: red\">a</p>",
                    "<span style=\"color: red\">a</span>",
                    "<strong>a</strong>",
                    "<ul style=\"color: red\"><li>a</li></ul>"
                })
        void whatTheProfileListsStaysAsItIs(String markup) {
            assertEquals(markup, cleaned(markup));
        }

        @Requirement({"0071-08", "0071-10", "0071-37"})
        @Test
        void whatTheProfileDoesNotListIsIgnored() {
            assertEquals("<p>ab</p>", cleaned("<p onclick='x'>a<table><tr><td>b</td></tr></table></p>"));
            assertEquals("<p>a</p>", cleaned("<p title='x'><abbr>a</abbr></p>"));
        }

        @Requirement("0071-11")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<form><input/>a</form>",
                    "<table><tr><td>a</td></tr></table>",
                    "<iframe/>a",
                    "<object/>a",
                    "<frame/>a",
                    "<select><option>a</option></select>"
                })
        void otherModulesAreNotPartOfTheIntegrationSet(String markup) {
            assertEquals("a", cleaned(markup));
        }

        @Requirement("0071-13")
        @Test
        void tagsOfTheStructureModuleAreIgnored() {
            assertEquals("t<p>a</p>", cleaned("<title>t</title><p>a</p>"));
            assertEquals("<p>a</p>", cleaned("<html><head><title>t</title></head><body><p>a</p></body></html>"));
        }

        @Requirement("0071-16")
        @Test
        void otherTextElementsBecomeWhatTheyMeanOrTheirText() {
            assertEquals(
                    "<p style=\"font-size: 2em\"><strong>a</strong></p><span style=\"font-family: monospace\">b</span>c",
                    cleaned("<h1>a</h1><code>b</code><acronym>c</acronym>"));
        }

        @Requirement("0071-19")
        @Test
        void definitionListsBecomeTheirText() {
            assertEquals("a<br/>b", cleaned("<dl><dt>a</dt><dd>b</dd></dl>"));
        }

        @Requirement("0071-30")
        @Test
        void theLanguageStaysOnTheBodyOnly() {
            assertEquals(
                    "<body xml:lang=\"en\"><p>a</p></body>",
                    cleanedHtml(body(" xml:lang='en'", "<p xml:lang='de'>a</p>")));
        }

        @Requirement("0071-31")
        @Test
        void aLinkHasATargetAndAnImageASourceAndAText() {
            assertEquals("x", cleaned("<a>x</a>"));
            assertEquals("x", cleaned("<img alt='x'/>"));
            assertEquals("<img src=\"cid:a@b\" alt=\"\"/>", cleaned("<img src='cid:a@b'/>"));
        }

        @Requirement("0071-32")
        @Test
        void recommendedAttributesStayIfTheyAreWellFormed() {
            String kept =
                    "<a href=\"https://a.example/\" type=\"text/html\">a</a><img src=\"cid:a@b\" alt=\"b\" height=\"1\" width=\"20\"/>";
            assertEquals(kept, cleaned(kept));
            assertEquals(
                    "<a href=\"https://a.example/\">a</a>", cleaned("<a href='https://a.example/' type='x'>a</a>"));
        }

        @Requirement({"0071-28", "0071-33", "0071-35", "0071-68"})
        @Test
        void otherAttributesGoWithTheirValues() {
            assertEquals("<p>a</p>", cleaned("<p id='a' class='b' title='c' dir='rtl'>a</p>"));
            assertEquals(
                    "<a href=\"http://x\">a</a>",
                    cleaned("<a href='http://x' target='_blank' onmouseover='alert(1)' rel='x' accesskey='y'>a</a>"));
        }

        @Requirement("0071-69")
        @Test
        void anAttributeWithAnUnknownValueGoes() {
            assertEquals("<img src=\"cid:a@b\" alt=\"b\"/>", cleaned("<img src='cid:a@b' alt='b' width='50%;'/>"));
        }

        @Requirement({"0071-47", "0071-64", "0071-65", "0071-66"})
        @Test
        void anUnknownElementLosesItsTagsAndKeepsItsContent() {
            assertEquals("a<em>b</em>c", cleaned("<foo>a<em>b</em><bar>c</bar></foo>"));
        }

        @Requirement("0071-67")
        @Test
        void anElementOfAnotherNamespaceGoesWithItsContent() {
            assertEquals("a", cleaned("<svg xmlns='http://www.w3.org/2000/svg'><script>x</script>y</svg>a"));
        }

        @Requirement("0071-49")
        @Test
        void paragraphsAndListsWithinEachOtherStay() {
            assertEquals(
                    "<p>a<p>b</p></p><ul><li><p>c</p></li></ul>",
                    cleaned("<p>a<p>b</p></p><ul><li><p>c</p></li></ul>"));
        }

        @Requirement("0071-51")
        @Test
        void textIsNotMadeMarkup() {
            assertEquals("*a* _b_ https://a.example/", cleaned("*a* _b_ https://a.example/"));
        }
    }

    @Nested
    class Styles {

        @Requirement({"0071-24", "0071-29"})
        @Test
        void aStyleOfTheProfileStaysToTheLetter() {
            assertEquals(
                    "<span style=\"font-weight: bold;\">a</span>",
                    cleaned("<span style='font-weight: bold;'>a</span>"));
        }

        @Requirement("0071-26")
        @Test
        void onlyTheTenPropertiesStay() {
            String ten =
                    "background-color: red; color: blue; font-family: Arial; font-size: 2em; font-style: italic; font-weight: bold; "
                            + "margin-left: 1em; margin-right: 1em; text-align: left; text-decoration: underline";
            assertEquals(
                    "<p style=\"" + ten + "\">a</p>", cleaned("<p style='" + ten + "; position: fixed; top: 0'>a</p>"));
        }

        @Requirement("0071-27")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "line-height: 2em",
                    "border: 1px solid red",
                    "background: url(x) red",
                    "margin: 1em",
                    "font: 12px Arial"
                })
        void otherPropertiesOfCss1Go(String style) {
            assertEquals("<p>a</p>", cleaned("<p style='" + style + "'>a</p>"));
        }
    }

    @Nested
    class WellFormedness {

        @Requirement({"0071-43", "0071-45", "0071-46"})
        @Test
        void whatIsWrittenHasNoEntitiesButThoseOfXml() {
            Element html = Markup.html("<p>a&#160;&lt;</p><a href='https://a.example/?b=1&amp;c=2'>d</a>");
            html.element("body").element("p").add(new DefaultEntity("nbsp", "\u00a0"));
            html.element("body").element("p").add(new DefaultEntity("unknown"));
            String xml = sanitizer.clean(html).orElseThrow().asXML();

            assertEquals(
                    "<p>a\u00a0&lt;\u00a0</p><a href=\"https://a.example/?b=1&amp;c=2\">d</a>",
                    Markup.content(Markup.parse(xml)));
        }
    }

    @Nested
    class Settings {

        @Requirement({"0071-20", "0071-57"})
        @ParameterizedTest
        @ValueSource(strings = {"NONE", "CID", "CID_AND_HTTPS", "ALL"})
        void anImageInADataAddressBecomesItsText(Images images) {
            assertEquals(
                    "x",
                    cleaned("<img src='data:image/png;base64,aaaa' alt='x'/>", XhtmlPolicy.DEFAULT.withImages(images)));
        }

        @Requirement("0071-21")
        @Test
        void anImageThatWasSentAlongStays() {
            String image = "<img src=\"cid:sha1+8f35fef110ffc5df08d579a50083ff9308fb6242@bob.xmpp.org\" alt=\"x\"/>";
            assertEquals(image, cleaned(image));
            assertEquals(image, cleaned(image, XhtmlPolicy.DEFAULT.withImages(Images.CID)));
        }

        @Requirement({"0071-23", "0071-59", "0071-60"})
        @Test
        void imagesCanBeSwitchedOff() {
            String images =
                    "<img src='cid:a@b' alt='x'/><img src='https://a.example/' alt='y'/><img src='http://a.example/' alt='z'/>";
            String cid = "<img src=\"cid:a@b\" alt=\"x\"/>";
            String https = "<img src=\"https://a.example/\" alt=\"y\"/>";
            String http = "<img src=\"http://a.example/\" alt=\"z\"/>";

            assertEquals("x y z", cleaned(images, XhtmlPolicy.DEFAULT.withImages(Images.NONE)));
            assertEquals(cid + " y z", cleaned(images, XhtmlPolicy.DEFAULT.withImages(Images.CID)));
            assertEquals(cid + https + " z", cleaned(images, XhtmlPolicy.DEFAULT.withImages(Images.CID_AND_HTTPS)));
            assertEquals(cid + https + http, cleaned(images, XhtmlPolicy.DEFAULT.withImages(Images.ALL)));
        }

        @Requirement("0071-58")
        @Test
        void linksCanBeSwitchedOff() {
            assertEquals(
                    "x", cleaned("<a href='https://a.example/'>x</a>", XhtmlPolicy.DEFAULT.withLinkSchemes(Set.of())));
        }

        @Requirement("0071-61")
        @Test
        void theTargetOfALinkIsShownWhereItsTextNamesAnother() {
            String link = "<a href=\"http://evil.example/\">http://bank.example</a>";
            assertEquals(link + " [http://evil.example/]", cleaned(link));
            assertEquals(link, cleaned(link, XhtmlPolicy.DEFAULT.withLinkHonesty(false)));
        }
    }

    @Nested
    class Mark {

        @Requirement("0071-56")
        @Test
        void whatComesFromOutsideIsNeverTakenForClean() {
            assertFalse(XhtmlSanitizer.isClean(Markup.html("a")));
            assertTrue(XhtmlSanitizer.isClean(sanitizer.clean(Markup.html("a")).orElseThrow()));
        }
    }
}
