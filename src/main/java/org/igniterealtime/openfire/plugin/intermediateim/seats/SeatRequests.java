package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressedRequests;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** Answers what users send to the address where seats are asked for; nobody but users of this server. */
final class SeatRequests implements AddressedRequests {

    private final SeatHost host;
    private final PlainWords words;
    private final SeatCommands commands;
    private final Texts texts;
    private final Predicate<Packet> elsewhere;

    /** @param elsewhere has another node answer, if that one keeps the seats */
    SeatRequests(SeatDesk desk, SeatHost host, Texts texts, Supplier<String> newSessionId, Predicate<Packet> elsewhere) {
        this.host = host;
        this.elsewhere = elsewhere;
        this.texts = texts;
        words = new PlainWords(desk, texts);
        commands = new SeatCommands(desk, words, texts, newSessionId);
    }

    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        return SeatCommands.isOne(request) && host.isLocalUser(request.getFrom()) && elsewhere.test(request)
                || AddressedRequests.super.answer(request, sink);
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        JID owner = request.getFrom().asBareJID();
        return host.isLocalUser(owner) ? commands.answer(owner, request) : Optional.empty();
    }

    @Override
    public Optional<Message> answer(Message message) {
        JID owner = message.getFrom().asBareJID();
        if (HomeComing.isDelayed(message.getElement())) {
            return Optional.empty(); // said long ago
        }
        Message answer = new Message();
        answer.setFrom(message.getTo());
        answer.setTo(message.getFrom());
        answer.setType(message.getType());
        answer.setThread(message.getThread());
        if (host.isLocalUser(owner) && !elsewhere.test(message)) {
            answer.setBody(words.answer(owner, message.getBody()));
            return Optional.of(answer);
        }
        return Optional.empty();
    }
}
