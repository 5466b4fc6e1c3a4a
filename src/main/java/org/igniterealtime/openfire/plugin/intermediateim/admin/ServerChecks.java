package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.admin.PageSettings.Check;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Directory;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.ProxyPorts;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.xmpp.packet.JID;

/**
 * Knows whether this server can put a setting into effect: before it is saved, and whether it has. In a cluster other
 * nodes may see it otherwise.
 */
public final class ServerChecks {

    private final PluginProperties properties;
    private final Services services;
    private final Directory directory;
    private final String domain;

    /** @param domain of the server */
    public ServerChecks(PluginProperties properties, Services services, Directory directory, String domain) {
        this.properties = properties;
        this.services = services;
        this.directory = directory;
        this.domain = domain;
    }

    /**
     * @return looks whether a sub-domain is free: no component has it, and no feature of ours that is off at the moment
     *     is to get it
     */
    public Check<String> freeSubdomain(Setting<String> own) {
        return (subdomain, changed) -> {
            boolean ofAnother = properties.areas().stream()
                    .flatMap(area -> area.settings().stream())
                    .anyMatch(each -> each.kind() == Setting.Kind.SUBDOMAIN
                            && each != own
                            && properties.settings().get(each).equals(subdomain));
            return changed && (ofAnother || services.isTaken(subdomain))
                    ? List.of(new Sentence("intermediateim.problem.subdomain.taken", subdomain + "." + domain))
                    : List.of();
        };
    }

    /** @return looks whether the proxy can listen on a TCP port */
    public static Check<Long> freePort(ProxyPorts ports) {
        return (port, changed) -> changed && !ports.canOpen(port.intValue())
                ? List.of(new Sentence("intermediateim.problem.port.taken", String.valueOf(port)))
                : List.of();
    }

    /** @return looks whether there are groups of these names */
    public Check<List<String>> existingGroups() {
        return (names, changed) -> !changed
                ? List.of()
                : names.stream()
                        .filter(name -> !directory.hasGroup(name))
                        .map(name -> new Sentence("intermediateim.problem.group.unknown", name))
                        .toList();
    }

    /**
     * @return looks whether these are bare JIDs or domains, and whether there are the users of this server that are
     *     named
     */
    public Check<List<String>> usersAndDomains() {
        return (addresses, changed) -> !changed
                ? List.of()
                : addresses.stream()
                        .flatMap(address -> problemOf(address).stream())
                        .toList();
    }

    private Optional<Sentence> problemOf(String address) {
        Optional<JID> jid = readAddress(address);
        if (jid.isEmpty()) {
            return Optional.of(new Sentence("intermediateim.problem.address", address));
        }
        return unknownUser(jid.get());
    }

    /**
     * A word alone is hardly a domain, unless the server's own is one: most likely it is a user whose domain was left
     * out.
     */
    private Optional<JID> readAddress(String text) {
        try {
            JID jid = new JID(text);
            boolean plausible = jid.getDomain().matches("[\\p{L}\\p{M}\\p{N}._:\\[\\]-]+")
                    && (jid.getNode() != null || jid.getDomain().contains(".") || !domain.contains("."));
            return jid.getResource() == null && plausible ? Optional.of(jid) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @return what to say if this is the address of a user of this server, and there is none of that name */
    public Optional<Sentence> unknownUser(JID jid) {
        return directory.isUnknownUser(jid)
                ? Optional.of(new Sentence("intermediateim.problem.user.unknown", jid.toBareJID()))
                : Optional.empty();
    }

    /** @return what to say if the address of this sub-domain is to be ours and is not */
    public List<Sentence> unregistered(Setting<String> subdomain) {
        return unregistered(properties.settings().get(subdomain) + "." + domain);
    }

    /** @return what to say if the address is to be ours and is not */
    public List<Sentence> unregistered(String address) {
        return services.addresses().stream()
                .filter(each -> !each.registered() && each.domain().equals(address))
                .map(each -> new Sentence("intermediateim.console.unregistered", address))
                .toList();
    }

    /** @return a sentence for each port that is to be open and is not */
    public static List<Sentence> closed(ProxyPorts ports) {
        Set<Integer> open = ports.open();
        return ports.wanted().stream()
                .filter(port -> !open.contains(port))
                .map(port -> new Sentence("intermediateim.bytestreams.port-closed", String.valueOf(port)))
                .toList();
    }
}
