package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.function.Consumer;

/** The other nodes of a cluster: a stream is activated by the one that holds its sockets. */
@FunctionalInterface
public interface RemoteActivation {

    /** There is no cluster. */
    RemoteActivation NONE = (request, outcome) -> false;

    /**
     * Has a stream activated by whichever node holds its sockets.
     *
     * @param outcome gets {@link ActivationResult#NOT_FOUND} if no node has any, or answers in time; any thread
     * @return false if there is nobody to ask: {@code outcome} gets nothing then
     */
    boolean activate(ActivationRequest request, Consumer<ActivationResult> outcome);
}
