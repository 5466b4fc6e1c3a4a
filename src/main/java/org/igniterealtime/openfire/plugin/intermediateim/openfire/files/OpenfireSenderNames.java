package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.SenderNames;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.OpenfireUsers;
import org.jivesoftware.openfire.XMPPServer;
import org.xmpp.packet.JID;

/**
 * Local senders offer in their own name, since some clients take files from contacts alone. Others do it by an address
 * of ours that tells theirs (XEP-0106). So do accounts that are gone, also if somebody else has registered the name
 * since.
 */
public final class OpenfireSenderNames implements SenderNames {

    private final OpenfireUsers users;
    private final Supplier<JID> address;

    /** @param address of our component */
    public OpenfireSenderNames(XMPPServer server, Supplier<JID> address) {
        this.users = new OpenfireUsers(server);
        this.address = address;
    }

    @Override
    public Optional<JID> of(JID client, JID owner, Instant since) {
        JID sender = client.asBareJID();
        if (users.blocks(owner, sender) || users.blocks(sender, owner)) {
            return Optional.empty();
        }
        JID ours = address.get();
        if (!users.isLocal(sender)) {
            return Optional.of(new JID(JID.escapeNode(sender.toString()), ours.getDomain(), null));
        }
        return Optional.of(users.isSameAccount(sender, since) ? sender : ours);
    }
}
