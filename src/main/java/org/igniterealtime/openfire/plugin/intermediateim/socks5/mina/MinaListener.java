package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestream;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Connector;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Flow;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Listener;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ConnectionLimiter;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.HandshakeFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, and looks once a second for what takes too long. */
public final class MinaListener implements Listener {

    private static final Logger Log = LoggerFactory.getLogger(MinaListener.class);

    private static final int MAX_PROCESSORS = 8;
    private static final int MAX_HANDSHAKES = 10_000;
    private static final int BACKLOG = 1024;
    private static final int HANDSHAKE_BUFFER_BYTES = 512;
    private static final long CLOSE_SECONDS = 10;

    private final Bytestreams streams;
    private final ConnectionLimiter connectionLimiter;
    private final InetAddress interfaceAddress;
    private final Buffers buffers;
    private final Set<Connection> handshaking = ConcurrentHashMap.newKeySet();
    private final IoThreads acceptorThreads;
    private final ExecutorService acceptorExecutor;
    private final ExecutorService ioExecutor;
    private final ScheduledExecutorService timer;
    private final SimpleIoProcessorPool<NioSession> processors;
    private final NioSocketAcceptor acceptor;
    private final MinaConnector connector;
    private final Set<Integer> ports = new TreeSet<>(); // guarded by this
    private volatile Limits limits;

    /** @param interfaceAddress to listen at; null for all */
    public MinaListener(
            Bytestreams streams,
            ConnectionLimiter connectionLimiter,
            Limits limits,
            InetAddress interfaceAddress,
            DaemonThreads threads) {
        this.streams = streams;
        this.connectionLimiter = connectionLimiter;
        this.limits = limits;
        this.interfaceAddress = interfaceAddress;
        this.buffers = new Buffers(limits.bufferBytes());
        this.acceptorThreads = new IoThreads(threads.named("socks5-accept"));
        this.acceptorExecutor = Executors.newCachedThreadPool(acceptorThreads);
        this.ioExecutor = Executors.newCachedThreadPool(threads.named("socks5-io"));
        this.timer = threads.scheduler("socks5-timer");
        int count = Math.min(MAX_PROCESSORS, Runtime.getRuntime().availableProcessors());
        this.processors = new SimpleIoProcessorPool<>(RelayProcessor.class, ioExecutor, count, null);
        this.acceptor = new NioSocketAcceptor(acceptorExecutor, processors);
        acceptor.setHandler(new ConnectionHandler(this::connected));
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        acceptor.setCloseOnDeactivation(false);
        configure(acceptor.getSessionConfig());
        this.connector = new MinaConnector(this, ioExecutor, processors);
        configure(connector.config());
        timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private static void configure(SocketSessionConfig config) {
        config.setTcpNoDelay(true);
        config.setReadBufferSize(HANDSHAKE_BUFFER_BYTES);
        config.setMaxReadBufferSize(Direction.MAX_HELD_BYTES); // MINA writes half as much again at once, and no more
    }

    @Override
    public synchronized Set<Integer> listen(Set<Integer> wanted) {
        for (Integer port : Set.copyOf(ports)) {
            if (!wanted.contains(port)) {
                close(port);
            }
        }
        for (Integer port : wanted) {
            if (!ports.contains(port)) {
                open(port);
            }
        }
        return ports();
    }

    private void open(Integer port) {
        try {
            acceptor.bind(at(port));
            acceptorThreads.rename();
            ports.add(port);
            Log.info("The SOCKS5 proxy is listening on port {}", port);
        } catch (IOException e) {
            Log.warn("The SOCKS5 proxy could not open port {}. Clients cannot connect to it on this port", port, e);
        }
    }

    /** MINA knows its ports by the address they are bound to, which need not be written as we wrote it. */
    private void close(Integer port) {
        for (SocketAddress bound : acceptor.getLocalAddresses()) {
            if (((InetSocketAddress) bound).getPort() == port) {
                acceptor.unbind(bound);
            }
        }
        ports.remove(port);
        Log.info("The SOCKS5 proxy no longer listens on port {}", port);
    }

    private InetSocketAddress at(int port) {
        return interfaceAddress == null ? new InetSocketAddress(port) : new InetSocketAddress(interfaceAddress, port);
    }

    @Override
    public synchronized Set<Integer> ports() {
        return Set.copyOf(ports);
    }

    @Override
    public void limit(Limits changed) {
        limits = changed;
        buffers.limit(changed.bufferBytes());
    }

    /** @return connects to streamhosts of others, with the I/O threads of the proxy, until this is closed */
    public Connector connector() {
        return connector;
    }

    /** @return bytes that wait for slow readers */
    long heldBytes() {
        return buffers.used();
    }

    Bytestreams streams() {
        return streams;
    }

    /** @return empty if the connection is to be closed at once */
    Optional<Connection> connected(NioSession session) {
        InetAddress address = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
        if (handshaking.size() >= MAX_HANDSHAKES || !connectionLimiter.admits(address)) {
            return Optional.empty();
        }
        Connection connection = new Connection(this, session, address, Instant.now());
        handshaking.add(connection);
        return Optional.of(connection);
    }

    void handshakeIsOver(Connection connection) {
        handshaking.remove(connection);
    }

    void handshakeFailed(Connection connection, HandshakeFault fault) {
        handshaking.remove(connection);
        connectionLimiter.failed(connection.address(), fault);
    }

    void settled(Connection connection) {
        connectionLimiter.settled(connection.address());
    }

    void uncounted(Connection connection) {
        connectionLimiter.uncounted(connection.address());
    }

    Relay relay(Bytestream stream, NioSession first, NioSession second) {
        return new Relay(stream, first, second, buffers, timer);
    }

    LocalRelay relay(Bytestream stream, NioSession session, LocalEnd end, Flow fromSocket, Flow toSocket) {
        return new LocalRelay(stream, session, end, fromSocket, toSocket, timer);
    }

    private void tick() {
        try {
            Instant tooOld = Instant.now().minus(limits.handshake());
            for (Connection connection : handshaking) {
                if (connection.since().isBefore(tooOld)) {
                    handshakeIsOver(connection);
                    connection.close(); // not held against the address: a network may be slow
                }
            }
            streams.tick();
        } catch (RuntimeException e) { // would be the last tick otherwise
            Log.error("The SOCKS5 proxy could not check its streams", e);
        }
    }

    @Override
    public synchronized void close() {
        listen(Set.of());
        streams.endAll();
        timer.shutdownNow();
        acceptor.dispose();
        connector.close();
        processors.dispose();
        for (ExecutorService executor : new ExecutorService[] {timer, acceptorExecutor, ioExecutor}) {
            executor.shutdown();
            await(executor);
        }
    }

    private static void await(ExecutorService executor) {
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                Log.error("A thread of the SOCKS5 proxy did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
