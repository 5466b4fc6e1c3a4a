package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.Optional;
import org.xmpp.packet.JID;

/**
 * A client that is in a room, as the server knows it.
 *
 * @param nick its nick there; empty in a room of another server: then the client has announced itself to the room,
 *     which may have refused or removed it
 */
public record ClientInRoom(JID address, Optional<String> nick) {}
