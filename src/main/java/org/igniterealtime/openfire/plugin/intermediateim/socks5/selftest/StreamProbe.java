package org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest.Finding;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest.Verdict;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.IpText;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.xmpp.packet.PacketError;

/** One trial of one address of the proxy; used once. Blocks, each step for the limit at most. */
final class StreamProbe {

    private static final int BYTES_EACH_WAY = 1 << 19;
    private static final int PIECE = 1 << 14;

    private final Streamhost host;
    private final InetAddress address;
    private final SelfTestParties parties;
    private final SelfTest.Activator activator;
    private final Duration limit;
    /** What it means if the step that is being done fails. */
    private Verdict failure = Verdict.UNREACHABLE;

    private long transferEnd;
    private int passedBytes;

    /** @param address one that the host resolves to */
    StreamProbe(
            Streamhost host,
            InetAddress address,
            SelfTestParties parties,
            SelfTest.Activator activator,
            Duration limit) {
        this.host = host;
        this.address = address;
        this.parties = parties;
        this.activator = activator;
        this.limit = limit;
    }

    Finding run() {
        long start = System.nanoTime();
        String sid = UUID.randomUUID().toString();
        DestinationAddress meeting = parties.begin(sid);
        try (ProbeSocket ofTarget = new ProbeSocket();
                ProbeSocket ofRequester = new ProbeSocket()) {
            Finding finding = use(ofTarget, ofRequester, sid, meeting);
            return finding.verdict() != Verdict.WORKS
                    ? finding
                    : new Finding(
                            host, finding.address(), Verdict.WORKS, "", Duration.ofNanos(System.nanoTime() - start));
        } catch (SocketTimeoutException e) {
            return found(failure == Verdict.GARBLED ? failure : Verdict.TIMED_OUT, "");
        } catch (ConnectException e) {
            boolean refused =
                    String.valueOf(e.getMessage()).contains("refused"); // "unreachable" comes in the same class
            return found(refused ? Verdict.REFUSED : Verdict.UNREACHABLE, "");
        } catch (IOException e) {
            return found(failure, "");
        } finally {
            parties.end(meeting);
        }
    }

    private Finding use(ProbeSocket ofTarget, ProbeSocket ofRequester, String sid, DestinationAddress meeting)
            throws IOException {
        for (ProbeSocket socket : List.of(ofTarget, ofRequester)) { // XEP-0065 §6.3: the target connects first
            failure = Verdict.UNREACHABLE;
            socket.connect(new InetSocketAddress(address, host.port()), limit);
            failure = Verdict.NOT_SOCKS5;
            if (!socket.greet()) {
                return found(Verdict.NOT_SOCKS5, "");
            }
            int code = socket.request(meeting);
            if (code != 0) {
                return found(Verdict.NOT_ACCEPTED, String.valueOf(code));
            }
        }
        Optional<PacketError.Condition> refusal = activator.activate(parties, sid);
        if (refusal.isPresent()) {
            return found(Verdict.NOT_ACTIVATED, refusal.get().toXMPP());
        }
        failure = Verdict.GARBLED;
        transferEnd = System.nanoTime() + limit.multipliedBy(2).toNanos();
        Verdict oneWay = pass(ofRequester, ofTarget);
        Verdict both = oneWay == Verdict.WORKS ? pass(ofTarget, ofRequester) : oneWay;
        return found(both, both == Verdict.SLOW ? String.valueOf(passedBytes / 1024) : "");
    }

    /**
     * In pieces that every buffer on the way can hold, so one thread does for both ends; the end has to come through
     * too.
     */
    private Verdict pass(ProbeSocket from, ProbeSocket to) throws IOException {
        byte[] piece = new byte[PIECE];
        Random random = ThreadLocalRandom.current();
        for (int passed = 0; passed < BYTES_EACH_WAY; passed += PIECE) {
            if (System.nanoTime() > transferEnd) {
                return Verdict.SLOW;
            }
            random.nextBytes(piece);
            from.out().write(piece);
            if (!Arrays.equals(piece, to.in().readNBytes(PIECE))) {
                return Verdict.GARBLED;
            }
            passedBytes += PIECE;
        }
        from.endOutput();
        return to.in().read() < 0 ? Verdict.WORKS : Verdict.GARBLED;
    }

    private Finding found(Verdict verdict, String detail) {
        return new Finding(host, IpText.write(address), verdict, detail, Duration.ZERO);
    }
}
