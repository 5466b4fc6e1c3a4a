package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.BytestreamsBean.Forget;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsForm.Field;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsForm.Group;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.BuiltInProxy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ProxyPorts;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LiveStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.SelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamhostRules;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Streamhosts;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.TransferHistory;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.TransferHistory.HistoryException;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Bytestreams: what passes through the proxy now and what has passed, whether it can be reached, and its settings. */
public final class BytestreamsPage extends ConsolePage {

    private static final long serialVersionUID = 1L;

    private static final Logger Log = LoggerFactory.getLogger(BytestreamsPage.class);

    static final List<Group> SETTINGS = List.of(
            new Group("doors", List.of(Field.flag(Settings.SOCKS5_ENABLED), Field.text(Settings.SOCKS5_SUBDOMAIN),
                    Field.number(Settings.SOCKS5_PORT, ""), Field.flag(Settings.SOCKS5_REPLACE_BUILTIN),
                    Field.lines(Settings.SOCKS5_STREAMHOSTS))),
            new Group("users", List.of(Field.choice(Settings.SOCKS5_PARTIES), Field.text(Settings.SOCKS5_GROUPS),
                    Field.text(Settings.SOCKS5_BLOCKED))),
            new Group("limits", List.of(Field.number(Settings.SOCKS5_STREAM_RATE, "kib-per-second"),
                    Field.number(Settings.SOCKS5_USER_RATE, "kib-per-second"),
                    Field.number(Settings.SOCKS5_TOTAL_RATE, "kib-per-second"),
                    Field.number(Settings.SOCKS5_STREAMS_PER_USER, "streams"),
                    Field.number(Settings.SOCKS5_STREAMS_PER_ADDRESS, "streams"),
                    Field.number(Settings.SOCKS5_STREAMS_TOTAL, "streams"),
                    Field.number(Settings.SOCKS5_CONNECTIONS_PER_SECOND, "per-second"),
                    Field.number(Settings.SOCKS5_FAILURES_IN_A_ROW, "failures"),
                    Field.number(Settings.SOCKS5_DAILY_MEBIBYTES, "mib"),
                    Field.number(Settings.SOCKS5_BUFFER_MEBIBYTES, "mib"))),
            new Group("times", List.of(Field.number(Settings.SOCKS5_HANDSHAKE_TIMEOUT, "seconds"),
                    Field.number(Settings.SOCKS5_ACTIVATION_TIMEOUT, "seconds"),
                    Field.number(Settings.SOCKS5_IDLE_TIMEOUT, "seconds"),
                    Field.number(Settings.SOCKS5_HISTORY, "days"))));

    /**
     * What the page shows and does things with.
     *
     * @param domain of the server
     */
    public record Sources(Feature feature, LiveStreams live, TransferHistory history, Streamhosts hosts, SelfTest selfTest,
                          ProxyPorts ports, BuiltInProxy builtIn, String domain) {
    }

    private final transient PluginProperties properties;
    private final transient Sources sources;
    private final transient Clock clock;
    private final transient Speeds speeds = new Speeds();

