package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.util.function.BooleanSupplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceiptPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Subscriptions;
import org.jivesoftware.openfire.XMPPServer;
import org.xmpp.packet.JID;

/** Asks Openfire's rosters, users and privacy lists. */
public final class OpenfireReceiptPolicy implements ReceiptPolicy {

    private final OpenfireUsers users;
    private final Subscriptions subscriptions;
    private final BooleanSupplier on;

    /** @param on whether anybody is told anything, at the time of asking */
    public OpenfireReceiptPolicy(XMPPServer server, BooleanSupplier on) {
        this.users = new OpenfireUsers(server);
        this.subscriptions = new Subscriptions(server);
        this.on = on;
    }

    @Override
    public boolean mayLearn(StoredFile file) {
        JID owner = file.offer().owner();
        JID sender = file.offer().sender().asBareJID();
        return on.getAsBoolean()
                && (!users.isLocal(sender) || users.isSameAccount(sender, file.taken()))
                && subscriptions.isSubscribed(sender, owner)
                && !users.blocks(owner, sender)
                && !users.blocks(sender, owner);
    }
}
