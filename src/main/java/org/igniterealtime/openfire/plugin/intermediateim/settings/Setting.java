package org.igniterealtime.openfire.plugin.intermediateim.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One thing an admin can set: its property, its default, and what it accepts. Defined by its {@link SettingsArea}.
 *
 * @param <T> what it is to the code that uses it
 */
public final class Setting<T> {

    /** As many as Openfire's table of properties takes. */
    private static final int MAX_CHARACTERS = 4000;

    /** How a setting is written, by which a page knows how to show it. */
    public enum Kind {
        /** {@code true} or {@code false}. */
        FLAG,
        /** One of {@link Setting#choices}. */
        CHOICE,
        /** A whole number of {@link Setting#unit}. */
        NUMBER,
        /** The first label of a domain below the server's. */
        SUBDOMAIN,
        /** A text of one line. */
        TEXT,
        /** Texts separated by commas. */
        LIST,
        /** A text of several lines. */
        LINES
    }

    private final SettingsArea area;
    private final String name;
    private final Kind kind;
    private final Unit unit;
    private final T defaultValue;
    private final Function<String, T> reader;
    private final Function<T, String> writer;

    /** @param name within the area */
    Setting(
            SettingsArea area,
            String name,
            Kind kind,
            Unit unit,
            T defaultValue,
            Function<String, T> reader,
            Function<T, String> writer) {
        this.area = area;
        this.name = name;
        this.kind = kind;
        this.unit = unit;
        this.defaultValue = defaultValue;
        this.reader = reader;
        this.writer = writer;
    }

    public SettingsArea area() {
        return area;
    }

    /** @return {@code <area>.<name>}, the part of the property after {@link SettingsArea#PREFIX} */
    public String name() {
        return area.name() + "." + name;
    }

    public String property() {
        return SettingsArea.PREFIX + name();
    }

    public Kind kind() {
        return kind;
    }

    public Unit unit() {
        return unit;
    }

    /** @return what can be chosen, as it is written; empty unless this is a {@link Kind#CHOICE} */
    public List<String> choices() {
        return kind == Kind.CHOICE && defaultValue instanceof Enum<?> option
                ? words(option.getDeclaringClass())
                : List.of();
    }

    static List<String> words(Class<? extends Enum<?>> options) {
        return Arrays.stream(options.getEnumConstants()).map(Setting::word).toList();
    }

    static String word(Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public T defaultValue() {
        return defaultValue;
    }

    /** @return the default as it is written */
    public String defaultText() {
        return writer.apply(defaultValue);
    }

    /**
     * @param text as stored or typed; blanks around it do not count
     * @throws InvalidSettingException if this is nothing the setting accepts
     */
    public T read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidSettingException("intermediateim.problem.too-long", MAX_CHARACTERS);
        }
        return reader.apply(text.strip());
    }

    /** @return the text that {@link #read} turns into the value */
    public String write(T value) {
        return writer.apply(value);
    }

    @Override
    public String toString() {
        return property();
    }
}
