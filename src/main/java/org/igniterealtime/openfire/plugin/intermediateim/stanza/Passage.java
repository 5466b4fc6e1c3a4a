package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * A stanza on its way through the server.
 *
 * @param stanza the stanza itself, not a copy: rooms share one among all occupants, so at {@link Stage#DELIVERY} it is
 *               read only
 * @param stage  where on its way it is
 * @param source who handed it to the server
 * @param session address of the session it comes in by, or goes out by: a client's full JID, the domain of another
 *     server or of a component. The stanza's own {@code to} tells less: broadcast presence is written to each client
 *     under its user's bare JID. Null if it comes in without a session
 */
public record Passage(Packet stanza, Stage stage, Source source, JID session) {

    /** Where on its way a stanza is seen. */
    public enum Stage {
        /** It has just come in: what is changed now is changed for everybody, archive and history included. */
        ENTRY,
        /** It is about to be written to one client. */
        DELIVERY
    }

    /** Who handed the stanza to the server. */
    public enum Source {
        /** A client of this server, authenticated and bound to a resource. */
        LOCAL_CLIENT,
        /** Another server, a component, or the server itself: there is no session. */
        ELSEWHERE
    }
}
