package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Event;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MessageKind;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.StorageHints;
import org.xmpp.packet.Message;

/**
 * Decides which messages a seat keeps while no client of its owner is in the room, and counts them. The messages
 * themselves are only in the database. Guarded by its seat.
 */
final class MissedMessages {

    private final CurrentSeatConfig current;
    private final RoomMessage.Reader reader;
    /** Mentions of the owner, under the most recent nick. */
    private Mentions mentions;

    private String nick = "";
    private int messages;
    private int inRoom;
    private long bytes;

    MissedMessages(CurrentSeatConfig current, RoomMessage.Reader reader) {
        this.current = current;
        this.reader = reader;
    }

    /**
     * Keeps a groupchat message if it is live, and mentions the owner or belongs to the most recent messages.
     *
     * @param ownNick the owner's nick in the room
     */
    void groupMessage(Event.Said said, String ownNick, Instant now, List<SeatEffect> effects) {
        if (said.kind() != MessageKind.LIVE || StorageHints.forbidKeeping(said.stanza())) {
            return;
        }
        RoomMessage message = reader.read(said.stanza());
        if (mentions(ownNick).isIn(message.searchable())) {
            keep(Kind.MENTION, said.nick(), message, now, effects);
        }
        if (current.options().lastMessages() > 0) {
            keep(Kind.ROOM, said.nick(), message, now, effects);
        }
    }

    private Mentions mentions(String ownNick) {
        if (!ownNick.equals(nick)) {
            nick = ownNick;
            mentions = new Mentions(ownNick, current.config().owner().toBareJID());
        }
        return mentions;
    }

    /** Keeps a private message, unless it has no content, or refuses it. */
    void privateMessage(String from, Message message, Instant now, List<SeatEffect> effects) {
        if (StorageHints.favourKeeping(message)) {
            keepOrRefuse(from, message, now, effects);
        }
    }

    /** Keeps an invitation, or refuses it. */
    void invited(Message message, Instant now, List<SeatEffect> effects) {
        keepOrRefuse(message.getFrom().getResource(), message, now, effects);
    }

    private void keepOrRefuse(String from, Message message, Instant now, List<SeatEffect> effects) {
        if (StorageHints.forbidKeeping(message) || !keep(Kind.PRIVATE, from, reader.read(message), now, effects)) {
            effects.add(new SeatEffect.Refuse(message.createCopy()));
        }
    }

    /** @return false if it is too large */
    private boolean keep(Kind kind, String from, RoomMessage message, Instant now, List<SeatEffect> effects) {
        Optional<String> xml = message.xml();
        if (xml.isEmpty()) {
            return false;
        }
        MissedMessage kept = new MissedMessage(
                UUID.randomUUID().toString(), current.config().key(), kind, now, from, message.body(), xml.get());
        messages++;
        inRoom += kind == Kind.ROOM ? 1 : 0;
        bytes += kept.bytes();
        effects.add(new SeatEffect.Keep(kept));
        return true;
    }

    /** The message could not be kept after all. */
    void notKept(MissedMessage message) {
        messages = Math.max(0, messages - 1); // what waits is not counted when the database is asked
        inRoom = Math.max(0, inRoom - (message.kind() == Kind.ROOM ? 1 : 0));
        bytes = Math.max(0, bytes - message.bytes());
    }

    SeatStore.Amount amount() {
        return new SeatStore.Amount(messages, bytes);
    }

    /** @return how many of them are kept as the most recent groupchat messages */
    int inRoom() {
        return inRoom;
    }

    /** Sets the numbers that the database has. */
    void set(SeatStore.Amount amount, int saidToAll) {
        messages = amount.messages();
        bytes = amount.bytes();
        inRoom = saidToAll;
    }
}
