package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.group.GroupManager;
import org.jivesoftware.openfire.group.GroupNotFoundException;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.xmpp.packet.JID;

/** Which users and groups there are. Each call may ask a database or a directory service. */
public final class Directory {

    private final XMPPServer server;

    public Directory(XMPPServer server) {
        this.server = server;
    }

    /**
     * @return whether this is the address of a user of this server whom this server does not know; never for addresses
     *     of others
     */
    public boolean isUnknownUser(JID jid) {
        if (jid.getNode() == null || !server.isLocal(jid)) {
            return false;
        }
        try {
            return UserManager.getInstance().getUser(jid.getNode()) == null;
        } catch (UserNotFoundException e) {
            return true;
        }
    }

    public boolean hasGroup(String name) {
        try {
            return GroupManager.getInstance().getGroup(name) != null;
        } catch (GroupNotFoundException e) {
            return false;
        }
    }
}
