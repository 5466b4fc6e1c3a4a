package org.igniterealtime.openfire.plugin.intermediateim.cluster;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.xmpp.packet.IQ;

/**
 * What the nodes of a cluster say to each other about one thing: in IQs, whose payloads have a namespace of its own.
 * What is answered here comes from another node, never from anybody else. Any thread; must not block.
 */
public interface ClusterMessageHandler extends RequestHandler {

    /**
     * Takes what has come in answer to an IQ of this node: a result, or an error; perhaps to one of somebody else's.
     */
    default void answered(IQ answer) {
        // nothing was asked
    }
}
