package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;

/** The commands by which users keep seats, give them up and list them. */
public final class SeatCommands {

    private SeatCommands() {}

    public static List<Command<?>> of(SeatService service, LocalizedTexts localized) {
        SeatTexts texts = new SeatTexts(localized);
        SeatForm form = new SeatForm(localized);
        return List.of(
                new KeepCommand(service, form, texts),
                new DropCommand(service, form, texts),
                new ListCommand(service, texts));
    }

    public static CommandTexts texts(LocalizedTexts localized) {
        return new CommandTexts(localized, "intermediateim.seats.");
    }
}
