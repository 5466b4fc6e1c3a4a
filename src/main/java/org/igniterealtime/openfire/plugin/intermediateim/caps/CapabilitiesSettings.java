package org.igniterealtime.openfire.plugin.intermediateim.caps;

import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Unit;

/** What can be set about capabilities. */
public final class CapabilitiesSettings {

    public static final SettingsArea AREA = SettingsArea.ofFeature("caps");

    /** Whether capabilities are kept. */
    public static final Setting<Boolean> ENABLED = AREA.enabled();

    /** In whose name questions about capabilities are answered. */
    public static final Setting<AnswerPolicy> ANSWER = AREA.choice("answer", AnswerPolicy.ALL);

    /** Verified capabilities that are kept. */
    public static final Setting<Long> ENTRIES = AREA.number("entries", 10_000, 100, 1_000_000, new Unit("entries"));

    /** Whether it is told of clients that they take files if the server does so for them. */
    public static final Setting<Boolean> ENRICH_FILES = AREA.flag("enrich-files", true);

    /** Whether it is told of clients that they read rich text if the server converts it for them. */
    public static final Setting<Boolean> ENRICH_RICH_TEXT = AREA.flag("enrich-rich-text", true);

    private CapabilitiesSettings() {}
}
