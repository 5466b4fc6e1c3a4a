package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
        JID owner = request.getFrom().asBareJID();
        if (!host.isLocalUser(owner)) {
            return false;
        }
        if (SeatCommands.isOne(request) && elsewhere.test(request)) {
            return true;
        }
        Optional<CompletableFuture<IQ>> answer = commands.answer(owner, request);
        answer.ifPresent(later -> later.thenAccept(sink::send));
        return answer.isPresent();
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        return Optional.empty(); // an answer may take time
    }

    @Override
    public void answer(Message message, StanzaSink sink) {
        JID owner = message.getFrom().asBareJID();
        if (HomeComing.isDelayed(message.getElement())) {
            return; // said long ago
        }
        Message answer = new Message();
        answer.setFrom(message.getTo());
        answer.setTo(message.getFrom());
        answer.setType(message.getType());
        answer.setThread(message.getThread());
        if (host.isLocalUser(owner) && !elsewhere.test(message)) {
            words.answer(owner, message.getBody()).thenAccept(text -> {
                answer.setBody(text);
                sink.send(answer);
            });
        }
    }
}
