package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;

/**
 * A form for settings: shows them, takes what was typed, and keeps it with what is wrong with it. A field is named as its
 * setting, {@code socks5.port}; its texts are {@code intermediateim.setting.<name>.label} and {@code .hint}.
 */
public final class SettingsForm {

    /** How a setting is shown. */
    public enum Kind {
        NUMBER, TEXT, LINES, FLAG, CHOICE
    }

    private final List<Group> groups;

    private SettingsForm(List<Group> groups) {
        this.groups = List.copyOf(groups);
    }

    /** @return the form with the values that hold */
    static SettingsForm showing(Settings settings, List<Group> groups) {
        return new SettingsForm(groups.stream()
                .map(group -> new Group(group.name, group.fields.stream().map(field -> field.showing(settings)).toList())).toList());
    }

    /** @return the form as it was typed and sent */
    static SettingsForm typed(HttpServletRequest request, List<Group> groups) {
        return new SettingsForm(groups.stream()
                .map(group -> new Group(group.name, group.fields.stream().map(field -> field.typed(request)).toList())).toList());
    }

    public List<Group> getGroups() {
        return groups;
    }

    Field field(Setting<?> setting) {
        return groups.stream().flatMap(group -> group.fields.stream())
                .filter(field -> field.setting == setting).findFirst().orElseThrow();
    }

    boolean hasProblems() {
        return groups.stream().flatMap(group -> group.fields.stream()).anyMatch(field -> !field.problems.isEmpty());
    }

    /**
     * Sets what differs from {@code settings}.
     *
     * @return a line for each, for the audit log
     */
    List<String> save(PluginProperties properties, Settings settings) {
        List<String> changes = new ArrayList<>();
        groups.forEach(group -> group.fields.forEach(field -> field.save(field.setting, properties, settings, changes)));
        return changes;
    }

    /** Fields under one heading; the page has its text. */
    public static final class Group {

        private final String name;
        private final List<Field> fields;

        Group(String name, List<Field> fields) {
            this.name = name;
            this.fields = List.copyOf(fields);
        }

        public String getName() {
            return name;
        }

        public List<Field> getFields() {
            return fields;
        }
    }

    /** A setting, what is typed in it, and what is wrong with that. */
    public static final class Field {

        private final Setting<?> setting;
        private final Kind kind;
        private final String unit;
        private final List<String> choices;
        private final String value;
        private final List<Problem> problems = new ArrayList<>();

        private Field(Setting<?> setting, Kind kind, String unit, List<String> choices, String value) {
            this.setting = setting;
            this.kind = kind;
            this.unit = unit;
            this.choices = choices;
            this.value = value;
        }

        /** @param unit end of the i18n key {@code intermediateim.unit.<unit>} */
        static Field number(Setting<?> setting, String unit) {
            return new Field(setting, Kind.NUMBER, unit, List.of(), "");
        }

        static Field text(Setting<?> setting) {
            return new Field(setting, Kind.TEXT, "", List.of(), "");
        }

        static Field lines(Setting<?> setting) {
            return new Field(setting, Kind.LINES, "", List.of(), "");
        }

        static Field flag(Setting<Boolean> setting) {
            return new Field(setting, Kind.FLAG, "", List.of(), "");
        }

        static <E extends Enum<E>> Field choice(Setting<E> setting) {
            List<String> choices = new ArrayList<>();
            for (E each : setting.defaultValue().getDeclaringClass().getEnumConstants()) {
                choices.add(setting.write(each));
            }
            return new Field(setting, Kind.CHOICE, "", List.copyOf(choices), "");
        }

        private Field showing(Settings settings) {
            return with(written(setting, settings));
        }

        private static <T> String written(Setting<T> setting, Settings settings) {
            return setting.write(settings.get(setting));
        }

        private Field typed(HttpServletRequest request) {
            String sent = request.getParameter(setting.name());
            // a browser says nothing of a box that is not ticked
            Field field = with(kind == Kind.FLAG ? String.valueOf(sent != null) : Objects.toString(sent, ""));
            try {
                setting.read(field.value);
            } catch (InvalidSettingException e) {
                field.add(new Problem(e.key(), e.arguments()));
            }
            return field;
        }

        private Field with(String newValue) {
            return new Field(setting, kind, unit, choices, newValue);
        }

        void add(Problem problem) {
            problems.add(problem);
        }

        private <T> void save(Setting<T> typed, PluginProperties properties, Settings settings, List<String> changes) {
            T wanted = typed.read(value);
            if (!wanted.equals(settings.get(typed))) {
                properties.set(typed, wanted);
                changes.add(typed.name() + " = " + typed.write(wanted));
            }
        }

        public String getName() {
            return setting.name();
        }

        /** @return the same, as HTML ids and selectors like it */
        public String getId() {
            return setting.name().replace('.', '-');
        }

        public String getKind() {
            return kind.name().toLowerCase(Locale.ROOT);
        }

        public String getUnit() {
            return unit;
        }

        public List<String> getChoices() {
            return choices;
        }

        public String getValue() {
            return value;
        }

        public List<Problem> getProblems() {
            return problems;
        }
    }

    /** What is wrong with what was typed. */
    public static final class Problem {

        private final String key;
        private final List<Object> arguments;

        /** @param key i18n key of the sentence; {@code arguments} stand for its {0}, {1} */
        Problem(String key, List<?> arguments) {
            this.key = key;
            this.arguments = List.copyOf(arguments);
        }

        public String getKey() {
            return key;
        }

        public List<Object> getArguments() {
            return arguments;
        }
    }
}
