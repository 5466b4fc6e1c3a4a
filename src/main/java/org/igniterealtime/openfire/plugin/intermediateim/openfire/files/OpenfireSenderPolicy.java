package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.AcceptedSenders;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.SenderPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Subscriptions;
import org.jivesoftware.openfire.XMPPServer;
import org.xmpp.packet.JID;

/** Asks Openfire's users, privacy lists and rosters. */
public final class OpenfireSenderPolicy implements SenderPolicy {

    private final OpenfireUsers users;
    private final Subscriptions subscriptions;
    private final Supplier<AcceptedSenders> senders;

    /** @param senders whose files are taken, at the time of asking */
    public OpenfireSenderPolicy(XMPPServer server, Supplier<AcceptedSenders> senders) {
        this.users = new OpenfireUsers(server);
        this.subscriptions = new Subscriptions(server);
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
        return sender.asBareJID().equals(owner.asBareJID()) || subscriptions.areContacts(owner, sender);
    }
}
