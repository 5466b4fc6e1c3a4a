package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ActivationRequest.Charge;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Accounts;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ConnectionLimiter;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ProxyCounters;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmpp.packet.JID;

class BytestreamsTest {

    private static final JID ROMEO = new JID("romeo@example.org/x");
    private static final JID JULIET = new JID("juliet@example.org/y");
    private static final DestinationAddress ADDRESS = DestinationAddress.of("sid", ROMEO, JULIET);

    private final FakeTime time = new FakeTime();
    private final List<FinishedTransfer> log = new ArrayList<>();
    private final Counters counters = new Counters(
            List.of(ProxyCounters.OPENED, ProxyCounters.BYTES, ProxyCounters.REFUSED, ProxyCounters.SHUT_OUT));
    private Settings settings = Settings.DEFAULTS;
    private final Accounts accounts = new Accounts(ProxySettings.limits(settings), "example.org", time, time);
    private final ConnectionLimiter connectionLimiter =
            new ConnectionLimiter(ProxySettings.limits(settings), counters, time, time);
    private final Offers offers = new Offers(time);
    private final Set<DestinationAddress> selfTests = new HashSet<>();
    private final Bytestreams streams = new Bytestreams(
            ProxySettings.limits(settings),
            accounts,
            connectionLimiter,
            offers,
            selfTests::contains,
            log::add,
            counters,
            time,
            time);
    private final FakePeer one = new FakePeer("192.0.2.1");
    private final FakePeer other = new FakePeer("192.0.2.2");

    private <T> void set(Setting<T> setting, T value) {
        settings = settings.with(setting, value);
        streams.limit(ProxySettings.limits(settings));
    }

    private ActivationResult activate(DestinationAddress address, JID requester, JID target) {
        return activate(address, requester, target, Charge.BOTH);
    }

    private ActivationResult activate(DestinationAddress address, JID requester, JID target, Charge charged) {
        return streams.activate(new ActivationRequest(address, requester, target, charged, false));
    }

    private Bytestream open(String sid) {
        DestinationAddress address = DestinationAddress.of(sid, ROMEO, JULIET);
        streams.join(address, new FakePeer("192.0.2.1"));
        Bytestream stream = streams.join(address, new FakePeer("192.0.2.2")).orElseThrow();
        assertEquals(ActivationResult.OPENED, activate(address, ROMEO, JULIET));
        return stream;
    }

    private Bytestream open() {
        streams.join(ADDRESS, one);
        Bytestream stream = streams.join(ADDRESS, other).orElseThrow();
        assertEquals(ActivationResult.OPENED, activate(ADDRESS, ROMEO, JULIET));
        return stream;
    }

    private long count(String name) {
        return counters.snapshot().get(name);
    }

    @Nested
    class Joining {

        @Test
        void bringsTwoTogether() {
            Bytestream waiting = streams.join(ADDRESS, one).orElseThrow();
            assertEquals(StreamView.State.WAITING, waiting.state());
            assertEquals(waiting, streams.join(ADDRESS, other).orElseThrow());
            assertEquals(StreamView.State.JOINED, waiting.state());
            assertEquals(List.of(one, other), waiting.peers());
        }

        @Test
        @Requirement({"0065-60", "0065-69"})
        void isRefusedToAThirdOnceTheTwoAreActive() {
            open();
            assertEquals(Optional.empty(), streams.join(ADDRESS, new FakePeer("192.0.2.3")));
            assertEquals(1, count(ProxyCounters.REFUSED));
            assertEquals(1, other.relayed.size());
        }

        @Test
        void isRefusedToAFifthThatWaits() {
            List<FakePeer> four = four();
            assertEquals(Optional.empty(), streams.join(ADDRESS, new FakePeer("192.0.2.3")));
            four.forEach(peer -> assertFalse(peer.closed));
            assertEquals(1, count(ProxyCounters.REFUSED));
        }

