package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Confirmation;
import org.igniterealtime.openfire.plugin.intermediateim.admin.PageSettings;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ResultPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Sentence;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams.BytestreamsContent.Forget;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.BuiltInProxy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ProxyPorts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LiveStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ProxySettings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ConnectionLimiter;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ShutOut;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostRules;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhosts;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferHistory;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferHistory.HistoryException;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Bytestreams: what passes through the proxy now and what has passed, whether it can be reached, and its settings. */
public final class BytestreamsPage extends SettingsPage {

    private static final long serialVersionUID = 1L;

    private static final Logger Log = LoggerFactory.getLogger(BytestreamsPage.class);

    /**
     * What the page shows and does things with.
     *
     * @param domain of the server
     */
    public record Sources(
            Feature feature,
            LiveStreams live,
            ConnectionLimiter connectionLimiter,
            TransferHistory history,
            Streamhosts hosts,
            SelfTest selfTest,
            ProxyPorts ports,
            BuiltInProxy builtIn,
            String domain) {}

    private final transient PluginProperties properties;
    private final transient ServerChecks checks;
    private final transient Sources sources;
    private final transient Clock clock;
    private final transient Speeds speeds = new Speeds();

    public BytestreamsPage(PluginProperties properties, ServerChecks checks, Sources sources, Clock clock) {
        super("bytestreams", settings(properties, checks, sources));
        this.properties = properties;
        this.checks = checks;
        this.sources = sources;
        this.clock = clock;
    }

    private static PageSettings settings(PluginProperties properties, ServerChecks checks, Sources sources) {
        return PageSettings.in(properties)
                .group(
                        "endpoints",
                        ProxySettings.ENABLED,
                        ProxySettings.SUBDOMAIN,
                        ProxySettings.PORT,
                        ProxySettings.REPLACE_BUILTIN,
                        ProxySettings.STREAMHOSTS)
                .group("users", ProxySettings.PARTIES, ProxySettings.GROUPS, ProxySettings.BLOCKED)
                .group(
                        "limits",
                        ProxySettings.STREAM_RATE,
                        ProxySettings.USER_RATE,
                        ProxySettings.TOTAL_RATE,
                        ProxySettings.STREAMS_PER_USER,
                        ProxySettings.STREAMS_PER_ADDRESS,
                        ProxySettings.WAITING_PER_ADDRESS,
                        ProxySettings.STREAMS_TOTAL,
                        ProxySettings.CONNECTIONS_PER_SECOND,
                        ProxySettings.FAILURES_IN_A_ROW,
                        ProxySettings.DAILY_MEBIBYTES,
                        ProxySettings.BUFFER_MEBIBYTES)
                .group(
                        "times",
                        ProxySettings.HANDSHAKE_TIMEOUT,
                        ProxySettings.ACTIVATION_TIMEOUT,
                        ProxySettings.IDLE_TIMEOUT,
                        ProxySettings.HISTORY)
                .check(ProxySettings.SUBDOMAIN, checks.freeSubdomain(ProxySettings.SUBDOMAIN))
                .check(ProxySettings.PORT, ServerChecks.freePort(sources.ports()))
                .check(
                        ProxySettings.STREAMHOSTS,
                        (rules, changed) -> problemsOfHosts(rules, changed, sources.selfTest()))
                .check(ProxySettings.GROUPS, checks.existingGroups())
                .check(ProxySettings.BLOCKED, checks.usersAndDomains());
    }

    @Override
    public List<Sentence> troubles() {
        List<Sentence> troubles = new ArrayList<>(ServerChecks.closed(sources.ports()));
        troubles.addAll(checks.unregistered(ProxySettings.SUBDOMAIN));
        if (sources.builtIn().state() == BuiltInProxy.State.OURS) {
            troubles.addAll(checks.unregistered(sources.builtIn().address()));
        }
        return troubles;
    }

    @Override
    public Object show(HttpServletRequest request) {
        return content(request, Forget.nobody());
    }

    private BytestreamsContent content(HttpServletRequest request, Forget forget) {
        Quantities quantities = new Quantities(JiveGlobals.getLocale());
        List<Streamhost> hosts = sources.hosts().announced();
        List<SelfTest.Finding> findings =
                "now".equals(request.getParameter("test")) ? sources.selfTest().run(hosts) : List.of();
        return new BytestreamsContent(
                proxy(),
                live(quantities),
                shutOut(quantities),
                sources.feature().counters().snapshot(),
                hosts,
                findings.stream().map(FindingRow::of).toList(),
                history(request, quantities),
                reason(request).map(TransferRow::key).orElse(""),
                forget);
    }

    private BytestreamsContent.Proxy proxy() {
        Settings settings = properties.settings();
        return new BytestreamsContent.Proxy(
                settings.get(ProxySettings.ENABLED),
                sources.builtIn().state().name().toLowerCase(Locale.ROOT),
                sources.builtIn().address());
    }

    private List<LiveRow> live(Quantities quantities) {
        Instant now = clock.instant();
        List<StreamView> streams = sources.live().live();
        Map<String, Double> speed = speeds.measure(streams, now);
        return streams.stream()
                .map(stream -> LiveRow.of(stream, speed.get(stream.id()), quantities, now))
                .toList();
    }

    private List<ShutOutRow> shutOut(Quantities quantities) {
        Instant now = clock.instant();
        return sources.connectionLimiter().shutOut().stream()
                .map(each -> ShutOutRow.of(each, quantities, now))
                .toList();
    }

