package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.OptionalLong;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;

/**
 * A transfer that is over.
 *
 * @param file   its name; empty if not known
 * @param size   empty if not known
 * @param reason end of an i18n key
 */
public record TransferRow(
        Date end,
        String time,
        String requester,
        String target,
        String file,
        String size,
        String toTarget,
        String toRequester,
        String reason) {

    static TransferRow of(FinishedTransfer transfer, Quantities quantities) {
        OptionalLong size = transfer.file().map(OfferedFile::size).orElse(OptionalLong.empty());
        return new TransferRow(
                Date.from(transfer.end()),
                quantities.time(Duration.between(transfer.start(), transfer.end())),
                transfer.requester().toString(),
                transfer.target().toString(),
                transfer.file().map(OfferedFile::name).orElse(""),
                size.isPresent() ? quantities.bytes(size.getAsLong()) : "",
                quantities.bytes(transfer.bytesToTarget()),
                quantities.bytes(transfer.bytesToRequester()),
                key(transfer.reason()));
    }

    static String key(FinishedTransfer.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
