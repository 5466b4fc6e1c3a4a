package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.Notices;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceiptPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/**
 * Tells both sides that a file is infected and kept back: its owner always, its sender if it would be told of a
 * delivery too. Whoever is offline gets it later, as any message.
 */
public final class ScanNotices {

    private final ReceiptPolicy policy;
    private final Notices notices;

    public ScanNotices(ReceiptPolicy policy, Notices notices) {
        this.policy = policy;
        this.notices = notices;
    }

    /** @param file in which something was found */
    public void infected(StoredFile file) {
        String name = file.offer().name().text();
        JID owner = file.offer().owner();
        JID sender = file.offer().sender().asBareJID();
        String finding = file.content().flatMap(FileContent::finding).orElse("");
        notices.fromService(owner, "intermediateim.files.infected.owner", name, sender.toString(), finding);
        if (policy.mayLearn(file)) {
            notices.fromDropBox(owner, sender, "intermediateim.files.infected.sender", name, owner.toString(), finding);
        }
    }
}
