package org.igniterealtime.openfire.plugin.intermediateim.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of all settings at one moment; immutable. */
public final class Settings {

    /** First part of our main address, {@code <label>.<server's domain>}. */
    public static final Setting<String> SERVICE_SUBDOMAIN = Setting.domainLabel("service.subdomain", "intermediateim");

    /** Whether XHTML-IM is made safe. */
    public static final Setting<Boolean> XHTML_ENABLED = Setting.flag("xhtml.enabled", true);

    /** Every setting, in the order of readme.html. */
    public static final List<Setting<?>> ALL = List.of(SERVICE_SUBDOMAIN, XHTML_ENABLED);

    public static final Settings DEFAULTS = new Settings(Map.of());

    private final Map<Setting<?>, Object> changed;

    private Settings(Map<Setting<?>, Object> changed) {
        this.changed = Map.copyOf(changed);
    }

    @SuppressWarnings("unchecked") // with() stores nothing but a T under a Setting<T>
    public <T> T get(Setting<T> setting) {
        return (T) changed.getOrDefault(setting, setting.defaultValue());
    }

    public <T> Settings with(Setting<T> setting, T value) {
        Map<Setting<?>, Object> values = new HashMap<>(changed);
        values.put(setting, value);
        return new Settings(values);
    }

    /**
     * @param feature name of a feature
     * @return its switch, {@code <feature>.enabled}
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Setting<Boolean> switchOf(String feature) {
        for (Setting<?> setting : ALL) {
            if (setting.name().equals(feature + ".enabled")) {
                @SuppressWarnings("unchecked") // settings named .enabled are flags
                Setting<Boolean> flag = (Setting<Boolean>) setting;
                return flag;
            }
        }
        throw new IllegalArgumentException(feature);
    }
}