    public BytestreamsPage(PluginProperties properties, Sources sources, Clock clock) {
        super("bytestreams");
        this.properties = properties;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    Object show(HttpServletRequest request) {
        return bean(request, SettingsForm.showing(properties.settings(), SETTINGS), Forget.nobody());
    }

    private BytestreamsBean bean(HttpServletRequest request, SettingsForm form, Forget forget) {
        Quantities quantities = new Quantities(JiveGlobals.getLocale());
        List<Streamhost> hosts = sources.hosts().announced();
        List<SelfTest.Finding> findings =
                "now".equals(request.getParameter("test")) ? sources.selfTest().run(hosts) : List.of();
        return new BytestreamsBean(door(), live(quantities), sources.feature().counters().snapshot(),
                hosts.stream().map(BytestreamsBean.HostRow::new).toList(), findings.stream().map(FindingRow::new).toList(),
                history(request, quantities), form, forget);
    }

    private BytestreamsBean.Door door() {
        Settings settings = properties.settings();
        boolean on = settings.get(Settings.SOCKS5_ENABLED);
        List<Integer> closed = new ArrayList<>(sources.ports().wanted());
        List<Integer> open = new ArrayList<>(sources.ports().open());
        closed.removeAll(open);
        return new BytestreamsBean.Door(on, open, closed,
                sources.builtIn().state().name().toLowerCase(Locale.ROOT), sources.builtIn().address());
    }

    private List<LiveRow> live(Quantities quantities) {
        Instant now = clock.instant();
        List<StreamView> streams = sources.live().live();
        Map<String, Double> speed = speeds.measure(streams, now);
        return streams.stream().map(stream -> new LiveRow(stream, speed.get(stream.id()), quantities, now)).toList();
    }

    private Found<TransferRow> history(HttpServletRequest request, Quantities quantities) {
        if (text(request, "part").equals("live")) {
            return new Found<>("", List.of(), 0, 1); // asked for every other second: spare the database
        }
        String search = text(request, "q");
        int number = pageNumber(request);
        try {
            TransferHistory.Page page = sources.history().find(search, (number - 1) * Found.ROWS, Found.ROWS);
            return new Found<>(search, page.transfers().stream().map(t -> new TransferRow(t, quantities)).toList(), page.total(), number);
        } catch (HistoryException e) {
            Log.warn("The history of transfers can't be read", e);
            return null;
        }
    }

    @Override
    Optional<Object> act(HttpServletRequest request) {
        switch (text(request, "action")) {
            case "settings" -> {
                return save(request);
            }
            case "close" -> close(request);
            case "forget" -> {
                return forget(request);
            }
            default -> say(request, "error", "intermediateim.console.unknown-action");
        }
        return Optional.empty();
    }

    private Optional<Object> save(HttpServletRequest request) {
        SettingsForm form = SettingsForm.typed(request, SETTINGS);
        checkHosts(form.field(Settings.SOCKS5_STREAMHOSTS));
        if (form.hasProblems()) {
            return Optional.of(bean(request, form, Forget.nobody()));
        }
        List<String> changes = form.save(properties, properties.settings());
        if (!changes.isEmpty()) {
            audit(request, "Intermediate IM: changed settings of bytestreams", String.join("; ", changes));
        }
        say(request, "success", "intermediateim.console.saved");
        return Optional.empty();
    }

    /** A host has to be one, and a name has to be known (XEP-0065 §4). */
    private void checkHosts(Field field) {
        StreamhostRules.Reading reading = StreamhostRules.read(field.getValue());
        for (StreamhostRules.Problem problem : reading.problems()) {
            field.add(new SettingsForm.Problem("intermediateim.bytestreams.rule", List.of(problem.number(), problem.text())));
            field.add(new SettingsForm.Problem(problem.reason(), List.of()));
        }
        if (field.getValue().equals(properties.settings().get(Settings.SOCKS5_STREAMHOSTS))) {
            return; // a DNS that is out of order must not keep the admin from changing something else
        }
        List<String> names = reading.rules().allHosts(1).stream().map(Streamhost::host).distinct().toList();
        for (String unknown : sources.selfTest().unknownNames(names)) {
            field.add(new SettingsForm.Problem("intermediateim.problem.streamhost.unknown", List.of(unknown)));
        }
    }

    private void close(HttpServletRequest request) {
        String id = text(request, "id");
        Optional<StreamView> stream = sources.live().live().stream().filter(each -> each.id().equals(id)).findFirst();
        if (stream.isPresent() && sources.live().close(id)) {
            audit(request, "Intermediate IM: closed a bytestream", stream.get().requester().map(JID::toString).orElse("?")
                    + " to " + stream.get().target().map(JID::toString).orElse("?"));
            say(request, "success", "intermediateim.bytestreams.closed");
        } else {
            say(request, "error", "intermediateim.bytestreams.gone");
        }
    }

    private Optional<Object> forget(HttpServletRequest request) {
        String typed = text(request, "user");
        Optional<JID> user = readUser(typed);
        if (user.isEmpty()) {
            return Optional.of(bean(request, SettingsForm.showing(properties.settings(), SETTINGS),
                    new Forget(typed, "intermediateim.bytestreams.forget.no-user")));
        }
        try {
            sources.history().forget(user.get());
            audit(request, "Intermediate IM: deleted the transfer history of a user", user.get().toString());
            say(request, "success", "intermediateim.bytestreams.forget.done", user.get().toString());
        } catch (HistoryException e) {
            Log.warn("The history of {} could not be deleted", user.get(), e);
            say(request, "error", "intermediateim.bytestreams.history.unreadable");
        }
        return Optional.empty();
    }

    /** @return the bare JID; a name alone is a user of this server */
    private Optional<JID> readUser(String typed) {
        try {
            return typed.isEmpty() ? Optional.empty()
                    : Optional.of(typed.contains("@") ? new JID(typed).asBareJID() : new JID(typed, sources.domain(), null));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
