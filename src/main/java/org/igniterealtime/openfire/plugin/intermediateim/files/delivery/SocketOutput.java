package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;

/**
 * Sends a part of a file by a SOCKS5 bytestream: reads on the threads of the store, and no more than the other side
 * takes. It is complete when the other side has ended its output too, which it does when it has read everything.
 */
final class SocketOutput implements LocalEnd.Handler {

    private static final int CHUNK_BYTES = 128 * 1024;

    private final OutgoingTransfer transfer;
    private final OpenFile file;
    private final Executor thread;
    private final LocalEnd end = new LocalEnd(this);
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private final long until;
    private volatile long position;
    private volatile boolean finished;
    private volatile boolean inputEnded;

    SocketOutput(OutgoingTransfer transfer, OpenFile file, long offset, long length, Executor thread) {
        this.transfer = transfer;
        this.file = file;
        this.position = offset;
        this.until = offset + length;
        this.thread = thread;
    }

    /** @return how far the file has been read */
    long position() {
        return position;
    }

    LocalEnd end() {
        return end;
    }

    @Override
    public void opened() {
        next();
    }

    @Override
    public void writable() {
        next();
    }

    private void next() {
        if (position == until) {
            finished = true;
            end.finish();
            return;
        }
        chunk.clear().limit((int) Math.min(chunk.capacity(), until - position));
        file.read(position, chunk).whenComplete((count, failure) -> {
            if (failure != null || chunk.hasRemaining()) {
                end.leave(Reason.BROKEN);
                thread.execute(transfer::unreadable);
            } else {
                position += count;
                end.send(chunk.flip());
            }
        });
    }

    @Override
    public void received(ByteBuffer bytes) {
        // nothing is expected
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
    }

    @Override
    public void closed() {
        boolean complete = finished && inputEnded;
        thread.execute(() -> transfer.socketClosed(this, complete));
    }

    void leave() {
        end.leave(Reason.BROKEN);
    }
}
