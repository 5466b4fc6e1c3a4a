package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.OptionalLong;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;

/** A transfer that is over. */
public final class TransferRow {

    private final FinishedTransfer transfer;
    private final Quantities quantities;

    TransferRow(FinishedTransfer transfer, Quantities quantities) {
        this.transfer = transfer;
        this.quantities = quantities;
    }

    public Date getEnd() {
        return Date.from(transfer.end());
    }

    public String getTime() {
        return quantities.time(Duration.between(transfer.start(), transfer.end()));
    }

    public String getRequester() {
        return transfer.requester().toString();
    }

    public String getTarget() {
        return transfer.target().toString();
    }

    public String getFile() {
        return transfer.file().map(OfferedFile::name).orElse("");
    }

    /** @return empty if not known */
    public String getSize() {
        OptionalLong size = transfer.file().map(OfferedFile::size).orElse(OptionalLong.empty());
        return size.isPresent() ? quantities.bytes(size.getAsLong()) : "";
    }

    public String getToTarget() {
        return quantities.bytes(transfer.bytesToTarget());
    }

    public String getToRequester() {
        return quantities.bytes(transfer.bytesToRequester());
    }

    /** @return end of an i18n key */
    public String getReason() {
        return key(transfer.reason());
    }

    static String key(FinishedTransfer.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
