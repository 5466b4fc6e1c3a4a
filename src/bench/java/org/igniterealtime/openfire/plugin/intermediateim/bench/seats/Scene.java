package org.igniterealtime.openfire.plugin.intermediateim.bench.seats;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;

/**
 * Rooms full of seats, and as many rooms full of silent occupants: addresses without a session as seats are, to which
 * the rooms send just the same, and for which nobody does anything.
 */
final class Scene {

    static final String JOIN_RATE = "plugin.intermediateim.seats.joins-per-second";

    private static final String SERVICE = "conference";
    private static final List<String> NAMES = List.of(
            "Anna", "boris", "Chiara", "dmitri", "Elif", "frank", "Greta", "hugo", "Ines", "jonas", "Karin", "luca",
            "Maria", "nils", "Olga", "paul", "Rosa", "stefan", "Tessa", "viktor");
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final EmbeddedOpenfire openfire;
    private final Size size;
    private final List<Room> silentRooms;
    private final List<Room> seatRooms;

    Scene(EmbeddedOpenfire openfire, Size size) {
        this.openfire = openfire;
        this.size = size;
        this.silentRooms = rooms("silent");
        this.seatRooms = rooms("seats");
    }

    private List<Room> rooms(String name) {
        return IntStream.range(0, size.rooms())
                .mapToObj(i -> Room.at(name + i + "@" + SERVICE + "." + EmbeddedOpenfire.DOMAIN))
                .toList();
    }

    List<Room> silentRooms() {
        return silentRooms;
    }

    List<Room> seatRooms() {
        return seatRooms;
    }

    /** @param owner is in all of them then */
    void openRooms(RawClient owner, String nick) {
        for (List<Room> rooms : List.of(silentRooms, seatRooms)) {
            rooms.forEach(room -> room.create(
                    owner,
                    nick,
                    Room.field("muc#roomconfig_enablelogging", "0"),
                    Room.field("muc#roomconfig_maxusers", String.valueOf(size.seatsInRoom() + 10))));
        }
    }

    void fillWithSilence() {
        openfire.control().silence("nobody");
        int before = occupants();
        forEach(
                silentRooms,
                (room, user) -> openfire.control()
                        .route("<presence from='nobody" + user + "@" + EmbeddedOpenfire.DOMAIN + "/nowhere' to='"
                                + room.occupant(nick(user))
                                + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>"));
        await(() -> occupants() >= before + size.seats());
    }

    /** Every user has as many seats as each room has: the number of users is that of the rooms. */
    void fillWithSeats() {
        IntStream.range(0, size.rooms())
                .forEach(i -> openfire.control().createUser(user(i), EmbeddedOpenfire.PASSWORD));
        String usual = openfire.control().getProperty(JOIN_RATE);
        openfire.control().setProperty(JOIN_RATE, "2000");
        int before = occupants();
        int orders = seatOrders();
        for (int i = 0; i < seatRooms.size(); i++) {
            forEach(i, seatRooms.get(i), this::order);
            int expected = orders + (i + 1) * size.seatsInRoom();
            await(() -> seatOrders() >= expected); // a user may have a few orders under way
        }
        await(() -> occupants() >= before + size.seats());
        openfire.control().setProperty(JOIN_RATE, usual);
    }

    private void order(Room room, int user) {
        openfire.control()
                .route("<message from='" + user(user) + "@" + EmbeddedOpenfire.DOMAIN + "' to='agents."
                        + EmbeddedOpenfire.DOMAIN + "'><body>keep " + room.address() + " as " + nick(user)
                        + "</body></message>");
    }

    private int seatOrders() {
        return Integer.parseInt(openfire.control()
                .query("SELECT COUNT(*) FROM ofIntermediateImSeat")
                .get(0));
    }

    private interface Sitting {
        void in(Room room, int user);
    }

    private void forEach(List<Room> rooms, Sitting sitting) {
        for (int i = 0; i < rooms.size(); i++) {
            forEach(i, rooms.get(i), sitting);
        }
    }

    private void forEach(int number, Room room, Sitting sitting) {
        for (int i = 0; i < size.seatsInRoom(); i++) {
            sitting.in(room, (number + i) % size.rooms());
        }
    }

    private static String user(int number) {
        return "user" + number;
    }

    private static String nick(int user) {
        return NAMES.get(user % NAMES.size()) + user;
    }

    /** @return in all rooms, who is no seat included */
    int occupants() {
        return openfire.control().occupants(SERVICE);
    }

    /** @return seconds until it is so */
    static double await(BooleanSupplier condition) {
        long start = System.nanoTime();
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - start > LIMIT_NANOS) {
                    throw new IllegalStateException("it takes too long");
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) * 1e-9;
    }
}
