package org.igniterealtime.openfire.plugin.intermediateim.openfire.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.Download;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the body of an answer as fast as the client takes it. While one buffer is being written the other is read, so
 * a download has no more than two in memory. Any thread.
 */
final class BodyWriter implements WriteListener {

    private static final Logger Log = LoggerFactory.getLogger(BodyWriter.class);

    /** Has Jetty, of every generation, close the connection at once: else a client would wait for the rest. */
    private static final int CLOSE_CONNECTION = -1;

    private final Download download;
    private final HttpServletResponse response;
    private final ServletOutputStream out;
    private final AsyncContext context;

    // all that follows is guarded by this
    private ByteBuffer written;
    private ByteBuffer read;
    private State state = State.NEW;

    private enum State {
        /** The web server has not said yet that it can go on. */
        NEW,
        /** The next bytes are being read. */
        READING,
        /** The next bytes are there. */
        FULL,
        /** All was handed to the web server. */
        DRAINING,
        ENDED
    }

    BodyWriter(Download download, HttpServletResponse response, AsyncContext context) throws IOException {
        this.download = download;
        this.response = response;
        this.out = response.getOutputStream();
        this.context = context;
        this.written = JettyOutput.newBuffer(out);
        this.read = JettyOutput.newBuffer(out);
    }

    void start() {
        download.onAbort(() -> end(false));
        out.setWriteListener(this);
    }

    private void readNext() {
        ByteBuffer into;
        synchronized (this) {
            into = read.clear();
        }
        download.read(into).whenComplete((count, failure) -> {
            if (failure != null || count == 0 && !download.isAtEnd()) {
                Log.debug("A file could not be read to its end", failure);
                end(false); // the client notices that it got too little
            } else {
                become(count == 0 ? State.DRAINING : State.FULL);
                proceed();
            }
        });
    }

    private synchronized void become(State next) {
        if (state != State.ENDED) {
            state = next;
        }
    }

    /**
     * Nothing is written before this is called for the first time, nor from the time when the web server was not ready
     * until it is called again: Jetty calls this while it believes that nobody else writes.
     */
    @Override
    public void onWritePossible() {
        if (begin()) {
            readNext();
        } else {
            proceed();
        }
    }

    private synchronized boolean begin() {
        boolean isNew = state == State.NEW;
        if (isNew) {
            state = State.READING;
        }
        return isNew;
    }

    private void proceed() {
        try {
            switch (writeNext()) {
                case READING -> readNext();
                case ENDED -> end(true);
                default -> {
                    // the web server says when it goes on, or the disk
                }
            }
        } catch (IOException | RuntimeException e) {
            Log.debug("A client left before it had the whole file", e);
            end(false);
        }
    }

    /** @return what to do next: READING to read on, ENDED if all is done, else nothing */
    private synchronized State writeNext() throws IOException {
        if (state == State.FULL && out.isReady()) {
            ByteBuffer next = read.flip();
            read = written; // which the web server has taken, since it is ready
            written = next;
            state = State.READING;
            JettyOutput.write(next, out);
            return State.READING;
        }
        return state == State.DRAINING && out.isReady() ? State.ENDED : State.FULL;
    }

    @Override
    public void onError(Throwable failure) {
        Log.debug("A client left before it had the whole file", failure);
        end(false);
    }

    private void end(boolean complete) {
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.ENDED;
        }
        download.close(complete);
        try {
            if (!complete) {
                response.sendError(CLOSE_CONNECTION);
            }
            context.complete();
        } catch (IOException | IllegalStateException e) {
            Log.debug("The web server has ended it already", e);
        }
    }
}
