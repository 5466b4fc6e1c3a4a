package org.igniterealtime.openfire.plugin.intermediateim.settings;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The values of all settings at one moment; immutable. */
public final class Settings {

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

    /** @return the settings that have another value in {@code other}, sorted by name */
    public List<Setting<?>> differences(Settings other) {
        return Stream.concat(changed.keySet().stream(), other.changed.keySet().stream())
                .distinct()
                .filter(setting -> !Objects.equals(get(setting), other.get(setting)))
                .<Setting<?>>map(setting -> setting)
                .sorted(Comparator.comparing(Setting::name))
                .toList();
    }
}
