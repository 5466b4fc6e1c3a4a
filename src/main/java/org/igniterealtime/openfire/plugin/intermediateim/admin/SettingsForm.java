package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.List;
import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;

/**
 * A form for settings: what stands in its fields, and what is wrong with that. A field is named as its setting,
 * {@code socks5.port}; its texts are {@code intermediateim.setting.<name>.label} and {@code .hint}.
 */
public record SettingsForm(List<Group> groups) {

    public SettingsForm {
        groups = List.copyOf(groups);
    }

    List<Field> fields() {
        return groups.stream().flatMap(group -> group.fields().stream()).toList();
    }

    boolean hasProblems() {
        return !wrongFields().isEmpty();
    }

    /** @return those that can't be used as they are, in the order of the page */
    public List<Field> wrongFields() {
        return fields().stream().filter(field -> !field.problems().isEmpty()).toList();
    }

    /** @return where the page is to stand; null if nothing is wrong */
    public Field firstWrong() {
        return wrongFields().stream().findFirst().orElse(null);
    }

    /** Fields under one heading; the page has its text. The name is empty where there is no heading. */
    public record Group(String name, List<Field> fields) {

        public Group {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A setting, what is typed in it, and what is wrong with that.
     *
     * @param value as it is typed
     */
    public record Field(Setting<?> setting, String value, List<Sentence> problems) {

        public Field {
            problems = List.copyOf(problems);
        }

        public String name() {
            return setting.name();
        }

        /** @return the same, as HTML ids and selectors like it */
        public String id() {
            return setting.name().replace('.', '-');
        }

        /** @return {@link Setting.Kind} in lower case */
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

        /** @return what holds if nothing is set, as it would be typed */
        public String defaultValue() {
            return setting.defaultText();
        }
    }
}
