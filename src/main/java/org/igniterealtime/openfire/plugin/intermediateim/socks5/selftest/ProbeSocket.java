package org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;

/** One of the two connections of a stream, as a client makes it; blocking. Every wait is limited. */
final class ProbeSocket implements Closeable {

    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int CONNECT = 1;
    private static final int DOMAIN_NAME = 3;

    private final Socket socket = new Socket();

    /** @throws IOException if nobody answers there */
    void connect(InetSocketAddress address, Duration limit) throws IOException {
        socket.connect(address, (int) limit.toMillis());
        socket.setSoTimeout((int) limit.toMillis());
        socket.setTcpNoDelay(true);
    }

    /**
     * Says hello (RFC 1928 §3).
     *
     * @return whether the other side speaks SOCKS5 and wants no password
     */
    boolean greet() throws IOException {
        socket.getOutputStream().write(new byte[] {VERSION, 1, NO_AUTHENTICATION});
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return in.readUnsignedByte() == VERSION && in.readUnsignedByte() == NO_AUTHENTICATION;
    }

    /**
     * Asks for the stream (XEP-0065 §6.3.2).
     *
     * @return the reply code (RFC 1928 §6); 0 is success
     * @throws IOException also if the reply does not repeat the address
     */
    int request(DestinationAddress address) throws IOException {
        byte[] name = address.hex().getBytes(US_ASCII);
        byte[] request = new byte[7 + name.length];
        request[0] = VERSION;
        request[1] = CONNECT;
        request[3] = DOMAIN_NAME;
        request[4] = (byte) name.length;
        System.arraycopy(name, 0, request, 5, name.length);
        socket.getOutputStream().write(request);

        DataInputStream in = new DataInputStream(socket.getInputStream());
        if (in.readUnsignedByte() != VERSION) {
            throw new IOException("no SOCKS5 reply");
        }
        int code = in.readUnsignedByte();
        if (code == 0) {
            byte[] rest = new byte[request.length - 2];
            in.readFully(rest);
            if (!new String(rest, 3, name.length, US_ASCII).equals(address.hex())) {
                throw new IOException("the reply is about something else");
            }
        }
        return code;
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
