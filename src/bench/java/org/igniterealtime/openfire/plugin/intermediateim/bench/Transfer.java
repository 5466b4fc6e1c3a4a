package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Sends as fast as it can through several streams at once; looks at every byte that arrives. */
public final class Transfer {

    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final int STALL_MILLIS = 15_000;

    private final Pattern pattern = new Pattern();
    private final ByteBuffer received = ByteBuffer.allocateDirect(Pattern.CHUNK);

    /** One direction of one stream. */
    private static final class Flow {
        private final long size;
        private long offset;

        Flow(long size) {
            this.size = size;
        }
    }

    /** Moves something along; an end of file is reached when {@code offset} is {@code size}. */
    private interface Step {
        void take(SocketChannel channel, Flow flow) throws IOException;
    }

    /**
     * Sends from requesters to targets. Each requester closes its end once it has sent all, as clients do: some servers
     * keep back the last bytes until then.
     *
     * @param bytes in each stream
     * @return seconds from the first byte sent to the last received
     * @throws IOException if a byte is lost, wrong or too many, or nothing moves for some time
     */
    public double run(List<Bytestream> streams, long bytes) throws IOException {
        long start = System.nanoTime();
        FutureTask<Void> sender = new FutureTask<>(() -> {
            loop(streams, Bytestream::requester, SelectionKey.OP_WRITE, bytes, this::send);
            return null;
        });
        Thread thread = new Thread(sender, "sender");
        thread.setDaemon(true);
        thread.start();
        try {
            loop(streams, Bytestream::target, SelectionKey.OP_READ, bytes, this::receive);
            long end = System.nanoTime();
            sender.get();
            for (Bytestream stream : streams) {
                stream.target().configureBlocking(true);
                expectEnd(stream);
            }
            return (end - start) / 1e9;
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    private static void loop(
            List<Bytestream> streams, Function<Bytestream, SocketChannel> end, int operation, long bytes, Step step)
            throws IOException {
        long start = System.nanoTime();
        try (Selector selector = Selector.open()) {
            for (Bytestream stream : streams) {
                SocketChannel channel = end.apply(stream);
                channel.configureBlocking(false);
                channel.register(selector, operation, new Flow(bytes));
            }
            List<SelectionKey> open = new ArrayList<>(selector.keys());
            while (!open.isEmpty()) {
                if (selector.select(STALL_MILLIS) == 0 || System.nanoTime() - start > LIMIT_NANOS) {
                    throw new IOException("stalled at "
                            + open.stream()
                                    .map(key -> ((Flow) key.attachment()).offset)
                                    .toList());
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Flow flow = (Flow) key.attachment();
                    step.take((SocketChannel) key.channel(), flow);
                    if (flow.offset == flow.size) {
                        key.cancel();
                        open.remove(key);
                    }
                }
                selector.selectedKeys().clear();
            }
        }
    }

    private void send(SocketChannel channel, Flow flow) throws IOException {
        flow.offset += channel.write(pattern.from(flow.offset, flow.size - flow.offset));
        if (flow.offset == flow.size) {
            channel.close();
        }
    }

    private void receive(SocketChannel channel, Flow flow) throws IOException {
        int n = channel.read(received.clear());
        if (n < 0) {
            throw new IOException("ended after " + flow.offset + " of " + flow.size + " bytes");
        }
        if (n > flow.size - flow.offset || !pattern.matches(flow.offset, received.flip())) {
            throw new IOException("wrong bytes after " + flow.offset);
        }
        flow.offset += n;
    }

    private static void expectEnd(Bytestream stream) throws IOException {
        stream.target().socket().setSoTimeout(STALL_MILLIS);
        if (stream.target().socket().getInputStream().read() >= 0) {
            throw new IOException("more bytes than were sent");
        }
    }
}
