package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.AcceptedSenders;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.SenderPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Asks Openfire's users, privacy lists and rosters. */
public final class OpenfireSenderPolicy implements SenderPolicy {

    private static final Logger Log = LoggerFactory.getLogger(OpenfireSenderPolicy.class);

    private final XMPPServer server;
    private final OpenfireUsers users;
    private final Supplier<AcceptedSenders> senders;

    /** @param senders whose files are taken, at the time of asking */
    public OpenfireSenderPolicy(XMPPServer server, Supplier<AcceptedSenders> senders) {
        this.server = server;
        this.users = new OpenfireUsers(server);
        this.senders = senders;
    }

    @Override
    public boolean permits(JID sender, JID owner) {
        return users.exists(owner.asBareJID())
                && isAmongSenders(sender, owner)
                && !users.blocks(owner, sender)
                && !users.blocks(sender, owner);
    }

    private boolean isAmongSenders(JID sender, JID owner) {
        return switch (senders.get()) {
            case ANYBODY -> true;
            case LOCAL_AND_CONTACTS -> users.isLocal(sender) || isContact(sender, owner);
            case CONTACTS -> isContact(sender, owner);
        };
    }

    /** Somebody in the user's roster who is subscribed to the user, or whom the user is subscribed to. */
    private boolean isContact(JID sender, JID owner) {
        if (sender.asBareJID().equals(owner)) {
            return true;
        }
        try {
            RosterItem item =
                    server.getRosterManager().getRoster(owner.getNode()).getRosterItem(sender.asBareJID());
            return item.getSubStatus() != RosterItem.SUB_NONE && item.getSubStatus() != RosterItem.SUB_REMOVE;
        } catch (UserNotFoundException e) {
            return false;
        } catch (RuntimeException e) {
            Log.debug("The roster of {} can't be read now", owner, e);
            return false;
        }
    }
}
