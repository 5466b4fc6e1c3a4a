package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamhostResolverTest {

    private static final int PORT = 5086;
    private static final Set<InetAddress> OWN = Set.of(address("93.184.216.1"));

    /** What each name stands for, one answer after the other. */
    private final Map<String, List<List<String>>> names = Map.of(
            "romeo.example", List.of(List.of("93.184.216.34")),
            "two.example", List.of(List.of("10.0.0.1", "2a00:1450::1", "93.184.216.34")),
            "rebinding.example", List.of(List.of("93.184.216.34"), List.of("127.0.0.1")));

    private final List<String> lookedUp = new ArrayList<>();

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private InetAddress[] addressesOf(String host) throws UnknownHostException {
        List<List<String>> answers = names.get(host);
        if (answers == null) {
            throw new UnknownHostException(host);
        }
        long before = lookedUp.stream().filter(host::equals).count();
        lookedUp.add(host);
        return answers.get((int) Math.min(before, answers.size() - 1)).stream()
                .map(StreamhostResolverTest::address)
                .toArray(InetAddress[]::new);
    }

    private Optional<InetSocketAddress> find(StreamhostResolver.Names resolver, String host, int port) {
        return new StreamhostResolver(resolver, () -> OWN, Runnable::run)
                .find(host, port, List.of())
                .toCompletableFuture()
                .getNow(null);
    }

    private static Optional<InetSocketAddress> place(String address) {
        return Optional.of(new InetSocketAddress(address(address), PORT));
    }

    @Test
    void findsTheAddressOfAName() {
        assertEquals(place("93.184.216.34"), find(this::addressesOf, "romeo.example", PORT));
    }

    @Test
    void takesTheFirstAddressThatIsAllowed() {
        assertEquals(place("2a00:1450::1"), find(this::addressesOf, "two.example", PORT));
    }

    /** Whoever answers for the name may answer otherwise the next time: so there is none. */
    @Test
    void looksANameUpOnceAndReturnsWhatWasJudged() {
        assertEquals(place("93.184.216.34"), find(this::addressesOf, "rebinding.example", PORT));
        assertEquals(List.of("rebinding.example"), lookedUp);
    }

    /** What a name stands for, or what an address in another spelling is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "192.168.1.1",
                "224.0.0.1",
                "255.255.255.255",
                "93.184.216.1",
                "::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "fd00::1",
                "fe80::1",
                "ff02::1"
            })
    void findsNothingAtAForbiddenAddress(String address) {
        assertEquals(Optional.empty(), find(host -> new InetAddress[] {address(address)}, "evil.example", PORT));
        assertEquals(Optional.empty(), find(InetAddress::getAllByName, address, PORT));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 22, 1023, 65_536})
    void findsNothingAtAForbiddenPort(int port) {
        assertEquals(Optional.empty(), find(this::addressesOf, "romeo.example", port));
    }

    @Test
    void asksNobodyAboutASystemsPort() {
        find(this::addressesOf, "romeo.example", 1023);

        assertEquals(List.of(), lookedUp);
    }

    @Test
    void findsNothingForAnUnknownName() {
        assertEquals(Optional.empty(), find(this::addressesOf, "nobody.example", PORT));
    }

    @Test
    void looksUpNothingOnTheThreadThatAsks() {
        List<Runnable> tasks = new ArrayList<>();
        StreamhostResolver resolver = new StreamhostResolver(this::addressesOf, () -> OWN, tasks::add);

        var found = resolver.find("romeo.example", PORT, List.of()).toCompletableFuture();

        assertEquals(List.of(), lookedUp);
        tasks.forEach(Runnable::run);
        assertEquals(place("93.184.216.34"), found.getNow(null));
    }

    @Test
    void findsNothingWhileTooManyNamesAreLookedUp() {
        Executor busy = task -> {
            throw new RejectedExecutionException();
        };
        StreamhostResolver resolver = new StreamhostResolver(this::addressesOf, () -> OWN, busy);

        assertEquals(
                Optional.empty(),
                resolver.find("romeo.example", PORT, List.of())
                        .toCompletableFuture()
                        .getNow(null));
    }
}
