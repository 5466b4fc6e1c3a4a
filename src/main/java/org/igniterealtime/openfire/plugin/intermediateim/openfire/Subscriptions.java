package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.roster.RosterItem.SubType;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Whose presence users see, by their rosters (RFC 6121 §2.1.2.5). Any thread. */
public final class Subscriptions {

    private static final Logger Log = LoggerFactory.getLogger(Subscriptions.class);

    private final XMPPServer server;

    public Subscriptions(XMPPServer server) {
        this.server = server;
    }

    /** @return whether the contact is subscribed to the user's presence, by the roster of the user */
    public boolean isSubscribed(JID contact, JID user) {
        SubType type = of(user, contact);
        return type == RosterItem.SUB_FROM || type == RosterItem.SUB_BOTH;
    }

    /** @return the same, by the roster of the contact */
    public boolean hasSubscribed(JID contact, JID user) {
        SubType type = of(contact, user);
        return type == RosterItem.SUB_TO || type == RosterItem.SUB_BOTH;
    }

    /** @return whether one of both is subscribed to the other's presence */
    public boolean areContacts(JID user, JID contact) {
        return isSubscribed(contact, user) || of(user, contact) == RosterItem.SUB_TO;
    }

    /** @return none for who is not in the roster, and if it can't be read now */
    private SubType of(JID user, JID contact) {
        try {
            return server.getRosterManager()
                    .getRoster(user.getNode())
                    .getRosterItem(contact.asBareJID())
                    .getSubStatus();
        } catch (UserNotFoundException e) {
            return RosterItem.SUB_NONE;
        } catch (RuntimeException e) {
            Log.debug("The roster of {} can't be read now", user, e);
            return RosterItem.SUB_NONE;
        }
    }
}
