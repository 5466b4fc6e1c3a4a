package org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FakeUsers;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.LocalUsers;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest.Finding;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest.Verdict;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

/** Against proxies that are wrong in one way each. */
class SelfTestTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** One connection's part of a proxy. */
    private interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SelfTestParties parties =
            SelfTestParties.at(new JID("us.example.org"), RandomTokens.from(new SecureRandom()));
    private Optional<PacketError.Condition> activation = Optional.empty();
    private final SelfTest selfTest =
            new SelfTest(parties, (both, sid) -> activation, Duration.ofSeconds(2), new DaemonThreads("test-"));
    private final List<Socket> accepted = new ArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, LOOPBACK);
    }

    @AfterEach
    void close() throws IOException {
        selfTest.close();
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private void serve(Behaviour behaviour) {
        threads.execute(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    synchronized (accepted) {
                        accepted.add(socket);
                    }
                    threads.submit(() -> {
                        behaviour.serve(socket);
                        return null;
                    });
                }
            } catch (IOException e) {
                // the test is over
            }
        });
    }

    private static void accept(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        in.readNBytes(3);
        out.write(new byte[] {5, 0});
        byte[] request = in.readNBytes(47);
        request[1] = 0;
        out.write(request);
    }

    private Finding test() {
        List<Finding> findings = selfTest.run(List.of(new Streamhost("127.0.0.1", server.getLocalPort())));
        assertEquals(1, findings.size());
        return findings.get(0);
    }

    @Test
    void aProxyThatPassesAllBothWaysWorks() {
        List<Socket> pair = new ArrayList<>();
        serve(socket -> {
            accept(socket);
            synchronized (pair) {
                pair.add(socket);
                pair.notifyAll();
                while (pair.size() < 2) {
                    try {
                        pair.wait();
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
            Socket other = pair.get(pair.get(0) == socket ? 1 : 0);
            socket.getInputStream().transferTo(other.getOutputStream());
            other.shutdownOutput();
        });
        Finding finding = test();
        assertEquals(Verdict.WORKS, finding.verdict());
        assertEquals("127.0.0.1", finding.address());
        assertFalse(finding.took().isZero());
    }

    @Test
    void aNameThatTheDnsDoesNotKnowIsNamed() {
        Streamhost host = new Streamhost("no-such-host.invalid", 7778);
        assertEquals(
                List.of(new Finding(host, "", Verdict.NAME_UNKNOWN, "", Duration.ZERO)), selfTest.run(List.of(host)));
        assertEquals(
                List.of("no-such-host.invalid"),
                selfTest.unknownNames(List.of("127.0.0.1", "no-such-host.invalid", "localhost")));
    }

    @Test
    void aClosedPortRefuses() throws IOException {
        server.close();
        assertEquals(Verdict.REFUSED, test().verdict());
    }

    @Test
    void silenceTimesOut() {
        assertEquals(Verdict.TIMED_OUT, test().verdict()); // the kernel connects, nobody answers
    }

    @Test
    void aWebServerIsNoProxy() {
        serve(socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
            socket.close();
        });
        assertEquals(Verdict.NOT_SOCKS5, test().verdict());
    }

    @Test
    void whoHangsUpIsNoProxy() {
        serve(Socket::close);
        assertEquals(Verdict.NOT_SOCKS5, test().verdict());
    }

    @Test
    void aProxyThatRefusesTellsItsCode() {
        serve(socket -> {
            socket.getInputStream().readNBytes(3);
            socket.getOutputStream().write(new byte[] {5, 0});
            socket.getInputStream().readNBytes(47);
            socket.getOutputStream().write(new byte[] {5, 2});
        });
        Finding finding = test();
        assertEquals(Verdict.NOT_ACCEPTED, finding.verdict());
        assertEquals("2", finding.detail());
    }

    @Test
    void somebodyElsesProxyIsNotOurs() {
        activation = Optional.of(PacketError.Condition.item_not_found);
        serve(SelfTestTest::accept);
        Finding finding = test();
        assertEquals(Verdict.NOT_ACTIVATED, finding.verdict());
        assertEquals("item-not-found", finding.detail());
    }

    @Test
    void aProxyThatPassesSomethingElseGarbles() {
        serve(socket -> {
            accept(socket);
            socket.getOutputStream().write(new byte[1 << 14]);
        });
        assertEquals(Verdict.GARBLED, test().verdict());
    }

    @Test
    void aProxyThatPassesNothingGarbles() {
        serve(SelfTestTest::accept);
        assertEquals(Verdict.GARBLED, test().verdict());
    }

    @Test
    void oneBadHostDoesNotHideAnother() throws IOException {
        int port = server.getLocalPort();
        server.close();
        List<Verdict> verdicts =
                selfTest
                        .run(List.of(new Streamhost("no-such-host.invalid", port), new Streamhost("127.0.0.1", port)))
                        .stream()
                        .map(Finding::verdict)
                        .toList();
        assertEquals(List.of(Verdict.NAME_UNKNOWN, Verdict.REFUSED), verdicts);
    }

    @Test
    void afterItIsClosedNothingIsTested() {
        selfTest.close();
        assertEquals(Verdict.TIMED_OUT, test().verdict());
    }

    @Test
    void itsPartiesAreAdmittedAndLeaveNoTrace() {
        JID stranger = new JID("us.example.org/self-test");
        FakeUsers others = new FakeUsers();
        others.blockers.addAll(List.of(stranger, parties.requester()));
        LocalUsers users = parties.joining(others);

        assertTrue(users.isLocal(parties.requester()) && users.isInAnyGroup(parties.target(), Set.of("staff")));
        assertTrue(!users.isLocal(stranger)
                && !users.isInAnyGroup(stranger, Set.of())
                && users.blocks(stranger, stranger));
        assertFalse(users.blocks(parties.requester(), parties.target()));

        List<FinishedTransfer> kept = new ArrayList<>();
        TransferLog log = parties.leaveOutOf(kept::add);
        FinishedTransfer real = transfer(stranger);
        log.finished(real);
        log.finished(transfer(parties.requester()));
        assertEquals(List.of(real), kept);
    }

    private FinishedTransfer transfer(JID requester) {
        return new FinishedTransfer(
                requester,
                parties.target(),
                Optional.empty(),
                0,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                FinishedTransfer.Reason.COMPLETED);
    }
}
