package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.xmpp.packet.JID;

/**
 * The lasting store of seats and kept messages. Every call blocks. Entries that cannot be read are skipped with a
 * warning.
 */
public interface SeatStore {

    /** The database does not answer, or has no table. */
    final class StoreException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public StoreException(Throwable cause) {
            super(cause);
        }
    }

    /** How much is kept for a seat. */
    record Amount(int messages, long bytes) {

        public static final Amount NOTHING = new Amount(0, 0);

        public static Amount of(List<MissedMessage> messages) {
            return new Amount(
                    messages.size(),
                    messages.stream().mapToLong(MissedMessage::bytes).sum());
        }
    }

    /** @return every order, in the order in which they came */
    List<SeatConfig> configs();

    /** Writes the order, in place of the one for the same seat if there is one; all or nothing. */
    void put(SeatConfig config);

    /** Deletes the order. What is kept stays. */
    void remove(SeatConfig.Key seat);

    /**
     * Keeps a message, unless it is kept already: whoever could not learn whether it was written may write it again.
     */
    void keep(MissedMessage message);

    /** @return oldest first */
    List<MissedMessage> kept(SeatConfig.Key seat);

    void delete(List<MissedMessage> messages);

    /** @return for each seat that has any */
    Map<SeatConfig.Key, Amount> amounts();

    /** Deletes what was kept before then. */
    void prune(Instant before);

    /** Deletes all of a user. */
    void forget(JID owner);

    void forgetAll();
}
