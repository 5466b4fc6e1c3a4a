package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

/** What people read, in the language of the server. */
@FunctionalInterface
public interface LocalizedTexts {

    /**
     * @param key       in the i18n bundle
     * @param arguments stand for {0}, {1}
     */
    String text(String key, Object... arguments);
}
