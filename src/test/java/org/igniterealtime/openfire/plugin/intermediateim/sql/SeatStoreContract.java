package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore.Amount;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore.StoreException;
import org.igniterealtime.openfire.plugin.intermediateim.storage.DatabaseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

/** What holds on every database, with the tables made by the script that the plugin brings for it. */
abstract class SeatStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");
    private static final JID ROMEO = new JID("romeo@montague.lit");
    private static final JID JULIET = new JID("juliet@capulet.lit");

    private final SeatConfig first = config(ROMEO, "orchard@rooms.lit", Origin.USER, NOW);
    private final SeatConfig second = config(ROMEO, "crypt@rooms.lit", Origin.ADMIN, NOW.plusMillis(1));
    private final SeatConfig hers = config(JULIET, "orchard@rooms.lit", Origin.DECLINED, NOW.plusMillis(2));

    private Database database;
    private SqlSeatStore store;

    abstract TestedDatabase database();

    private static SeatConfig config(JID owner, String room, Origin origin, Instant since) {
        return new SeatConfig(
                owner,
                new JID(room),
                new Options("The \u201cHeir\u201d", "se'cret", 7, true),
                origin,
                since,
                "unguessable");
    }

    @BeforeEach
    void makeTables() throws Exception {
        database = database().empty();
        database().schema().install(database);
        store = new SqlSeatStore(database);
    }

    private static MissedMessage message(String id, SeatConfig seat, Kind kind, Instant at) {
        return new MissedMessage(
                id, seat.key(), kind, at, "Juliet", "o \u2665", "<message>" + "x".repeat(10_000) + "</message>");
    }

    @Test
    void ordersComeBackAsTheyWere() {
        List.of(second, first, hers).forEach(store::put);
        assertEquals(List.of(first, second, hers), store.configs());
    }

    @Test
    void aSeatHasOneOrder() {
        store.put(first);
        SeatConfig changed = first.with(new Options("Romeo"));
        store.put(changed);
        assertEquals(List.of(changed), store.configs());
    }

    @Test
    void aSeatHasOneOrderWhoeverWrites() {
        store.put(first);
        String columns = "owner, room, nick, password, lastMessages, dropOnLeave, origin, since, resource";
        assertThrows(
                SQLException.class,
                () -> Schema.execute(
                        database,
                        "INSERT INTO ofIntermediateImSeat (" + columns + ") SELECT " + columns
                                + " FROM ofIntermediateImSeat"));
        assertEquals(List.of(first), store.configs());
    }

    /** They are prepared, so they differ by more than capitals. */
    @Test
    void tellsSimilarAddressesApart() {
        String longest = "r".repeat(1022);
        List<SeatConfig> seats = List.of(
                config(ROMEO, "cafe@rooms.lit", Origin.USER, NOW),
                config(ROMEO, "café@rooms.lit", Origin.USER, NOW.plusMillis(1)),
                config(ROMEO, longest + "1@rooms.lit", Origin.USER, NOW.plusMillis(2)),
                config(ROMEO, longest + "2@rooms.lit", Origin.USER, NOW.plusMillis(3)));
        seats.forEach(store::put);
        seats.forEach(seat -> store.keep(message(seat.since().toString(), seat, Kind.ROOM, NOW)));
        assertEquals(seats, store.configs());
        assertEquals(4, store.amounts().size());
        store.remove(seats.get(0).key());
        store.remove(seats.get(2).key());
        store.delete(store.kept(seats.get(0).key()));
        store.delete(store.kept(seats.get(2).key()));
        assertEquals(List.of(seats.get(1), seats.get(3)), store.configs());
        assertEquals(
                Set.of(seats.get(1).key(), seats.get(3).key()), store.amounts().keySet());
    }

    @Test
    void whatIsKeptIsWhole() {
        MissedMessage large = new MissedMessage(
                "1",
                first.key(),
                Kind.PRIVATE,
                NOW,
                "😀".repeat(500),
                "😀 и".repeat(10_000),
                "<message><body>" + "😀 и".repeat(15_000) + "</body></message>");
        store.keep(large);
        assertEquals(List.of(large), store.kept(first.key()));
    }

    @Test
    void whatIsKeptComesBackInItsOrder() {
        List<MissedMessage> messages = List.of(
                message("c", first, Kind.PRIVATE, NOW),
                message("b", first, Kind.MENTION, NOW),
                message("a", first, Kind.ROOM, NOW.plusMillis(1)));
        messages.forEach(store::keep);
        store.keep(message("other", second, Kind.ROOM, NOW));
        assertEquals(messages, store.kept(first.key()));
        assertEquals(
                Map.of(
                        first.key(),
                        new Amount(3, 3L * messages.get(0).bytes()),
                        second.key(),
                        new Amount(1, messages.get(0).bytes())),
                store.amounts());
        store.delete(messages.subList(0, 2));
        assertEquals(messages.subList(2, 3), store.kept(first.key()));
        store.delete(List.of());
    }

    @Test
    void whatIsTooOldGoes() {
        store.keep(message("old", first, Kind.PRIVATE, NOW.minusMillis(1)));
        store.keep(message("new", first, Kind.PRIVATE, NOW));
        store.prune(NOW);
        assertEquals(
                List.of("new"),
                store.kept(first.key()).stream().map(MissedMessage::id).toList());
    }

    @Test
    void aSeatGoesWithoutWhatItKeeps() {
        List.of(first, second).forEach(store::put);
        store.keep(message("1", first, Kind.PRIVATE, NOW));
        store.keep(message("2", second, Kind.PRIVATE, NOW));
        store.remove(first.key());
        assertEquals(List.of(second), store.configs());
        assertEquals(Set.of(first.key(), second.key()), store.amounts().keySet());
    }

    @Test
    void anOrderIsChangedAsAWholeOrNotAtAll() {
        store.put(first);
        SeatConfig tooLong = new SeatConfig(
                first.owner(), first.room(), first.options(), first.origin(), first.since(), "x".repeat(65));
        StoreException refused = assertThrows(StoreException.class, () -> store.put(tooLong));
        assertEquals(DatabaseFailure.REFUSED, DatabaseFailure.of(refused));
        assertEquals(List.of(first), store.configs());
    }

    @Test
    void theLongestTextsFit() {
        String longest = "\uD83D\uDE00".repeat(Options.MAX_CHARACTERS / 2) + "x";
        SeatConfig config = first.with(new Options(longest, longest, 0, false));
        store.put(config);
        assertEquals(List.of(config), store.configs());
    }

    @Test
    void aMessageIsKeptOnceThoughItIsWrittenTwice() {
        MissedMessage message = message("1", first, Kind.PRIVATE, NOW);
        store.keep(message);
        store.keep(message);
        assertEquals(List.of(message), store.kept(first.key()));
    }

    @Test
    void aRowThatMakesNoSenseDoesNotCostTheOthers() throws Exception {
        store.put(first);
        store.put(second);
        store.keep(message("1", first, Kind.PRIVATE, NOW));
        store.keep(message("2", first, Kind.PRIVATE, NOW));
        Schema.execute(database, "UPDATE ofIntermediateImSeat SET origin = 'NOBODY' WHERE room = 'orchard@rooms.lit'");
        Schema.execute(database, "UPDATE ofIntermediateImKept SET kind = 'UNKNOWN' WHERE keptID = '1'");
        assertEquals(List.of(second), store.configs());
        assertEquals(
                List.of("2"),
                store.kept(first.key()).stream().map(MissedMessage::id).toList());
        Schema.execute(database, "UPDATE ofIntermediateImSeat SET owner = 'romeo' WHERE room = 'crypt@rooms.lit'");
        Schema.execute(database, "UPDATE ofIntermediateImKept SET room = '@' WHERE keptID = '1'");
        assertEquals(List.of(), store.configs());
        assertEquals(Set.of(first.key()), store.amounts().keySet());
    }

    @Test
    void aUserGoesWithAllSeats() {
        List.of(first, second, hers).forEach(store::put);
        store.keep(message("1", second, Kind.PRIVATE, NOW));
        store.forget(ROMEO);
        assertEquals(List.of(hers), store.configs());
        assertEquals(Map.of(), store.amounts());
        store.forgetAll();
        assertEquals(List.of(), store.configs());
    }
}
