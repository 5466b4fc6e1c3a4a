package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Delay;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** Keeps messages within limits and delivers them once. Called by one thread only, which waits for the database. */
public final class MissedMessageDelivery {

    private static final Logger Log = LoggerFactory.getLogger(MissedMessageDelivery.class);

    /** When a limit is reached, one of this many messages is dropped, to make room for several at once. */
    private static final int SHARE_TO_DROP = 8;

    /** How much is kept of each seat. */
    public record Limits(int messages, long bytes, Duration time) {

        /** @return whether the message may be kept, whatever else is */
        boolean allow(MissedMessage message) {
            return messages > 0 && message.bytes() <= Math.min(MissedMessage.MAX_BYTES, bytes);
        }
    }

    private final SeatStore store;
    private final StanzaSink sink;
    private final SeatHost host;
    private final Supplier<JID> ourAddress;
    private final LocalizedTexts texts;
    private final Clock clock;

    public MissedMessageDelivery(
            SeatStore store,
            StanzaSink sink,
            SeatHost host,
            Supplier<JID> ourAddress,
            LocalizedTexts texts,
            Clock clock) {
        this.store = store;
        this.sink = sink;
        this.host = host;
        this.ourAddress = ourAddress;
        this.texts = texts;
        this.clock = clock;
    }

    /** @param message that the limits allow */
    void keep(Seat seat, MissedMessage message, Limits limits) {
        store.keep(message);
        SeatView view = seat.view();
        int mostInRoom = view.config().options().lastMessages();
        if (view.kept().messages() > limits.messages() + mostInRoom
                || view.kept().bytes() > limits.bytes()
                || view.roomMessages() > 2 * mostInRoom) {
            trim(seat, limits, mostInRoom);
        }
    }

    /** Drops groupchat messages first, then mentions, then private messages, each oldest first. */
    private void trim(Seat seat, Limits limits, int mostInRoom) {
        List<MissedMessage> kept = new ArrayList<>(store.kept(seat.config().key()));
        List<MissedMessage> dropped = new ArrayList<>();
        List<MissedMessage> inRoom = only(Kind.ROOM, kept);
        dropped.addAll(inRoom.subList(0, Math.max(0, inRoom.size() - mostInRoom)));
        List<MissedMessage> candidates = new ArrayList<>(inRoom.subList(dropped.size(), inRoom.size()));
        candidates.addAll(only(Kind.MENTION, kept));
        candidates.addAll(only(Kind.PRIVATE, kept));
        kept.removeAll(dropped);
        long bytes = SeatStore.Amount.of(kept).bytes();
        int messages = kept.size() - (inRoom.size() - dropped.size());
        if (messages > limits.messages() || bytes > limits.bytes()) {
            int fewer = limits.messages() - limits.messages() / SHARE_TO_DROP;
            long smaller = limits.bytes() - limits.bytes() / SHARE_TO_DROP;
            for (MissedMessage candidate : candidates) {
                if (messages <= fewer && bytes <= smaller) {
                    break;
                }
                dropped.add(candidate);
                bytes -= candidate.bytes();
                messages -= candidate.kind() == Kind.ROOM ? 0 : 1;
            }
        }
        store.delete(dropped);
        kept.removeAll(dropped);
        seat.kept(kept);
    }

    private static List<MissedMessage> only(Kind kind, List<MissedMessage> messages) {
        return messages.stream().filter(message -> message.kind() == kind).toList();
    }

    public void prune(Limits limits) {
        store.prune(clock.instant().minus(limits.time()));
    }

    /**
     * Delivers what is kept, once.
     *
     * @param inRoom whether the client is in the room: only then it can make sense of what was said there to all
     * @param told   says of each message to all, the last one first, whether the room has told it already
     */
    WriteQueue.Write delivery(Seat seat, JID client, boolean inRoom, Predicate<MissedMessage> told) {
        return new Delivery(seat.config().key(), client, message -> inRoom || message.kind() != Kind.ROOM) {
            @Override
            void deliver(List<MissedMessage> due, List<MissedMessage> goDormant) {
                seat.kept(goDormant);
                Set<Utterance> known = known(due, told);
                List<MissedMessage> lastInRoom = only(Kind.ROOM, due);
                int max = seat.config().options().lastMessages();
                lastInRoom = notIn(known, lastInRoom.subList(Math.max(0, lastInRoom.size() - max), lastInRoom.size()));
                lastInRoom.forEach(message -> send(message, client));
                only(Kind.PRIVATE, due).forEach(message -> send(message, client));
                lastInRoom.forEach(message -> known.add(Utterance.of(message)));
                digest("title", notIn(known, only(Kind.MENTION, due)), client);
            }
        };
    }

