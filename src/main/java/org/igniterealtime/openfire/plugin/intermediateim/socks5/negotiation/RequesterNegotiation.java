package org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer.Host;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * The requester's part (XEP-0065 §6.3.1 to §6.3.5), with proxies as streamhosts:
 * <pre>
 *   offer ─streamhost-used─▶ connect to the same proxy ─connected─▶ activate ─result─▶ open
 * </pre>
 * Whatever else comes, it has failed. One thread at a time.
 */
public final class RequesterNegotiation {

    private enum State {
        OFFERED,
        CONNECTING,
        ACTIVATING,
        OVER
    }

    private final JID requester;
    private final JID target;
    private final StreamhostOffer offer;

    private State state = State.OFFERED;
    private String awaited = "";
    private JID awaitedFrom;
    private Iterator<Host> places = Collections.emptyIterator();
    private Host proxy;

    /**
     * @param requester as which we write to the target
     * @param target    as which we write to it; an occupant's address through a room
     * @param proxies   at least one; without one there is nothing to offer
     */
    public RequesterNegotiation(JID requester, JID target, String sid, List<Host> proxies) {
        if (proxies.isEmpty()) {
            throw new IllegalArgumentException("no streamhost");
        }
        this.requester = requester;
        this.target = target;
        this.offer = new StreamhostOffer(sid, DestinationAddress.of(sid, requester, target), proxies);
    }

    /** @return the offer, which is the first step */
    public Step.Send offer() {
        return ask(offer.toIq(requester, target));
    }

    private Step.Send ask(IQ iq) {
        awaited = iq.getID();
        awaitedFrom = iq.getTo();
        return new Step.Send(iq);
    }

    /** @return whether this is the answer that is waited for: by id, and from whom it was asked */
    public boolean awaits(IQ answer) {
        return answer.isResponse()
                && (state == State.OFFERED || state == State.ACTIVATING)
                && awaited.equals(answer.getID())
                && Objects.equals(awaitedFrom, answer.getFrom());
    }

    /** @param answer one that {@link #awaits} is true of */
    public Step answered(IQ answer) {
        if (answer.getType() != IQ.Type.result) {
            return failed();
        }
        if (state == State.ACTIVATING) {
            state = State.OVER;
            return new Step.Open();
        }
        places = used(answer);
        state = State.CONNECTING;
        return connect();
    }

    /** The target names a proxy only, which may have several places; none if it is not one that was offered. */
    private Iterator<Host> used(IQ answer) {
        Element query = answer.getChildElement();
        List<Element> used = query == null || !query.getNamespaceURI().equals(Namespaces.BYTESTREAMS)
                ? List.of()
                : query.elements("streamhost-used");
        if (used.size() != 1) { // §9.1
            return Collections.emptyIterator();
        }
        String jid = used.get(0).attributeValue("jid", "");
        return offer.hosts().stream()
                .filter(host -> host.jid().toString().equals(jid))
                .iterator();
    }

    private Step connect() {
        if (!places.hasNext()) {
            return failed();
        }
        proxy = places.next();
        return new Step.Connect(proxy, offer.meets());
    }

    /** @return what follows if the proxy can't be reached there, or refuses */
    public Step unreachable() {
        return state == State.CONNECTING ? connect() : failed();
    }

    /** @return what follows when the proxy has joined us to the stream: nothing may be sent before it is activated */
    public Step connected() {
        state = State.ACTIVATING;
        IQ iq = new IQ(IQ.Type.set);
        iq.setFrom(requester);
        iq.setTo(proxy.jid());
        Element query = iq.setChildElement("query", Namespaces.BYTESTREAMS).addAttribute("sid", offer.sid());
        query.addElement("activate").setText(target.toString());
        return ask(iq);
    }

    /**
     * @return what follows if no answer comes in time: 30 s are not too long for a target with many streamhosts to try
     */
    public Step timeout() {
        return failed();
    }

    private Step failed() {
        state = State.OVER;
        return new Step.Failed();
    }
}
