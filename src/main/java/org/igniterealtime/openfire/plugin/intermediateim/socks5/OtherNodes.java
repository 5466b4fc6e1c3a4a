package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.function.Consumer;

/** The other nodes of a cluster: a stream is activated by the one that holds its sockets. */
@FunctionalInterface
public interface OtherNodes {

    /** There is no cluster. */
    OtherNodes NONE = (request, outcome) -> false;

    /**
     * Has a stream activated by whichever node holds its sockets.
     *
     * @param outcome gets {@link Activation#NOT_FOUND} if no node has any, or answers in time; any thread
     * @return false if there is nobody to ask: {@code outcome} gets nothing then
     */
    boolean activate(ActivationRequest request, Consumer<Activation> outcome);
}
