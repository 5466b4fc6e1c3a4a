package org.igniterealtime.openfire.plugin.intermediateim.runtime;

/** Texts that people read, in the language of the server. Any thread. */
@FunctionalInterface
public interface LocalizedTexts {

    /**
     * @param key       in the bundle of texts
     * @param arguments replace {0}, {1} and so on; without any, the text is taken as it stands
     * @return the text; the key itself if the bundle has no such key
     */
    String text(String key, Object... arguments);
}
