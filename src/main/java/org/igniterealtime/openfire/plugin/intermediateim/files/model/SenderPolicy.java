package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import org.xmpp.packet.JID;

/**
 * Who may send files to whom. Everybody else is to see what they would see if there were nobody. Called on the server's
 * threads: must not block for long.
 */
@FunctionalInterface
public interface SenderPolicy {

    /**
     * @param sender as it writes to us, bare or full
     * @param owner  bare JID at this server's domain, of a user who may not exist; or the full JID of the client that
     *     is written to, whose own privacy list counts then (XEP-0016 §2.2)
     * @return whether there is such a user, files are taken for that user from this sender, and neither blocks the
     *     other (XEP-0016, XEP-0191)
     */
    boolean permits(JID sender, JID owner);
}
