package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.privacy.PrivacyList;
import org.jivesoftware.openfire.privacy.PrivacyListManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * What the users of this server block (XEP-0016): the active list of a session counts, else the user's default list.
 */
public final class PrivacyLists {

    private PrivacyLists() {}

    /** @param user bare, or of a client; of this server */
    public static boolean block(SessionManager sessions, JID user, Packet stanza) {
        ClientSession session = sessions.getSession(user);
        PrivacyList active = session == null ? null : session.getActiveList();
        PrivacyList list =
                active != null ? active : PrivacyListManager.getInstance().getDefaultPrivacyList(user.getNode());
        return list != null && list.shouldBlockPacket(stanza);
    }
}
