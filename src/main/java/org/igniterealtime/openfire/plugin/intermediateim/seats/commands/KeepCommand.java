package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Nicks;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.KeepCommand.Arguments;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.RoomAddress;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.xmpp.packet.JID;

/** Keeps a seat, or changes one: {@code keep room@service as nick}. What is not said stays as it was. */
final class KeepCommand implements Command<Arguments> {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern COMPLETE = Pattern.compile("(\\S+)(?:\\s+as\\s+(.+))?", FLAGS);
    private static final Pattern INCOMPLETE = Pattern.compile("(?:as\\b.*|(\\S+)\\s+as)?", FLAGS);

    private final SeatService service;
    private final SeatForm form;
    private final SeatTexts texts;

    record Arguments(JID room, Options options) {}

    KeepCommand(SeatService service, SeatForm form, SeatTexts texts) {
        this.service = service;
        this.form = form;
        this.texts = texts;
    }

    @Override
    public String word() {
        return "keep";
    }

    @Override
    public CompletableFuture<Optional<DataForm>> form(JID user) {
        return CompletableFuture.completedFuture(Optional.of(form.toKeep()));
    }

    @Override
    public Arguments read(DataForm submitted, JID user) throws BadArgumentsException {
        JID room = form.room(submitted);
        return new Arguments(room, form.options(submitted, user, before(user, room)));
    }

    private Optional<Options> before(JID user, JID room) {
        return service.seat(user, room).map(SeatView::config).map(config -> config.options());
    }

    @Override
    public Arguments parse(String words, JID user) throws BadArgumentsException {
        Matcher incomplete = INCOMPLETE.matcher(words);
        if (incomplete.matches()) {
            throw BadArgumentsException.because(
                    incomplete.group(1) == null
                            ? texts.text("intermediateim.seats.say.keep-which")
                            : texts.text(
                                    "intermediateim.seats.say.keep-nick",
                                    room(incomplete.group(1)).toString()));
        }
        Matcher complete = COMPLETE.matcher(words);
        if (!complete.matches()) {
            throw BadArgumentsException.notUnderstood();
        }
        Optional<String> nick = Optional.empty();
        if (complete.group(2) != null) {
            nick = Optional.of(Nicks.prepared(complete.group(2)).orElseThrow(() -> misunderstood(complete.group(2))));
        }
        JID room = room(complete.group(1));
        return new Arguments(room, options(nick, before(user, room), user));
    }

    private static Options options(Optional<String> wanted, Optional<Options> before, JID user) {
        String nick = wanted.or(() -> before.map(Options::nick))
                .or(() -> Nicks.prepared(user.getNode()))
                .orElse("?");
        return before.map(known -> known.withNick(nick)).orElseGet(() -> new Options(nick));
    }

    private JID room(String word) throws BadArgumentsException {
        return RoomAddress.read(word).orElseThrow(() -> misunderstood(word));
    }

    private BadArgumentsException misunderstood(String word) {
        return BadArgumentsException.withHelp(texts.text("intermediateim.seats.say.misunderstood", word));
    }

    @Override
    public CompletableFuture<CommandResult> run(Arguments arguments, JID client) {
        return service.keep(client.asBareJID(), arguments.room(), arguments.options())
                .thenApply(answer -> texts.result(
                        answer, arguments.room(), arguments.options().nick()));
    }
}
