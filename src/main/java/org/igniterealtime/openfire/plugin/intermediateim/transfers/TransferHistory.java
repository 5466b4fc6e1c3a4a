package org.igniterealtime.openfire.plugin.intermediateim.transfers;

import java.util.List;
import java.util.Optional;
import org.xmpp.packet.JID;

/**
 * The transfers that have ended, as far as they are kept. Each call may block on the database, and throws
 * {@link HistoryException} if that does not answer or has no table of ours.
 */
public interface TransferHistory {

    /**
     * @param search what a party's bare JID or the file's name must contain, letter case aside; empty for all
     * @param reason why they ended; empty for any
     * @param offset of the first one wanted, from 0
     * @param count  of those wanted at most
     * @return newest first
     */
    Page find(String search, Optional<FinishedTransfer.Reason> reason, int offset, int count);

    /** @return how many transfers from or to the user there are */
    int count(JID bareJid);

    /** Forgets every transfer from or to the user. */
    void forget(JID bareJid);

    void forgetAll();

    /** @param total number that the search finds in all */
    record Page(List<FinishedTransfer> transfers, int total) {

        public Page {
            transfers = List.copyOf(transfers);
        }
    }

    /** The history can't be read or changed. */
    final class HistoryException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public HistoryException(Throwable cause) {
            super(cause);
        }
    }
}
