package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xmpp.packet.JID;

/** Keeps seats as long as the test lasts. */
final class MemoryStore implements SeatStore {

    private final Map<SeatOrder.Key, SeatOrder> orders = new LinkedHashMap<>();
    private final List<KeptMessage> messages = new ArrayList<>();
    private Instant prunedBefore;
    /** The database does not answer. */
    boolean broken;

    List<KeptMessage> messages() {
        return messages;
    }

    Instant prunedBefore() {
        return prunedBefore;
    }

    private void answer() {
        if (broken) {
            throw new StoreException(new SQLException("no connection"));
        }
    }

    @Override
    public List<SeatOrder> orders() {
        answer();
        return List.copyOf(orders.values());
    }

    @Override
    public void put(SeatOrder order) {
        answer();
        orders.put(order.key(), order);
    }

    @Override
    public void remove(SeatOrder.Key seat) {
        answer();
        orders.remove(seat);
    }

    @Override
    public void keep(KeptMessage message) {
        answer();
        if (messages.stream().noneMatch(kept -> kept.id().equals(message.id()))) {
            messages.add(message);
        }
    }

    @Override
    public List<KeptMessage> kept(SeatOrder.Key seat) {
        answer();
        return messages.stream().filter(message -> message.seat().equals(seat)).toList();
    }

    @Override
    public void delete(List<KeptMessage> gone) {
        answer();
        messages.removeAll(gone);
    }

    @Override
    public Map<SeatOrder.Key, Amount> amounts() {
        answer();
        Map<SeatOrder.Key, Amount> amounts = new LinkedHashMap<>();
        messages.forEach(message -> amounts.merge(message.seat(), new Amount(1, message.bytes()),
                (some, more) -> new Amount(some.messages() + more.messages(), some.bytes() + more.bytes())));
        return amounts;
    }

    @Override
    public void prune(Instant before) {
        answer();
        prunedBefore = before;
    }

    @Override
    public void forget(JID owner) {
        answer();
        orders.keySet().removeIf(key -> key.owner().equals(owner));
        messages.removeIf(message -> message.seat().owner().equals(owner));
    }

    @Override
    public void forgetAll() {
        answer();
        orders.clear();
        messages.clear();
    }
}
