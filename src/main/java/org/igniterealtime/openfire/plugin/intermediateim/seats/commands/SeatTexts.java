package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.xmpp.packet.JID;

/** What users are told about their seats when they give a command. */
final class SeatTexts {

    private final LocalizedTexts texts;

    SeatTexts(LocalizedTexts texts) {
        this.texts = texts;
    }

    String text(String key, Object... arguments) {
        return texts.text(key, arguments);
    }

    CommandResult result(SeatService.Answer answer, JID room, String nick) {
        return switch (answer) {
            case KEPT ->
                CommandResult.infoFollowedByMessage(text("intermediateim.seats.say.kept", room.toString(), nick));
            case CHANGED -> CommandResult.info(text("intermediateim.seats.say.changed", room.toString(), nick));
            case TOO_MANY_OF_USER -> CommandResult.error(text("intermediateim.seats.say.too-many"));
            case TOO_MANY_IN_ALL -> CommandResult.error(text("intermediateim.seats.say.full"));
            case DROPPED -> CommandResult.info(text("intermediateim.seats.say.dropped", room.toString()));
            case NO_SEAT -> CommandResult.error(text("intermediateim.seats.say.no-seat", room.toString()));
            case REFUSED -> CommandResult.unavailable(text("intermediateim.seats.say.not-written"));
            case NOT_A_ROOM -> CommandResult.error(text("intermediateim.seats.say.not-a-room", room.toString()));
        };
    }

    String list(List<SeatView> seats) {
        return seats.isEmpty()
                ? text("intermediateim.seats.say.none")
                : seats.stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(SeatView seat) {
        return text(
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
