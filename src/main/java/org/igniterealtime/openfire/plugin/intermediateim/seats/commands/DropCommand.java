package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.RoomAddress;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.xmpp.packet.JID;

/** Gives up a seat: {@code drop room@service}, or {@code drop} for the only one. The argument is the room. */
final class DropCommand implements Command<Optional<JID>> {

    private final SeatService service;
    private final SeatForm form;
    private final SeatTexts texts;

    DropCommand(SeatService service, SeatForm form, SeatTexts texts) {
        this.service = service;
        this.form = form;
        this.texts = texts;
    }

    @Override
    public String word() {
        return "drop";
    }

    @Override
    public CompletableFuture<Optional<DataForm>> form(JID user) {
        List<JID> rooms =
                service.seatsOf(user).stream().map(seat -> seat.config().room()).toList();
        return CompletableFuture.completedFuture(rooms.isEmpty() ? Optional.empty() : Optional.of(form.toDrop(rooms)));
    }

    /** There is nothing to choose from. */
    @Override
    public Supplier<CompletableFuture<CommandResult>> withoutForm(JID client) {
        return () -> CompletableFuture.completedFuture(CommandResult.info(texts.list(List.of())));
    }

    @Override
    public Optional<JID> read(DataForm submitted, JID user) throws BadArgumentsException {
        return Optional.of(form.room(submitted));
    }

    @Override
    public Optional<JID> parse(String words, JID user) throws BadArgumentsException {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (!words.matches("\\S+")) {
            throw BadArgumentsException.notUnderstood();
        }
        return Optional.of(RoomAddress.read(words)
                .orElseThrow(() ->
                        BadArgumentsException.withHelp(texts.text("intermediateim.seats.say.misunderstood", words))));
    }

    @Override
    public CompletableFuture<CommandResult> run(Optional<JID> named, JID client) {
        JID user = client.asBareJID();
        List<SeatView> seats = service.seatsOf(user);
        if (named.isEmpty() && seats.size() != 1) {
            return CompletableFuture.completedFuture(
                    CommandResult.info(texts.text("intermediateim.seats.say.drop-which") + "\n" + texts.list(seats)));
        }
        JID room = named.orElseGet(() -> seats.get(0).config().room());
        return service.drop(user, room).thenApply(answer -> texts.result(answer, room, ""));
    }
}
