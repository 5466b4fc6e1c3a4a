package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.Optional;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;

/** Answers requests that are sent to an address of ours. */
@FunctionalInterface
public interface AddressedRequests {

    /** Answers none. */
    AddressedRequests NONE = request -> Optional.empty();

    /**
     * Called on the thread that routes the stanza: must not block.
     *
     * @param request a get or set with a payload, for the address itself or a resource of it
     * @return the answer; empty if this is not for us to answer
     */
    Optional<IQ> answer(IQ request);

    /**
     * The same where the answer may have to wait for others.
     *
     * @param sink gets the answer, now or later, on any thread
     * @return whether it is for us to answer
     */
    default boolean answer(IQ request, StanzaSink sink) {
        Optional<IQ> answer = answer(request);
        answer.ifPresent(sink::send);
        return answer.isPresent();
    }

    /**
     * Called on the thread that routes the stanza: must not block.
     *
     * @param message with a body, for the address itself; no error, and to nobody else
     * @param sink    gets the answer, if there is one, now or later, on any thread
     */
    default void answer(Message message, StanzaSink sink) {
        // none
    }
}
