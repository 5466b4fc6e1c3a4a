package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.LocalUsers;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.group.GroupManager;
import org.jivesoftware.openfire.group.GroupNotFoundException;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.DefaultUserProvider;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/** The users of this server as the proxy and the file agent want to know them. */
public final class OpenfireUsers implements LocalUsers {

    private final XMPPServer server;

    public OpenfireUsers(XMPPServer server) {
        this.server = server;
    }

    @Override
    public boolean isLocal(JID party) {
        return party.getNode() != null && server.isLocal(party);
    }

    @Override
    public boolean exists(JID party) {
        return party.getResource() == null
                ? isUser(party.getNode())
                : server.getRoutingTable().hasClientRoute(party);
    }

    private static boolean isUser(String name) {
        try {
            UserManager.getInstance().getUser(name);
            return true;
        } catch (UserNotFoundException e) {
            return false;
        }
    }

    /**
     * Tells whether a user is the one that had the name at that time: once it is free, anybody may register it. Only
     * Openfire's own table of users knows since when there is a user; providers of users from elsewhere mostly say now.
     *
     * @return also true if that is not known; false for a user who does not exist
     */
    public boolean isSameAccount(JID user, Instant at) {
        try {
            Date created = UserManager.getInstance().getUser(user.getNode()).getCreationDate();
            return !(UserManager.getUserProvider() instanceof DefaultUserProvider)
                    || created == null
                    || created.getTime() <= at.toEpochMilli();
        } catch (UserNotFoundException e) {
            return false;
        }
    }

    @Override
    public boolean isService(JID party) {
        return server.matchesComponent(party);
    }

    @Override
    public boolean isInAnyGroup(JID user, Set<String> groups) {
        return groups.stream().anyMatch(group -> isIn(user, group));
    }

    private static boolean isIn(JID user, String group) {
        try {
            return GroupManager.getInstance().getGroup(group).isUser(new JID(user.toBareJID()));
        } catch (GroupNotFoundException e) {
            return false;
        }
    }

    @Override
    public boolean blocks(JID owner, JID other) {
        if (!isLocal(owner)) {
            return false;
        }
        IQ asking = new IQ(IQ.Type.set);
        asking.setFrom(other);
        asking.setTo(owner);
        return PrivacyLists.block(server.getSessionManager(), owner, asking);
    }

    /** @return whether a stanza to this full JID finds a client; always for addresses of others */
    public boolean isThere(JID client) {
        return !isLocal(client) || server.getRoutingTable().hasClientRoute(client);
    }

    @Override
    public Optional<InetAddress> networkAddress(JID client) {
        ClientSession session = server.getSessionManager().getSession(client);
        try {
            String address = session == null ? "" : session.getHostAddress();
            // a name would be looked up, which takes time
            return isNumeric(address) ? Optional.of(InetAddress.getByName(address)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isNumeric(String address) {
        return address.indexOf(':') >= 0 || address.matches("[0-9]+(\\.[0-9]+){3}");
    }
}
