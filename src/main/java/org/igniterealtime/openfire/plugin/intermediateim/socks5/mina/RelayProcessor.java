package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MINA processor, one thread, that has the bytes of streams passed on past MINA, through one buffer for all of them.
 */
public final class RelayProcessor extends NioProcessor {

    /** MINA makes this object itself, and has names of its own for threads. */
    private static final String THREAD_NAME = "intermediateim-socks5-io";

    private static final Logger Log = LoggerFactory.getLogger(RelayProcessor.class);

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Direction.MAX_HELD_BYTES);
    private volatile Thread thread;

    /** Called by MINA's pool. */
    public RelayProcessor(Executor executor) {
        super(executor);
    }

    @Override
    protected int select(long timeout) throws Exception {
        if (thread
                != Thread
                        .currentThread()) { // MINA ends the thread when there is nothing to do, and takes another later
            thread = Thread.currentThread();
            thread.setName(THREAD_NAME);
        }
        return super.select(timeout);
    }

    @Override
    protected int read(NioSession session, IoBuffer in) throws Exception {
        Reader reader = Reader.of(session);
        try {
            if (reader == null) {
                return super.read(session, in);
            }
            reader.read(buffer);
            return 0; // nothing is left for MINA to do
        } catch (IOException e) {
            return failed(session, e);
        }
    }

    @Override
    protected int write(NioSession session, IoBuffer out, int length) throws IOException {
        try {
            return super.write(session, out, length);
        } catch (IOException e) {
            return failed(session, e);
        }
    }

    /** Clients break off all the time: MINA would write an error to the log for each. @return that nothing passed */
    private static int failed(NioSession session, IOException cause) {
        Log.debug("The connection from {} has failed", session.getRemoteAddress(), cause);
        session.closeNow();
        return 0;
    }

    /**
     * Begins or ceases to read, on our own thread only: elsewhere the change could get lost between two others, and the
     * selector would not notice. MINA's own version also stops an unfinished write, since it looks at the queue alone.
     */
    @Override
    public void updateTrafficControl(NioSession session) {
        if (thread != Thread.currentThread()) {
            updateTrafficMask(session);
            return;
        }
        try {
            setInterestedInRead(session, !session.isReadSuspended());
        } catch (Exception e) {
            session.getFilterChain().fireExceptionCaught(e);
        }
    }
}
