package org.igniterealtime.openfire.plugin.intermediateim.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A SOCKS5 client that writes and reads raw bytes on loopback. Reads wait 30 s at most. */
public final class Socks5Client implements AutoCloseable {

    public static final byte[] GREETING = {5, 1, 0};
    public static final byte[] METHOD = {5, 0};

    private static final int LIMIT_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    public Socks5Client(int port) {
        this(port, 0);
    }

    /** @param receiveBuffer bytes the kernel keeps for us at most, about; 0 for what it likes */
    public Socks5Client(int port, int receiveBuffer) {
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LIMIT_MILLIS);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return a client whose CONNECT to the address was met */
    public static Socks5Client joined(int port, String address) throws IOException {
        Socks5Client client = new Socks5Client(port);
        client.join(address);
        return client;
    }

    /** Does the whole handshake. @return itself */
    public Socks5Client join(String address) throws IOException {
        write(GREETING);
        expect(METHOD);
        write(connect(address));
        expect(reply(0, address));
        return this;
    }

    /** @return the 47 bytes of a CONNECT */
    public static byte[] connect(String address) {
        return message(5, 1, 0, 3, address);
    }

    /** @return the 47 bytes of the reply to it */
    public static byte[] reply(int code, String address) {
        return message(5, code, 0, 3, address);
    }

    private static byte[] message(int version, int code, int reserved, int type, String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int each : new int[] {version, code, reserved, type, name.length()}) {
            bytes.write(each);
        }
        bytes.writeBytes(name.getBytes(US_ASCII));
        bytes.writeBytes(new byte[2]);
        return bytes.toByteArray();
    }

    public void write(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void write(byte[] bytes, int offset, int count) throws IOException {
        out.write(bytes, offset, count);
    }

    /** Reads so many bytes. */
    public byte[] read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("only " + bytes.length + " of " + count + " bytes came");
        }
        return bytes;
    }

    /** Reads as many bytes as these and makes sure that they are these. */
    public void expect(byte... expected) throws IOException {
        byte[] actual = read(expected.length);
        if (!java.util.Arrays.equals(expected, actual)) {
            throw new AssertionError("came " + java.util.HexFormat.of().formatHex(actual) + " in place of "
                    + java.util.HexFormat.of().formatHex(expected));
        }
    }

    /** @return everything up to the end of input; a reset counts as the end */
    public byte[] readToEnd() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        } catch (SocketException e) {
            // the other side has closed without having read everything
        }
        return bytes.toByteArray();
    }

    public InputStream in() {
        return in;
    }

    /** Ends our output; input stays open. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Breaks the connection off: the other side sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
