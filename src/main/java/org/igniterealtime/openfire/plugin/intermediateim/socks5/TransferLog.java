package org.igniterealtime.openfire.plugin.intermediateim.socks5;

/** Is told of every stream that is over. */
@FunctionalInterface
public interface TransferLog {

    /** Keeps nothing. */
    TransferLog NONE = transfer -> { };

    /** Called once per stream on an I/O thread: must return at once, so a database is written elsewhere. */
    void finished(FinishedTransfer transfer);
}
