package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RendererTableTest {

    private static final String XHTML_IM = "http://jabber.org/protocol/xhtml-im";
    private static final String STYLING = "urn:xmpp:styling:0";

    private final RendererTable table = RendererTable.of(List.of());

    private String shown(String node, String... features) {
        return table.find(node, Set.of(features)::contains)
                .map(row -> row.name() + ": " + RendererRow.forms(row.shows()))
                .orElse("");
    }

    @Nested
    class TheRowsOfThePlugin {

        @ParameterizedTest
        @CsvSource({
            "https://gajim.org, " + STYLING + ", Gajim: styling",
            "https://dino.im, '', 'Dino: styling, markup'",
            "http://conversations.im, '', Conversations: styling",
            "http://conversations.im, " + XHTML_IM + ", 'Cheogram: xhtml, styling'",
            "https://conversejs.org, '', Converse: styling",
            "https://pidgin.im/, " + XHTML_IM + ", Pidgin: xhtml",
            "http://pidgin.im/caps, '', Pidgin: xhtml",
            "https://psi-im.org/caps, " + XHTML_IM + ", Psi: xhtml",
            "https://psi-im.org/caps, '', Psi: none",
            "https://kaidan.im, " + XHTML_IM + ", Kaidan: none",
            "https://movim.eu/, " + XHTML_IM + ", Movim: none",
            "http://tigase.org/TigaseSwiftX, '', 'Siskin, Beagle: none'",
        })
        void sayWhatClientsShow(String node, String feature, String shows) {
            assertEquals(shows, shown(node, feature));
        }

        @ParameterizedTest
        @CsvSource({
            "https://gajim.org, true, false",
            "https://dino.im, false, true",
            "https://pidgin.im/, true, false",
            "https://psi-im.org/caps, true, false",
            "https://kaidan.im, true, true",
            "http://profanity-im.github.io, false, false",
        })
        void sayWhichLinksClientsShowThatDoNotAnnounceThem(String node, boolean outOfBand, boolean fileSharing) {
            assertEquals(
                    new LinkDisplay(outOfBand, fileSharing),
                    table.find(node, feature -> true).orElseThrow().links());
        }

        @Test
        void sayNothingOfAGajimThatStillHadXhtml() {
            assertEquals("", shown("https://gajim.org", XHTML_IM));
        }

        /** It has programs that show XHTML-IM, and others that don't. */
        @Test
        void sayNothingOfALibrary() {
            assertEquals("", shown("http://www.igniterealtime.org/projects/smack", XHTML_IM));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "https://gajim.org.example.org", "gajim", "https://example.org/pidgin.im"})
        void areNotForOthers(String node) {
            assertEquals("", shown(node, STYLING));
        }

        @Test
        void eachNameTheirSource() {
            table.rows().forEach(row -> assertFalse(row.source().isEmpty(), row.name()));
        }
    }

    @Nested
    class ARowOfTheAdmin {

        private final RendererTable changed = RendererTable.of(
                RendererTable.read("My client; http://example.org/client; markup\n\nPidgin; https://pidgin.im*; none"));

        @Test
        void isAskedFirst() {
            RendererRow row =
                    changed.find("https://pidgin.im/", feature -> true).orElseThrow();
            assertEquals(Rendering.PLAIN, row.shows());
            assertTrue(changed.isOwn(row));
        }

        @Test
        void leavesTheOthers() {
            RendererRow row = changed.find("https://dino.im", feature -> true).orElseThrow();
            assertFalse(changed.isOwn(row));
        }

        @Test
        void isWrittenAsItWasRead() {
            String text = "My client; example.org/client; xhtml, markup; urn:x; a source; with a semicolon\n"
                    + "Other; example.org/other*; none\nThird; example.org/third; styling, oob, sfs";
            assertEquals(text, RendererTable.write(RendererTable.read(text)));
        }

        @ParameterizedTest
        @CsvSource({
            "'a; b; none\n\nx', intermediateim.problem.renderer-fields, [3]",
            "'; b; none', intermediateim.problem.renderer-fields, [1]",
            "'a; ; none', intermediateim.problem.renderer-fields, [1]",
            "'a; b; bold', intermediateim.problem.renderer-forms, '[1, bold]'",
            "'a; b; none, xhtml', intermediateim.problem.renderer-forms, '[1, none, xhtml]'",
            "'a; b; ', intermediateim.problem.renderer-forms, '[1, ]'",
        })
        void isRefusedWithItsLine(String text, String key, String arguments) {
            InvalidSettingException problem =
                    assertThrows(InvalidSettingException.class, () -> RendererTable.read(text));
            assertEquals(key, problem.key());
            assertEquals(arguments, problem.arguments().toString());
        }
    }

    @Test
    void aClientThatNoRowKnowsIsTakenByItsWord() {
        assertEquals(
                Optional.of(new Rendering(true, true, false)),
                RendererTable.advertised(Set.of(XHTML_IM, STYLING)::contains));
        assertEquals(
                Optional.of(new Rendering(false, false, true)),
                RendererTable.advertised(Set.of("urn:xmpp:markup:0")::contains));
    }

    @Test
    void ofAClientThatAdvertisesNothingNothingIsKnown() {
        assertEquals(Optional.empty(), RendererTable.advertised(Set.of("urn:x")::contains));
    }
}
