package org.igniterealtime.openfire.plugin.intermediateim.transfers;

import org.xmpp.packet.JID;

/** Is told of every stream that is over, and what to forget of them. */
@FunctionalInterface
public interface TransferLog {

    /** Keeps nothing. */
    TransferLog NONE = transfer -> {};

    /** Called once per stream on an I/O thread: must return at once, so a database is written elsewhere. */
    void finished(FinishedTransfer transfer);

    /** Forgets every transfer from or to a user who is deleted, as soon as that can be done. */
    default void userDeleted(JID bareJid) {
        // a log that keeps nothing
    }

    /** Forgets every transfer. May block. */
    default void forgetAll() {
        // a log that keeps nothing
    }
}
