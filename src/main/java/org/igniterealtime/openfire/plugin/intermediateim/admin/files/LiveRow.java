package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;

/**
 * A transfer as it is now.
 *
 * @param direction {@code in} or {@code out}
 * @param from      who sends, as the other side sees it
 * @param phase     end of an i18n key
 */
public record LiveRow(
        String direction, String from, String to, String name, String size, int percent, String phase, String age) {

    static LiveRow of(LiveTransfer transfer, Quantities quantities, Instant now) {
        boolean comesIn = transfer.direction() == LiveTransfer.Direction.IN;
        String peer = transfer.peer().toString();
        String own = transfer.own().toBareJID(); // a resource of ours tells nothing
        return new LiveRow(
                comesIn ? "in" : "out",
                comesIn ? peer : own,
                comesIn ? own : peer,
                transfer.name().text(),
                quantities.bytes(transfer.size()),
                transfer.size() == 0 ? 0 : (int) (transfer.bytes() * 100.0 / transfer.size()),
                transfer.phase().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                quantities.time(Duration.between(transfer.begun(), now)));
    }
}
