package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.nio.ByteBuffer;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * Leaves what comes before activation in the kernel, which makes the sender wait when it has enough. XEP-0065 §10.1
 * would have it dropped; but some clients send as soon as they have asked for activation, and may have ended their
 * output before it.
 *
 * <p>So it is not noticed either that a socket leaves: the end of an empty file looks the same.
 */
final class Unread implements Reader {

    private final NioSession session;
    private volatile boolean stopped;

    Unread(NioSession session) {
        this.session = session;
    }

    @Override
    public void read(ByteBuffer buffer) {
        stopped = true;
        session.suspendRead();
        if (Reader.of(session) != this) { // activated just now, and whoever did it may have seen nothing to resume
            session.resumeRead();
        }
    }

    /** Has the reader that has been set since read what has come. Any thread. */
    void end() {
        if (stopped) {
            session.resumeRead();
        }
    }
}
