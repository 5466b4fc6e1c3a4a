package org.igniterealtime.openfire.plugin.intermediateim.si;

/** An offer that can't be accepted as it is. */
public final class SiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final SiError error;

    SiException(SiError error, String message) {
        super(message, null, false, false); // a stranger causes it: no stack trace
        this.error = error;
    }

    /** @return what the sender is told */
    public SiError error() {
        return error;
    }
}
