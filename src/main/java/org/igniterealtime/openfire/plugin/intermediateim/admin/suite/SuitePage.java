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
        return new Content(
                Arrays.stream(ProtocolSuite.values())
                        .map(suite -> SuiteTable.of(suite, now))
                        .toList(),
                BookmarkSync.of(now.features()).key());
    }

    @Override
    public Optional<Object> act(HttpServletRequest request) {
        say(request, "error", "intermediateim.console.unknown-action");
        return Optional.empty();
    }

    /**
     * What suite.jsp shows.
     *
     * @param bookmarks end of the i18n key of a sentence
     */
    public record Content(List<SuiteTable> suites, String bookmarks) {}

    /** A suite. */
    public record SuiteTable(String number, String title, List<PartRow> parts) {

        private static SuiteTable of(ProtocolSuite suite, ProtocolSuite.Now now) {
            return new SuiteTable(
                    suite.number(),
                    suite.title(),
                    suite.parts().stream().map(part -> PartRow.of(part, now)).toList());
        }
    }

    /** A protocol that it asks for. */
    public record PartRow(String number, String title, boolean must, List<CheckRow> checks) {

        private static PartRow of(ProtocolSuite.Part part, ProtocolSuite.Now now) {
            return new PartRow(
                    part.number(),
                    part.title(),
                    part.must(),
                    part.checks().stream()
                            .map(check ->
                                    CheckRow.of(check.provider(), check.look().at(now)))
                            .toList());
        }
    }

    /**
     * Who provides it, and what was seen of that.
     *
     * @param provider part of its i18n key
     * @param state    part of its style class
     * @param key      end of the i18n key of a sentence; {@code part} and {@code whole} stand for its {0} and {1}
     */
    public record CheckRow(String provider, String state, String key, long part, long whole) {

        private static CheckRow of(ProtocolSuite.Provider provider, ProtocolSuite.Finding finding) {
            return new CheckRow(
                    ProtocolSuite.word(provider),
                    ProtocolSuite.word(finding.state()),
                    finding.key(),
                    finding.part(),
                    finding.whole());
        }
    }
}
