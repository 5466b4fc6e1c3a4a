package org.igniterealtime.openfire.plugin.intermediateim.admin.standin;

import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.igniterealtime.openfire.plugin.intermediateim.caps.EnrichedClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.EnrichedClients.EnrichedClient;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.standin.invitations.InvitationConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.xmpp.packet.JID;

/** What the server does for the clients that are online. */
final class AdaptedClients {

    private static final String DOES = "intermediateim.standin.does.";

    private final ClientRenderings renderings;
    private final EnrichedClients enriched;
    private final ConversionPolicy policy;

    AdaptedClients(ClientRenderings renderings, EnrichedClients enriched, ConversionPolicy policy) {
        this.renderings = renderings;
        this.enriched = enriched;
        this.policy = policy;
    }

    /**
     * @param clients full JIDs
     * @return a row for each software that announces itself; the most used first
     */
    List<SoftwareRow> bySoftware(List<JID> clients) {
        Map<JID, Set<JID>> told = enriched.enriched().stream()
                .collect(groupingBy(
                        EnrichedClient::client, Collectors.mapping(EnrichedClient::told, Collectors.toSet())));
        return clients.stream().collect(groupingBy(renderings::name)).entrySet().stream()
                .filter(software -> !software.getKey().isEmpty())
                .map(software -> row(software.getKey(), software.getValue(), told))
                .sorted(Comparator.comparingLong((SoftwareRow row) -> -row.clients())
                        .thenComparing(SoftwareRow::name))
                .toList();
    }

    private SoftwareRow row(String name, List<JID> clients, Map<JID, Set<JID>> told) {
        return new SoftwareRow(
                name,
                clients.size(),
                clients.stream().flatMap(this::does).distinct().sorted().toList(),
                clients.stream()
                        .flatMap(client -> told.getOrDefault(client, Set.of()).stream())
                        .distinct()
                        .count());
    }

    private Stream<String> does(JID client) {
        return Stream.of(
                        form(client).stream(),
                        links(client) ? Stream.of("links") : Stream.<String>of(),
                        invitations(client) ? Stream.of("invitations") : Stream.<String>of(),
                        enriched.additions(client).stream())
                .flatMap(each -> each)
                .map(DOES::concat);
    }

    /** @return the form in which the client gets what was written in another one */
    private Optional<String> form(JID client) {
        return renderings.of(client).flatMap(this::form);
    }

    private Optional<String> form(Rendering shows) {
        if (shows.xhtml()) {
            return any("xhtml", ConversionKind.STYLING_TO_XHTML, ConversionKind.MARKUP_TO_XHTML);
        }
        if (shows.markup()) {
            return any("markup", ConversionKind.XHTML_TO_MARKUP);
        }
        if (shows.styling()) {
            return any("styling", ConversionKind.XHTML_TO_STYLING, ConversionKind.MARKUP_TO_STYLING);
        }
        return any("none", ConversionKind.XHTML_TO_PLAIN);
    }

    private Optional<String> any(String form, ConversionKind... kinds) {
        return Stream.of(kinds).anyMatch(policy::allows) ? Optional.of(form) : Optional.empty();
    }

    private boolean links(JID client) {
        return policy.allows(ConversionKind.LINK_TO_BODY)
                && renderings.links(client).filter(shown -> !shown.outOfBand()).isPresent();
    }

    private boolean invitations(JID client) {
        return renderings.proved(client).filter(this::getsInvitations).isPresent();
    }

    private boolean getsInvitations(Announced client) {
        if (client.has(InvitationConverter.DIRECT)) {
            return policy.allows(ConversionKind.MEDIATED_TO_DIRECT) && !InvitationConverter.knowsRooms(client);
        }
        return policy.allows(ConversionKind.DIRECT_TO_TEXT)
                || policy.allows(ConversionKind.DIRECT_TO_MEDIATED) && InvitationConverter.knowsRooms(client);
    }
}
