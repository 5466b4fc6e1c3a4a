package org.igniterealtime.openfire.plugin.intermediateim.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** The client's side of the SOCKS5 exchange (XEP-0065 §6.3.2, §6.3.4; RFC 1928). */
public final class Socks5 {

    /** Longest wait for a connection, or for the next bytes of an answer. */
    static final int PATIENCE_MILLIS = 15_000;

    /** Clients come from this many addresses: a proxy that limits each need not see all of them as one. */
    private static final int ADDRESSES = 200;

    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    private Socks5() {}

    /**
     * Opens both sockets of a stream, the target's first, as clients do.
     *
     * @param destination DST.ADDR, 40 characters
     */
    public static Bytestream open(InetSocketAddress proxy, String destination) throws IOException {
        SocketChannel target = connect(proxy, destination);
        try {
            return new Bytestream(connect(proxy, destination), target);
        } catch (IOException e) {
            target.close();
            throw e;
        }
    }

    /** @return a socket whose CONNECT was met, blocking */
    public static SocketChannel connect(InetSocketAddress proxy, String destination) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            int client = Math.floorMod(CONNECTIONS.getAndIncrement(), ADDRESSES);
            channel.bind(new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {127, 1, 0, (byte) (1 + client)}), 0));
            Socket socket = channel.socket();
            socket.connect(proxy, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            shakeHands(socket, destination);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void shakeHands(Socket socket, String destination) throws IOException {
        OutputStream out = socket.getOutputStream();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        out.write(new byte[] {5, 1, 0});
        if (in.readShort() != 0x0500) {
            throw new IOException("greeting refused");
        }
        byte[] address = destination.getBytes(US_ASCII);
        out.write(ByteBuffer.allocate(7 + address.length)
                .put(new byte[] {5, 1, 0, 3, (byte) address.length})
                .put(address)
                .putShort((short) 0)
                .array());
        byte[] head = new byte[4];
        in.readFully(head);
        if (head[1] != 0) {
            throw new IOException("CONNECT refused with " + head[1]);
        }
        in.readFully(new byte[length(head[3], in) + 2]);
    }

    private static int length(int addressType, DataInputStream in) throws IOException {
        return switch (addressType) {
            case 1 -> 4;
            case 3 -> in.readUnsignedByte();
            case 4 -> 16;
            default -> throw new IOException("address type " + addressType);
        };
    }
}
