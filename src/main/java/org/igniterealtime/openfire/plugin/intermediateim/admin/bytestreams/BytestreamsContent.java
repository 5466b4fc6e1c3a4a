package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ResultPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Sentence;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;

/**
 * What bytestreams.jsp shows.
 *
 * @param counts   in the order of the page
 * @param hosts    those that are announced
 * @param findings empty unless a test was asked for
 * @param history  null if the database does not answer or has no table of ours
 * @param reason   end of the i18n key of why the transfers ended that are shown; empty for any reason
 */
public record BytestreamsContent(
        Proxy proxy,
        List<LiveRow> live,
        List<ShutOutRow> shutOut,
        Map<String, Long> counts,
        List<Streamhost> hosts,
        List<FindingRow> findings,
        ResultPage<TransferRow> history,
        String reason,
        Forget forget) {

    /** @return every reason, as {@link #reason} */
    public List<String> reasons() {
        return Arrays.stream(Reason.values()).map(TransferRow::key).toList();
    }

    /**
     * Whether and where the proxy can be reached.
     *
     * @param builtIn {@code openfire}, {@code ours} or {@code yielded}: who has the place of Openfire's own proxy
     */
    public record Proxy(boolean on, String builtIn, String builtInAddress) {}

    /**
     * The form by which a user's history is deleted.
     *
     * @param problem what is wrong with the user typed; null for nothing
     */
    public record Forget(String user, Sentence problem) {

        static Forget nobody() {
            return new Forget("", null);
        }
    }
}
