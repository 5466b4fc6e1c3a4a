package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Instant;
import java.util.UUID;
import org.xmpp.packet.Message;

/** How much is kept for a seat: the messages themselves are in the database alone. Guarded by its seat. */
final class Keeping {

    private int messages;
    private int inRoom;
    private long bytes;

    SeatStore.Amount amount() {
        return new SeatStore.Amount(messages, bytes);
    }

    /** @return how many of them were said to all, and are kept as the last ones */
    int inRoom() {
        return inRoom;
    }

    void set(SeatStore.Amount amount, int saidToAll) {
        messages = amount.messages();
        bytes = amount.bytes();
        inRoom = saidToAll;
    }

    /** @return the message as it is to be kept; it is counted */
    KeptMessage add(SeatOrder.Key seat, KeptMessage.Kind kind, String nick, Message message, Instant now) {
        KeptMessage kept = new KeptMessage(UUID.randomUUID().toString(), seat, kind, now, nick,
                message.getBody() == null ? "" : message.getBody(), message.toXML());
        messages++;
        inRoom += kind == KeptMessage.Kind.ROOM ? 1 : 0;
        bytes += kept.bytes();
        return kept;
    }
}
