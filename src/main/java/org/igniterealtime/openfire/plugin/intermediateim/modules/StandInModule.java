package org.igniterealtime.openfire.plugin.intermediateim.modules;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.standin.StandInPage;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandAccount;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServerSecret;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.UserProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms.OpenfireRoomRights;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.standin.AcknowledgedSessions;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.standin.OpenfireFormattingChoices;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.ConversionStatistics;
import org.igniterealtime.openfire.plugin.intermediateim.standin.MessageAdapter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.StandInFeature;
import org.igniterealtime.openfire.plugin.intermediateim.standin.StandInSettings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.commands.FormattingCommand;
import org.igniterealtime.openfire.plugin.intermediateim.standin.commands.SwitchedRequests;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionCache;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.MessageConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.invitations.InvitationConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.original.OriginalMarker;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.SharedWriters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** The stand-in for clients that are online. */
public final class StandInModule implements PluginModule {

    /** Another node of a cluster may have changed what a user has chosen. */
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    private static final int MAX_TO_BE_TOLD = 1_000;

    private static final Logger Log = LoggerFactory.getLogger(StandInModule.class);

    private final PluginProperties properties;
    private final CapabilitiesModule capabilities;
    private final String domain;
    private final ScheduledExecutorService users;
    private final ModuleServices services;
    private final ExecutorService telling;
    private final SharedWriters writers;
    private final OpenfireFormattingChoices choices;
    private final ClientRenderings renderings;
    private final MessageConverter converter;
    private final ConversionCache conversions;
    private final ConversionStatistics statistics;
    private final StandInFeature feature;
    private final RequestHandler requests;

    /**
     * @param xhtml        says which XHTML-IM may be written
     * @param capabilities tell which clients there are
     */
    public StandInModule(ModuleServices services, XhtmlModule xhtml, CapabilitiesModule capabilities) {
        this.services = services;
        properties = services.properties();
        properties.add(StandInSettings.AREA);
        this.capabilities = capabilities;
        domain = services.domain();
        users = services.threads().scheduler("standin-users");
        choices = new OpenfireFormattingChoices(UserProperties.ofServer(), users, capabilities::additionsChanged);
        renderings =
                new ClientRenderings(capabilities.announcedClients(), StandInSettings.renderers(properties.settings()));
        converter = new MessageConverter(xhtml::clean);
        conversions = new ConversionCache(converter);
        Clock clock = services.clock().withZone(ZoneId.systemDefault());
        statistics = new ConversionStatistics(clock);
        telling = services.threads().pool("standin-writers", 1, MAX_TO_BE_TOLD);
        writers = new SharedWriters(renderings, this::tellOthers, services.clock());
        feature = new StandInFeature(new StandInFeature.Surroundings(
                services.domain(),
                renderings,
                new MessageAdapter(
                        renderings, conversions, new InvitationConverter(new OpenfireRoomRights(services.server()))),
                new OriginalMarker(new ServerSecret("originals")::key),
                xhtml::sanitize,
                new AcknowledgedSessions(services.server().getSessionManager()),
                choices,
                writers,
                statistics));
        OpenfireUsers accounts = new OpenfireUsers(services.server());
        requests = new SwitchedRequests(
                new CommandAccount(
                        List.of(new FormattingCommand(choices, services.texts())),
                        FormattingCommand.texts(services.texts()),
                        user -> accounts.isLocal(user) && accounts.exists(user.asBareJID()),
                        stanza -> false,
                        services.tokens(),
                        services.clock()),
                () -> properties.settings().get(StandInSettings.ENABLED));
    }

    private void tellOthers(Element payload) {
        try {
            telling.execute(() -> services.node().tellOthers(payload));
        } catch (RejectedExecutionException e) {
            Log.debug("Other nodes are not told of a client now, but of its next message some minutes later", e);
        }
    }

    @Override
    public Feature feature() {
        return feature;
    }

    /**
     * @param client full JID
     * @return whether its user sees rich text that others write as XHTML-IM, which the client does not announce
     */
    public boolean conveysXhtml(JID client) {
        Settings settings = properties.settings();
        return settings.get(StandInSettings.ENABLED) && !XhtmlSettings.strips(settings) && feature.conveysXhtml(client);
    }

    /** @return carries out the commands of users, at an address that lists them */
    public RequestHandler requests() {
        return requests;
    }

    @Override
    public ConsolePage open(OpenResources resources) {
        resources.add(users::shutdownNow);
        resources.add(telling::shutdownNow);
        resources.add(services.node().join(writers));
        users.scheduleWithFixedDelay(choices::read, 0, READ_AGAIN.toSeconds(), TimeUnit.SECONDS);
        properties.follow(List.of(StandInSettings.AREA, XhtmlSettings.AREA), settings -> {
            renderings.use(StandInSettings.renderers(settings));
            feature.configure(StandInSettings.policy(settings));
            conversions.clear(); // the sanitizer, which is told first, may allow less
        });
        return new StandInPage(
                properties,
                new StandInPage.Sources(
                        statistics,
                        renderings,
                        capabilities.clients(),
                        capabilities.enrichedClients(),
                        converter,
                        choices,
                        domain));
    }
}
