package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;

/**
 * A form for settings: shows them, takes what was typed, and keeps it with what is wrong with it. A field is named as
 * its setting, {@code socks5.port}; its texts are {@code intermediateim.setting.<name>.label} and {@code .hint}.
 */
public record SettingsForm(List<Group> groups) {

    public SettingsForm {
        groups = List.copyOf(groups);
    }

    /** @return the form with the values that hold */
    public static SettingsForm showing(Settings settings, List<Group> groups) {
        return new SettingsForm(groups.stream()
                .map(group -> group.with(field -> field.showing(settings)))
                .toList());
    }

    /** @return the form as it was typed and sent, with what is wrong with it; {@code settings} are those that hold */
    static SettingsForm typed(HttpServletRequest request, Settings settings, List<Group> groups) {
        return new SettingsForm(groups.stream()
                .map(group -> group.with(field -> field.typed(request, settings)))
                .toList());
    }

    boolean hasProblems() {
        return !wrongFields().isEmpty();
    }

    /** @return those that can't be used as they are, in the order of the page */
    public List<Field<?>> wrongFields() {
        List<Field<?>> wrong = new ArrayList<>();
        groups.forEach(group ->
                group.fields.stream().filter(field -> !field.problems.isEmpty()).forEach(wrong::add));
        return wrong;
    }

    /** @return where the page is to stand; null if nothing is wrong */
    public Field<?> firstWrong() {
        return wrongFields().stream().findFirst().orElse(null);
    }

    /**
     * Sets what was typed, as one change.
     *
     * @param settings those that hold
     * @return a line for each setting that is another now, for the audit log
     */
    List<String> save(PluginProperties properties, Settings settings) {
        Settings wanted = settings;
        for (Group group : groups) {
            for (Field<?> field : group.fields) {
                wanted = field.putInto(wanted);
            }
        }
        List<Setting<?>> changed = settings.differences(wanted);
        properties.save(settings, wanted);
        return groups.stream()
                .flatMap(group -> group.fields.stream())
                .filter(field -> changed.contains(field.setting))
                .map(field -> field.name() + " = " + field.writeNormalized())
                .toList();
    }

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

    /** Fields under one heading; the page has its text. The name is empty where there is no heading. */
    public record Group(String name, List<Field<?>> fields) {

        public Group {
            fields = List.copyOf(fields);
        }

        private Group with(Function<Field<?>, Field<?>> change) {
            return new Group(name, fields.stream().<Field<?>>map(change).toList());
        }
    }

    /** A setting, what is typed in it, and what is wrong with that. */
    public static final class Field<T> {

        private final Setting<T> setting;
        private final Check<? super T> check;
        private final String value;
        private final List<Sentence> problems;

        private Field(Setting<T> setting, Check<? super T> check, String value, List<Sentence> problems) {
            this.setting = setting;
            this.check = check;
            this.value = value;
            this.problems = List.copyOf(problems);
        }

        public static <T> Field<T> of(Setting<T> setting) {
            return new Field<>(setting, (wanted, changed) -> List.of(), "", List.of());
        }

        /** @return the field, whose values are looked at in this way too */
        public Field<T> checkedBy(Check<? super T> other) {
            return new Field<>(setting, other, value, problems);
        }

        private Field<T> showing(Settings settings) {
            return with(setting.write(settings.get(setting)), List.of());
        }

        private Field<T> typed(HttpServletRequest request, Settings settings) {
            String sent = request.getParameter(setting.name());
            // a browser says nothing of a box that is not ticked
            String typed = setting.kind() == Kind.FLAG ? String.valueOf(sent != null) : Objects.toString(sent, "");
            try {
                T wanted = setting.read(typed);
                return with(typed, check.problems(wanted, !wanted.equals(settings.get(setting))));
            } catch (InvalidSettingException e) {
                return with(typed, List.of(new Sentence(e.key(), e.arguments().toArray())));
            }
        }

        private Field<T> with(String newValue, List<Sentence> newProblems) {
            return new Field<>(setting, check, newValue, newProblems);
        }

        private Settings putInto(Settings settings) {
            return settings.with(setting, setting.read(value));
        }

        private String writeNormalized() {
            return setting.write(setting.read(value));
        }

        public String name() {
            return setting.name();
        }

        /** @return the same, as HTML ids and selectors like it */
        public String id() {
            return setting.name().replace('.', '-');
        }

        public String kind() {
            return setting.kind().name().toLowerCase(Locale.ROOT);
        }

        /** @return end of the i18n key of the unit; empty if there is none */
        public String unit() {
            return setting.unit().name();
        }

        public List<String> choices() {
            return setting.choices();
        }

        public String value() {
            return value;
        }

        /** @return what holds if nothing is set, as it would be typed */
        public String defaultValue() {
            return setting.write(setting.defaultValue());
        }

        public List<Sentence> problems() {
            return problems;
        }
    }
}
