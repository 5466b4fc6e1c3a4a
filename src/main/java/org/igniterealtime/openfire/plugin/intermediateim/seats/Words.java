package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Nicks;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmppUri;
import org.xmpp.packet.JID;

/** What a user writes to us in plain words, as in {@code keep room@service as nick}. */
public sealed interface Words {

    /** @param nick empty if none was said */
    record Keep(JID room, Optional<String> nick) implements Words {
    }

    /** @param room empty if none was said */
    /** A room to be kept in, and what is missing of it: the room's address or the nick. */
    record Incomplete(Optional<JID> room) implements Words {
    }

    record Drop(Optional<JID> room) implements Words {
    }

    record ListSeats() implements Words {
    }

    record Help() implements Words {
    }

    /** What stands where a room or a nick should. */
    record Misunderstood(String what) implements Words {
    }

    /** Longer texts are no commands. */
    int MOST_CHARACTERS = 4096;

    /** @return what is meant; {@link Help} if that can't be told */
    static Words read(String body) {
        String said = body == null || body.length() > MOST_CHARACTERS ? "" : body.strip();
        Matcher incomplete = Patterns.INCOMPLETE.matcher(said);
        if (incomplete.matches()) {
            return incomplete.group(1) == null ? new Incomplete(Optional.empty()) : room(incomplete.group(1))
                    .<Words>map(room -> new Incomplete(Optional.of(room))).orElseGet(() -> new Misunderstood(incomplete.group(1)));
        }
        Matcher keep = Patterns.KEEP.matcher(said);
        if (keep.matches()) {
            return keep(keep.group(1), Optional.ofNullable(keep.group(2)));
        }
        Matcher drop = Patterns.DROP.matcher(said);
        if (drop.matches()) {
            return drop.group(1) == null ? new Drop(Optional.empty()) : room(drop.group(1))
                    .<Words>map(room -> new Drop(Optional.of(room))).orElseGet(() -> new Misunderstood(drop.group(1)));
        }
        return said.toLowerCase(Locale.ROOT).equals("list") ? new ListSeats() : new Help();
    }

    private static Words keep(String room, Optional<String> nick) {
        Optional<String> usable = nick.flatMap(Nicks::prepared);
        if (nick.isPresent() && usable.isEmpty()) {
            return new Misunderstood(nick.get());
        }
        return room(room).<Words>map(jid -> new Keep(jid, usable)).orElseGet(() -> new Misunderstood(room));
    }

    /** @return the bare JID of a room, written as it is or as {@code xmpp:room@service?join}; empty if this is none */
    static Optional<JID> room(String text) {
        String address = text.strip();
        return (XmppUri.isOne(address) ? XmppUri.address(address) : jid(address))
                .filter(room -> room.getNode() != null && room.getResource() == null);
    }

    private static Optional<JID> jid(String text) {
        try {
            return Optional.of(new JID(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How the commands are written. */
    final class Patterns {

        private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        private static final Pattern KEEP = Pattern.compile("keep\\s+(\\S+)(?:\\s+as\\s+(.+))?", FLAGS);
        private static final Pattern INCOMPLETE = Pattern.compile("keep(?:\\s+as\\b.*|\\s+(\\S+)\\s+as)?", FLAGS);
        private static final Pattern DROP = Pattern.compile("drop(?:\\s+(\\S+))?", FLAGS);

        private Patterns() {
        }
    }
}
