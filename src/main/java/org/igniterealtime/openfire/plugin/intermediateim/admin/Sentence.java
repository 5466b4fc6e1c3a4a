package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.List;

/** A sentence of the bundle, for a page to show. */
public final class Sentence {

    private final String key;
    private final List<Object> arguments;

    /** @param key i18n key of the sentence; {@code arguments} stand for its {0}, {1} */
    public Sentence(String key, Object... arguments) {
        this.key = key;
        this.arguments = List.of(arguments);
    }

    public String getKey() {
        return key;
    }

    public List<Object> getArguments() {
        return arguments;
    }
}
