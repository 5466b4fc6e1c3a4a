package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.DateTimeProfile;

/**
 * How much of what was said before we want to be told (XEP-0045 §7.2.14). Services may ignore it.
 *
 * @param maxChars   of the whole stanzas
 * @param maxStanzas messages
 * @param seconds    not older than these
 * @param since      not older than this
 */
public record History(OptionalInt maxChars, OptionalInt maxStanzas, OptionalInt seconds, Optional<Instant> since) {

    /** As much as the service sends by default. */
    public static final History ALL =
            new History(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /** Nothing; said twice, for services that know only one of the ways. */
    public static final History NONE =
            new History(OptionalInt.of(0), OptionalInt.of(0), OptionalInt.empty(), Optional.empty());

    public static History last(int messages) {
        return new History(OptionalInt.empty(), OptionalInt.of(messages), OptionalInt.empty(), Optional.empty());
    }

    public static History since(Instant time) {
        return new History(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.of(time));
    }

    /** @throws IllegalArgumentException if a limit is negative */
    public History {
        if (maxChars.orElse(0) < 0 || maxStanzas.orElse(0) < 0 || seconds.orElse(0) < 0) {
            throw new IllegalArgumentException("negative limit");
        }
    }

    /** @param x the {@code <x/>} of a join; gets no child if there is no limit */
    void addTo(Element x) {
        if (equals(ALL)) {
            return;
        }
        Element history = x.addElement("history");
        maxChars.ifPresent(limit -> history.addAttribute("maxchars", String.valueOf(limit)));
        maxStanzas.ifPresent(limit -> history.addAttribute("maxstanzas", String.valueOf(limit)));
        seconds.ifPresent(limit -> history.addAttribute("seconds", String.valueOf(limit)));
        since.ifPresent(
                time -> history.addAttribute("since", DateTimeProfile.write(time.truncatedTo(ChronoUnit.SECONDS))));
    }
}
