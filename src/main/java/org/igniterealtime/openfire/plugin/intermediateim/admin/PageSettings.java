package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;

/** Which settings a page has, in which groups, and what is checked before they are saved; immutable. */
public final class PageSettings {

    /** Looks whether the server can put a value into effect: whether a port is free, or a group exists. */
    @FunctionalInterface
    public interface Check<T> {

        /**
         * @param wanted  a value that the setting accepts
         * @param changed whether it is another one than now; what is set already should not keep the admin from
         *     changing something else
         * @return what stands in its way; empty for nothing
         */
        List<Sentence> problems(T wanted, boolean changed);
    }

    /**
     * What came of a save.
     *
     * @param form    as it was typed, with what is wrong with it; if anything is, nothing is saved
     * @param changes a line for each setting that was changed, for the audit log
     */
    record Saved(SettingsForm form, List<String> changes) {}

    private record Group(String name, List<Setting<?>> settings) {}

    private final PluginProperties properties;
    private final List<Group> groups;
    private final Map<Setting<?>, Check<?>> checks;

    private PageSettings(PluginProperties properties, List<Group> groups, Map<Setting<?>, Check<?>> checks) {
        this.properties = properties;
        this.groups = List.copyOf(groups);
        this.checks = Map.copyOf(checks);
    }

    /** @return those of a page without any */
    public static PageSettings in(PluginProperties properties) {
        return new PageSettings(properties, List.of(), Map.of());
    }

    /**
     * @param name of the heading above these settings, {@code intermediateim.<page>.settings.<name>}; empty for none
     * @return the settings of the page with another group of them
     */
    public PageSettings group(String name, Setting<?>... settings) {
        List<Group> more = new ArrayList<>(groups);
        more.add(new Group(name, List.of(settings)));
        return new PageSettings(properties, more, checks);
    }

    /** @return the same settings, of which {@code setting} is checked in this way */
    public <T> PageSettings check(Setting<T> setting, Check<? super T> check) {
        Map<Setting<?>, Check<?>> more = new HashMap<>(checks);
        more.put(setting, check);
        return new PageSettings(properties, groups, more);
    }

    /** @return the form with the values that hold */
    SettingsForm showing() {
        Settings settings = properties.settings();
        return form(setting -> showing(setting, settings));
    }

    private static <T> SettingsForm.Field showing(Setting<T> setting, Settings settings) {
        return new SettingsForm.Field(setting, setting.write(settings.get(setting)), List.of());
    }

    /**
     * Saves what was typed as one change, if all of it can be used.
     *
     * @param parameters what a browser has sent for a name, which is that of a setting; null if nothing
     */
    Saved save(UnaryOperator<String> parameters) {
        Settings before = properties.settings();
        SettingsForm form = form(setting -> typed(setting, parameters, before));
        if (form.hasProblems()) {
            return new Saved(form, List.of());
        }
        Settings wanted = before;
        for (SettingsForm.Field field : form.fields()) {
            wanted = with(field.setting(), field.value(), wanted);
        }
        properties.save(before, wanted);
        return new Saved(form, changes(form, before, wanted));
    }

    private <T> SettingsForm.Field typed(Setting<T> setting, UnaryOperator<String> parameters, Settings before) {
        String sent = parameters.apply(setting.name());
        // a browser says nothing of a box that is not ticked
        String typed = setting.kind() == Kind.FLAG ? String.valueOf(sent != null) : Objects.toString(sent, "");
        try {
            T wanted = setting.read(typed);
            boolean changed = !wanted.equals(before.get(setting));
            return new SettingsForm.Field(setting, typed, checkOf(setting).problems(wanted, changed));
        } catch (InvalidSettingException e) {
            return new SettingsForm.Field(
                    setting, typed, List.of(new Sentence(e.key(), e.arguments().toArray())));
        }
    }

    @SuppressWarnings("unchecked") // check() stores nothing but a check for T under a Setting<T>
    private <T> Check<? super T> checkOf(Setting<T> setting) {
        return (Check<? super T>) checks.getOrDefault(setting, (wanted, changed) -> List.of());
    }

    private static <T> Settings with(Setting<T> setting, String text, Settings settings) {
        return settings.with(setting, setting.read(text));
    }

    private static List<String> changes(SettingsForm form, Settings before, Settings wanted) {
        List<Setting<?>> changed = before.differences(wanted);
        return form.fields().stream()
                .map(SettingsForm.Field::setting)
                .filter(changed::contains)
                .map(setting -> setting.name() + " = " + text(setting, wanted))
                .toList();
    }

    private static <T> String text(Setting<T> setting, Settings settings) {
        return setting.write(settings.get(setting));
    }

    private SettingsForm form(Function<Setting<?>, SettingsForm.Field> field) {
        return new SettingsForm(groups.stream()
                .map(group -> new SettingsForm.Group(
                        group.name(), group.settings().stream().map(field).toList()))
                .toList());
    }
}
