package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.List;

/**
 * A sentence of the bundle, for a page to show.
 *
 * @param key       its i18n key
 * @param arguments stand for its {0}, {1}
 */
public record Sentence(String key, List<Object> arguments) {

    public Sentence {
        arguments = List.copyOf(arguments);
    }

    public Sentence(String key, Object... arguments) {
        this(key, List.of(arguments));
    }
}
