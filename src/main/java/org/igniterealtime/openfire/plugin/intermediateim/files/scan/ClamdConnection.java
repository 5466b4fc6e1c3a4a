package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connection to clamd for one command. Every call blocks, until the time is up or the thread is interrupted. */
final class ClamdConnection implements AutoCloseable {

    /** An honest reply is a line. */
    static final int MAX_REPLY_BYTES = 4096;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final long deadline; // of System.nanoTime

    /** @param limit of everything together that is done with it */
    ClamdConnection(ScannerAddress address, Duration toConnect, Duration limit) throws IOException {
        long start = System.nanoTime();
        deadline = start + limit.toNanos();
        SocketAddress target = address.resolve();
        channel = target instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        try {
            channel.configureBlocking(false);
            selector = Selector.open();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        try {
            key = channel.register(selector, SelectionKey.OP_CONNECT);
            boolean connected = channel.connect(target);
            while (!connected) {
                await(SelectionKey.OP_CONNECT, Math.min(deadline, start + toConnect.toNanos()));
                connected = channel.finishConnect();
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void await(int operations, long until) throws IOException {
        long left = until - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("the scanner takes too long");
        }
        key.interestOps(operations);
        selector.select(Math.max(1, Duration.ofNanos(left).toMillis()));
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
    }

    /**
     * Writes all that remains, unless there is a reply already.
     *
     * @return false if there is: clamd answers before the end if it wants no more
     */
    boolean write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (hasReply()) {
                return false;
            }
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, deadline);
            }
        }
        return true;
    }

    private boolean hasReply() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        boolean readable = selector.selectNow() > 0;
        selector.selectedKeys().clear();
        return readable;
    }

    /**
     * @return what comes until a zero octet or the end, without that; empty if the other side has closed without a
     * reply
     */
    String readReply() throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(MAX_REPLY_BYTES);
        while (true) {
            int from = reply.position();
            int count = channel.read(reply);
            for (int i = from; i < reply.position(); i++) {
                if (reply.get(i) == 0) {
                    return new String(reply.array(), 0, i, ISO_8859_1);
                }
            }
            if (count < 0) {
                return new String(reply.array(), 0, reply.position(), ISO_8859_1).stripTrailing();
            }
            if (!reply.hasRemaining()) {
                throw new IOException("the scanner does not stop answering");
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
