package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.util.List;
import java.util.Optional;
import org.xmpp.packet.JID;

/** The clients of the users of this server. Any thread; must not block. */
@FunctionalInterface
public interface OwnerClients {

    /**
     * A client that is available.
     *
     * @param address    full JID
     * @param takesFiles whether it does stream initiation of files (XEP-0096), by its verified capabilities; empty
     *                   while they are not known
     * @param software   the node of its capabilities (XEP-0115 §4); empty if unknown
     * @param isHere     whether it is connected to this node of a cluster, which alone sends it files
     */
    record Client(JID address, Optional<Boolean> takesFiles, String software, boolean isHere) {

        /** A client of this node. */
        public Client(JID address, Optional<Boolean> takesFiles, String software) {
            this(address, takesFiles, software, true);
        }
    }

    /** @return the available clients of a user, on all nodes, the one that is to be preferred first */
    List<Client> of(JID user);

    /** @return whether a client of a user is connected to this node */
    default boolean areHere(JID user) {
        return of(user).stream().anyMatch(Client::isHere);
    }
}
