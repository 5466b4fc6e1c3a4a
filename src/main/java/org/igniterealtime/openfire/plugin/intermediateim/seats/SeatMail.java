package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.seats.KeptMessage.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** What is kept for those who are away: within limits, and delivered once. Called by one thread: it waits for the database. */
final class SeatMail {

    private static final Logger Log = LoggerFactory.getLogger(SeatMail.class);

    private static final QName DELAY = QName.get("delay", "urn:xmpp:delay");

    /** Of one message; larger ones are not kept. */
    static final int MOST_BYTES = 64 * 1024;

    /** When a limit is reached, some room is made at once: 1 of this many goes. */
    private static final int SHARE_TO_DROP = 8;

    /** How much is kept of each seat. */
    record Limits(int messages, long bytes, Duration time) {

        /** @return whether the message may be kept, whatever else is */
        boolean allow(KeptMessage message) {
            return messages > 0 && message.bytes() <= Math.min(MOST_BYTES, bytes);
        }
    }

    private final SeatStore store;
    private final StanzaSink sink;
    private final SeatHost host;
    private final Supplier<JID> ourAddress;
    private final Texts texts;
    private final Clock clock;

    SeatMail(SeatStore store, StanzaSink sink, SeatHost host, Supplier<JID> ourAddress, Texts texts, Clock clock) {
        this.store = store;
        this.sink = sink;
        this.host = host;
        this.ourAddress = ourAddress;
        this.texts = texts;
        this.clock = clock;
    }

    /** @param message that the limits allow */
    void keep(Seat seat, KeptMessage message, Limits limits) {
        store.keep(message);
        SeatView view = seat.view();
        int mostInRoom = view.order().wishes().lastMessages();
        if (view.kept().messages() > limits.messages() + mostInRoom || view.kept().bytes() > limits.bytes()
                || view.roomMessages() > 2 * mostInRoom) {
            trim(seat, limits, mostInRoom);
        }
    }

    /** What was said to all goes first, then mentions, oldest first, then private messages. */
    private void trim(Seat seat, Limits limits, int mostInRoom) {
        List<KeptMessage> kept = new ArrayList<>(store.kept(seat.order().key()));
        List<KeptMessage> dropped = new ArrayList<>();
        List<KeptMessage> inRoom = only(Kind.ROOM, kept);
        dropped.addAll(inRoom.subList(0, Math.max(0, inRoom.size() - mostInRoom)));
        List<KeptMessage> candidates = new ArrayList<>(inRoom.subList(dropped.size(), inRoom.size()));
        candidates.addAll(only(Kind.MENTION, kept));
        candidates.addAll(only(Kind.PRIVATE, kept));
        kept.removeAll(dropped);
        long bytes = amount(kept).bytes();
        int messages = kept.size() - (inRoom.size() - dropped.size());
        if (messages > limits.messages() || bytes > limits.bytes()) {
            int fewer = limits.messages() - limits.messages() / SHARE_TO_DROP;
            long smaller = limits.bytes() - limits.bytes() / SHARE_TO_DROP;
            for (KeptMessage candidate : candidates) {
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
        count(seat, kept);
    }

    private static List<KeptMessage> only(Kind kind, List<KeptMessage> messages) {
        return messages.stream().filter(message -> message.kind() == kind).toList();
    }

    private static SeatStore.Amount amount(List<KeptMessage> kept) {
        return new SeatStore.Amount(kept.size(), kept.stream().mapToLong(KeptMessage::bytes).sum());
    }

    private static void count(Seat seat, List<KeptMessage> kept) {
        seat.kept(amount(kept), only(Kind.ROOM, kept).size());
    }

    void prune(Limits limits) {
        store.prune(clock.instant().minus(limits.time()));
    }

    /**
     * Delivers what is kept, once.
     *
     * @param inRoom whether the client is in the room: only then it can make sense of what was said there to all
     * @param told   says of each message to all, the last one first, whether the room has told it already
     */
    void deliver(Seat seat, JID client, boolean inRoom, Predicate<KeptMessage> told) {
        List<KeptMessage> kept = store.kept(seat.order().key());
        List<KeptMessage> due = kept.stream().filter(message -> inRoom || message.kind() != Kind.ROOM).toList();
        store.delete(due); // first: what could be sent twice is rather not sent at all
        List<KeptMessage> rest = new ArrayList<>(kept);
        rest.removeAll(due);
        count(seat, rest);
        Set<Utterance> known = known(due, told);
        List<KeptMessage> lastInRoom = only(Kind.ROOM, due);
        int most = seat.order().wishes().lastMessages();
        lastInRoom = lastInRoom.subList(Math.max(0, lastInRoom.size() - most), lastInRoom.size()).stream()
                .filter(message -> !known.contains(Utterance.of(message))).toList();
        lastInRoom.forEach(message -> send(message, client));
        only(Kind.PRIVATE, due).forEach(message -> send(message, client));
        lastInRoom.forEach(message -> known.add(Utterance.of(message)));
        List<KeptMessage> mentions = only(Kind.MENTION, due).stream().filter(message -> !known.contains(Utterance.of(message)))
                .toList();
        if (!mentions.isEmpty()) {
            digest(seat, mentions, client);
        }
    }

    /** Something that was said to all: it may be kept for two reasons. */
    private record Utterance(Instant at, String stanza) {

        static Utterance of(KeptMessage message) {
            return new Utterance(message.at(), message.stanza());
        }
    }

    /** Of equal ones the last is known: a room's history is what was said last. */
    private static Set<Utterance> known(List<KeptMessage> kept, Predicate<KeptMessage> told) {
        Set<Utterance> asked = new HashSet<>();
        Set<Utterance> known = new HashSet<>();
        for (int i = kept.size() - 1; i >= 0; i--) {
            KeptMessage message = kept.get(i);
            if (message.kind() != Kind.PRIVATE && asked.add(Utterance.of(message)) && told.test(message)) {
                known.add(Utterance.of(message));
            }
        }
        return known;
    }

    private void send(KeptMessage kept, JID client) {
        try {
            Message message = new Message(DocumentHelper.parseText(kept.stanza()).getRootElement());
            if (message.getElement().element(DELAY) == null) {
                message.getElement().addElement(DELAY).addAttribute("from", kept.seat().owner().getDomain())
                        .addAttribute("stamp", stamp(kept.at()));
            }
            message.setTo(client);
            sendUnlessBlocked(message, client);
        } catch (DocumentException e) {
            Log.error("A message that was kept for {} can't be read again", kept.seat(), e);
        }
    }

    /** XEP-0082, in UTC. */
    private static String stamp(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private void digest(Seat seat, List<KeptMessage> mentions, JID client) {
        Message message = new Message();
        message.setFrom(ourAddress.get());
        message.setTo(client);
        message.setType(Message.Type.chat);
        message.setBody(Digest.of(seat.room(), mentions, texts));
        sendUnlessBlocked(message, client);
    }

    /** Asked before the session does: that would answer the room with an error, which takes the client out of it. */
    private void sendUnlessBlocked(Message message, JID client) {
        if (!host.blocks(client, message)) {
            sink.send(message);
        }
    }
}
