package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/**
 * Tells senders, in the name of the owner's drop box, that a file was delivered or declined. This says that a client of
 * the owner is there, so it is told to those alone who see the owner's presence. Owners who want to be asked are told
 * what waits for them. Whoever is offline gets it later, as any message.
 */
public final class Receipts implements Deliveries.Listener {

    private final ReceiptPolicy policy;
    private final Notices notices;

    public Receipts(ReceiptPolicy policy, Notices notices) {
        this.policy = policy;
        this.notices = notices;
    }

    @Override
    public void delivered(StoredFile file) {
        tell(file, "intermediateim.files.receipt.delivered");
    }

    @Override
    public void declined(StoredFile file) {
        tell(file, "intermediateim.files.receipt.declined");
    }

    private void tell(StoredFile file, String key) {
        if (policy.mayLearn(file)) {
            JID owner = file.offer().owner();
            String name = file.offer().name().text();
            notices.fromDropBox(owner, file.offer().sender().asBareJID(), key, name, owner.toString());
        }
    }

    /** Tells an owner who wants to be asked, in the name of the owner's own drop box, which takes the command. */
    @Override
    public void waits(StoredFile file) {
        String name = file.offer().name().text();
        JID owner = file.offer().owner();
        String sender = file.offer().sender().toBareJID();
        notices.fromDropBox(owner, owner, "intermediateim.files.waits", sender, name);
    }
}
