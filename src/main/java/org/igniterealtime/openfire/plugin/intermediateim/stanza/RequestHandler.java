package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.List;
import java.util.Optional;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/** Answers requests that are sent to an address of ours. */
@FunctionalInterface
public interface RequestHandler {

    /** Answers none. */
    RequestHandler NONE = request -> Optional.empty();

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
     * @param message of type normal or chat, with a text, for an address of ours
     * @param sink    gets the answer, if there is one, now or later, on any thread
     */
    default void answer(Message message, StanzaSink sink) {
        // none
    }

    /**
     * Called on the thread that routes the stanza: must not block. Unless it is overridden nobody may have us as a
     * contact.
     *
     * @param presence of any type but error, for an address of ours
     * @return the answers; what is available presence gets our capabilities
     */
    default List<Presence> answer(Presence presence) {
        if (presence.getType() != Presence.Type.subscribe) {
            return List.of();
        }
        Presence refusal = new Presence(Presence.Type.unsubscribed); // RFC 6121 §3.1.3
        refusal.setFrom(presence.getTo());
        refusal.setTo(presence.getFrom());
        return List.of(refusal);
    }
}
