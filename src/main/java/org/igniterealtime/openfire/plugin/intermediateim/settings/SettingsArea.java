package org.igniterealtime.openfire.plugin.intermediateim.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting.Kind;

/**
 * The settings that belong together, mostly those of a feature. Their properties start with {@code <PREFIX><name>.}. A
 * class defines them as constants, the area first, which thereby knows them all:
 *
 * <pre>
 * public static final SettingsArea AREA = SettingsArea.ofFeature("socks5");
 * public static final Setting&lt;Boolean&gt; ENABLED = AREA.enabled();
 * public static final Setting&lt;Long&gt; PORT = AREA.number("port", 7778, 1, 65_535, Unit.NONE);
 * </pre>
 */
public final class SettingsArea {

    /** All our properties start with this. */
    public static final String PREFIX = "plugin.intermediateim.";

    private final String name;
    /** In the order of their definition. Filled while the class with the constants is initialized, and fixed then. */
    private final List<Setting<?>> settings = new ArrayList<>();
    /** Null if there is none. */
    private final Setting<Boolean> enabled;

    private SettingsArea(String name, boolean ofFeature) {
        this.name = name;
        this.enabled = ofFeature ? flag("enabled", true) : null;
    }

    /** @return an area without a switch */
    public static SettingsArea of(String name) {
        return new SettingsArea(name, false);
    }

    /** @return the area of the feature of that name, whose first setting is its switch, {@code <name>.enabled} */
    public static SettingsArea ofFeature(String name) {
        return new SettingsArea(name, true);
    }

    public String name() {
        return name;
    }

    /** @return all of them, in the order of their definition */
    public List<Setting<?>> settings() {
        return List.copyOf(settings);
    }

    /**
     * @return the switch of the feature, which is on by default
     * @throws IllegalStateException if this is no feature's
     */
    public Setting<Boolean> enabled() {
        if (enabled == null) {
            throw new IllegalStateException(name + " is no feature");
        }
        return enabled;
    }

    /** @return whether a property belongs to this area, even if no setting has it */
    public boolean has(String property) {
        return property.startsWith(PREFIX + name + ".");
    }

    /** On or off, written {@code true} and {@code false}. */
    public Setting<Boolean> flag(String setting, boolean defaultValue) {
        return define(setting, Kind.FLAG, Unit.NONE, defaultValue, SettingsArea::readFlag, String::valueOf);
    }

    /**
     * One label of a domain name (RFC 1123 §2.1): 1 to 63 of a-z, 0-9 and inner hyphens; letter case does not count.
     */
    public Setting<String> subdomain(String setting, String defaultValue) {
        return define(
                setting, Kind.SUBDOMAIN, Unit.NONE, defaultValue, SettingsArea::readDomainLabel, Function.identity());
    }

    /**
     * One of the values of an enum, written in lower case with hyphens: {@code CID_AND_HTTPS} is {@code cid-and-https}.
     */
    public <E extends Enum<E>> Setting<E> choice(String setting, E defaultValue) {
        Class<E> options = defaultValue.getDeclaringClass();
        return define(setting, Kind.CHOICE, Unit.NONE, defaultValue, text -> readChoice(text, options), Setting::word);
    }

    /** A whole number from {@code least} to {@code most}. */
    public Setting<Long> number(String setting, long defaultValue, long least, long most, Unit unit) {
        return define(setting, Kind.NUMBER, unit, defaultValue, text -> readNumber(text, least, most), String::valueOf);
    }

    /** Whole seconds, at least one, at most a day. */
    public Setting<Duration> seconds(String setting, long defaultValue) {
        return define(
                setting,
                Kind.NUMBER,
                Unit.SECONDS,
                Duration.ofSeconds(defaultValue),
                text -> Duration.ofSeconds(
                        readNumber(text, 1, Duration.ofDays(1).toSeconds())),
                value -> String.valueOf(value.toSeconds()));
    }

    /** Whole days, at most ten years. */
    public Setting<Duration> days(String setting, long defaultValue) {
        return define(
                setting,
                Kind.NUMBER,
                Unit.DAYS,
                Duration.ofDays(defaultValue),
                text -> Duration.ofDays(readNumber(text, 0, 3650)),
                value -> String.valueOf(value.toDays()));
    }

    /** Any text of one line that fits into an Openfire property. */
    public Setting<String> text(String setting, String defaultValue) {
        return define(
                setting, Kind.TEXT, Unit.NONE, defaultValue, text -> text.replaceAll("\\R", " "), Function.identity());
    }

    /**
     * One text that may be empty, as it is by default.
     *
     * @param accepted whether any other text may be given
     * @param problem  i18n key of the sentence that tells which may
     */
    public Setting<String> text(String setting, Predicate<String> accepted, String problem) {
        return define(
                setting,
                Kind.TEXT,
                Unit.NONE,
                "",
                text -> readText(text.strip(), accepted, problem),
                Function.identity());
    }

    /** Texts separated by commas; blanks around each do not count, nor do empty ones. */
    public Setting<List<String>> list(String setting) {
        return define(
                setting, Kind.LIST, Unit.NONE, List.of(), SettingsArea::readList, value -> String.join(", ", value));
    }

    /**
     * A list of words in which neither letter case nor order counts.
     *
     * @param accepted whether a word, in lower case, may be among them
     * @param problem  i18n key of the sentence that tells which words may
     */
    public Setting<Set<String>> words(
            String setting, Set<String> defaultValue, Predicate<String> accepted, String problem) {
        return define(
                setting,
                Kind.LIST,
                Unit.NONE,
                Collections.unmodifiableSet(new TreeSet<>(defaultValue)),
                text -> readWords(text, accepted, problem),
                words -> String.join(", ", words));
    }

    /** Any text, of several lines too, that fits into an Openfire property. */
    public Setting<String> lines(String setting) {
        return define(setting, Kind.LINES, Unit.NONE, "", text -> text.replace("\r\n", "\n"), Function.identity());
    }

    /**
     * Lines of a form of their own, none by default.
     *
     * @param reader throws {@link InvalidSettingException} for what is not of that form
     * @param writer gives a text that {@code reader} reads
     */
    public <T> Setting<List<T>> lines(
            String setting, Function<String, List<T>> reader, Function<List<T>, String> writer) {
        return define(setting, Kind.LINES, Unit.NONE, List.of(), reader, writer);
    }

    private <T> Setting<T> define(
            String setting,
            Kind kind,
            Unit unit,
            T defaultValue,
            Function<String, T> reader,
            Function<T, String> writer) {
        Setting<T> defined = new Setting<>(this, setting, kind, unit, defaultValue, reader, writer);
        settings.add(defined);
        return defined;
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

    private static <E extends Enum<E>> E readChoice(String text, Class<E> options) {
        return Arrays.stream(options.getEnumConstants())
                .filter(option -> Setting.word(option).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(
                        "intermediateim.problem.choice", String.join(", ", Setting.words(options))));
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

    private static String readText(String text, Predicate<String> accepted, String problem) {
        if (!text.isEmpty() && !accepted.test(text)) {
            throw new InvalidSettingException(problem);
        }
        return text;
    }

    private static List<String> readList(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static Set<String> readWords(String text, Predicate<String> accepted, String problem) {
        Set<String> words = new TreeSet<>(readList(text.toLowerCase(Locale.ROOT)));
        if (!words.stream().allMatch(accepted)) {
            throw new InvalidSettingException(problem);
        }
        return Collections.unmodifiableSet(words);
    }

    @Override
    public String toString() {
        return name;
    }
}
