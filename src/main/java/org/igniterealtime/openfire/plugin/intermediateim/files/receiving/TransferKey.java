package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

import org.xmpp.packet.JID;

/**
 * Which transfer. Two senders may choose the same id, and one sender may use it towards two addresses.
 *
 * @param own  the address that is acted for, bare or full, exactly as the sender writes to it
 * @param peer the sender, likewise
 * @param sid  the id of the stream initiation and of its stream (XEP-0095 §5.2)
 */
record TransferKey(JID own, JID peer, String sid) {}
