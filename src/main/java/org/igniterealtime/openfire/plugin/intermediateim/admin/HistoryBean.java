package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.OfferedFile;

/** A page of what was. */
public final class HistoryBean {

    private final String search;
    private final List<Row> rows;
    private final int total;
    private final int number;
    private final int pages;
    private final boolean readable;

    /** @param number of this page, from 1 */
    HistoryBean(String search, List<Row> rows, int total, int number, int pages, boolean readable) {
        this.search = search;
        this.rows = rows;
        this.total = total;
        this.number = number;
        this.pages = pages;
        this.readable = readable;
    }

    public String getSearch() {
        return search;
    }

    public List<Row> getRows() {
        return rows;
    }

    public int getTotal() {
        return total;
    }

    public int getNumber() {
        return number;
    }

    public int getPages() {
        return pages;
    }

    /** @return false if the database does not answer or has no table of ours */
    public boolean isReadable() {
        return readable;
    }

    /** A transfer that is over. */
    public static final class Row {

        private final FinishedTransfer transfer;
        private final Quantities quantities;

        Row(FinishedTransfer transfer, Quantities quantities) {
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
            return transfer.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
