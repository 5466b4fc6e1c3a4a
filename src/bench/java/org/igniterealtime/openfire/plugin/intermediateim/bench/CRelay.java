package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The relay in C: what a program in user space needs at least. It joins two connections without any XMPP. */
final class CRelay implements Proxy {

    static final String NAME = "C relay";

    private final AtomicLong streams = new AtomicLong();
    private final ServerProcess process;
    private final InetSocketAddress address;

    CRelay(Path program) throws IOException {
        process = ServerProcess.start(program.resolveSibling("socks5relay.log"), List.of(program.toString()));
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), process.portItTells());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytestream open() throws IOException {
        String destination = "%040x".formatted(streams.incrementAndGet());
        return Socks5.open(address, destination);
    }

    @Override
    public Optional<ServerProcess> process() {
        return Optional.of(process);
    }

    @Override
    public void close() {
        process.close();
    }
}
