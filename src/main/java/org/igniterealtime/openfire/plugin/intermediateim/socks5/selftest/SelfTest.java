package org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.BytestreamRequests;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

/**
 * Uses the proxy as two clients would, by the hosts it announces: looks up the name, connects twice, does the SOCKS5
 * exchange, has the stream activated, and passes a mebibyte. What it finds is how things look from this machine.
 *
 * <p>All is limited in time and number; hosts are tried at the same time by a few threads of its own.
 */
public final class SelfTest implements AutoCloseable {

    private static final int MAX_HOSTS = 16;
    private static final int MAX_ADDRESSES_PER_NAME = 4;
    private static final int THREADS = 8;
    private static final int MAX_WAITING = 64;

    /** What came of a host. */
    public enum Verdict {
        WORKS,
        /** The DNS does not know the name. */
        NAME_UNKNOWN,
        /** Nobody listens at this address and port. */
        REFUSED,
        /** Nothing came back: a firewall, or the wrong address. */
        TIMED_OUT,
        /** The network has no way there. */
        UNREACHABLE,
        /** Somebody answers, but not a SOCKS5 proxy. */
        NOT_SOCKS5,
        /** A SOCKS5 proxy answers and refuses; the detail is its reply code. */
        NOT_ACCEPTED,
        /** A SOCKS5 proxy accepts, but this one knows nothing of it or refuses; the detail is the error condition. */
        NOT_ACTIVATED,
        /** It passes bytes, but not a mebibyte in time; the detail is how many KiB. */
        SLOW,
        /** The stream was opened, and what came out was not what went in. */
        GARBLED
    }

    /**
     * What was found out about a host.
     *
     * @param address it resolves to; empty if it does not
     * @param detail  for people who know the protocol; empty for none
     * @param took    from connecting to the last byte; zero unless it works
     */
    public record Finding(Streamhost host, String address, Verdict verdict, String detail, Duration took) {}

    /** Has the proxy activate a stream of the two parties. */
    @FunctionalInterface
    public interface Activator {

        /** @return the error condition of the answer; empty if the stream is active */
        Optional<PacketError.Condition> activate(SelfTestParties parties, String sid);
    }

    /** @return what asks the proxy itself, as if the stanza had come to {@code address} */
    public static Activator through(RequestHandler proxy, JID address) {
        return (parties, sid) -> {
            IQ request = new IQ(IQ.Type.set);
            request.setFrom(parties.requester());
            request.setTo(address);
            Element query = request.setChildElement("query", BytestreamRequests.NAMESPACE);
            query.addAttribute("sid", sid);
            query.addElement("activate").setText(parties.target().toString());
            return proxy.answer(request).map(IQ::getError).map(PacketError::getCondition);
        };
    }

    private final SelfTestParties parties;
    private final Activator activator;
    private final Duration limit;
    private final ExecutorService executor;

    /** @param limit for each step that waits for somebody */
    public SelfTest(SelfTestParties parties, Activator activator, Duration limit, DaemonThreads threads) {
        this.parties = parties;
        this.activator = activator;
        this.limit = limit;
        this.executor = threads.pool("self-test", THREADS, MAX_WAITING);
    }

    /** Tests the hosts. Blocks for a few times the limit at most. */
    public List<Finding> run(List<Streamhost> hosts) {
        List<List<Finding>> findings = forEach(
                hosts,
                limit.multipliedBy(5),
                this::test,
                host -> List.of(new Finding(host, "", Verdict.TIMED_OUT, "", Duration.ZERO)));
        return findings.stream().flatMap(List::stream).toList();
    }

    /** @return those whose name the DNS does not know, or does not answer about within the limit */
    public List<String> unknownNames(List<String> names) {
        return forEach(
                        names,
                        limit,
                        name -> {
                            InetAddress.getAllByName(name);
                            return Optional.<String>empty();
                        },
                        Optional::of)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Finding> test(Streamhost host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host.host()))
                    .limit(MAX_ADDRESSES_PER_NAME)
                    .map(address -> new StreamProbe(host, address, parties, activator, limit).run())
                    .toList();
        } catch (UnknownHostException e) {
            return List.of(new Finding(host, "", Verdict.NAME_UNKNOWN, "", Duration.ZERO));
        }
    }

    private interface Task<T, R> {
        R of(T what) throws Exception;
    }

    private interface Excuse<T, R> {
        R of(T what);
    }

    /** Does the task for each at the same time; the excuse stands for what failed or was not done in time. */
    private <T, R> List<R> forEach(List<T> all, Duration time, Task<T, R> task, Excuse<T, R> excuse) {
        List<T> some = all.subList(0, Math.min(all.size(), MAX_HOSTS));
        List<Optional<Future<R>>> running =
                some.stream().map(each -> begin(() -> task.of(each))).toList();
        long end = System.nanoTime() + time.toNanos();
        List<R> results = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            results.add(running.get(i).flatMap(future -> result(future, end)).orElse(excuse.of(some.get(i))));
        }
        return results;
    }

    private <R> Optional<Future<R>> begin(Callable<R> task) {
        try {
            return Optional.of(executor.submit(task));
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
    }

    private static <R> Optional<R> result(Future<R> future, long end) {
        try {
            return Optional.of(future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException e) {
            future.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
