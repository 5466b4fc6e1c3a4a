package org.igniterealtime.openfire.plugin.intermediateim.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSettings;
import org.junit.jupiter.api.Test;

class StandInSettingsTest {

    private static Set<ConversionKind> kinds(Settings settings) {
        return StandInSettings.policy(settings).kinds();
    }

    @Test
    void eachKindCanBeSwitchedOff() {
        assertEquals(EnumSet.allOf(ConversionKind.class), kinds(Settings.DEFAULTS));
        assertEquals(
                EnumSet.complementOf(EnumSet.of(ConversionKind.LINK_TO_BODY)),
                kinds(Settings.DEFAULTS.with(StandInSettings.LINK_TO_BODY, false)));
    }

    @Test
    void noXhtmlIsAddedWhereThatOfUsersIsRemoved() {
        Settings stripping = Settings.DEFAULTS.with(XhtmlSettings.LOCAL, Mode.STRIP);
        assertEquals(
                EnumSet.complementOf(EnumSet.of(ConversionKind.STYLING_TO_XHTML, ConversionKind.MARKUP_TO_XHTML)),
                kinds(stripping));
        assertEquals(EnumSet.allOf(ConversionKind.class), kinds(stripping.with(XhtmlSettings.ENABLED, false)));
    }
}
