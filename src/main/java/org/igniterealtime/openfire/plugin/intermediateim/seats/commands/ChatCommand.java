package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Nicks;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.RoomAddress;
import org.xmpp.packet.JID;

/** What a user writes to us in plain words, as in {@code keep room@service as nick}. */
public sealed interface ChatCommand {

    /** @param nick empty if none was said */
    record Keep(JID room, Optional<String> nick) implements ChatCommand {}

    /** @param room empty if none was said */
    /** A room to be kept in, and what is missing of it: the room's address or the nick. */
    record Incomplete(Optional<JID> room) implements ChatCommand {}

    record Drop(Optional<JID> room) implements ChatCommand {}

    record ListSeats() implements ChatCommand {}

    record Help() implements ChatCommand {}

    /** What stands where a room or a nick should. */
    record Misunderstood(String what) implements ChatCommand {}

    /** Longer texts are no commands. */
    int MAX_CHARACTERS = 4096;

    /** @return what is meant; {@link Help} if that can't be told */
    static ChatCommand read(String body) {
        String said = body == null || body.length() > MAX_CHARACTERS ? "" : body.strip();
        Matcher incomplete = Patterns.INCOMPLETE.matcher(said);
        if (incomplete.matches()) {
            return incomplete.group(1) == null
                    ? new Incomplete(Optional.empty())
                    : RoomAddress.read(incomplete.group(1))
                            .<ChatCommand>map(room -> new Incomplete(Optional.of(room)))
                            .orElseGet(() -> new Misunderstood(incomplete.group(1)));
        }
        Matcher keep = Patterns.KEEP.matcher(said);
        if (keep.matches()) {
            return keep(keep.group(1), Optional.ofNullable(keep.group(2)));
        }
        Matcher drop = Patterns.DROP.matcher(said);
        if (drop.matches()) {
            return drop.group(1) == null
                    ? new Drop(Optional.empty())
                    : RoomAddress.read(drop.group(1))
                            .<ChatCommand>map(room -> new Drop(Optional.of(room)))
                            .orElseGet(() -> new Misunderstood(drop.group(1)));
        }
        return said.toLowerCase(Locale.ROOT).equals("list") ? new ListSeats() : new Help();
    }

    private static ChatCommand keep(String room, Optional<String> nick) {
        Optional<String> usable = nick.flatMap(Nicks::prepared);
        if (nick.isPresent() && usable.isEmpty()) {
            return new Misunderstood(nick.get());
        }
        return RoomAddress.read(room)
                .<ChatCommand>map(jid -> new Keep(jid, usable))
                .orElseGet(() -> new Misunderstood(room));
    }

    /** How the commands are written. */
    final class Patterns {

        private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        private static final Pattern KEEP = Pattern.compile("keep\\s+(\\S+)(?:\\s+as\\s+(.+))?", FLAGS);
        private static final Pattern INCOMPLETE = Pattern.compile("keep(?:\\s+as\\b.*|\\s+(\\S+)\\s+as)?", FLAGS);
        private static final Pattern DROP = Pattern.compile("drop(?:\\s+(\\S+))?", FLAGS);

        private Patterns() {}
    }
}
