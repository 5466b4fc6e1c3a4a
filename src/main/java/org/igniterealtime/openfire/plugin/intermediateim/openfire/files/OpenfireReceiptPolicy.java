package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.util.function.BooleanSupplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceiptPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Asks Openfire's rosters, users and privacy lists. */
public final class OpenfireReceiptPolicy implements ReceiptPolicy {

    private static final Logger Log = LoggerFactory.getLogger(OpenfireReceiptPolicy.class);

    private final XMPPServer server;
    private final OpenfireUsers users;
    private final BooleanSupplier on;

    /** @param on whether anybody is told anything, at the time of asking */
    public OpenfireReceiptPolicy(XMPPServer server, BooleanSupplier on) {
        this.server = server;
        this.users = new OpenfireUsers(server);
        this.on = on;
    }

    @Override
    public boolean mayLearn(StoredFile file) {
        JID owner = file.offer().owner();
        JID sender = file.offer().sender().asBareJID();
        return on.getAsBoolean()
                && (!users.isLocal(sender) || users.isSameAccount(sender, file.taken()))
                && seesPresence(sender, owner)
                && !users.blocks(owner, sender)
                && !users.blocks(sender, owner);
    }

    private boolean seesPresence(JID sender, JID owner) {
        try {
            RosterItem item =
                    server.getRosterManager().getRoster(owner.getNode()).getRosterItem(sender);
            return item.getSubStatus() == RosterItem.SUB_FROM || item.getSubStatus() == RosterItem.SUB_BOTH;
        } catch (UserNotFoundException e) {
            return false;
        } catch (RuntimeException e) {
            Log.debug("The roster of {} can't be read now", owner, e);
            return false;
        }
    }
}
