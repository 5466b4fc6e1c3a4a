package org.igniterealtime.openfire.plugin.intermediateim.admin.standin;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.PageSettings;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Sentence;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.TopRows;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapabilitiesSettings;
import org.igniterealtime.openfire.plugin.intermediateim.caps.EnrichedClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.ConversionStatistics;
import org.igniterealtime.openfire.plugin.intermediateim.standin.FormattingChoices;
import org.igniterealtime.openfire.plugin.intermediateim.standin.StandInSettings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.MessageConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.RendererRow;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.RendererTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Stand-in: what was converted for whom, which client shows what, and a box to try it. */
public final class StandInPage extends SettingsPage {

    private static final long serialVersionUID = 1L;

    private static final Logger Log = LoggerFactory.getLogger(StandInPage.class);

    /** How long a browser waits for the database. */
    private static final int PATIENCE_SECONDS = 5;

    /**
     * What the page shows and does things with.
     *
     * @param domain of the server
     */
    public record Sources(
            ConversionStatistics statistics,
            ClientRenderings renderings,
            OnlineClients clients,
            EnrichedClients enriched,
            MessageConverter converter,
            FormattingChoices choices,
            String domain) {}

    private final transient PluginProperties properties;
    private final transient Sources sources;

    public StandInPage(PluginProperties properties, Sources sources) {
        super(
                "standin",
                PageSettings.in(properties)
                        .group(
                                "conversions",
                                StandInSettings.ENABLED,
                                StandInSettings.XHTML_TO_STYLING,
                                StandInSettings.XHTML_TO_MARKUP,
                                StandInSettings.XHTML_TO_PLAIN,
                                StandInSettings.STYLING_TO_XHTML,
                                StandInSettings.MARKUP_TO_XHTML,
                                StandInSettings.MARKUP_TO_STYLING,
                                StandInSettings.LINK_TARGETS,
                                StandInSettings.LINK_TO_BODY,
                                StandInSettings.DIRECT_TO_MEDIATED,
                                StandInSettings.DIRECT_TO_TEXT,
                                StandInSettings.MEDIATED_TO_DIRECT)
                        .group("clients", StandInSettings.RENDERERS));
        this.properties = properties;
        this.sources = sources;
    }

    /** Whoever does not know which clients there are leaves everything as it is. */
    @Override
    public List<Sentence> troubles() {
        Settings settings = properties.settings();
        return settings.get(StandInSettings.ENABLED) && !settings.get(CapabilitiesSettings.ENABLED)
                ? List.of(new Sentence("intermediateim.standin.trouble.clients"))
                : List.of();
    }

    @Override
    public Object show(HttpServletRequest request) {
        return content(null);
    }

    @Override
    protected Optional<Object> perform(HttpServletRequest request) {
        switch (String.valueOf(request.getParameter("action"))) {
            case "try" -> {
                return Optional.of(content(FormatPreview.of(
                        Optional.ofNullable(request.getParameter("text")).orElse(""),
                        text(request, "form"),
                        sources.converter(),
                        StandInSettings.policy(properties.settings()))));
            }
            case "forget" -> forgetChoice(request);
            default -> say(request, "error", "intermediateim.console.unknown-action");
        }
        return Optional.empty();
    }

    private void forgetChoice(HttpServletRequest request) {
        String user = text(request, "user");
        if (!sources.choices().leaves(user)) {
            say(request, "error", "intermediateim.standin.choices.unknown", user);
            return;
        }
        try {
            sources.choices()
                    .set(new JID(user, sources.domain(), null, true), false)
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            audit(request, "deleted a choice of formatting", user);
            say(request, "success", "intermediateim.standin.choices.deleted", user);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            Log.warn("The choice of {} could not be deleted", user, e);
            say(request, "error", "intermediateim.standin.choices.failed", user);
        }
    }

    private StandInContent content(FormatPreview trial) {
        RendererTable table = sources.renderings().table();
        return new StandInContent(
                TopRows.of(sources.statistics().rows(), StandInPage::row),
                TopRows.of(software(), row -> row),
                table.rows().stream().map(row -> row(row, table.isOwn(row))).toList(),
                TopRows.of(unknown(), row -> row),
                TopRows.of(sources.choices().leaving(), user -> user),
                trial);
    }

    private static StandInContent.DoneRow row(ConversionStatistics.Row row) {
        return new StandInContent.DoneRow(
                row.kind().name(), orNull(row.writer()), orNull(row.reader()), row.today(), row.all());
    }

    private static StandInContent.ShowsRow row(RendererRow row, boolean own) {
        return new StandInContent.ShowsRow(
                row.name(), row.node(), row.forms(), orNull(row.feature()), row.source(), own);
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private List<SoftwareRow> software() {
        Settings settings = properties.settings();
        AdaptedClients clients = new AdaptedClients(
                sources.renderings(),
                sources.enriched(),
                settings.get(StandInSettings.ENABLED)
                        ? StandInSettings.policy(settings)
                        : new ConversionPolicy(false, Set.of()));
        return clients.bySoftware(sources.clients()
                .clients()
                .filter(OnlineClient::local)
                .map(OnlineClient::address)
                .toList());
    }

    private List<StandInContent.UnknownRow> unknown() {
        Map<String, List<Announced>> byNode = sources.clients()
                .clients()
                .filter(OnlineClient::local)
                .flatMap(client -> sources.renderings().unknown(client.address()).stream())
                .collect(Collectors.groupingBy(Announced::node));
        return byNode.entrySet().stream()
                .map(entry -> new StandInContent.UnknownRow(
                        entry.getKey(), entry.getValue().size(), forms(entry.getValue())))
                .sorted(Comparator.comparingLong((StandInContent.UnknownRow row) -> -row.clients())
                        .thenComparing(StandInContent.UnknownRow::node))
                .toList();
    }

    private static String forms(List<Announced> clients) {
        return clients.stream()
                .flatMap(client -> RendererTable.advertised(client::has).stream())
                .map(RendererRow::forms)
                .distinct()
                .sorted()
                .reduce((a, b) -> a + "; " + b)
                .orElse(null);
    }
}