        @Test
        void givesAFifthThePlaceOfAFailedOrEndedOne() {
            List<FakePeer> four = four();
            four.get(1).input = Peer.Input.ENDED;
            four.get(2).input = Peer.Input.ENDED;
            four.get(3).input = Peer.Input.LOST;
            assertTrue(streams.join(ADDRESS, new FakePeer("192.0.2.3")).isPresent());
            assertEquals(
                    List.of(false, false, false, true),
                    four.stream().map(peer -> peer.closed).toList());
            assertTrue(streams.join(ADDRESS, new FakePeer("192.0.2.3")).isPresent());
            assertEquals(
                    List.of(false, true, false, true),
                    four.stream().map(peer -> peer.closed).toList());
        }

        private List<FakePeer> four() {
            List<FakePeer> four = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                FakePeer peer = new FakePeer("192.0.2." + i);
                four.add(peer);
                assertTrue(streams.join(ADDRESS, peer).isPresent());
            }
            return four;
        }

        @Test
        void isOneStepForEachHoweverManyComeAtOnce() throws Exception {
            ExecutorService executor = Executors.newFixedThreadPool(6);
            try {
                for (int round = 0; round < 200; round++) {
                    DestinationAddress address = DestinationAddress.of("race" + round, ROMEO, JULIET);
                    List<Callable<Boolean>> joins = new ArrayList<>();
                    for (int i = 0; i < 6; i++) {
                        joins.add(() ->
                                streams.join(address, new FakePeer("192.0.2.1")).isPresent());
                    }
                    int joined = 0;
                    for (var each : executor.invokeAll(joins)) {
                        joined += each.get() ? 1 : 0;
                    }
                    assertEquals(4, joined);
                    streams.endAll();
                }
            } finally {
                executor.shutdownNow();
            }
        }

        @Test
        void isRefusedAboveTheNumberInAll() {
            set(ProxySettings.STREAMS_TOTAL, 1L);
            streams.join(ADDRESS, one);
            assertEquals(Optional.empty(), streams.join(DestinationAddress.of("b", ROMEO, JULIET), other));
            assertTrue(streams.join(ADDRESS, other).isPresent(), "the second of a stream still may");
        }

