package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.LeaveConfirmations;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/**
 * Clients that come back into rooms, and leave them. What was kept is due when a client is in the room, since only then
 * it can show a private message as one, and after the room has told its own history, so that nothing is told twice. A
 * client that is available and does not come in gets it after a while all the same. Any thread.
 */
public final class ReturningClients {

    /** A room that has nothing more to tell does not always say so. */
    private static final Duration HISTORY = Duration.ofSeconds(3);

    private static final Duration ECHO = Duration.ofSeconds(1);

    private final SeatRegistry<Seat> registry;
    private final MissedMessageQueue mail;
    private final SeatHost host;
    private final StanzaSink sink;
    private final SeatThread thread;
    private final Supplier<Duration> patience;
    private final Map<Place, ReturningClient> comingHome = new ConcurrentHashMap<>();
    /** Clients that are available, and may come into the room. */
    private final Set<JID> expected = ConcurrentHashMap.newKeySet();

    private final Set<Place> leaving = ConcurrentHashMap.newKeySet();
    private final LeaveConfirmations farewells = new LeaveConfirmations();

    /** @param there the room, or the address that the client has in it */
    private record Place(JID client, JID there) {}

    /** @param patience how long a client may take to come into the room */
    public ReturningClients(
            SeatRegistry<Seat> registry,
            MissedMessageQueue mail,
            SeatHost host,
            StanzaSink sink,
            SeatThread thread,
            Supplier<Duration> patience) {
        this.registry = registry;
        this.mail = mail;
        this.host = host;
        this.sink = sink;
        this.thread = thread;
        this.patience = patience;
    }

    /** A client is in the room. */
    public void comesHome(Seat seat, JID client) {
        if (seat.keepsAnything()) {
            ReturningClient coming = new ReturningClient(seat);
            Place place = new Place(client, seat.room());
            comingHome.put(place, coming);
            thread.later(HISTORY, () -> isHome(place, coming));
        }
    }

    private void isHome(Place place, ReturningClient coming) {
        if (comingHome.remove(place, coming)) {
            mail.deliver(coming.seat(), place.client(), true, coming::wasTold);
        }
    }

    public boolean isAnyComingHome() {
        return !comingHome.isEmpty();
    }

    /** @param message from a room to all, about to be written to a client */
    public void clientHears(Message message) {
        Place place = new Place(message.getTo(), message.getFrom().asBareJID());
        ReturningClient coming = comingHome.get(place);
        if (coming != null && coming.hears(message)) {
            thread.soon(() -> isHome(place, coming));
        }
    }

    /** A client of somebody who has seats is available. */
    public void isAvailable(JID client) {
        if (registry.of(client).stream().anyMatch(Seat::keepsAnything) && expected.add(client)) {
            thread.later(patience.get(), () -> {
                if (expected.remove(client) && host.isAvailable(client)) {
                    registry.of(client).stream()
                            .filter(seat ->
                                    seat.keepsAnything() && seat.clientsInRoom().isEmpty())
                            .forEach(seat -> mail.deliver(seat, client, false, message -> false));
                }
            });
        }
    }

    /** The client is not available any more. */
    public void isGone(JID client) {
        expected.remove(client);
        comingHome.keySet().removeIf(place -> place.client().equals(client));
        leaving.removeIf(place -> place.client().equals(client));
    }

    /** A room where the nick stays says nothing to the client that leaves it (Openfire 4.2): some wait for that. */
    public void leaves(Seat seat, JID client, String nick) {
        JID here = new JID(seat.room().getNode(), seat.room().getDomain(), nick, true);
        Place place = new Place(client, here);
        leaving.add(place);
        thread.later(ECHO, () -> {
            if (leaving.remove(place) && !seat.expects(client)) {
                sink.send(farewells.say(here, client));
            }
        });
    }

    /** A client asks to be let in: it does not wait for the end of an earlier stay any more. */
    public void comesAgain(JID client, JID room) {
        leaving.removeIf(place ->
                place.client().equals(client) && place.there().asBareJID().equals(room));
    }

    /**
     * @param presence unavailable, about to be written to a client.
     * @return whether it is not the room's, but said here
     */
    public boolean clientIsToldItLeft(Presence presence) {
        leaving.remove(new Place(presence.getTo(), presence.getFrom()));
        return farewells.isOne(presence);
    }
}
