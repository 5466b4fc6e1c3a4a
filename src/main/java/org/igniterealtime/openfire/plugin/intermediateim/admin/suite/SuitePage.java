package org.igniterealtime.openfire.plugin.intermediateim.admin.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServerAbilities;

/** Suite: what the protocol suites ask for, who provides it, and whether it is there now. */
public final class SuitePage extends ConsolePage {

    private static final long serialVersionUID = 1L;

    private final transient PluginProperties properties;
    private final transient ServerAbilities server;
    private final transient OnlineClients clients;

    public SuitePage(PluginProperties properties, ServerAbilities server, OnlineClients clients) {
        super("suite");
        this.properties = properties;
        this.server = server;
        this.clients = clients;
    }

    @Override
    public Object show(HttpServletRequest request) {
        ProtocolSuite.Now now = new ProtocolSuite.Now(
                server.features(),
                server.hasRooms(),
                server.sessions(),
                properties::isOn,
                clients.clients()
                        .filter(OnlineClient::local)
                        .flatMap(client -> client.capabilities().stream())
                        .toList());
        return new Bean(Arrays.stream(ProtocolSuite.values())
                .map(suite -> new SuiteTable(suite, now))
                .toList());
    }

    @Override
    public Optional<Object> act(HttpServletRequest request) {
        say(request, "error", "intermediateim.console.unknown-action");
        return Optional.empty();
    }

    /** What suite.jsp shows. */
    public static final class Bean {

        private final List<SuiteTable> suites;

        private Bean(List<SuiteTable> suites) {
            this.suites = suites;
        }

        public List<SuiteTable> getSuites() {
            return suites;
        }
    }

    /** A suite. */
    public static final class SuiteTable {

        private final ProtocolSuite suite;
        private final List<PartRow> parts;

        private SuiteTable(ProtocolSuite suite, ProtocolSuite.Now now) {
            this.suite = suite;
            this.parts =
                    suite.parts().stream().map(part -> new PartRow(part, now)).toList();
        }

        public String getNumber() {
            return suite.number();
        }

        public String getTitle() {
            return suite.title();
        }

        public List<PartRow> getParts() {
            return parts;
        }
    }

    /** A protocol that it asks for. */
    public static final class PartRow {

        private final ProtocolSuite.Part part;
        private final List<CheckRow> checks;

        private PartRow(ProtocolSuite.Part part, ProtocolSuite.Now now) {
            this.part = part;
            this.checks = part.checks().stream()
                    .map(check -> new CheckRow(check.provider(), check.look().at(now)))
                    .toList();
        }

        public String getNumber() {
            return part.number();
        }

        public String getTitle() {
            return part.title();
        }

        public boolean isMust() {
            return part.must();
        }

        public List<CheckRow> getChecks() {
            return checks;
        }
    }

    /** Who provides it, and what was seen of that. */
    public static final class CheckRow {

        private final ProtocolSuite.Provider provider;
        private final ProtocolSuite.Finding finding;

        private CheckRow(ProtocolSuite.Provider provider, ProtocolSuite.Finding finding) {
            this.provider = provider;
            this.finding = finding;
        }

        public String getProvider() {
            return ProtocolSuite.word(provider);
        }

        public String getState() {
            return ProtocolSuite.word(finding.state());
        }

        public String getKey() {
            return finding.key();
        }

        public long getPart() {
            return finding.part();
        }

        public long getWhole() {
            return finding.whole();
        }
    }
}
