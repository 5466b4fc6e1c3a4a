package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What seats ask the server. Any thread; a method that may block says so. */
public interface SeatHost {

    /** @return whether it is an address of a user of this server */
    boolean isLocalUser(JID jid);

    /**
     * @return whether the domain is one of this server's own room services, which send each session that shares a nick
     *     a copy
     */
    boolean isLocalService(String domain);

    /** @return whether the client is there and available */
    boolean isAvailable(JID client);

    /** @return the user's clients that are in the room */
    List<ClientInRoom> clientsIn(JID user, JID room);

    /**
     * @return after which time one of this server's own room services asks a silent occupant whether he is there, or
     *     removes him
     */
    Optional<Duration> idleTime(String domain);

    /**
     * @return the client of the user that should get what is for the user; empty if none is available, on any node of a
     *     cluster
     */
    Optional<JID> availableClient(JID user);

    /**
     * @param occupant of a room, under a nick
     * @return the full JIDs of the clients and seats that have the nick; none if nobody has it, or the room is not this
     *     server's
     */
    List<JID> occupants(JID occupant);

    /** @return the nick of a client, or a seat, in a room of this server; empty if it is not there */
    Optional<String> nick(JID client, JID room);

    /** @return what the members of these groups have bookmarked; asks the database */
    BookmarkReading bookmarks(List<String> groups);

    /** @return whether the client's privacy list, active or default, keeps the stanza from it */
    boolean blocks(JID client, Packet stanza);
}
