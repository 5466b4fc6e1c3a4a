package org.igniterealtime.openfire.plugin.intermediateim.files.model;

/** A file is not taken. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;

    public RefusedException(RefusalReason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public RefusedException(RefusalReason reason, Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    public RefusalReason reason() {
        return reason;
    }
}
