package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ActivationRequest.Charge;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.AccessPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ConnectionLimiter;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.LocalUsers;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostSelector;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/**
 * What the proxy is asked in stanzas: its network address (XEP-0065 §4), and to activate a stream (§6.3.5). Any thread.
 */
public final class BytestreamRequests implements RequestHandler {

    public static final String NAMESPACE = Namespaces.BYTESTREAMS;

    private static final int MAX_SID = 256;

    private final Bytestreams streams;
    private final Offers offers;
    private final Predicate<DestinationAddress> selfTest;
    private final LocalUsers users;
    private final StreamhostSelector streamhosts;
    private final BooleanSupplier listening;
    private final LocalizedTexts texts;
    private final RemoteActivation otherNodes;
    private volatile AccessPolicy admission;

    /**
     * @param selfTest   whether a test of the proxy by itself meets there
     * @param listening  whether anybody can connect
     * @param texts      i18n key to sentence
     * @param otherNodes who is asked for streams that are not here
     */
    BytestreamRequests(
            Bytestreams streams,
            Offers offers,
            Predicate<DestinationAddress> selfTest,
            AccessPolicy admission,
            LocalUsers users,
            StreamhostSelector streamhosts,
            BooleanSupplier listening,
            LocalizedTexts texts,
            RemoteActivation otherNodes) {
        this.streams = streams;
        this.offers = offers;
        this.selfTest = selfTest;
        this.admission = admission;
        this.users = users;
        this.streamhosts = streamhosts;
        this.listening = listening;
        this.texts = texts;
        this.otherNodes = otherNodes;
    }

    void admit(AccessPolicy changed) {
        admission = changed;
    }

    /** Answers with what this node alone knows. */
    @Override
    public Optional<IQ> answer(IQ request) {
        AtomicReference<IQ> answer = new AtomicReference<>();
        answer(request, stanza -> answer.set((IQ) stanza), RemoteActivation.NONE);
        return Optional.ofNullable(answer.get());
    }

    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        return answer(request, sink, otherNodes);
    }

    private boolean answer(IQ request, StanzaSink sink, RemoteActivation others) {
        if (request.getFrom() == null
                || !request.getChildElement().getNamespaceURI().equals(NAMESPACE)) {
            return false;
        }
        if (request.getType() == IQ.Type.get) {
            sink.send(tellAddress(request));
        } else {
            activate(request, sink, others);
        }
        return true;
    }

    private IQ tellAddress(IQ request) {
        JID requester = request.getFrom();
        if (!admission.admits(requester, users)) {
            return refuse(request, Condition.forbidden, "intermediateim.socks5.refused.admission");
        }
        List<Streamhost> hosts =
                listening.getAsBoolean() ? streamhosts.announceTo(users.networkAddress(requester)) : List.of();
        if (hosts.isEmpty()) {
            return refuse(request, Condition.not_allowed, "intermediateim.socks5.refused.no-address");
        }
        IQ answer = IQ.createResultIQ(request);
        Element query = answer.setChildElement("query", NAMESPACE);
        for (Streamhost host : hosts) {
            query.addElement("streamhost")
                    .addAttribute("jid", request.getTo().toBareJID())
                    .addAttribute("host", host.host())
                    .addAttribute("port", String.valueOf(host.port()));
        }
        return answer;
    }

    private void activate(IQ request, StanzaSink sink, RemoteActivation others) {
        Element query = request.getChildElement();
        List<Element> activate = query.elements("activate");
        String sid = query.attributeValue("sid");
        if (activate.size() != 1 || sid == null || sid.isEmpty() || sid.length() > MAX_SID) {
            sink.send(refuse(request, Condition.bad_request, ""));
            return;
        }
        JID target;
        try {
            target = new JID(activate.get(0).getTextTrim());
        } catch (IllegalArgumentException e) {
            sink.send(refuse(request, Condition.jid_malformed, ""));
            return;
        }
        activate(request, sid, target, sink, others);
    }

    private void activate(IQ request, String sid, JID target, StanzaSink sink, RemoteActivation others) {
        JID requester = request.getFrom();
        if (!admission.admits(requester, target, users)) {
            sink.send(refuse(request, Condition.forbidden, "intermediateim.socks5.refused.admission"));
            return;
        }
        ActivationRequest asked = asked(
                DestinationAddress.of(sid, requester, target),
                requester,
                target,
                request.getTo().toBareJID());
        ActivationResult here = streams.activate(asked);
        boolean mayBeElsewhere = here == ActivationResult.NOT_FOUND || here == ActivationResult.ONE_SIDED;
        if (!mayBeElsewhere
                || !others.activate(
                        asked,
                        there -> sink.send(answer(request, there == ActivationResult.NOT_FOUND ? here : there)))) {
            sink.send(answer(request, here));
        }
    }

    private ActivationRequest asked(DestinationAddress address, JID requester, JID target, String proxy) {
        boolean agreed =
                offers.isAgreed(address, requester, target, proxy) || hasConnected(address, requester, target, proxy);
        boolean ours = streams.hasLocalEnd(address);
        boolean concealed = users.blocks(requester, target)
                || users.blocks(target, requester)
                || isMissing(requester)
                || !ours && isMissing(target)
                || !agreed && admission.needsConsent(requester, users);
        boolean both = agreed && !ours;
        return new ActivationRequest(address, requester, target, charge(address, target, both), concealed);
    }

    /**
     * Behind a room or another service stands somebody else, who can't be charged and must not be charged for by all
     * its users.
     */
    private Charge charge(DestinationAddress address, JID target, boolean both) {
        if (selfTest.test(address)) {
            return Charge.NOBODY;
        }
        return both && !users.isService(target) ? Charge.BOTH : Charge.REQUESTER;
    }

    private boolean isMissing(JID party) {
        return users.isLocal(party) && !users.exists(party);
    }

    /**
     * @return whether the target was offered this proxy, and a socket has come from where it is connected, and the
     *     requester is not: the requester can open sockets too
     */
    private boolean hasConnected(DestinationAddress address, JID requester, JID target, String proxy) {
        boolean offered = offers.at(address)
                .filter(offer ->
                        offer.isBetween(requester, target) && offer.proxies().contains(proxy))
                .isPresent();
        if (!offered) {
            return false;
        }
        Optional<String> home = users.networkAddress(requester).map(ConnectionLimiter::key);
        return users.networkAddress(target)
                .filter(network -> !home.equals(Optional.of(ConnectionLimiter.key(network)))
                        && streams.hasSocketFrom(network, address))
                .isPresent();
    }

    private IQ answer(IQ request, ActivationResult outcome) {
        return outcome.error()
                .map(condition -> refuse(request, condition, outcome.textKey().orElse("")))
                .orElseGet(() -> IQ.createResultIQ(request));
    }

    /** @param textKey i18n key of a sentence for the user; empty where no user can help it */
    private IQ refuse(IQ request, Condition condition, String textKey) {
        String text = textKey.isEmpty() ? "" : texts.text(textKey);
        Packet error = Replies.error(request, condition, text).orElseThrow();
        return (IQ) error;
    }
}
