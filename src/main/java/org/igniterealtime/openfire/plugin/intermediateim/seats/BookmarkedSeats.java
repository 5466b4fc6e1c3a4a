package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.BookmarkReading;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.xmpp.packet.JID;

/**
 * Seats that the administrator keeps for the bookmarks of members of groups (XEP-0048), unless the user or the room has
 * ended one.
 */
final class BookmarkedSeats {

    private final SeatHost host;
    private final SeatRegistry<Seat> registry;
    private final Consumer<Bookmark> keep;
    private final Consumer<Seat> drop;
    private final Set<Key> declined = ConcurrentHashMap.newKeySet();
    /** What the bookmarks called for when they were last read. */
    private volatile Set<Key> wanted = Set.of();

    /**
     * @param keep has a seat for a bookmark
     * @param drop ends one
     */
    BookmarkedSeats(SeatHost host, SeatRegistry<Seat> registry, Consumer<Bookmark> keep, Consumer<Seat> drop) {
        this.host = host;
        this.registry = registry;
        this.keep = keep;
        this.drop = drop;
    }

    /**
     * Starts the seats that the bookmarks call for, and ends others of the administrator's where it is certain that
     * they are no longer wanted. Reads the database.
     */
    void follow(List<String> groups) {
        if (groups.isEmpty() && registry.all().stream().noneMatch(BookmarkedSeats::isFromAdmin)) {
            wanted = Set.of();
            return;
        }
        BookmarkReading reading = host.bookmarks(groups);
        wanted = Stream.concat(
                        reading.bookmarks().stream().map(BookmarkedSeats::key),
                        wanted.stream().filter(key -> !reading.isCertainOf(key.owner())))
                .collect(Collectors.toUnmodifiableSet());
        for (Bookmark bookmark : reading.bookmarks()) {
            Key key = key(bookmark);
            if (!declined.contains(key) && registry.get(key) == null) {
                keep.accept(bookmark);
            }
        }
        registry.all().stream()
                .filter(seat -> isFromAdmin(seat)
                        && reading.isCertainOf(seat.owner())
                        && !wanted.contains(seat.config().key()))
                .forEach(drop);
    }

    private static boolean isFromAdmin(Seat seat) {
        return seat.config().origin() == Origin.ADMIN;
    }

    private static Key key(Bookmark bookmark) {
        return new Key(bookmark.owner(), bookmark.room());
    }

    /** @return whether the seat would be started again automatically, whoever wanted it last */
    boolean returnsByItself(SeatConfig config) {
        return config.origin() == Origin.ADMIN || wanted.contains(config.key());
    }

    /** The seat must not be started again automatically. */
    void decline(Key key) {
        declined.add(key);
    }

    /** The seat may be started automatically again. */
    void accept(Key key) {
        declined.remove(key);
    }

    void forget(JID owner) {
        declined.removeIf(key -> key.owner().equals(owner));
    }

    void forgetAll() {
        declined.clear();
        wanted = Set.of();
    }
}
