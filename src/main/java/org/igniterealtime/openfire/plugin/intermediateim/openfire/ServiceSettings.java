package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;

/** What can be set about the plugin's main address, which belongs to no feature. */
public final class ServiceSettings {

    public static final SettingsArea AREA = SettingsArea.of("service");

    /** First part of our main address, {@code <label>.<server's domain>}. */
    public static final Setting<String> SUBDOMAIN = AREA.subdomain("subdomain", "intermediateim");

    private ServiceSettings() {}
}
