package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xmpp.packet.JID;

/** Users of example.org. */
final class FakeUsers implements LocalUsers {

    final Set<JID> blockers = new HashSet<>();
    Map<String, Set<String>> groups = Map.of();

    @Override
    public boolean isLocal(JID party) {
        return party.getNode() != null && party.getDomain().equals("example.org");
    }

    @Override
    public boolean isInAnyGroup(JID user, Set<String> names) {
        return names.stream().anyMatch(name -> groups.getOrDefault(name, Set.of()).contains(user.toBareJID()));
    }

    @Override
    public boolean blocks(JID owner, JID other) {
        return blockers.contains(owner);
    }

    @Override
    public Optional<InetAddress> networkAddress(JID client) {
        return Optional.empty();
    }
}
