package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OwnCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.component.Component;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * An address of ours: {@code <sub-domain>.<server's domain>}. It says what it is (XEP-0030, XEP-0115), answers pings
 * (XEP-0199) and what it was made for, messages and subscriptions too, refuses other requests, and drops whatever is
 * sent to {@link #drain(JID)}. It may have accounts, {@code <node>@<sub-domain>.<server's domain>}, which do the
 * same: clients talk to those.
 *
 * <p>Answers on the thread that asks; nothing here blocks.
 */
public final class ServiceComponent implements Component {

    private static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String PING = "urn:xmpp:ping";

    private final DiscoInfo.Identity identity;
    private final Supplier<? extends Iterable<String>> features;
    private final RequestHandler requests;
    private final String drainResource;
    private final StanzaSink sink;
    private final Accounts accounts;
    private final OwnCapabilities capabilities = new OwnCapabilities(() -> info(false));
    private final OwnCapabilities accountCapabilities = new OwnCapabilities(() -> info(true));

    /**
     * Accounts at our address: {@code <node>@<address>}. To whoever finds none there it looks as if there were nobody.
     *
     * @param isThere  whether there is an account of that node, as far as the asker is to know
     * @param identity of each
     * @param features of each, beyond those of the address itself
     * @param listed   the node of the one that disco#items names; empty for none
     */
    public record Accounts(
            BiPredicate<String, JID> isThere,
            DiscoInfo.Identity identity,
            List<String> features,
            Optional<String> listed) {

        static final Accounts NONE = new Accounts(
                (node, asker) -> false,
                new DiscoInfo.Identity("account", "registered", ""),
                List.of(),
                Optional.empty());

        /** One account, which everybody may find. */
        public static Accounts one(String node, DiscoInfo.Identity identity) {
            return new Accounts((each, asker) -> each.equals(node), identity, List.of(), Optional.of(node));
        }
    }

    /**
     * @param features      namespaces beyond those that every address of ours has, as they are at the time of asking
     * @param requests      answers what only this address is asked
     * @param drainResource a resource nobody can guess
     */
    public ServiceComponent(
            DiscoInfo.Identity identity,
            Supplier<? extends Iterable<String>> features,
            RequestHandler requests,
            String drainResource,
            StanzaSink sink) {
        this(identity, Accounts.NONE, features, requests, drainResource, sink);
    }

    /** The same with accounts. */
    public ServiceComponent(
            DiscoInfo.Identity identity,
            Accounts accounts,
            Supplier<? extends Iterable<String>> features,
            RequestHandler requests,
            String drainResource,
            StanzaSink sink) {
        this.identity = identity;
        this.accounts = accounts;
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
        if (drainResource.equals(packet.getTo().getResource())) {
            return;
        }
        boolean ours = isAtDomain(packet) || isToAccount(packet);
        if (packet instanceof Message message && mayBeAnswered(message)) {
            if (ours) {
                requests.answer(message, sink);
            } else {
                Replies.error(message, PacketError.Condition.service_unavailable, "")
                        .ifPresent(sink::send); // RFC 6121 §8.5.1
            }
        } else if (packet instanceof Presence presence && presence.getType() != Presence.Type.error) {
            (ours ? requests : RequestHandler.NONE)
                    .answer(presence)
                    .forEach(answer -> sink.send(withCapabilities(answer)));
        } else if (packet instanceof IQ request && request.isRequest()) {
            if (!ours || request.getChildElement() == null || !requests.answer(request, sink)) {
                sink.send(commonAnswer(request));
            }
        }
    }

    private static boolean isAtDomain(Packet packet) {
        return packet.getTo().getNode() == null;
    }

    private boolean isToAccount(Packet packet) {
        String node = packet.getTo().getNode();
        return node != null && packet.getFrom() != null && accounts.isThere().test(node, packet.getFrom());
    }

    /** Not what nobody waits for an answer to (RFC 6121 §5.2.2). */
    private static boolean mayBeAnswered(Message message) {
        return (message.getType() == Message.Type.chat || message.getType() == Message.Type.normal)
                && message.getBody() != null
                && !message.getBody().isBlank();
    }

    private Presence withCapabilities(Presence presence) {
        if (presence.getType() == null) {
            presence.getElement()
                    .add((presence.getFrom().getNode() == null ? capabilities : accountCapabilities).toElement());
        }
        return presence;
    }

    private IQ commonAnswer(IQ request) {
        IQ answer = IQ.createResultIQ(request);
        boolean toAccount = isToAccount(request);
        if (!toAccount && !isAtDomain(request)) { // RFC 6121 §8.5.1: nobody is there
            refuse(answer, request, PacketError.Condition.service_unavailable);
            return answer;
        }
        Element payload = request.getChildElement();
        String namespace = request.getType() == IQ.Type.get && payload != null ? payload.getNamespaceURI() : "";
        String node = payload == null ? null : payload.attributeValue("node");
        switch (namespace) {
            case DiscoInfo.NAMESPACE -> {
                Optional<Element> found = node == null
                        ? Optional.of(info(toAccount).toElement())
                        : (toAccount ? accountCapabilities : capabilities).answer(node);
                found.ifPresentOrElse(
                        answer::setChildElement,
                        () -> refuse(answer, request, PacketError.Condition.item_not_found)); // XEP-0030 §7
            }
            case DISCO_ITEMS -> {
                if (node == null) {
                    Element items = answer.setChildElement("query", DISCO_ITEMS);
                    accounts.listed()
                            .filter(any -> !toAccount)
                            .ifPresent(listed -> items.addElement("item")
                                    .addAttribute(
                                            "jid",
                                            listed + "@" + request.getTo().getDomain())
                                    .addAttribute("name", accounts.identity().name()));
                } else {
                    refuse(answer, request, PacketError.Condition.item_not_found);
                }
            }
            case PING -> {} // XEP-0199 §4: an empty result
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

    private DiscoInfo info(boolean ofAccount) {
        Set<String> all = new LinkedHashSet<>(List.of(DiscoInfo.NAMESPACE, DISCO_ITEMS, PING, Announcement.NAMESPACE));
        features.get().forEach(all::add);
        if (ofAccount) {
            all.addAll(accounts.features());
        }
        return new DiscoInfo(List.of(ofAccount ? accounts.identity() : identity), List.copyOf(all));
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
