package org.igniterealtime.openfire.plugin.intermediateim.commands;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Delay;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** An account that carries out commands, for users of this server only. */
public final class CommandAccount implements RequestHandler {

    private final Predicate<JID> isUser;
    private final Predicate<Packet> relay;
    private final CommandTexts texts;
    private final Clock clock;
    private final ChatCommands chat;
    private final AdHocCommands adHoc;
    private final ReplyLimiter limiter = new ReplyLimiter();
    private final Announcements announcements = new Announcements();

    /**
     * @param isUser       tells a user of this server by the bare JID
     * @param relay        has another node of the cluster carry out a command; false if this node is to do it
     * @param tokens       for ids of sessions (XEP-0050 §3.2)
     */
    public CommandAccount(
            List<Command<?>> commands,
            CommandTexts texts,
            Predicate<JID> isUser,
            Predicate<Packet> relay,
            RandomTokens tokens,
            Clock clock) {
        this.isUser = isUser;
        this.relay = relay;
        this.texts = texts;
        this.clock = clock;
        ExecutionLimit limit = new ExecutionLimit();
        chat = new ChatCommands(commands, texts, limit);
        adHoc = new AdHocCommands(commands, texts, limit, tokens);
    }

    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        JID user = request.getFrom().asBareJID();
        if (!isUser.test(user)) {
            return false;
        }
        if (AdHocCommands.isExecution(request) && relay.test(request)) {
            return true;
        }
        Optional<CompletableFuture<IQ>> answer = adHoc.answer(request);
        answer.ifPresent(later -> later.thenAccept(sink::send));
        return answer.isPresent();
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        return Optional.empty(); // an answer may take time
    }

    /** Answers from the address that was written to, which may be the account's or the service's. */
    @Override
    public void answer(Message message, StanzaSink sink) {
        JID user = message.getFrom().asBareJID();
        if (Delay.isIn(message.getElement()) || !isUser.test(user) || relay.test(message)) {
            return; // written long ago, or not for us to answer
        }
        ChatCommands.Reading reading = chat.read(message.getFrom(), message.getBody());
        switch (limiter.reply(user, reading.isHelp(), clock.instant())) {
            case ANSWER ->
                reading.run().get().thenAccept(text -> {
                    if (!text.isEmpty()) {
                        sink.send(answer(message, text));
                    }
                });
            case REFUSE ->
                Replies.error(message, PacketError.Condition.resource_constraint, texts.enough())
                        .ifPresent(sink::send);
            case NOTHING -> {} // a loop with a client that replies automatically ends here
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

    /** Users of this server may have the account as a contact, which is always available. */
    @Override
    public List<Presence> answer(Presence presence) {
        if (!isUser.test(presence.getFrom())) {
            return RequestHandler.super.answer(presence);
        }
        if (presence.getType() == Presence.Type.subscribe) {
            return List.of(to(presence, Presence.Type.subscribed), available(presence));
        } else if (presence.getType() == Presence.Type.probe) {
            return List.of(available(presence));
        } else if (presence.getType() == Presence.Type.unsubscribe) {
            announcements.remove(presence.getTo(), presence.getFrom());
            return List.of(to(presence, Presence.Type.unsubscribed), to(presence, Presence.Type.unavailable));
        }
        return List.of();
    }

    private Presence available(Presence asked) {
        announcements.add(asked.getTo(), asked.getFrom());
        return to(asked, null);
    }

    private static Presence to(Presence asked, Presence.Type type) {
        Presence answer = new Presence();
        answer.setFrom(asked.getTo());
        answer.setTo(asked.getFrom());
        answer.setType(type);
        return answer;
    }

    /** @return what tells everybody who was told that the account is available that it is not any more */
    public List<Presence> farewell() {
        return announcements.takeBack(address -> true);
    }

    /** @param user bare JID */
    public void forget(JID user) {
        announcements.forget(user);
        limiter.forget(user);
    }
}
