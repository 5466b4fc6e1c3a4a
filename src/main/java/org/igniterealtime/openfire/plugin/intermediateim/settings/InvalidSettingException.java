package org.igniterealtime.openfire.plugin.intermediateim.settings;

import java.util.List;

/** A text that a setting does not accept. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Object> arguments;

    /** @param key i18n key of the sentence that tells what is accepted; {@code arguments} stand for its {0}, {1} */
    public InvalidSettingException(String key, Object... arguments) {
        super(key);
        this.arguments = List.of(arguments);
    }

    public String key() {
        return getMessage();
    }

    /** @return numbers and strings */
    public List<Object> arguments() {
        return arguments;
    }
}
