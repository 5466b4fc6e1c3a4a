package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;

/**
 * The proxy at an address that tells nobody where it can be reached any more, since another address of the same proxy
 * does: two streamhosts must not lead to one place (XEP-0065 §9.1), where a target that connects to both would be two.
 * Streams are still activated: clients keep what they were told before.
 */
public record ActivationOnly(BytestreamRequests requests) implements RequestHandler {

    @Override
    public Optional<IQ> answer(IQ request) {
        return isAddressQuery(request) ? Optional.of(refuse(request)) : requests.answer(request);
    }

    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        if (isAddressQuery(request)) {
            sink.send(refuse(request));
            return true;
        }
        return requests.answer(request, sink);
    }

    private static boolean isAddressQuery(IQ request) {
        return request.getType() == IQ.Type.get
                && request.getChildElement().getNamespaceURI().equals(BytestreamRequests.NAMESPACE);
    }

    private static IQ refuse(IQ request) {
        return (IQ)
                Replies.error(request, PacketError.Condition.not_allowed, "").orElseThrow();
    }
}
