package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the place of a clamd, and behaves as a test wants. It serves one connection after the other. */
final class FakeClamd implements AutoCloseable {

    /** What it does with one connection. */
    interface Behavior {

        void serve(Peer peer) throws IOException;
    }

    /** The other side, as the scanner sees it. */
    record Peer(SocketChannel channel) {

        void readFully(ByteBuffer into) throws IOException {
            while (into.hasRemaining()) {
                if (channel.read(into) < 0) {
                    throw new EOFException();
                }
            }
        }

        /** @return a command without its end */
        String command() throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            ByteBuffer one = ByteBuffer.allocate(1);
            readFully(one);
            while (one.get(0) != 0) {
                text.write(one.get(0));
                readFully(one.clear());
            }
            return text.toString(ISO_8859_1);
        }

        /** @return one chunk of a file, which is empty after the last one */
        byte[] chunk() throws IOException {
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
            readFully(length);
            ByteBuffer bytes = ByteBuffer.allocate(length.getInt(0));
            readFully(bytes);
            return bytes.array();
        }

        /** @return a whole file */
        byte[] content() throws IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
                content.writeBytes(chunk);
            }
            return content.toByteArray();
        }

        void say(String text) throws IOException {
            ByteBuffer bytes = ISO_8859_1.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** Closes the connection without regard to what is on its way. */
        void reset() throws IOException {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        }
    }

    final List<byte[]> scanned = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel server;
    private final ScannerAddress address;
    private final Queue<Behavior> behaviors = new ConcurrentLinkedQueue<>();
    private volatile SocketChannel open;
    private final Thread thread = new Thread(this::serve, "fake-clamd");

    private FakeClamd(ServerSocketChannel server, ScannerAddress address) {
        this.server = server;
        this.address = address;
        thread.setDaemon(true);
        thread.start();
    }

    static FakeClamd onTcp() throws IOException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerSocketChannel server = ServerSocketChannel.open().bind(loopback);
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return new FakeClamd(server, new ScannerAddress.Tcp(loopback.getHostString(), port));
    }

    static FakeClamd on(Path socket) throws IOException {
        return new FakeClamd(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket)),
                new ScannerAddress.Unix(socket));
    }

    ScannerAddress address() {
        return address;
    }

    /** Has the next connection be served so, or the one after those for which this was said before. */
    FakeClamd next(Behavior behavior) {
        behaviors.add(behavior);
        return this;
    }

    /** Has the next file be answered so. */
    FakeClamd answer(String reply) {
        return next(peer -> {
            peer.command();
            scanned.add(peer.content());
            peer.say(reply);
        });
    }

    /** Without other instructions it is a clamd that finds nothing. */
    private void honest(Peer peer) throws IOException {
        switch (peer.command()) {
            case "zPING" -> peer.say("PONG\0");
            case "zVERSION" -> peer.say("ClamAV 1.4.6/27800/Sun Nov 29 10:00:00 2026\0");
            case "zINSTREAM" -> {
                scanned.add(peer.content());
                peer.say("stream: OK\0");
            }
            default -> peer.say("UNKNOWN COMMAND\0");
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                open = channel;
                Behavior behavior = behaviors.poll();
                (behavior == null ? (Behavior) this::honest : behavior).serve(new Peer(channel));
            } catch (IOException e) {
                // the other side has gone, or this is closed
            }
        }
    }

    /** Afterwards nobody is served any more. */
    @Override
    public void close() throws IOException {
        server.close();
        SocketChannel last = open;
        if (last != null) {
            last.close();
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
