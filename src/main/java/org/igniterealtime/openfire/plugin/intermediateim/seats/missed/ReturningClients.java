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
 * Clients that enter rooms and leave them. Kept messages are delivered once a client is in the room, since only then
 * can it show a private message as one, and after the room's own history, so that nothing is delivered twice. A client
 * that is available but does not enter gets them after a while. Any thread.
 */
public final class ReturningClients {

    /** Rooms do not always mark the end of their history. */
    private static final Duration HISTORY = Duration.ofSeconds(3);

    private static final Duration CONFIRMATION_WAIT = Duration.ofSeconds(1);

    private final SeatRegistry<Seat> registry;
    private final MissedMessageQueue queue;
    private final SeatHost host;
    private final StanzaSink sink;
    private final SeatThread thread;
    private final Supplier<Duration> maxWait;
    private final Map<ClientInRoom, ReturningClient> returning = new ConcurrentHashMap<>();
    /** Clients that are available, and may come into the room. */
    private final Set<JID> expected = ConcurrentHashMap.newKeySet();

    private final Set<ClientInRoom> leaving = ConcurrentHashMap.newKeySet();
    private final LeaveConfirmations leaveConfirmations = new LeaveConfirmations();

    /** @param there the room, or the address that the client has in it */
    private record ClientInRoom(JID client, JID there) {}

    /** @param maxWait how long a client may take to come into the room */
    public ReturningClients(
            SeatRegistry<Seat> registry,
            MissedMessageQueue queue,
            SeatHost host,
            StanzaSink sink,
            SeatThread thread,
            Supplier<Duration> maxWait) {
        this.registry = registry;
        this.queue = queue;
        this.host = host;
        this.sink = sink;
        this.thread = thread;
        this.maxWait = maxWait;
    }

    /** A client is in the room. */
    public void clientEntered(Seat seat, JID client) {
        if (seat.hasMissedMessages()) {
            ReturningClient returningClient = new ReturningClient(seat);
            ClientInRoom place = new ClientInRoom(client, seat.room());
            returning.put(place, returningClient);
            thread.later(HISTORY, () -> deliver(place, returningClient));
        }
    }

    private void deliver(ClientInRoom place, ReturningClient returningClient) {
        if (returning.remove(place, returningClient)) {
            queue.deliver(returningClient.seat(), place.client(), true, returningClient::wasTold);
        }
    }

    public boolean isAnyReturning() {
        return !returning.isEmpty();
    }

    /** @param message from a room to all, about to be written to a client */
    public void groupMessageReceived(Message message) {
        ClientInRoom place = new ClientInRoom(message.getTo(), message.getFrom().asBareJID());
        ReturningClient returningClient = returning.get(place);
        if (returningClient != null && returningClient.receive(message)) {
            thread.soon(() -> deliver(place, returningClient));
        }
    }

    /** A client of an owner is available. */
    public void isAvailable(JID client) {
        if (registry.of(client).stream().anyMatch(Seat::hasMissedMessages) && expected.add(client)) {
            thread.later(maxWait.get(), () -> {
                if (expected.remove(client) && host.isAvailable(client)) {
                    registry.of(client).stream()
                            .filter(seat -> seat.hasMissedMessages()
                                    && seat.clientsInRoom().isEmpty())
                            .forEach(seat -> queue.deliver(seat, client, false, message -> false));
                }
            });
        }
    }

    /** The client is no longer available. */
    public void isGone(JID client) {
        expected.remove(client);
        returning.keySet().removeIf(place -> place.client().equals(client));
        leaving.removeIf(place -> place.client().equals(client));
    }

    /** A room where the nick stays does not confirm a client's leave (Openfire 4.2), which some clients wait for. */
    public void leaves(Seat seat, JID client, String nick) {
        JID here = new JID(seat.room().getNode(), seat.room().getDomain(), nick, true);
        ClientInRoom place = new ClientInRoom(client, here);
        leaving.add(place);
        thread.later(CONFIRMATION_WAIT, () -> {
            if (leaving.remove(place) && !seat.hasClient(client)) {
                sink.send(leaveConfirmations.create(here, client));
            }
        });
    }

    /** A client joins, so it no longer waits for the confirmation of an earlier leave. */
    public void clientJoins(JID client, JID room) {
        leaving.removeIf(place ->
                place.client().equals(client) && place.there().asBareJID().equals(room));
    }

    /**
     * @param presence unavailable, about to be written to a client.
     * @return whether it is not the room's, but said here
     */
    public boolean unavailableReceived(Presence presence) {
        leaving.remove(new ClientInRoom(presence.getTo(), presence.getFrom()));
        return leaveConfirmations.isOne(presence);
    }
}
