package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.xmpp.packet.JID;

/**
 * For whom a file is taken, and in the name of which kind of address.
 *
 * @param owner                 bare JID of the local user who is to have the file
 * @param kind                  of the address to which it was offered
 * @param advertisesBytestreams whether that address tells this sender in disco#info that it does SOCKS5 bytestreams
 */
public record Addressee(JID owner, OfferedTo kind, boolean advertisesBytestreams) {}
