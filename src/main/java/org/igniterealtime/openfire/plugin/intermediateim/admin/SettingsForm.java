package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;

/** Some settings as the fields of a form: what stands in each, and what is wrong with it. Fields are named as settings are. */
public final class SettingsForm {

    private final List<Setting<?>> settings;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    private SettingsForm(List<Setting<?>> settings) {
        this.settings = settings;
    }

    /** @return the form with the settings as they are */
    static SettingsForm showing(Settings now, List<Setting<?>> settings) {
        SettingsForm form = new SettingsForm(settings);
        settings.forEach(setting -> form.values.put(setting.name(), text(now, setting)));
        return form;
    }

    private static <T> String text(Settings now, Setting<T> setting) {
        return setting.write(now.get(setting));
    }

    /** @return the form as it was sent, checked; a box that is not ticked is not sent */
    static SettingsForm sent(HttpServletRequest request, List<Setting<?>> settings) {
        SettingsForm form = new SettingsForm(settings);
        for (Setting<?> setting : settings) {
            String typed = request.getParameter(setting.name());
            form.enter(setting, typed != null ? typed : setting.defaultValue() instanceof Boolean ? "false" : "");
        }
        return form;
    }

    private void enter(Setting<?> setting, String typed) {
        values.put(setting.name(), typed);
        try {
            setting.read(typed);
        } catch (InvalidSettingException e) {
            problems.put(setting.name(), e.key());
        }
    }

    boolean isValid() {
        return problems.isEmpty();
    }

    /** Sets what is not as it is already. Only when {@link #isValid}. */
    void save(PluginProperties properties) {
        settings.forEach(setting -> save(setting, properties));
    }

    private <T> void save(Setting<T> setting, PluginProperties properties) {
        T value = setting.read(values.get(setting.name()));
        if (!value.equals(properties.settings().get(setting))) {
            properties.set(setting, value);
        }
    }

    /** @return the text in each field, by the setting's name */
    public Map<String, String> getValues() {
        return values;
    }

    /** @return i18n key of what is wrong with a field, by the setting's name */
    public Map<String, String> getProblems() {
        return problems;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
