package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** The clients of the owner that are in the seat's room, or about to be, and how the seat looks beside them. Guarded by its seat. */
final class Clients {

    private final UnaryOperator<Presence> alone;
    private final List<Client> clients = new ArrayList<>(1);
    /** The seat was shown last as one that is beside a client. */
    private boolean shownBeside;

    /** @param alone adds to available presence what a seat shows where no client is */
    Clients(UnaryOperator<Presence> alone) {
        this.alone = alone;
    }

    boolean isEmpty() {
        return clients.isEmpty();
    }

    /** @return whether the seat is still shown as if one were there */
    boolean areMissed() {
        return shownBeside && isEmpty();
    }

    void clear() {
        clients.clear();
    }

    /** @return one that is in the room now */
    Optional<Client> in() {
        for (Client client : clients) {
            if (client.isIn()) {
                return Optional.of(client);
            }
        }
        return Optional.empty();
    }

    boolean areIn() {
        return in().isPresent();
    }

    Optional<Client> at(JID address) {
        for (Client client : clients) {
            if (client.address().equals(address)) {
                return Optional.of(client);
            }
        }
        return Optional.empty();
    }

    /** A client sends presence to the room. */
    Client sends(Presence presence) {
        Client client = at(presence.getFrom()).orElseGet(() -> {
            Client arriving = new Client(presence.getFrom());
            clients.add(arriving);
            return arriving;
        });
        client.sent(presence);
        return client;
    }

    void remove(Client client) {
        clients.removeIf(each -> each == client);
    }

    /**
     * Believes that just these are in the room; of those that are known already more is known.
     *
     * @param announced with what they show
     * @param here      the address in the room that they are believed to have
     */
    void assume(Map<JID, Presence> announced, JID here) {
        clients.removeIf(client -> !announced.containsKey(client.address()));
        announced.forEach((address, shown) -> {
            if (at(address).isEmpty()) {
                Presence presence = shown.createCopy();
                presence.setFrom(address);
                presence.setTo(here);
                sends(presence).isIn(here.getResource());
            }
        });
    }

    /** Has presence of the seat look like the client's that came last; away, if there is none. */
    Presence dress(Presence presence) {
        shownBeside = !isEmpty();
        if (!shownBeside) {
            presence.setShow(Presence.Show.away);
            return alone.apply(presence);
        }
        return RoomPresence.dress(presence, clients.get(clients.size() - 1).presence());
    }
}
