package org.igniterealtime.openfire.plugin.intermediateim.seats.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.RemoteSeat;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** A store that notifies the other nodes of a cluster after each change of a seat is written. */
public final class SharedSeatStore implements SeatStore {

    private static final Logger Log = LoggerFactory.getLogger(SharedSeatStore.class);

    private final SeatStore store;
    private final Consumer<Element> otherNodes;

    /** @param otherNodes are given a payload; must not block */
    public SharedSeatStore(SeatStore store, Consumer<Element> otherNodes) {
        this.store = store;
        this.otherNodes = otherNodes;
    }

    /** The change is written even if the notice fails. The other nodes also read the database regularly. */
    private void tell(SeatNotice notice) {
        try {
            otherNodes.accept(notice.toElement());
        } catch (RuntimeException e) {
            Log.debug("Other nodes are not told that something is written", e);
        }
    }

    @Override
    public List<SeatConfig> configs() {
        return store.configs();
    }

    @Override
    public void put(SeatConfig config) {
        store.put(config);
        tell(
                config.origin() == Origin.DECLINED
                        ? new SeatNotice.Gone(config.key())
                        : new SeatNotice.There(RemoteSeat.of(config)));
    }

    @Override
    public void remove(SeatConfig.Key seat) {
        store.remove(seat);
        tell(new SeatNotice.Gone(seat));
    }

    @Override
    public void keep(MissedMessage message) {
        store.keep(message);
    }

    @Override
    public List<MissedMessage> kept(SeatConfig.Key seat) {
        return store.kept(seat);
    }

    @Override
    public void delete(List<MissedMessage> messages) {
        store.delete(messages);
    }

    @Override
    public Map<SeatConfig.Key, Amount> amounts() {
        return store.amounts();
    }

    @Override
    public void prune(Instant before) {
        store.prune(before);
    }

    @Override
    public void forget(JID owner) {
        store.forget(owner);
        tell(new SeatNotice.Forgotten(owner));
    }

    @Override
    public void forgetAll() {
        store.forgetAll();
        tell(new SeatNotice.AllForgotten());
    }
}
