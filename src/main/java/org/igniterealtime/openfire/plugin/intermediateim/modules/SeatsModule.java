package org.igniterealtime.openfire.plugin.intermediateim.modules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.rooms.RoomsPage;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OwnCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.commands.AdHocCommands;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantAnswers;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServerStart;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceComponent;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterLeader;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms.OpenfireSeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatSettings;
import org.igniterealtime.openfire.plugin.intermediateim.seats.Seats;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.SharedSeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.sql.SqlSeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.jivesoftware.database.DbConnectionManager;
import org.xmpp.packet.JID;

/** Seats in rooms: with the address where users ask for them, their data, and the node that keeps them. */
public final class SeatsModule implements PluginModule {

    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    /** Of messages and orders, while the database is away. */
    private static final WriteQueue.Bounds MAX_WAITING = new WriteQueue.Bounds(10_000, 16 << 20);

    private static final DiscoInfo SEAT = new DiscoInfo(
            List.of(new DiscoInfo.Identity("client", "bot", "Intermediate IM")),
            Stream.concat(Stream.of(DiscoInfo.NAMESPACE, Announcement.NAMESPACE), OccupantAnswers.FEATURES.stream())
                    .toList());

    private final ModuleServices services;
    private final ScheduledExecutorService thread;
    private final ServerStart serverStart;
    private final ClusterLeader leader;
    private final SeatsFeature feature;

    public SeatsModule(ModuleServices services) {
        this.services = services;
        services.properties().add(SeatSettings.AREA);
        thread = services.threads().scheduler("seats");
        serverStart = new ServerStart(services.server().getPluginManager(), this::apply);
        leader = new ClusterLeader(services.node(), thread, this::apply);
        SeatStore store = new SharedSeatStore(
                new SqlSeatStore(DbConnectionManager::getConnection),
                payload -> thread.execute(() -> services.node().tellOthers(payload)));
        OwnCapabilities capabilities = new OwnCapabilities(() -> SEAT);
        Seats.Dependencies dependencies = new Seats.Dependencies(
                store,
                new WriteQueue("seats", MAX_WAITING, services.threads().scheduler("seats-writer")),
                services.node().sink(),
                new OpenfireSeatHost(services.server()),
                thread,
                this::address,
                services.texts(),
                capabilities::addTo,
                services.random(),
                OccupantPolicy.Times.USUAL,
                services.clock());
        feature = new SeatsFeature(
                dependencies,
                services.properties().settings(),
                services.tokens(),
                new OccupantAnswers(SEAT, () -> capabilities.announcement().discoNode()),
                services.node()::address);
    }

    @Override
    public Feature feature() {
        return feature;
    }

    private JID address() {
        String subdomain = services.properties().settings().get(SeatSettings.SUBDOMAIN);
        return new JID(SeatsFeature.ACCOUNT, subdomain + "." + services.domain(), null, true);
    }

    @Override
    public ConsolePage open(OpenResources resources) {
        return new RoomsPage(
                services.properties(), services.checks(), feature.seats(), services.domain(), leader::otherHost);
    }

    @Override
    public void start(OpenResources resources) {
        feature.open();
        resources.add(feature.seats());
        resources.add(services.node().join(feature.remoteSeats()));
        leader.open();
        resources.add(leader);
        ServiceComponent component = component();
        services.properties().follow(SeatSettings.AREA, settings -> {
            boolean on = settings.get(SeatSettings.ENABLED);
            Optional<JID> wanted = Optional.of(new JID(address().getDomain())).filter(address -> on);
            if (!services.components().addressOf(component).equals(wanted)) {
                sayGoodbye();
            }
            if (on) {
                services.components().register(component, settings.get(SeatSettings.SUBDOMAIN));
            } else {
                services.components().unregister(component);
            }
            apply();
        });
        resources.add(this::sayGoodbye);
        serverStart.open();
        resources.add(serverStart);
        thread.scheduleWithFixedDelay(leader::look, READ_AGAIN.toSeconds(), READ_AGAIN.toSeconds(), TimeUnit.SECONDS);
    }

    private void sayGoodbye() {
        feature.requests().farewell().forEach(services.sink()::send);
    }

    private ServiceComponent component() {
        String name = services.texts().text("intermediateim.seats.commands");
        return new ServiceComponent(
                new DiscoInfo.Identity("component", "generic", name),
                ServiceComponent.Accounts.one(SeatsFeature.ACCOUNT, new DiscoInfo.Identity("client", "bot", name)),
                () -> List.of(AdHocCommands.NAMESPACE),
                feature.requests(),
                services.tokens().next(),
                services.sink());
    }

    private void apply() {
        Settings settings = services.properties().settings();
        boolean ours = leader.isOurs();
        feature.apply(settings, ours && serverStart.isOver());
        feature.remoteSeats().apply(settings.get(SeatSettings.ENABLED), ours, leader.holder());
    }
}