    /** @return why the transfers ended that are wanted; empty for any */
    private static Optional<FinishedTransfer.Reason> reason(HttpServletRequest request) {
        String wanted = text(request, "reason");
        return Arrays.stream(FinishedTransfer.Reason.values())
                .filter(reason -> TransferRow.key(reason).equals(wanted))
                .findFirst();
    }

    private ResultPage<TransferRow> history(HttpServletRequest request, Quantities quantities) {
        if (text(request, "part").equals("live")) {
            return new ResultPage<>("", List.of(), 0, 1); // asked for every other second: spare the database
        }
        String search = text(request, "q");
        int number = pageNumber(request);
        try {
            TransferHistory.Page page =
                    sources.history().find(search, reason(request), (number - 1) * ResultPage.ROWS, ResultPage.ROWS);
            return new ResultPage<>(
                    search,
                    page.transfers().stream()
                            .map(t -> TransferRow.of(t, quantities))
                            .toList(),
                    page.total(),
                    number);
        } catch (HistoryException e) {
            Log.warn("The transfer history could not be read", e);
            return null;
        }
    }

    @Override
    protected Optional<Object> perform(HttpServletRequest request) {
        switch (text(request, "action")) {
            case "close" -> {
                return close(request);
            }
            case "lift" -> unblock(request);
            case "forget" -> {
                return forget(request);
            }
            default -> say(request, "error", "intermediateim.console.unknown-action");
        }
        return Optional.empty();
    }

    /** A host has to be one, and a name has to be known (XEP-0065 §4). */
    private static List<Sentence> problemsOfHosts(String rules, boolean changed, SelfTest selfTest) {
        StreamhostRules.Reading reading = StreamhostRules.read(rules);
        List<Sentence> problems = new ArrayList<>();
        for (StreamhostRules.Problem problem : reading.problems()) {
            problems.add(new Sentence("intermediateim.bytestreams.rule", problem.number(), problem.text()));
            problems.add(new Sentence(problem.reason()));
        }
        if (changed) { // a DNS that is out of order must not keep the admin from changing something else
            List<String> names = reading.rules().allHosts(1).stream()
                    .map(Streamhost::host)
                    .distinct()
                    .toList();
            selfTest.unknownNames(names)
                    .forEach(name -> problems.add(new Sentence("intermediateim.problem.streamhost.unknown", name)));
        }
        return problems;
    }

    private Optional<Object> close(HttpServletRequest request) {
        String id = text(request, "id");
        Optional<StreamView> stream = sources.live().live().stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        String requester =
                stream.flatMap(StreamView::requester).map(JID::toString).orElse("?");
        String target = stream.flatMap(StreamView::target).map(JID::toString).orElse("?");
        if (stream.isPresent() && !Confirmation.isGiven(request)) {
            return Optional.of(new Confirmation(
                    name(),
                    "close",
                    Map.of("id", id),
                    new Sentence("intermediateim.bytestreams.close.sure", requester, target)));
        }
        if (stream.isPresent() && sources.live().close(id)) {
            audit(request, "closed a bytestream", requester + " to " + target);
            say(request, "success", "intermediateim.bytestreams.closed");
        } else {
            say(request, "error", "intermediateim.bytestreams.gone");
        }
        return Optional.empty();
    }

    private void unblock(HttpServletRequest request) {
        String id = text(request, "id");
        Optional<ShutOut> found = sources.connectionLimiter().shutOut().stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        if (found.isPresent() && sources.connectionLimiter().unblock(id)) {
            audit(
                    request,
                    "allowed connections from a network address again",
                    found.get().network());
            say(
                    request,
                    "success",
                    "intermediateim.bytestreams.shut-out.lifted",
                    found.get().network());
        } else {
            say(request, "error", "intermediateim.bytestreams.shut-out.over");
        }
    }

    private Optional<Object> forget(HttpServletRequest request) {
        String typed = text(request, "user");
        Optional<JID> user = readUser(typed);
        if (user.isEmpty()) {
            return askAgain(request, typed, new Sentence("intermediateim.bytestreams.forget.no-user"));
        }
        try {
            int transfers = sources.history().count(user.get());
            if (transfers == 0) {
                return askAgain(
                        request,
                        typed,
                        checks.unknownUser(user.get())
                                .orElse(new Sentence(
                                        "intermediateim.bytestreams.forget.nothing",
                                        user.get().toString())));
            }
            if (!Confirmation.isGiven(request)) {
                return Optional.of(new Confirmation(
                        name(),
                        "forget",
                        Map.of("user", user.get().toString()),
                        new Sentence(
                                "intermediateim.bytestreams.forget.sure",
                                user.get().toString(),
                                transfers)));
            }
            sources.history().forget(user.get());
            audit(request, "deleted the transfer history of a user", user.get().toString());
            say(
                    request,
                    "success",
                    "intermediateim.bytestreams.forget.done",
                    user.get().toString());
        } catch (HistoryException e) {
            Log.warn("The transfer history of {} could not be deleted", user.get(), e);
            say(request, "error", "intermediateim.bytestreams.history.unreadable");
        }
        return Optional.empty();
    }

    private Optional<Object> askAgain(HttpServletRequest request, String user, Sentence problem) {
        return Optional.of(content(request, new Forget(user, problem)));
    }

    /** @return the bare JID; a name alone is a user of this server */
    private Optional<JID> readUser(String typed) {
        try {
            return typed.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            typed.contains("@") ? new JID(typed).asBareJID() : new JID(typed, sources.domain(), null));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
