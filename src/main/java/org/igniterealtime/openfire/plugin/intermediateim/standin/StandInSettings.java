package org.igniterealtime.openfire.plugin.intermediateim.standin;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.RendererRow;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.RendererTable;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSettings;

/** What can be set about the stand-in. */
public final class StandInSettings {

    public static final SettingsArea AREA = SettingsArea.ofFeature("standin");

    /** Whether messages are converted to the form of rich text that each client shows. */
    public static final Setting<Boolean> ENABLED = AREA.enabled();

    /** XHTML-IM for clients that show message styling. */
    public static final Setting<Boolean> XHTML_TO_STYLING = AREA.flag("xhtml-to-styling", true);

    /** XHTML-IM for clients that show message markup. */
    public static final Setting<Boolean> XHTML_TO_MARKUP = AREA.flag("xhtml-to-markup", true);

    /** XHTML-IM for clients that show plain text only. */
    public static final Setting<Boolean> XHTML_TO_PLAIN = AREA.flag("xhtml-to-plain", true);

    /** Message styling for clients that show XHTML-IM. */
    public static final Setting<Boolean> STYLING_TO_XHTML = AREA.flag("styling-to-xhtml", true);

    /** Message markup for clients that show XHTML-IM. */
    public static final Setting<Boolean> MARKUP_TO_XHTML = AREA.flag("markup-to-xhtml", true);

    /** Message markup for clients that show message styling. */
    public static final Setting<Boolean> MARKUP_TO_STYLING = AREA.flag("markup-to-styling", true);

    /** The addresses of links that travel beside the text, for clients that do not show these. */
    public static final Setting<Boolean> LINK_TO_BODY = AREA.flag("link-to-body", true);

    /** Direct invitations, for clients that know only those that a room passes on. */
    public static final Setting<Boolean> DIRECT_TO_MEDIATED = AREA.flag("direct-to-mediated", true);

    /** Direct invitations, as text for clients that do not know them. */
    public static final Setting<Boolean> DIRECT_TO_TEXT = AREA.flag("direct-to-text", true);

    /** Invitations that a room passes on, for clients that know only direct ones. */
    public static final Setting<Boolean> MEDIATED_TO_DIRECT = AREA.flag("mediated-to-direct", true);

    /** Whether the target of a link is written after its text where it can't be seen otherwise. */
    public static final Setting<Boolean> LINK_TARGETS = AREA.flag("link-targets", true);

    /** What clients show, beyond the table that comes with the plugin, or otherwise than it says. */
    public static final Setting<List<RendererRow>> RENDERERS =
            AREA.lines("renderers", RendererTable::read, RendererTable::write);

    private static final Map<ConversionKind, Setting<Boolean>> KINDS = new EnumMap<>(Map.of(
            ConversionKind.XHTML_TO_STYLING, XHTML_TO_STYLING,
            ConversionKind.XHTML_TO_MARKUP, XHTML_TO_MARKUP,
            ConversionKind.XHTML_TO_PLAIN, XHTML_TO_PLAIN,
            ConversionKind.STYLING_TO_XHTML, STYLING_TO_XHTML,
            ConversionKind.MARKUP_TO_XHTML, MARKUP_TO_XHTML,
            ConversionKind.MARKUP_TO_STYLING, MARKUP_TO_STYLING,
            ConversionKind.LINK_TO_BODY, LINK_TO_BODY,
            ConversionKind.DIRECT_TO_MEDIATED, DIRECT_TO_MEDIATED,
            ConversionKind.DIRECT_TO_TEXT, DIRECT_TO_TEXT,
            ConversionKind.MEDIATED_TO_DIRECT, MEDIATED_TO_DIRECT));

    private static final Set<ConversionKind> TO_XHTML =
            EnumSet.of(ConversionKind.STYLING_TO_XHTML, ConversionKind.MARKUP_TO_XHTML);

    private StandInSettings() {}

    /** @return what may be converted. Where the XHTML-IM that users send is removed, none is added */
    public static ConversionPolicy policy(Settings settings) {
        Set<ConversionKind> kinds = EnumSet.noneOf(ConversionKind.class);
        KINDS.forEach((kind, setting) -> {
            if (settings.get(setting)) {
                kinds.add(kind);
            }
        });
        if (XhtmlSettings.strips(settings)) {
            kinds.removeAll(TO_XHTML);
        }
        return new ConversionPolicy(settings.get(LINK_TARGETS), kinds);
    }

    /** @return what clients show */
    public static RendererTable renderers(Settings settings) {
        return RendererTable.of(settings.get(RENDERERS));
    }
}
