package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.xmpp.packet.JID;

/** Keeps seats as long as the test lasts. */
public final class MemoryStore implements SeatStore {

    private final Map<SeatConfig.Key, SeatConfig> configs = new LinkedHashMap<>();
    private final List<MissedMessage> messages = new ArrayList<>();
    private Instant prunedBefore;
    /** The database does not answer. */
    public boolean broken;

    public List<MissedMessage> messages() {
        return messages;
    }

    public Instant prunedBefore() {
        return prunedBefore;
    }

    private void answer() {
        if (broken) {
            throw new StoreException(new SQLException("no connection"));
        }
    }

    @Override
    public List<SeatConfig> configs() {
        answer();
        return List.copyOf(configs.values());
    }

    @Override
    public void put(SeatConfig config) {
        answer();
        configs.put(config.key(), config);
    }

    @Override
    public void remove(SeatConfig.Key seat) {
        answer();
        configs.remove(seat);
    }

    @Override
    public void keep(MissedMessage message) {
        answer();
        if (messages.stream().noneMatch(kept -> kept.id().equals(message.id()))) {
            messages.add(message);
        }
    }

    @Override
    public List<MissedMessage> kept(SeatConfig.Key seat) {
        answer();
        return messages.stream().filter(message -> message.seat().equals(seat)).toList();
    }

    @Override
    public void delete(List<MissedMessage> gone) {
        answer();
        messages.removeAll(gone);
    }

    @Override
    public Map<SeatConfig.Key, Amount> amounts() {
        answer();
        Map<SeatConfig.Key, Amount> amounts = new LinkedHashMap<>();
        messages.forEach(message -> amounts.merge(
                message.seat(),
                new Amount(1, message.bytes()),
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
        configs.keySet().removeIf(key -> key.owner().equals(owner));
        messages.removeIf(message -> message.seat().owner().equals(owner));
    }

    @Override
    public void forgetAll() {
        answer();
        configs.clear();
        messages.clear();
    }
}
