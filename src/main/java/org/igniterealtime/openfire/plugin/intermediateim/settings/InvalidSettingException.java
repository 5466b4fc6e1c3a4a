package org.igniterealtime.openfire.plugin.intermediateim.settings;

/** A text that a setting does not accept. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param key i18n key of the sentence that tells what is accepted */
    public InvalidSettingException(String key) {
        super(key);
    }

    public String key() {
        return getMessage();
    }
}
