package org.igniterealtime.openfire.plugin.intermediateim.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;

/**
 * One thing an admin can set: its property, its default, and what it accepts.
 *
 * @param <T> what it is to the code that uses it
 */
public final class Setting<T> {

    /** All our properties start with this. */
    public static final String PREFIX = "plugin.intermediateim.";

    /** As many as Openfire's table of properties takes. */
    private static final int MAX_CHARACTERS = 4000;

    private final String name;
    private final T defaultValue;
    private final Function<String, T> reader;
    private final Function<T, String> writer;

    private Setting(String name, T defaultValue, Function<String, T> reader, Function<T, String> writer) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.reader = reader;
        this.writer = writer;
    }

    /** On or off, written {@code true} and {@code false}. */
    static Setting<Boolean> flag(String name, boolean defaultValue) {
        return new Setting<>(name, defaultValue, Setting::readFlag, String::valueOf);
    }

    /**
     * One label of a domain name (RFC 1123 §2.1): 1 to 63 of a-z, 0-9 and inner hyphens; letter case does not count.
     */
    static Setting<String> domainLabel(String name, String defaultValue) {
        return new Setting<>(name, defaultValue, Setting::readDomainLabel, Function.identity());
    }

    /**
     * One of the values of an enum, written in lower case with hyphens: {@code CID_AND_HTTPS} is {@code cid-and-https}.
     */
    static <E extends Enum<E>> Setting<E> choice(String name, E defaultValue) {
        return new Setting<>(
                name, defaultValue, text -> readChoice(text, defaultValue.getDeclaringClass()), Setting::word);
    }

    /** URI schemes that links may have, with commas between; see {@link XhtmlPolicy#isLinkScheme}. */
    static Setting<Set<String>> linkSchemes(String name, Set<String> defaultValue) {
        return new Setting<>(
                name, new TreeSet<>(defaultValue), Setting::readLinkSchemes, schemes -> String.join(", ", schemes));
    }

    private static <E extends Enum<E>> E readChoice(String text, Class<E> options) {
        return Arrays.stream(options.getEnumConstants())
                .filter(option -> word(option).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(
                        "intermediateim.problem.choice",
                        String.join(
                                ", ",
                                Arrays.stream(options.getEnumConstants())
                                        .map(Setting::word)
                                        .toList())));
    }

    private static String word(Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Set<String> readLinkSchemes(String text) {
        Set<String> schemes = new TreeSet<>(readList(text.toLowerCase(Locale.ROOT)));
        if (!schemes.stream().allMatch(XhtmlPolicy::isLinkScheme)) {
            throw new InvalidSettingException("intermediateim.problem.link-schemes");
        }
        return Collections.unmodifiableSet(schemes);
    }

    /** A whole number from {@code least} to {@code most}. */
    static Setting<Long> number(String name, long defaultValue, long least, long most) {
        return new Setting<>(name, defaultValue, text -> readNumber(text, least, most), String::valueOf);
    }

    /** Whole seconds, at least one, at most a day. */
    static Setting<Duration> seconds(String name, long defaultValue) {
        return new Setting<>(
                name,
                Duration.ofSeconds(defaultValue),
                text -> Duration.ofSeconds(
                        readNumber(text, 1, Duration.ofDays(1).toSeconds())),
                value -> String.valueOf(value.toSeconds()));
    }

    /** Texts separated by commas; blanks around each do not count, nor do empty ones. */
    static Setting<List<String>> list(String name) {
        return new Setting<>(name, List.of(), Setting::readList, value -> String.join(", ", value));
    }

    /** Any text, of several lines too, that fits into an Openfire property. */
    static Setting<String> text(String name) {
        return new Setting<>(name, "", Setting::readText, Function.identity());
    }

    /** Whole days, at most ten years. */
    static Setting<Duration> days(String name, long defaultValue) {
        return new Setting<>(
                name,
                Duration.ofDays(defaultValue),
                text -> Duration.ofDays(readNumber(text, 0, 3650)),
                value -> String.valueOf(value.toDays()));
    }

    private static String readText(String text) {
        return text.replace("\r\n", "\n");
    }

    private static long readNumber(String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new InvalidSettingException("intermediateim.problem.number", least, most);
    }

    private static List<String> readList(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static Boolean readFlag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidSettingException("intermediateim.problem.flag");
        };
    }

    private static String readDomainLabel(String text) {
        String label = text.toLowerCase(Locale.ROOT);
        if (!label.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new InvalidSettingException("intermediateim.problem.domain-label");
        }
        return label;
    }

    /** @return {@code <area>.<name>}, the part after {@link #PREFIX} */
    public String name() {
        return name;
    }

    public String property() {
        return PREFIX + name;
    }

    public T defaultValue() {
        return defaultValue;
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