    /**
     * The same where the seat has ended: the client may not come into the room any more, so it is told what was said to
     * all as well.
     *
     * @param delivered is run when it is done
     */
    WriteQueue.Write delivery(Key ended, JID client, Runnable delivered) {
        return new Delivery(ended, client, message -> true) {
            @Override
            void deliver(List<MissedMessage> due, List<MissedMessage> goDormant) {
                delivered.run();
                only(Kind.PRIVATE, due).forEach(message -> send(message, client));
                List<MissedMessage> mentions = only(Kind.MENTION, due);
                digest("title", mentions, client);
                digest(
                        "last",
                        notIn(mentions.stream().map(Utterance::of).collect(Collectors.toSet()), only(Kind.ROOM, due)),
                        client);
            }
        };
    }

    /**
     * Messages are deleted before they are sent, so that nothing is sent twice. Once read, they are held until they are
     * sent.
     */
    private abstract class Delivery implements WriteQueue.Write {

        private final Key seat;
        private final JID client;
        private final Predicate<MissedMessage> isDue;
        private List<MissedMessage> kept; // once it is read

        Delivery(Key seat, JID client, Predicate<MissedMessage> isDue) {
            this.seat = seat;
            this.client = client;
            this.isDue = isDue;
        }

        abstract void deliver(List<MissedMessage> due, List<MissedMessage> goDormant);

        @Override
        public void run() {
            if (kept == null && !host.isAvailable(client)) {
                return; // it has gone while this waited
            }
            if (kept == null) {
                kept = store.kept(seat);
            }
            List<MissedMessage> due = kept.stream().filter(isDue).toList();
            store.delete(due);
            List<MissedMessage> others = new ArrayList<>(kept);
            others.removeAll(due);
            deliver(due, others);
        }
    }

    private static List<MissedMessage> notIn(Set<Utterance> known, List<MissedMessage> messages) {
        return messages.stream()
                .filter(message -> !known.contains(Utterance.of(message)))
                .toList();
    }

    /** A groupchat message, which may be kept for two reasons. */
    private record Utterance(Instant at, String stanza) {

        static Utterance of(MissedMessage message) {
            return new Utterance(message.at(), message.stanza());
        }
    }

    /** Of equal messages the last is known, since a room's history holds the most recent ones. */
    private static Set<Utterance> known(List<MissedMessage> kept, Predicate<MissedMessage> told) {
        Set<Utterance> asked = new HashSet<>();
        Set<Utterance> known = new HashSet<>();
        for (int i = kept.size() - 1; i >= 0; i--) {
            MissedMessage message = kept.get(i);
            if (message.kind() != Kind.PRIVATE && asked.add(Utterance.of(message)) && told.test(message)) {
                known.add(Utterance.of(message));
            }
        }
        return known;
    }

    private void send(MissedMessage kept, JID client) {
        try {
            Message message =
                    new Message(DocumentHelper.parseText(kept.stanza()).getRootElement());
            Delay.addTo(message.getElement(), kept.seat().owner().getDomain(), kept.at());
            message.setTo(client);
            sendUnlessBlocked(message, client);
        } catch (DocumentException e) {
            Log.error("A message that was kept for {} could not be read", kept.seat(), e);
        }
    }

    /** @param title end of an i18n key */
    private void digest(String title, List<MissedMessage> messages, JID client) {
        if (messages.isEmpty()) {
            return;
        }
        Message message = new Message();
        message.setFrom(ourAddress.get());
        message.setTo(client);
        message.setType(Message.Type.chat);
        message.setBody(MissedMessageDigest.of(
                "intermediateim.seats.digest." + title, messages.get(0).seat().room(), messages, texts));
        sendUnlessBlocked(message, client);
    }

    /**
     * Checked before the session does so, which would answer the room with an error and so remove the client from it.
     */
    private void sendUnlessBlocked(Message message, JID client) {
        if (!host.blocks(client, message)) {
            sink.send(message);
        }
    }
}
