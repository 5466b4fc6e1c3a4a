package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.xmpp.packet.JID;

/** Lists the user's seats: {@code list}. */
final class ListCommand implements Command<Void> {

    private final SeatService service;
    private final SeatTexts texts;

    ListCommand(SeatService service, SeatTexts texts) {
        this.service = service;
        this.texts = texts;
    }

    @Override
    public String word() {
        return "list";
    }

    @Override
    public Void parse(String words, JID user) throws BadArgumentsException {
        if (!words.isEmpty()) {
            throw BadArgumentsException.notUnderstood();
        }
        return null;
    }

    @Override
    public CompletableFuture<CommandResult> run(Void none, JID client) {
        return CompletableFuture.completedFuture(CommandResult.info(texts.list(service.seatsOf(client.asBareJID()))));
    }
}