        @Test
        @Requirement("0065-70")
        void isRefusedAboveTheNumberOfAnAddress() {
            set(ProxySettings.STREAMS_PER_ADDRESS, 2L);
            Bytestream first = streams.join(ADDRESS, one).orElseThrow();
            assertTrue(streams.join(ADDRESS, new FakePeer("192.0.2.1")).isPresent(), "both ends of one count once");
            assertTrue(streams.join(DestinationAddress.of("b", ROMEO, JULIET), new FakePeer("192.0.2.1"))
                    .isPresent());
            DestinationAddress third = DestinationAddress.of("c", ROMEO, JULIET);
            assertTrue(streams.join(third, new FakePeer("192.0.2.1")).isEmpty());
            assertTrue(streams.join(third, other).isPresent());
            assertTrue(streams.join(third, new FakePeer("192.0.2.1")).isEmpty());
            first.end(Reason.BROKEN);
            assertTrue(streams.join(third, new FakePeer("192.0.2.1")).isPresent());
        }
    }

    @Nested
    class Activating {

        @Test
        @Requirement({"0065-51", "0065-52"})
        void startsTheRelayOnce() {
            Bytestream stream = open();
            assertEquals(List.of(stream), one.relayed);
            assertEquals(ActivationResult.OPEN_ALREADY, activate(ADDRESS, ROMEO, JULIET));
            assertEquals(List.of(stream), one.relayed);
            assertEquals(1, count(ProxyCounters.OPENED));
            StreamView view = streams.live().get(0);
            assertEquals(Optional.of(ROMEO), view.requester());
            assertEquals(Optional.of(JULIET), view.target());
            assertEquals(Optional.of(time.instant()), view.activated());
            assertEquals(StreamView.State.ACTIVE, view.state());
        }

        @Test
        @Requirement("0065-54")
        void isNotFoundWhereNobodyWaits() {
            assertEquals(ActivationResult.NOT_FOUND, activate(ADDRESS, ROMEO, JULIET));
        }

        @Test
        @Requirement("0065-55")
        void isNotAllowedWhileOneIsAlone() {
            streams.join(ADDRESS, one);
            assertEquals(ActivationResult.ONE_SIDED, activate(ADDRESS, ROMEO, JULIET));
        }

        @Test
        @Requirement("0065-54")
        void isNotForWhoDidNotOfferIt() {
            offers.offered("romeo", "sid", ROMEO, JULIET, Set.of());
            streams.join(ADDRESS, one);
            streams.join(ADDRESS, other);
            JID omeo = new JID("omeo@example.org/x"); // "sidr" + "omeo@…" is the same text
            assertEquals(ADDRESS, DestinationAddress.of("sidr", omeo, JULIET));
            assertEquals(ActivationResult.NOT_FOUND, activate(ADDRESS, omeo, JULIET));
            assertEquals(ActivationResult.OPENED, activate(ADDRESS, ROMEO, JULIET));
            assertEquals(ActivationResult.NOT_FOUND, activate(ADDRESS, omeo, JULIET));
        }

        @Test
        @Requirement("0065-62")
        void takesTheTwoThatAreThereWhateverTheyHaveSentOrEnded() {
            one.input = Peer.Input.ENDED;
            other.input = Peer.Input.ENDED;
            open();
            assertEquals(0, one.looks + other.looks);
            assertEquals(1, one.relayed.size());
        }

        @Test
        void leavesOutThoseThatHaveGoneUntilTwoRemain() {
            FakePeer before = new FakePeer("192.0.2.3");
            FakePeer still = new FakePeer("192.0.2.4");
            before.input = Peer.Input.ENDED;
            still.input = Peer.Input.LOST;
            other.input = Peer.Input.ENDED; // an empty file
            for (FakePeer each : List.of(before, one, still, other)) {
                streams.join(ADDRESS, each);
            }
            assertEquals(ActivationResult.OPENED, activate(ADDRESS, ROMEO, JULIET));
            assertTrue(before.closed && still.closed);
            assertFalse(one.closed || other.closed);
            assertEquals(1, one.relayed.size());
            assertEquals(one.relayed, other.relayed);
            assertEquals(List.of(one, other), one.relayed.get(0).peers());
        }

        @Test
        @Requirement({"0065-60", "0065-69"})
        void isRefusedWhileMoreThanTwoAreThere() {
            FakePeer third = new FakePeer("192.0.2.3");
            for (FakePeer each : List.of(one, other, third)) {
                streams.join(ADDRESS, each);
            }
            assertEquals(ActivationResult.TOO_MANY_SOCKETS, activate(ADDRESS, ROMEO, JULIET));
            assertFalse(one.closed || other.closed || third.closed);
            assertEquals(StreamView.State.JOINED, streams.live().get(0).state());
            third.input = Peer.Input.LOST;
            assertEquals(ActivationResult.OPENED, activate(ADDRESS, ROMEO, JULIET));
            assertTrue(third.closed);
        }

        /** As slixmpp does as target. */
        @Test
        void takesTheSocketsOfTheRequestersStreamhost() {
            FakePeer ofTarget = new FakePeer("192.0.2.1").at(7778);
            FakePeer unused = new FakePeer("192.0.2.1").at(7777);
            FakePeer ofRequester = new FakePeer("192.0.2.2").at(7778);
            for (FakePeer each : List.of(ofTarget, unused, ofRequester)) {
                streams.join(ADDRESS, each);
            }
            assertEquals(ActivationResult.OPENED, activate(ADDRESS, ROMEO, JULIET));
            assertTrue(unused.closed);
            assertEquals(List.of(ofTarget, ofRequester), ofTarget.relayed.get(0).peers());
        }

        @Test
        @Requirement({"0065-60", "0065-69"})
        void isRefusedIfItIsStillNotClearWhoBelongsTogether() {
            for (int port : new int[] {7778, 7777, 7778, 7778}) {
                streams.join(ADDRESS, new FakePeer("192.0.2.1").at(port));
            }
            assertEquals(ActivationResult.TOO_MANY_SOCKETS, activate(ADDRESS, ROMEO, JULIET));
            assertEquals(Optional.empty(), streams.join(ADDRESS, one), "all four stay");
        }

        @Test
        @Requirement({"0065-60", "0065-69"})
        void isRefusedIfTheRequestersStreamhostHasNoOther() {
            for (int port : new int[] {7776, 7777, 7778}) {
                streams.join(ADDRESS, new FakePeer("192.0.2.1").at(port));
            }
            assertEquals(ActivationResult.TOO_MANY_SOCKETS, activate(ADDRESS, ROMEO, JULIET));
        }

        @Test
        void looksAtNothingForAStranger() {
            for (FakePeer each : List.of(one, other, new FakePeer("192.0.2.3"))) {
                streams.join(ADDRESS, each);
            }
            offers.offered("romeo", "sid", ROMEO, JULIET, Set.of());
            assertEquals(ActivationResult.NOT_FOUND, activate(ADDRESS, new JID("tybalt@example.org/z"), JULIET));
            assertEquals(0, one.looks);
        }

        @Test
        void keepsWhatWasSaidOfTheFileForAsLongAsTheStreamLasts() {
            OfferedFile file = new OfferedFile("letter.txt", OptionalLong.of(1));
            offers.offered("romeo", "sid", ROMEO, JULIET, file, file.size());
            offers.offered("romeo", "sid", ROMEO, JULIET, Set.of());
            Bytestream stream = open();
            time.pass(Duration.ofHours(2)); // offers are forgotten after minutes
            assertEquals(Optional.of(file), streams.live().get(0).file());
            streams.end(stream, Reason.COMPLETED);
            assertEquals(Optional.of(file), log.get(0).file());
        }

        @Test
        @Requirement("0065-57")
        void tellsWhenTheProxyItselfFails() {
            streams.join(ADDRESS, one);
            streams.join(ADDRESS, other);
            one.failing = true;
            assertEquals(ActivationResult.FAILED, activate(ADDRESS, ROMEO, JULIET));
            assertTrue(one.closed && other.closed);
            assertEquals(List.of(), streams.live());
        }

        @Test
        void isRefusedAboveTheNumberOfAUser() {
            set(ProxySettings.STREAMS_PER_USER, 1L);
            Bytestream first = open("a");
            streams.join(ADDRESS, one);
            streams.join(ADDRESS, other);
            assertEquals(ActivationResult.TOO_MANY_STREAMS, activate(ADDRESS, ROMEO, JULIET));
            first.end(Reason.COMPLETED);
            assertEquals(ActivationResult.OPENED, activate(ADDRESS, ROMEO, JULIET));
        }
    }

    @Nested
    class Ending {

        @Test
        void closesBothAndIsLoggedOnce() {
            Bytestream stream = open();
            stream.fromSecond().read(100);
            stream.fromFirst().read(5);
            time.pass(Duration.ofSeconds(3));
            stream.end(Reason.COMPLETED);
            stream.end(Reason.BROKEN);
            assertTrue(one.closed && other.closed);
            assertEquals(
                    List.of(new FinishedTransfer(
                            ROMEO,
                            JULIET,
                            Optional.empty(),
                            100,
                            5,
                            time.instant().minusSeconds(3),
                            time.instant(),
                            Reason.COMPLETED)),
                    log);
            assertEquals(105, count(ProxyCounters.BYTES));
            assertEquals(105, accounts.bytesToday(ROMEO));
            assertEquals(105, accounts.bytesToday(JULIET));
            assertEquals(List.of(), streams.live());
        }

        @Test
        void makesRoomForAnotherStreamOfTheSameAddresses() {
            set(ProxySettings.STREAMS_PER_ADDRESS, 3L);
            open("a");
            open("b");
            Bytestream third = open("c");
            assertEquals(Optional.empty(), streams.join(ADDRESS, one));
            assertEquals(Optional.empty(), streams.join(ADDRESS, other));
            third.end(Reason.COMPLETED);
            Bytestream again = open();
            assertEquals(
                    Optional.empty(),
                    streams.join(DestinationAddress.of("d", ROMEO, JULIET), new FakePeer("192.0.2.1")));
            again.end(Reason.COMPLETED);
            streams.endAll();
            assertEquals(3, List.of(open("a"), open("b"), open("c")).size());
        }

        @Test
        void countsAStreamBetweenTwoSocketsOfOneAddressOnce() {
            set(ProxySettings.STREAMS_PER_ADDRESS, 2L);
            streams.join(ADDRESS, one);
            Bytestream stream = streams.join(ADDRESS, new FakePeer("192.0.2.1")).orElseThrow();
            stream.end(Reason.BROKEN);
            assertTrue(
                    streams.join(DestinationAddress.of("a", ROMEO, JULIET), one).isPresent());
            assertTrue(
                    streams.join(DestinationAddress.of("b", ROMEO, JULIET), one).isPresent());
            assertEquals(Optional.empty(), streams.join(DestinationAddress.of("c", ROMEO, JULIET), one));
        }

        @Test
        void comesWithTheLastOfThoseThatWait() {
            Bytestream stream = streams.join(ADDRESS, one).orElseThrow();
            streams.join(ADDRESS, other);
            stream.lost(one);
            assertEquals(List.of(other), stream.peers());
            stream.lost(one);
            assertEquals(StreamView.State.WAITING, streams.live().get(0).state());
            stream.lost(other);
            assertEquals(List.of(), streams.live());
        }

        @Test
        void comesWithEitherActivatedPartyAndNobodyElse() {
            FakePeer third = new FakePeer("192.0.2.3");
            third.input = Peer.Input.LOST;
            streams.join(ADDRESS, third);
            Bytestream stream = open();
            stream.lost(third);
            assertFalse(one.closed || other.closed);
            stream.lost(other);
            assertTrue(one.closed);
            assertEquals(Reason.BROKEN, log.get(0).reason());
        }

        @Test
        void countsAllThatWaitLessForTheirAddresses() {
            set(ProxySettings.STREAMS_PER_ADDRESS, 1L);
            FakePeer gone = new FakePeer("192.0.2.3");
            gone.input = Peer.Input.LOST;
            streams.join(ADDRESS, gone);
            streams.join(ADDRESS, one);
            streams.join(ADDRESS, other);
            DestinationAddress another = DestinationAddress.of("a", ROMEO, JULIET);
            assertEquals(Optional.empty(), streams.join(another, new FakePeer("192.0.2.3")));
            assertEquals(ActivationResult.OPENED, activate(ADDRESS, ROMEO, JULIET));
            assertTrue(streams.join(another, new FakePeer("192.0.2.3")).isPresent());
            assertEquals(Optional.empty(), streams.join(another, new FakePeer("192.0.2.1")));
            streams.endAll();
            assertTrue(streams.join(another, new FakePeer("192.0.2.1")).isPresent());
        }

        @Test
        void leavesNoAccountOfWhoHasPassedNothing() {
            Bytestream stream = open();
            assertEquals(2, accounts.size());
            stream.end(Reason.COMPLETED);
            assertEquals(0, accounts.size());
        }

        @Test
        void leavesNoAccountOfWhoWasRefused() {
            set(ProxySettings.STREAMS_PER_USER, 1L);
            Bytestream first = open("a");
            JID nurse = new JID("nurse@example.org/z");
            DestinationAddress address = DestinationAddress.of("b", ROMEO, nurse);
            streams.join(address, one);
            streams.join(address, other);
            assertEquals(ActivationResult.TOO_MANY_STREAMS, activate(address, ROMEO, nurse));
            assertEquals(2, accounts.size());
            first.end(Reason.COMPLETED);
            assertEquals(0, accounts.size());
        }

        @ParameterizedTest
        @CsvSource({
            "100, 0, COMPLETED",
            "0, 100, COMPLETED",
            "99, 0, INCOMPLETE",
            "60, 60, INCOMPLETE",
            "0, 0, INCOMPLETE",
            "101, 0, COMPLETED"
        })
        void isIncompleteWhereLessHasPassedThanWasOffered(int toTarget, int toRequester, Reason reason) {
            OfferedFile file = new OfferedFile("letter.txt", OptionalLong.of(100));
            offers.offered("romeo", "sid", ROMEO, JULIET, file, file.size());
            offers.offered("romeo", "sid", ROMEO, JULIET, Set.of());
            Bytestream stream = open();
            stream.fromSecond().read(toTarget);
            stream.fromFirst().read(toRequester);
            stream.end(Reason.COMPLETED);
            assertEquals(reason, log.get(0).reason());
            assertEquals(Optional.of(file), log.get(0).file());
        }

        @ParameterizedTest
        @CsvSource({"40, , 60", "40, 10, 10", "0, 10, 10", "200, , 0"})
        void isCompleteWhereThePartHasPassedThatWasWanted(long offset, Long length, int passed) {
            OfferedFile file = new OfferedFile("letter.txt", OptionalLong.of(100));
            offers.offered("romeo", "sid", ROMEO, JULIET, file, file.size());
            offers.wanted(
                    "juliet",
                    "sid",
                    ROMEO,
                    JULIET,
                    offset,
                    length == null ? OptionalLong.empty() : OptionalLong.of(length));
            offers.offered("romeo", "sid", ROMEO, JULIET, Set.of());
            Bytestream stream = open();
            stream.fromSecond().read(passed);
            stream.end(Reason.COMPLETED);
            assertEquals(Reason.COMPLETED, log.get(0).reason());
        }

        @Test
        void isBrokenHoweverLittleHasPassed() {
            OfferedFile file = new OfferedFile("letter.txt", OptionalLong.of(100));
            offers.offered("romeo", "sid", ROMEO, JULIET, file, file.size());
            offers.offered("romeo", "sid", ROMEO, JULIET, Set.of());
            open().end(Reason.BROKEN);
            assertEquals(Reason.BROKEN, log.get(0).reason());
        }

        @Test
        void isNotLoggedIfNothingEverPassed() {
            streams.join(ADDRESS, one).orElseThrow().end(Reason.BROKEN);
            assertEquals(List.of(), log);
            assertTrue(one.closed);
        }

        @Test
        void comesByTheAdmin() {
            open("a");
            Bytestream stream = open();
            assertTrue(streams.close(stream.id()));
            assertFalse(streams.close(stream.id()));
            assertEquals(Reason.CLOSED_BY_ADMIN, log.get(0).reason());
            assertEquals(1, streams.live().size());
        }

        @Test
        void comesWithTheProxy() {
            open("a");
            open();
            streams.endAll();
            assertEquals(
                    List.of(Reason.SHUTDOWN, Reason.SHUTDOWN),
                    log.stream().map(FinishedTransfer::reason).toList());
        }

        @Test
        @Requirement("0065-70")
        void comesWhenNobodyActivates() {
            streams.join(ADDRESS, one);
            time.pass(Duration.ofSeconds(59));
            streams.tick();
            assertFalse(one.closed);
            time.pass(Duration.ofSeconds(1));
            streams.tick();
            assertTrue(one.closed);
        }

        /** Behind one address may be a whole office whose transfers come to nothing. */
        @Test
        @Requirement("0065-70")
        void isNotHeldAgainstTheAddressWhenNobodyActivates() {
            for (int i = 0; i < 20; i++) {
                streams.join(DestinationAddress.of("never" + i, ROMEO, JULIET), new FakePeer("192.0.2.1"));
            }
            time.pass(Duration.ofSeconds(60));
            streams.tick();
            assertEquals(List.of(), streams.live());
            assertTrue(connectionLimiter.admits(one.address()));
            assertEquals(List.of(), connectionLimiter.shutOut());
        }

        @Test
        void comesWhenNothingPasses() {
            Bytestream stream = open();
            time.pass(Duration.ofMinutes(4));
            stream.fromFirst().read(1);
            streams.tick();
            time.pass(Duration.ofMinutes(5).minusSeconds(1));
            streams.tick();
            assertEquals(List.of(), log);
            time.pass(Duration.ofSeconds(1));
            streams.tick();
            assertEquals(Reason.IDLE, log.get(0).reason());
        }

        @Test
        void comesWhenAUserHasUsedUpTheDay() {
            set(ProxySettings.DAILY_MEBIBYTES, 1L);
            Bytestream stream = open();
            stream.fromFirst().read(1024 * 1024 - 1);
            streams.tick();
            assertEquals(List.of(), log);
            stream.fromFirst().read(1);
            streams.tick();
            assertEquals(Reason.QUOTA, log.get(0).reason());
            FakePeer again = new FakePeer("192.0.2.1");
            streams.join(ADDRESS, again);
            streams.join(ADDRESS, other);
            assertEquals(ActivationResult.USED_UP, activate(ADDRESS, ROMEO, JULIET));
            time.pass(Duration.ofHours(12));
            streams.tick();
            streams.join(ADDRESS, again);
            streams.join(ADDRESS, other);
            assertEquals(ActivationResult.OPENED, activate(ADDRESS, ROMEO, JULIET));
        }
    }

    @Test
    void endsWhatADeletedUserTakesPartIn() {
        open();
        streams.endOf(new JID("nurse@example.org"));
        assertEquals(List.of(), log);
        streams.endOf(JULIET.asBareJID());
        assertEquals(Reason.USER_DELETED, log.get(0).reason());
        assertEquals(ROMEO, log.get(0).requester());
        assertEquals(new JID("example.org"), log.get(0).target(), "nothing is kept about who was deleted");
        assertEquals(List.of(), streams.live());
    }

    @Nested
    class Pacing {

        @Test
        void isNoneWithoutALimit() {
            Bytestream stream = open();
            assertEquals(0, stream.fromFirst().read(1 << 30));
            assertEquals(Integer.MAX_VALUE, stream.chunk());
        }

        @Test
        void goesByTheSlowestOfStreamUserAndAll() {
            set(ProxySettings.STREAM_RATE, 1000L);
            set(ProxySettings.USER_RATE, 100L);
            set(ProxySettings.TOTAL_RATE, 500L);
            Bytestream stream = open();
            assertEquals(100 * 1024 / 20, stream.chunk());
            assertEquals(0, stream.fromFirst().read(100 * 1024 / 4));
            assertEquals(Duration.ofSeconds(1).toNanos(), stream.fromSecond().read(100 * 1024));
        }

        @Test
        void changesWhileAStreamIsOpen() {
            Bytestream stream = open();
            set(ProxySettings.STREAM_RATE, 1L);
            assertEquals(1024, stream.chunk());
            assertTrue(stream.fromFirst().read(10_000) > 0);
            set(ProxySettings.STREAM_RATE, 0L);
            assertEquals(0, stream.fromFirst().read(10_000));
        }

        @Test
        void ofUsersAndOfAllChangesWhileAStreamIsOpen() {
            Bytestream stream = open();
            set(ProxySettings.USER_RATE, 1L);
            assertTrue(stream.fromFirst().read(10_000) > 0);
            set(ProxySettings.USER_RATE, 0L);
            assertEquals(0, stream.fromFirst().read(10_000));
            set(ProxySettings.TOTAL_RATE, 1L);
            assertTrue(stream.fromFirst().read(10_000) > 0);
        }

        @Test
        void isSharedByTheStreamsOfAUser() {
            set(ProxySettings.USER_RATE, 4L);
            Bytestream a = open("a");
            Bytestream b = open("b");
            assertEquals(0, a.fromFirst().read(1024));
            assertEquals(Duration.ofMillis(250).toNanos(), b.fromFirst().read(1024));
        }
    }

    @Test
    void countsTestsOfItselfNowhere() {
        set(ProxySettings.STREAMS_TOTAL, 1L);
        set(ProxySettings.STREAMS_PER_ADDRESS, 1L);
        DestinationAddress test = DestinationAddress.of("test", ROMEO, JULIET);
        selfTests.add(test);
        open();
        streams.join(test, new FakePeer("192.0.2.1"));
        Bytestream stream = streams.join(test, new FakePeer("192.0.2.2")).orElseThrow();
        assertEquals(ActivationResult.OPENED, activate(test, ROMEO, JULIET, Charge.NOBODY));
        selfTests.clear();
        stream.fromFirst().read(1000);
        assertEquals(1, streams.live().size());
        streams.end(stream, Reason.COMPLETED);
        assertEquals(1, count(ProxyCounters.OPENED));
        assertEquals(0, count(ProxyCounters.BYTES));
        assertEquals(0, accounts.bytesToday(ROMEO));
        streams.endAll();
        assertEquals(2, List.of(open(), streams.live().get(0)).size(), "and gives back no place that it had not taken");
    }

    @Test
    void remembersWhatWasPassedBeforeTheStart() {
        accounts.loadHistory(since -> {
            assertEquals("2026-11-23T00:00:00Z", since.toString());
            return Map.of(ROMEO.asBareJID(), 7L);
        });
        assertEquals(7, accounts.bytesToday(ROMEO));
        accounts.forget(new JID("romeo@example.org"));
        assertEquals(0, accounts.bytesToday(ROMEO));
    }
}
