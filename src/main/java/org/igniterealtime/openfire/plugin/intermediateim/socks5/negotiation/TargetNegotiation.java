package org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation;

import java.util.Iterator;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer.Host;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.PacketError.Condition;

/**
 * The target's part (XEP-0065 §6.3.2, §6.3.3): tries the streamhosts one after the other, and says which one it has
 * used. The answer is the last step; after the one that names a streamhost the stream goes on there. One thread at a
 * time.
 */
public final class TargetNegotiation {

    private final IQ request;
    private final StreamhostOffer offer;
    private final Iterator<Host> hosts;
    private Host tried;

    /**
     * @param request that {@code offer} was read from
     * @param hosts   of the offer, those that are tried, in this order
     */
    public TargetNegotiation(IQ request, StreamhostOffer offer, List<Host> hosts) {
        this.request = request;
        this.offer = offer;
        this.hosts = hosts.iterator();
    }

    /** @return the first step; also the next one after a host that can't be reached, refuses, or takes too long */
    public Step next() {
        if (hosts.hasNext()) {
            tried = hosts.next();
            return new Step.Connect(tried, offer.meets());
        }
        return none();
    }

    /** @return that no host could be reached (§5.3.2); also if there is no time for further ones */
    public Step none() {
        return new Step.Send(error(request, Condition.item_not_found, PacketError.Type.cancel));
    }

    /** @return that the streamhost tried last has joined us to the stream */
    public Step connected() {
        IQ result = IQ.createResultIQ(request);
        Element query = result.setChildElement("query", Namespaces.BYTESTREAMS).addAttribute("sid", offer.sid());
        query.addElement("streamhost-used").addAttribute("jid", tried.jid().toString());
        return new Step.Send(result);
    }

    /** @return the answer to an offer that can't be read, or of a stream that is not wanted */
    public static IQ refuse(IQ request, Condition condition) {
        return error(request, condition, PacketError.Type.modify);
    }

    private static IQ error(IQ request, Condition condition, PacketError.Type type) {
        IQ error = IQ.createResultIQ(request);
        error.setError(new PacketError(condition, type));
        return error;
    }
}
