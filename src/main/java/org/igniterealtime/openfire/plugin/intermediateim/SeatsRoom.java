package org.igniterealtime.openfire.plugin.intermediateim;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.admin.rooms.RoomsPage;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OwnCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantAnswers;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginTexts;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServerStart;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceComponent;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterLeader;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterNode;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms.OpenfireSeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.Seats;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.SharedSeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatCommands;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SqlSeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** Builds the seats in rooms with all that belongs to them: their address, what they keep, their page. */
final class SeatsRoom {

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** Of messages and orders, while the database is away. */
    private static final WriteQueue.Bounds MAX_WAITING = new WriteQueue.Bounds(10_000, 16 << 20);

    private static final DiscoInfo SEAT = new DiscoInfo(
            List.of(new DiscoInfo.Identity("client", "bot", "Intermediate IM")),
            Stream.concat(Stream.of(DiscoInfo.NAMESPACE, Announcement.NAMESPACE), OccupantAnswers.FEATURES.stream())
                    .toList());

    private final XMPPServer server;
    private final PluginProperties properties;
    private final PluginTexts texts;
    private final OwnCapabilities capabilities = new OwnCapabilities(() -> SEAT);
    private final ClusterNode node;
    private final ServerStart start;
    private final ScheduledThreadPoolExecutor thread = thread();
    private final ClusterLeader duty;
    private final SeatsFeature feature;

    SeatsRoom(XMPPServer server, PluginProperties properties, ClusterNode node, PluginTexts texts) {
        this.server = server;
        this.properties = properties;
        this.texts = texts;
        this.node = node;
        this.start = new ServerStart(server.getPluginManager(), () -> apply(properties.settings()));
        this.duty = new ClusterLeader(node, thread, () -> apply(properties.settings()));
        SeatStore store = new SharedSeatStore(
                new SqlSeatStore(DbConnectionManager::getConnection),
                payload -> thread.execute(() -> node.tellOthers(payload)));
        Seats.Means means = new Seats.Means(
                store,
                new WriteQueue("seats", MAX_WAITING, WriteQueue.thread("intermediateim-seats-writer")),
                node.sink(),
                new OpenfireSeatHost(server),
                thread,
                this::address,
                texts::text,
                this::dressed,
                new SecureRandom(),
                OccupantPolicy.Times.USUAL,
                Clock.systemUTC());
        feature = new SeatsFeature(
                means,
                properties.settings(),
                IntermediateImPlugin::unguessable,
                new OccupantAnswers(SEAT, () -> capabilities.announcement().discoNode()),
                node::address);
    }

    SeatsFeature feature() {
        return feature;
    }

    private static ScheduledThreadPoolExecutor thread() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "intermediateim-seats");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return thread;
    }

    private JID address() {
        return new JID(
                SeatsFeature.ACCOUNT,
                properties.settings().get(Settings.SEATS_SUBDOMAIN) + "."
                        + server.getServerInfo().getXMPPDomain(),
                null,
                true);
    }

    private Presence dressed(Presence presence) {
        Element c = capabilities.toElement();
        presence.getElement().add(c);
        return presence;
    }

    private void apply(Settings settings) {
        boolean ours = duty.isOurs();
        feature.apply(settings, ours && start.isOver());
        feature.elsewhere().apply(settings.get(Settings.SEATS_ENABLED), ours, duty.holder());
    }

    /**
     * Starts the seats.
     *
     * @param opened is given each thing that was opened, in order
     * @return their page
     */
    RoomsPage open(Services services, ServerChecks checks, StanzaSink sink, Consumer<AutoCloseable> opened) {
        ServiceComponent desk = new ServiceComponent(
                new DiscoInfo.Identity("component", "generic", texts.text("intermediateim.seats.commands")),
                Optional.of(new ServiceComponent.Account(
                        SeatsFeature.ACCOUNT,
                        new DiscoInfo.Identity("client", "bot", texts.text("intermediateim.seats.commands")))),
                () -> List.of(SeatCommands.NAMESPACE),
                feature.requests(),
                IntermediateImPlugin.unguessable(),
                sink);
        feature.open();
        opened.accept(feature.seats());
        opened.accept(node.join(feature.elsewhere()));
        duty.open();
        opened.accept(duty);
        properties.follow(settings -> {
            if (settings.get(Settings.SEATS_ENABLED)) {
                services.register(desk, settings.get(Settings.SEATS_SUBDOMAIN));
            } else {
                services.unregister(desk);
            }
            apply(settings);
        });
        start.open();
        opened.accept(start);
        thread.scheduleWithFixedDelay(duty::look, LOOK_AGAIN.toSeconds(), LOOK_AGAIN.toSeconds(), TimeUnit.SECONDS);
        return new RoomsPage(
                properties, checks, feature.seats(), server.getServerInfo().getXMPPDomain(), duty::otherHost);
    }
}
