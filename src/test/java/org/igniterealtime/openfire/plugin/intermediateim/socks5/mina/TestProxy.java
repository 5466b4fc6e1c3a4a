package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.BytestreamRequests;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.BytestreamsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.DirectStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FakeUsers;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ProxySettings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.RemoteActivation;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Network;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostResolver;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/** The proxy on a free port of loopback; streams have numbers. */
final class TestProxy implements AutoCloseable {

    static final JID REQUESTER = new JID("romeo@example.org/x");
    static final JID TARGET = new JID("juliet@example.org/y");

    private final LinkedBlockingQueue<FinishedTransfer> log = new LinkedBlockingQueue<>();
    private final Set<DestinationAddress> selfTests = ConcurrentHashMap.newKeySet();
    private Settings settings = Settings.DEFAULTS.with(ProxySettings.CONNECTIONS_PER_SECOND, 0L);
    private final BytestreamsFeature feature =
            new BytestreamsFeature(settings, "example.org", selfTests::contains, log::add, Clock.systemUTC());
    private final BytestreamRequests requests = feature.requests(
            settings, new FakeUsers(), any -> List.of(), () -> true, (key, arguments) -> key, RemoteActivation.NONE);
    private final MinaListener listener = new MinaListener(
            feature.streams(),
            feature.connectionLimiter(),
            ProxySettings.limits(settings),
            InetAddress.getLoopbackAddress(),
            new DaemonThreads("test-"));
    private final int port = FreePorts.next();
    private int lastSid = 1000;

    TestProxy() {
        if (!listener.listen(Set.of(port)).equals(Set.of(port))) {
            throw new IllegalStateException("port " + port + " is taken");
        }
    }

    /** Two sockets that have met and were activated. */
    record Pair(String address, Socks5Client target, Socks5Client requester) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            target.close();
            requester.close();
        }
    }

    Pair open() throws IOException {
        return open(0);
    }

    /** @param receiveBuffer of the target's kernel; 0 for what it likes */
    Pair open(int receiveBuffer) throws IOException {
        int sid = ++lastSid;
        Socks5Client target = new Socks5Client(port, receiveBuffer).join(address(sid));
        Socks5Client requester = Socks5Client.joined(port, address(sid));
        activate(sid);
        return new Pair(address(sid), target, requester);
    }

    static String address(int sid) {
        return DestinationAddress.of(String.valueOf(sid), REQUESTER, TARGET).hex();
    }

    void activate(int sid) {
        IQ answer = ask(sid);
        if (answer.getType() != IQ.Type.result) {
            throw new AssertionError(answer);
        }
    }

    /** Has the proxy take this stream for a test of its own. */
    void expectSelfTest(int sid) {
        selfTests.add(DestinationAddress.of(String.valueOf(sid), REQUESTER, TARGET));
    }

    /** Activates once the kernel has brought the news that a socket has left, of which nobody is told. */
    void activateAtLast(int sid) {
        await(() -> ask(sid).getType() == IQ.Type.result);
    }

    /** Has activation be refused with this condition. */
    void refuse(int sid, String condition) {
        IQ answer = ask(sid);
        if (answer.getError() == null
                || !answer.getError().getCondition().toXMPP().equals(condition)) {
            throw new AssertionError(answer);
        }
    }

    private IQ ask(int sid) {
        return requests.answer(Xml.iq("<iq type='set' id='1' from='" + REQUESTER + "' to='bytestreams.example.org'>"
                        + "<query xmlns='http://jabber.org/protocol/bytestreams' sid='" + sid + "'><activate>" + TARGET
                        + "</activate></query></iq>"))
                .orElseThrow();
    }

    void setting(String name, String value) {
        ProxySettings.AREA.settings().stream()
                .filter(setting -> setting.name().equals(name))
                .forEach(setting -> set(setting, value));
        feature.apply(settings, requests);
        listener.limit(ProxySettings.limits(settings));
    }

    private <T> void set(Setting<T> setting, String value) {
        settings = settings.with(setting, setting.read(value));
    }

    /** @return connects to the loopback, which is otherwise forbidden */
    DirectStreams direct() {
        List<Network> loopback = List.of(Network.read("127.0.0.0/8").orElseThrow());
        return feature.direct(
                new StreamhostResolver(InetAddress::getAllByName, Set::of, Runnable::run),
                listener.connector(),
                () -> Optional.of(loopback));
    }

    int port() {
        return port;
    }

    MinaListener listener() {
        return listener;
    }

    Bytestreams streams() {
        return feature.streams();
    }

    long heldBytes() {
        return listener.heldBytes();
    }

    /** Waits for the end of a transfer. */
    FinishedTransfer finished() throws InterruptedException {
        FinishedTransfer finished = log.poll(30, TimeUnit.SECONDS);
        if (finished == null) {
            throw new AssertionError("no transfer ended");
        }
        return finished;
    }

    /** Waits until this holds, 30 s at most. */
    void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(30)) {
                throw new AssertionError("time is up");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
