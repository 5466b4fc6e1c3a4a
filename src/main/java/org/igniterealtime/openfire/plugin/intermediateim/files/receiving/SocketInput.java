package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Reservation;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;

/**
 * Brings the bytes of a SOCKS5 bytestream into the store, on the I/O thread that reads them. All else is passed to the
 * transfer on its own thread.
 */
final class SocketInput implements LocalEnd.Handler {

    private final IncomingTransfer transfer;
    private final Reservation reservation;
    private final long size;
    private final Executor thread;
    private final LocalEnd end = new LocalEnd(this);
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile long received; // changed by the I/O thread alone

    SocketInput(IncomingTransfer transfer, Reservation reservation, long size, Executor thread) {
        this.transfer = transfer;
        this.reservation = reservation;
        this.size = size;
        this.thread = thread;
    }

    LocalEnd end() {
        return end;
    }

    /** @return bytes that have come */
    long received() {
        return received;
    }

    /** @return whether the stream has been activated */
    boolean hasBegun() {
        return begun.get();
    }

    @Override
    public void opened() {
        begun.set(true);
        thread.execute(() -> transfer.socketOpened(this));
    }

    @Override
    public void received(ByteBuffer bytes) {
        long left = size - received;
        if (bytes.remaining() > left) { // more than was offered (XEP-0096 §3): neither it nor the file is wanted
            end.leave(Reason.BROKEN);
            return;
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        received += copy.remaining();
        if (!reservation.write(copy)) {
            end.pause();
            if (!reservation.isFull()) { // the disk has caught up before the pause: nobody resumes after it
                end.resume();
            }
        }
        if (received == size) {
            thread.execute(() -> transfer.socketFilled(this));
        }
    }

    @Override
    public void inputEnded() {
        if (size == 0) {
            thread.execute(() -> transfer.socketFilled(this));
        } else if (received < size) {
            end.leave(Reason.INCOMPLETE);
        }
    }

    @Override
    public void writable() {
        // nothing is sent
    }

    @Override
    public void closed() {
        thread.execute(() -> transfer.socketClosed(this));
    }

    void resume() {
        end.resume();
    }

    /** The file is safe: the sender learns it by the end of our output. */
    void finish() {
        end.finish();
    }

    void leave() {
        end.leave(Reason.BROKEN);
    }
}
