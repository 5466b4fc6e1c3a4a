package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * One stream that is ready to carry data.
 *
 * @param requester the requester's end, blocking
 * @param target the target's end, blocking
 */
public record Bytestream(SocketChannel requester, SocketChannel target) implements Closeable {

    @Override
    public void close() throws IOException {
        try (target) {
            requester.close();
        }
    }
}
