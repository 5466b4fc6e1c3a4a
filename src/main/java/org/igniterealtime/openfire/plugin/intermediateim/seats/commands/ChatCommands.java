package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Nicks;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.xmpp.packet.JID;

/** Does what a user writes in plain words, and says what came of it. */
final class ChatCommands {

    private final SeatService service;
    private final LocalizedTexts texts;

    ChatCommands(SeatService service, LocalizedTexts texts) {
        this.service = service;
        this.texts = texts;
    }

    /**
     * @return the answer, in one or more lines; an order is answered once it is written; empty if the seat itself is
     *     going to say what
     *         came of it
     */
    CompletableFuture<String> answer(JID owner, String said) {
        ChatCommand words = ChatCommand.read(said);
        if (words instanceof ChatCommand.Keep keep) {
            return keep(owner, keep);
        } else if (words instanceof ChatCommand.Drop drop) {
            return drop(owner, drop);
        } else if (words instanceof ChatCommand.ListSeats) {
            return CompletableFuture.completedFuture(list(service.seatsOf(owner)));
        } else if (words instanceof ChatCommand.Incomplete incomplete) {
            return CompletableFuture.completedFuture(incomplete
                    .room()
                    .map(room -> texts.text("intermediateim.seats.say.keep-nick", room.toString()))
                    .orElseGet(() -> texts.text("intermediateim.seats.say.keep-which")));
        } else if (words instanceof ChatCommand.Misunderstood misunderstood) {
            return CompletableFuture.completedFuture(
                    texts.text("intermediateim.seats.say.misunderstood", misunderstood.what()) + "\n" + help());
        }
        return CompletableFuture.completedFuture(help());
    }

    /** @return whether the answer would be no other than if anything else had been said that we don't understand */
    static boolean isAnsweredByHelp(String said) {
        ChatCommand words = ChatCommand.read(said);
        return words instanceof ChatCommand.Help
                || words instanceof ChatCommand.Misunderstood
                || words instanceof ChatCommand.Incomplete;
    }

    private String help() {
        return texts.text("intermediateim.seats.say.help");
    }

    private CompletableFuture<String> keep(JID owner, ChatCommand.Keep keep) {
        Optional<Options> before =
                service.seat(owner, keep.room()).map(seat -> seat.config().options());
        String nick = keep.nick()
                .or(() -> before.map(Options::nick))
                .or(() -> Nicks.prepared(owner.getNode()))
                .orElse("?");
        Options options = before.map(known -> known.withNick(nick)).orElseGet(() -> new Options(nick));
        return service.keep(owner, keep.room(), options)
                .thenApply(answer -> answer == SeatService.Answer.KEPT ? "" : said(answer, keep.room(), nick));
    }

    String said(SeatService.Answer answer, JID room, String nick) {
        return switch (answer) {
            case KEPT -> texts.text("intermediateim.seats.say.kept", room.toString(), nick);
            case CHANGED -> texts.text("intermediateim.seats.say.changed", room.toString(), nick);
            case TOO_MANY_OF_USER -> texts.text("intermediateim.seats.say.too-many");
            case TOO_MANY_IN_ALL -> texts.text("intermediateim.seats.say.full");
            case DROPPED -> texts.text("intermediateim.seats.say.dropped", room.toString());
            case NO_SEAT -> texts.text("intermediateim.seats.say.no-seat", room.toString());
            case REFUSED -> texts.text("intermediateim.seats.say.not-written");
            case NOT_A_ROOM -> texts.text("intermediateim.seats.say.not-a-room", room.toString());
        };
    }

    private CompletableFuture<String> drop(JID owner, ChatCommand.Drop drop) {
        List<SeatView> seats = service.seatsOf(owner);
        if (drop.room().isEmpty() && seats.size() != 1) {
            return CompletableFuture.completedFuture(
                    texts.text("intermediateim.seats.say.drop-which") + "\n" + list(seats));
        }
        JID room = drop.room().orElseGet(() -> seats.get(0).config().room());
        return service.drop(owner, room).thenApply(answer -> said(answer, room, ""));
    }

    String list(List<SeatView> seats) {
        return seats.isEmpty()
                ? texts.text("intermediateim.seats.say.none")
                : seats.stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(SeatView seat) {
        return texts.text(
                "intermediateim.seats.say.line",
                seat.config().room().toString(),
                seat.nick(),
                state(seat),
                seat.kept().messages());
    }

    private String state(SeatView seat) {
        return texts.text("intermediateim.seats.state." + seat.state().name().toLowerCase(Locale.ROOT));
    }
}
