package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;

/** How long a room may be silent before we ask whether we are still in (XEP-0410 §3.2). */
final class SilenceLimit {

    private final Duration usual;
    private Duration most;

    SilenceLimit(Duration usual) {
        this.usual = usual;
        this.most = usual;
    }

    /** @param idle after which the service removes whoever is silent */
    void setIdleLimit(Duration idle) {
        most = idle.compareTo(usual) < 0 ? idle : usual;
    }

    Duration most() {
        return most;
    }
}
