package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.LocalUsers;
import org.xmpp.packet.JID;

/** Users of example.org. */
public final class FakeUsers implements LocalUsers {

    public final Set<JID> blockers = new HashSet<>();
    final Set<JID> missing = new HashSet<>();
    final Map<JID, InetAddress> networkAddresses = new HashMap<>();
    Map<String, Set<String>> groups = Map.of();

    @Override
    public boolean isLocal(JID party) {
        return party.getNode() != null && party.getDomain().equals("example.org");
    }

    @Override
    public boolean exists(JID party) {
        return !missing.contains(party);
    }

    @Override
    public boolean isService(JID party) {
        return party.getDomain().equals("conference.example.org");
    }

    @Override
    public boolean isInAnyGroup(JID user, Set<String> names) {
        return names.stream()
                .anyMatch(name -> groups.getOrDefault(name, Set.of()).contains(user.toBareJID()));
    }

    @Override
    public boolean blocks(JID owner, JID other) {
        return blockers.contains(owner);
    }

    @Override
    public Optional<InetAddress> networkAddress(JID client) {
        return Optional.ofNullable(networkAddresses.get(client));
    }
}
