package org.igniterealtime.openfire.plugin.intermediateim.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlPolicy.Images;

/** The values of all settings at one moment; immutable. */
public final class Settings {

    /** First part of our main address, {@code <label>.<server's domain>}. */
    public static final Setting<String> SERVICE_SUBDOMAIN = Setting.domainLabel("service.subdomain", "intermediateim");

    /** Whether XHTML-IM is made safe. */
    public static final Setting<Boolean> XHTML_ENABLED = Setting.flag("xhtml.enabled", true);

    /** What is done with the XHTML-IM that clients of this server send. */
    public static final Setting<Mode> XHTML_LOCAL = Setting.choice("xhtml.local", Mode.SANITIZE);

    /** What is done with the XHTML-IM that comes from other servers and from components. */
    public static final Setting<Mode> XHTML_REMOTE = Setting.choice("xhtml.remote", Mode.SANITIZE);

    /** Which images are kept. */
    public static final Setting<Images> XHTML_IMAGES = Setting.choice("xhtml.images", XhtmlPolicy.DEFAULT.images());

    /** Which links are kept. */
    public static final Setting<Set<String>> XHTML_LINK_SCHEMES =
            Setting.linkSchemes("xhtml.link-schemes", XhtmlPolicy.DEFAULT.linkSchemes());

    /** Whether the target of a link is shown where its text names another one. */
    public static final Setting<Boolean> XHTML_LINK_HONESTY =
            Setting.flag("xhtml.link-honesty", XhtmlPolicy.DEFAULT.linkHonesty());

    /** Every setting, in the order of readme.html. */
    public static final List<Setting<?>> ALL = List.of(SERVICE_SUBDOMAIN, XHTML_ENABLED, XHTML_LOCAL, XHTML_REMOTE,
            XHTML_IMAGES, XHTML_LINK_SCHEMES, XHTML_LINK_HONESTY);

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

    /** @return what the sanitizer keeps */
    public XhtmlPolicy xhtmlPolicy() {
        return new XhtmlPolicy(get(XHTML_IMAGES), get(XHTML_LINK_SCHEMES), get(XHTML_LINK_HONESTY));
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
