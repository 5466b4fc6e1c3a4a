package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmpp.packet.JID;

/** Much, and for long: what the proxy holds is afterwards what it was before. */
@Tag("long")
class EnduranceIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final String SETTING = "plugin.intermediateim.socks5.";
    private static final int MEBIBYTE = 1024 * 1024;

    private RawClient romeo;
    private RawClient juliet;

    @BeforeEach
    void login() {
        openfire.property(SETTING + "failures-in-a-row", "0");
        openfire.property(SETTING + "connections-per-second", "0");
        romeo = openfire.client("romeo");
        juliet = openfire.client("juliet");
    }

    private int port() {
        return openfire.server().proxyPort();
    }

    private String address(String sid) {
        return DestinationAddress.of(sid, new JID(romeo.jid()), new JID(juliet.jid()))
                .hex();
    }

    private void activate(String sid) {
        assertEquals(
                "result",
                romeo.ask("<iq type='set' id='%s' to='bytestreams.example.org'>"
                                + "<query xmlns='http://jabber.org/protocol/bytestreams' sid='" + sid + "'><activate>"
                                + juliet.jid()
                                + "</activate></query></iq>")
                        .attributeValue("type"));
    }

    /** What the server's process holds. */
    private record Holdings(long heapBytes, long threads, long descriptors) {

        static Holdings of(SharedOpenfire openfire) throws IOException {
            var connection = openfire.server().connection();
            MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                    connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            memory.gc();
            memory.gc();
            return new Holdings(
                    memory.getHeapMemoryUsage().getUsed(),
                    ManagementFactory.newPlatformMXBeanProxy(
                                    connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class)
                            .getThreadCount(),
                    ManagementFactory.newPlatformMXBeanProxy(
                                    connection,
                                    ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME,
                                    UnixOperatingSystemMXBean.class)
                            .getOpenFileDescriptorCount());
        }

        /** Sockets are closed a moment after the client has seen the end; Openfire's own pools breathe. */
        static void assertBack(Holdings before, SharedOpenfire openfire) throws IOException {
            Holdings after = of(openfire);
            for (int look = 0; look < 60 && after.descriptors() > before.descriptors(); look++) {
                after = of(openfire);
            }
            assertTrue(after.descriptors() <= before.descriptors() + 2, before + " became " + after);
            assertTrue(after.threads() <= before.threads() + 5, before + " became " + after);
            assertTrue(after.heapBytes() <= before.heapBytes() + 16 * MEBIBYTE, before + " became " + after);
        }
    }

    @Test
    void aGibibytePassesUnchanged() throws Exception {
        try (Socks5Client target = Socks5Client.joined(port(), address("big"));
                Socks5Client requester = Socks5Client.joined(port(), address("big"))) {
            activate("big");
            byte[] part = new byte[MEBIBYTE];
            new Random(1).nextBytes(part);
            MessageDigest sent = MessageDigest.getInstance("SHA-256");
            Future<?> writer = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 1024; i++) {
                        part[i] ^= 1;
                        sent.update(part);
                        requester.write(part);
                    }
                    requester.endOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            MessageDigest received = MessageDigest.getInstance("SHA-256");
            long size = 0;
            byte[] some = new byte[MEBIBYTE];
            InputStream in = target.in();
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                received.update(some, 0, count);
                size += count;
            }
            writer.get();
            assertEquals(1024L * MEBIBYTE, size);
            assertEquals(HexFormat.of().formatHex(sent.digest()), HexFormat.of().formatHex(received.digest()));
        }
    }

    @Test
    void tenThousandShortTransfersLeaveNothingBehind() throws Exception {
        transfer(0, 1_000);
        Holdings before = Holdings.of(openfire);
        transfer(1_000, 11_000);
        Holdings.assertBack(before, openfire);
    }

    private void transfer(int from, int to) throws IOException {
        byte[] content = new byte[1000];
        for (int i = from; i < to; i++) {
            String sid = "soak" + i;
            try (Socks5Client target = Socks5Client.joined(port(), address(sid));
                    Socks5Client requester = Socks5Client.joined(port(), address(sid))) {
                activate(sid);
                Arrays.fill(content, (byte) i);
                requester.write(content);
                requester.endOutput();
                target.expect(content);
                assertEquals(-1, target.in().read());
            }
        }
    }

    @Test
    void whateverIsSaidForAGreetingLeavesNothingBehind() throws Exception {
        babble(new Random(1), 200);
        Holdings before = Holdings.of(openfire);
        babble(new Random(2), 5_000);
        Holdings.assertBack(before, openfire);
        transfer(20_000, 20_001);
    }

    /** Half of them begin rightly, so that what comes later is tried too. */
    private void babble(Random random, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (Socks5Client client = new Socks5Client(port())) {
                byte[] bytes = new byte[random.nextInt(600)];
                random.nextBytes(bytes);
                if (random.nextBoolean()) {
                    byte[] request = Socks5Client.connect(address("fuzz" + i));
                    request[random.nextInt(request.length)] = (byte) random.nextInt();
                    client.write(Socks5Client.GREETING);
                    client.write(request);
                }
                client.write(bytes);
            } catch (IOException e) {
                // closed by the proxy while we were still babbling
            }
        }
    }
}
