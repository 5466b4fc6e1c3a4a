package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.jivesoftware.util.JiveGlobals;
import org.jivesoftware.util.PropertyEventDispatcher;
import org.jivesoftware.util.PropertyEventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our settings as Openfire properties. Whoever changes one, in our console, on Openfire's own properties page or on
 * another node of a cluster: it takes effect at once.
 */
public final class PluginProperties implements PropertyEventListener, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(PluginProperties.class);

    private final List<Consumer<Settings>> followers = new CopyOnWriteArrayList<>();
    private volatile Settings settings = read();

    /** Starts to watch the properties. */
    public void open() {
        PropertyEventDispatcher.addListener(this);
        settings = read();
    }

    @Override
    public void close() {
        PropertyEventDispatcher.removeListener(this);
    }

    /** @return the settings as they are now */
    public Settings settings() {
        return settings;
    }

    /** Tells {@code follower} the settings now and after each change, on the thread that changes them. */
    public void follow(Consumer<Settings> follower) {
        followers.add(follower);
        follower.accept(settings);
    }

    public <T> void set(Setting<T> setting, T value) {
        JiveGlobals.setProperty(setting.property(), setting.write(value));
    }

    /** Deletes every property of ours, of older versions too: all is default then. */
    public void deleteAll() {
        for (String name : List.copyOf(JiveGlobals.getPropertyNames())) {
            if (name.startsWith(Setting.PREFIX)) {
                JiveGlobals.deleteProperty(name);
            }
        }
    }

    private static Settings read() {
        Settings settings = Settings.DEFAULTS;
        for (Setting<?> setting : Settings.ALL) {
            settings = read(setting, settings);
        }
        return settings;
    }

    private static <T> Settings read(Setting<T> setting, Settings settings) {
        String text = JiveGlobals.getProperty(setting.property());
        if (text == null) {
            return settings;
        }
        try {
            return settings.with(setting, setting.read(text));
        } catch (InvalidSettingException e) {
            Log.warn(
                    "Property {} has an invalid value. Its default {} is used instead",
                    setting,
                    setting.defaultValue());
            return settings;
        }
    }

    private synchronized void changed(String property) {
        if (property.startsWith(Setting.PREFIX)) {
            settings = read();
            followers.forEach(follower -> follower.accept(settings));
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
