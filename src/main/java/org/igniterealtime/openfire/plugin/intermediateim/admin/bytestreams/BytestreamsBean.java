package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ResultPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Sentence;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsForm;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;

/** What bytestreams.jsp shows. */
public final class BytestreamsBean {

    private final Door door;
    private final List<LiveRow> live;
    private final List<ShutOutRow> shutOut;
    private final Map<String, Long> counts;
    private final List<HostRow> hosts;
    private final List<FindingRow> findings;
    private final ResultPage<TransferRow> history;
    private final Optional<Reason> reason;
    private final SettingsForm settings;
    private final Forget forget;

    BytestreamsBean(
            Door door,
            List<LiveRow> live,
            List<ShutOutRow> shutOut,
            Map<String, Long> counts,
            List<HostRow> hosts,
            List<FindingRow> findings,
            ResultPage<TransferRow> history,
            Optional<Reason> reason,
            SettingsForm settings,
            Forget forget) {
        this.door = door;
        this.live = live;
        this.shutOut = shutOut;
        this.counts = counts;
        this.hosts = hosts;
        this.findings = findings;
        this.history = history;
        this.reason = reason;
        this.settings = settings;
        this.forget = forget;
    }

    public Door getDoor() {
        return door;
    }

    public List<LiveRow> getLive() {
        return live;
    }

    public List<ShutOutRow> getShutOut() {
        return shutOut;
    }

    public Map<String, Long> getCounts() {
        return counts;
    }

    public List<HostRow> getHosts() {
        return hosts;
    }

    /** @return empty unless a test was asked for */
    public List<FindingRow> getFindings() {
        return findings;
    }

    /** @return null if the database does not answer or has no table of ours */
    public ResultPage<TransferRow> getHistory() {
        return history;
    }

    /** @return end of the i18n key of why the transfers ended that are shown; empty for any reason */
    public String getReason() {
        return reason.map(TransferRow::key).orElse("");
    }

    /** @return every reason, as {@link #getReason} */
    public List<String> getReasons() {
        return Arrays.stream(Reason.values()).map(TransferRow::key).toList();
    }

    public SettingsForm getSettings() {
        return settings;
    }

    public Forget getForget() {
        return forget;
    }

    /** Whether and where the proxy can be reached. */
    public static final class Door {

        private final boolean on;
        private final String builtIn;
        private final String builtInAddress;

        /**
         * @param builtIn {@code openfire}, {@code ours} or {@code yielded}: who has the place of Openfire's own proxy
         */
        Door(boolean on, String builtIn, String builtInAddress) {
            this.on = on;
            this.builtIn = builtIn;
            this.builtInAddress = builtInAddress;
        }

        public boolean isOn() {
            return on;
        }

        public String getBuiltIn() {
            return builtIn;
        }

        public String getBuiltInAddress() {
            return builtInAddress;
        }
    }

    /** A host that is announced. */
    public static final class HostRow {

        private final Streamhost host;

        HostRow(Streamhost host) {
            this.host = host;
        }

        public String getHost() {
            return host.host();
        }

        public String getPort() {
            return String.valueOf(host.port());
        }
    }

    /** The form by which a user's history is deleted. */
    public static final class Forget {

        private final String user;
        private final Sentence problem;

        /** @param problem what is wrong with the user typed; null for nothing */
        Forget(String user, Sentence problem) {
            this.user = user;
            this.problem = problem;
        }

        static Forget nobody() {
            return new Forget("", null);
        }

        public String getUser() {
            return user;
        }

        public Sentence getProblem() {
            return problem;
        }
    }
}
