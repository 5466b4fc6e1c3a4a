package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.si.StreamMethod;
import org.xmpp.packet.JID;

/**
 * What is offered to whom.
 *
 * @param sender          full JID in whose name it is offered; its resource is one that nobody can guess
 * @param client          full JID of the client that is to take it
 * @param description     for the person who is asked; empty for none
 * @param methods         that are offered
 * @param reusesStreamId  whether the client opens, or takes, an in-band bytestream with the same id when streamhosts
 *                        have failed, as libpurple does; others need a new offer
 * @param blockSize       of an in-band bytestream, in bytes, that is proposed first
 */
record Consignment(
        OutgoingFile file,
        JID sender,
        JID client,
        String description,
        List<StreamMethod> methods,
        boolean reusesStreamId,
        int blockSize) {

    public Consignment {
        methods = List.copyOf(methods);
    }

    /** @return the same, with an in-band bytestream alone */
    Consignment inBandAlone() {
        return new Consignment(
                file, sender, client, description, List.of(StreamMethod.IN_BAND), reusesStreamId, blockSize);
    }
}
