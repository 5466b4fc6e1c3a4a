package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.jivesoftware.util.PropertyEventDispatcher;
import org.jivesoftware.util.PropertyEventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our settings as Openfire properties. Whoever changes one, in our console, on Openfire's own properties page or on
 * another node of a cluster: it takes effect at once. What is saved together is one change, elsewhere each property is.
 */
public final class PluginProperties implements PropertyEventListener, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(PluginProperties.class);

    private final List<SettingsArea> areas = new CopyOnWriteArrayList<>();
    private final PropertyTable properties;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private volatile Settings settings = Settings.DEFAULTS;
    /** What the current thread has changed of several properties so far; null while it changes no more than one. */
    private final ThreadLocal<Set<SettingsArea>> changedTogether = new ThreadLocal<>();

    private record Follower(Set<SettingsArea> areas, Consumer<Settings> action) {}

    public PluginProperties() {
        this(new PropertyTable.OfOpenfire());
    }

    public PluginProperties(PropertyTable properties) {
        this.properties = properties;
    }

    /** Starts to watch the properties. */
    public void open() {
        PropertyEventDispatcher.addListener(this);
        changed(areas);
    }

    @Override
    public void close() {
        PropertyEventDispatcher.removeListener(this);
    }

    /** Reads the settings of an area, which are defaults before, and keeps them up to date. */
    public void add(SettingsArea area) {
        areas.add(area);
        changed(List.of(area));
    }

    /** @return the settings as they are now, those of every area that was added */
    public Settings settings() {
        return settings;
    }

    /** @return the areas that were added so far */
    public List<SettingsArea> areas() {
        return List.copyOf(areas);
    }

    /**
     * @param feature name of a feature
     * @return its switch, {@code <feature>.enabled}
     * @throws IllegalArgumentException if there is none of that name
     */
    public Setting<Boolean> switchOf(String feature) {
        return areas.stream()
                .filter(area -> area.name().equals(feature))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(feature))
                .enabled();
    }

    /**
     * @param feature name of a feature
     * @return whether it is switched on
     * @throws IllegalArgumentException if there is none of that name
     */
    public boolean isOn(String feature) {
        return settings.get(switchOf(feature));
    }

    /**
     * Tells {@code follower} all settings now and after each change of one of {@code area}, on the thread that changes
     * it.
     *
     * @throws IllegalArgumentException if the area was not added
     */
    public void follow(SettingsArea area, Consumer<Settings> follower) {
        follow(List.of(area), follower);
    }

    /** The same for several areas: if something changes in more than one of them together, it is told once. */
    public void follow(Collection<SettingsArea> several, Consumer<Settings> follower) {
        if (!areas.containsAll(several)) {
            throw new IllegalArgumentException(several + " not in " + areas);
        }
        followers.add(new Follower(Set.copyOf(several), follower));
        follower.accept(settings);
    }

    public <T> void set(Setting<T> setting, T value) {
        properties.set(setting.property(), setting.write(value));
    }

    /**
     * Sets what differs between two snapshots, as one change: each follower is told at most once, when all is set.
     * What differs in neither stays as it is, even if another thread has changed it meanwhile.
     */
    public void save(Settings before, Settings wanted) {
        together(() -> before.differences(wanted).forEach(setting -> set(setting, wanted)));
    }

    private <T> void set(Setting<T> setting, Settings wanted) {
        set(setting, wanted.get(setting));
    }

    /** Deletes every property of ours, of older versions too: all is default then, and secrets are made anew. */
    public void deleteAll() {
        together(() -> properties.names().stream()
                .filter(name -> name.startsWith(SettingsArea.PREFIX) || name.startsWith(ServerSecret.PREFIX))
                .forEach(properties::delete));
    }

    private void together(Runnable changes) {
        Set<SettingsArea> changed = new LinkedHashSet<>();
        changedTogether.set(changed);
        try {
            changes.run();
        } finally { // if the database fails in between, what it has taken holds
            changedTogether.remove();
            changed(changed);
        }
    }

    private void changed(String property) {
        for (SettingsArea area : areas) {
            if (area.has(property)) {
                if (changedTogether.get() == null) {
                    changed(Set.of(area));
                } else {
                    changedTogether.get().add(area);
                }
            }
        }
    }

    private synchronized void changed(Collection<SettingsArea> changed) {
        settings = read(settings, changed);
        for (Follower follower : followers) {
            if (changed.stream().anyMatch(follower.areas()::contains)) {
                follower.action().accept(settings);
            }
        }
    }

    private Settings read(Settings before, Collection<SettingsArea> changed) {
        Settings now = before;
        for (SettingsArea area : changed) {
            for (Setting<?> setting : area.settings()) {
                now = read(setting, now);
            }
        }
        return now;
    }

    private <T> Settings read(Setting<T> setting, Settings before) {
        String text = properties.get(setting.property());
        if (text == null) {
            return before.with(setting, setting.defaultValue());
        }
        try {
            return before.with(setting, setting.read(text));
        } catch (InvalidSettingException e) {
            Log.warn(
                    "Property {} has an invalid value. Its default {} is used instead",
                    setting,
                    setting.defaultValue());
            return before.with(setting, setting.defaultValue());
        }
    }

    @Override
    public void propertySet(String property, Map<String, Object> params) {
        changed(property);
    }

    @Override
    public void propertyDeleted(String property, Map<String, Object> params) {
        changed(property);
    }

    @Override
    public void xmlPropertySet(String property, Map<String, Object> params) {
        // ours are in the database
    }

    @Override
    public void xmlPropertyDeleted(String property, Map<String, Object> params) {
        // ours are in the database
    }
}
