package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OwnCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressedRequests;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.component.Component;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/**
 * An address of ours: {@code <sub-domain>.<server's domain>}. It says what it is (XEP-0030, XEP-0115), answers pings (XEP-0199) and
 * what it was made for, messages too, refuses other requests, and drops whatever is sent to {@link #drain(JID)}.
 *
 * <p>Answers on the thread that asks; nothing here blocks.
 */
public final class ServiceComponent implements Component {

    private static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String PING = "urn:xmpp:ping";

    private final DiscoInfo.Identity identity;
    private final Supplier<? extends Iterable<String>> features;
    private final AddressedRequests requests;
    private final String drainResource;
    private final StanzaSink sink;
    private final OwnCapabilities capabilities = new OwnCapabilities(this::info);

    /**
     * @param features      namespaces beyond those that every address of ours has, as they are at the time of asking
     * @param requests      answers what only this address is asked
     * @param drainResource a resource nobody can guess
     */
    public ServiceComponent(DiscoInfo.Identity identity, Supplier<? extends Iterable<String>> features,
                            AddressedRequests requests, String drainResource, StanzaSink sink) {
        this.identity = identity;
        this.features = features;
        this.requests = requests;
        this.drainResource = drainResource;
        this.sink = sink;
    }

    /** @return what presence from the address announces */
    public OwnCapabilities capabilities() {
        return capabilities;
    }

    /** @return where stanzas are readdressed to that shall disappear, given the address we are registered under */
    public JID drain(JID address) {
        return new JID(null, address.getDomain(), drainResource);
    }

    @Override
    public void processPacket(Packet packet) {
        if (packet instanceof Message message && message.getTo().getResource() == null && message.getBody() != null
                && message.getType() != Message.Type.error && message.getType() != Message.Type.groupchat) {
            requests.answer(message, sink);
        } else if (packet instanceof IQ request && request.isRequest() && !drainResource.equals(packet.getTo().getResource())) {
            if (request.getChildElement() == null || !requests.answer(request, sink)) {
                sink.send(commonAnswer(request));
            }
        }
    }

    private IQ commonAnswer(IQ request) {
        IQ answer = IQ.createResultIQ(request);
        if (request.getTo().getNode() != null) { // we are the domain; users of it answer for themselves (XEP-0030 §3.1)
            refuse(answer, request, PacketError.Condition.item_not_found);
            return answer;
        }
        Element payload = request.getChildElement();
        String namespace = request.getType() == IQ.Type.get && payload != null ? payload.getNamespaceURI() : "";
        String node = payload == null ? null : payload.attributeValue("node");
        switch (namespace) {
            case DiscoInfo.NAMESPACE -> {
                Optional<Element> found = node == null ? Optional.of(info().toElement()) : capabilities.answer(node);
                found.ifPresentOrElse(answer::setChildElement,
                        () -> refuse(answer, request, PacketError.Condition.item_not_found)); // XEP-0030 §7
            }
            case DISCO_ITEMS -> {
                if (node == null) {
                    answer.setChildElement("query", DISCO_ITEMS);
                } else {
                    refuse(answer, request, PacketError.Condition.item_not_found);
                }
            }
            case PING -> { } // XEP-0199 §4: an empty result
            default -> refuse(answer, request, PacketError.Condition.service_unavailable);
        }
        return answer;
    }

    private static void refuse(IQ answer, IQ request, PacketError.Condition condition) {
        if (request.getChildElement() != null) {
            answer.setChildElement(request.getChildElement().createCopy());
        }
        answer.setError(condition);
    }

    private DiscoInfo info() {
        Set<String> all = new LinkedHashSet<>(List.of(DiscoInfo.NAMESPACE, DISCO_ITEMS, PING, Announcement.NAMESPACE));
        features.get().forEach(all::add);
        return new DiscoInfo(List.of(identity), List.copyOf(all));
    }

    @Override
    public String getName() {
        return identity.name();
    }

    @Override
    public String getDescription() {
        return identity.name();
    }

    @Override
    public void initialize(JID jid, ComponentManager manager) {
        // nothing to prepare
    }

    @Override
    public void start() {
        // nothing runs
    }

    @Override
    public void shutdown() {
        // nothing runs
    }
}
