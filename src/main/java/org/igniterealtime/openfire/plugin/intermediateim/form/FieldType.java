package org.igniterealtime.openfire.plugin.intermediateim.form;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a field holds (XEP-0004 §3.3). */
public enum FieldType {
    BOOLEAN,
    FIXED,
    HIDDEN,
    JID_MULTI,
    JID_SINGLE,
    LIST_MULTI,
    LIST_SINGLE,
    TEXT_MULTI,
    TEXT_PRIVATE,
    TEXT_SINGLE,

    /** No type was given, as is usual in what is submitted (§3.2). */
    NONE;

    private static final Map<String, FieldType> BY_WORD = Arrays.stream(values())
            .filter(type -> type != NONE)
            .collect(Collectors.toMap(FieldType::word, Function.identity()));

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** @return as it is written in the attribute {@code type} */
    public String word() {
        return word;
    }

    /** @param word null if there is none; one that is unknown counts as {@code text-single} (§3.3) */
    static FieldType of(String word) {
        return word == null ? NONE : BY_WORD.getOrDefault(word, TEXT_SINGLE);
    }

    /** @return whether a field of this type may have more than one value (§3.2) */
    public boolean isMultiple() {
        return switch (this) {
            case JID_MULTI, LIST_MULTI, TEXT_MULTI, HIDDEN, NONE -> true;
            default -> false;
        };
    }

    boolean hasOptions() {
        return this == LIST_MULTI || this == LIST_SINGLE;
    }
}
