package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Delay;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** Answers what users send to the address where seats are asked for; nobody but users of this server. */
public final class SeatRequests implements RequestHandler {

    private final SeatHost host;
    private final ChatCommands words;
    private final SeatCommands commands;
    private final LocalizedTexts texts;
    private final Predicate<Packet> remoteSeats;
    private final Clock clock;
    private final ReplyLimiter limiter = new ReplyLimiter();

    /** @param remoteSeats has another node answer, if that one keeps the seats */
    public SeatRequests(
            SeatService service,
            SeatHost host,
            LocalizedTexts texts,
            RandomTokens tokens,
            Predicate<Packet> remoteSeats,
            Clock clock) {
        this.host = host;
        this.clock = clock;
        this.remoteSeats = remoteSeats;
        this.texts = texts;
        words = new ChatCommands(service, texts);
        commands = new SeatCommands(service, words, texts, tokens);
    }

    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        JID owner = request.getFrom().asBareJID();
        if (!host.isLocalUser(owner)) {
            return false;
        }
        if (SeatCommands.isOne(request) && remoteSeats.test(request)) {
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

    /** Answers from where it was asked, which may be either of our addresses. */
    @Override
    public void answer(Message message, StanzaSink sink) {
        JID owner = message.getFrom().asBareJID();
        if (Delay.isIn(message.getElement()) || !host.isLocalUser(owner) || remoteSeats.test(message)) {
            return; // said long ago, or not ours to answer
        }
        switch (limiter.reply(owner, ChatCommands.isAnsweredByHelp(message.getBody()), clock.instant())) {
            case ANSWER ->
                words.answer(owner, message.getBody()).thenAccept(text -> {
                    if (!text.isEmpty()) {
                        sink.send(answer(message, text));
                    }
                });
            case REFUSE ->
                Replies.error(
                                message,
                                PacketError.Condition.resource_constraint,
                                texts.text("intermediateim.seats.say.enough"))
                        .ifPresent(sink::send);
            case NOTHING -> {} // two that answer by themselves end here
        }
    }

    private static Message answer(Message message, String text) {
        Message answer = new Message();
        answer.setFrom(message.getTo());
        answer.setTo(message.getFrom());
        answer.setType(message.getType());
        answer.setThread(message.getThread());
        answer.setBody(text);
        return answer;
    }

    /** Users of this server may have us as a contact, which is always there. */
    @Override
    public List<Presence> answer(Presence presence) {
        if (!host.isLocalUser(presence.getFrom())) {
            return RequestHandler.super.answer(presence);
        }
        if (presence.getType() == Presence.Type.subscribe) {
            return List.of(to(presence, Presence.Type.subscribed), to(presence, null));
        } else if (presence.getType() == Presence.Type.probe) {
            return List.of(to(presence, null));
        } else if (presence.getType() == Presence.Type.unsubscribe) {
            return List.of(to(presence, Presence.Type.unsubscribed));
        }
        return List.of();
    }

    private static Presence to(Presence asked, Presence.Type type) {
        Presence answer = new Presence();
        answer.setFrom(asked.getTo());
        answer.setTo(asked.getFrom());
        answer.setType(type);
        return answer;
    }

    public void forget(JID owner) {
        limiter.forget(owner);
    }
}
