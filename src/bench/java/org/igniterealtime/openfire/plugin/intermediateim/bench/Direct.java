package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Nobody in between: what the machine and the load generator can do. */
final class Direct implements Proxy {

    private final ServerSocketChannel door;

    Direct() throws IOException {
        door = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public synchronized Bytestream open() throws IOException {
        SocketChannel requester = SocketChannel.open(door.getLocalAddress());
        SocketChannel target = door.accept();
        requester.setOption(StandardSocketOptions.TCP_NODELAY, true);
        target.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new Bytestream(requester, target);
    }

    @Override
    public Optional<ServerProcess> process() {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
