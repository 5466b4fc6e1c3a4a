package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.cluster.ClusterMessageHandler;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ActivationRequest.Charge;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Activation across a cluster. A client may be told one node's network address and ask another to activate (after it
 * came back, or as the responder of a Jingle session): who does not hold the sockets asks all others. The nodes talk in
 * IQs between addresses that each has for this alone; nobody else is listened to. Any thread.
 */
public final class ClusterActivation implements RemoteActivation, ClusterMessageHandler {

    private static final Logger Log = LoggerFactory.getLogger(ClusterActivation.class);

    static final String NAMESPACE = "urn:intermediateim:bytestreams:cluster";

    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Questions that wait for answers; more are not asked. */
    static final int MAX_ASKED = 10_000;

    private final Bytestreams streams;
    private final Supplier<JID> own;
    private final Supplier<List<JID>> others;
    private final StanzaSink sink;
    private final ScheduledExecutorService timer;
    private final Map<String, Question> asked = new ConcurrentHashMap<>(); // by stanza id

    /**
     * @param own    this node's address among nodes
     * @param others those of the other nodes; empty where there is no cluster
     */
    ClusterActivation(
            Bytestreams streams,
            Supplier<JID> own,
            Supplier<List<JID>> others,
            StanzaSink sink,
            ScheduledExecutorService timer) {
        this.streams = streams;
        this.own = own;
        this.others = others;
        this.sink = sink;
        this.timer = timer;
    }

    /**
     * One activation that all others are asked for: answered once, by the first that knows the stream, or when none
     * does.
     */
    private final class Question {

        private final Set<JID> silent; // guarded by this
        private Consumer<ActivationResult> outcome; // guarded by this; null when answered
        private volatile Future<?> end;

        Question(List<JID> nodes, Consumer<ActivationResult> outcome) {
            this.silent = new HashSet<>(nodes);
            this.outcome = outcome;
        }

        synchronized boolean isFor(JID node) {
            return silent.contains(node);
        }

        void answered(String id, JID node, ActivationResult activation) {
            Consumer<ActivationResult> told = take(node, activation);
            if (told != null) {
                asked.remove(id);
                end.cancel(false);
                told.accept(activation);
            }
        }

        /** @return who is to be told, if this answer is the last one needed */
        private synchronized Consumer<ActivationResult> take(JID node, ActivationResult activation) {
            silent.remove(node);
            if (activation == ActivationResult.NOT_FOUND && !silent.isEmpty()) {
                return null;
            }
            Consumer<ActivationResult> told = outcome;
            outcome = null;
            return told;
        }

        void giveUp(String id) {
            List<JID> rest;
            synchronized (this) {
                rest = List.copyOf(silent);
            }
            rest.forEach(node -> answered(id, node, ActivationResult.NOT_FOUND));
        }
    }

    @Override
    public boolean activate(ActivationRequest request, Consumer<ActivationResult> outcome) {
        List<JID> nodes = others.get();
        if (nodes.isEmpty() || asked.size() >= MAX_ASKED) {
            return false;
        }
        String id = UUID.randomUUID().toString();
        Question question = new Question(nodes, outcome);
        asked.put(id, question);
        try {
            question.end = timer.schedule(() -> question.giveUp(id), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) { // the proxy goes down
            asked.remove(id);
            return false;
        }
        for (JID node : nodes) {
            try {
                sink.send(question(id, node, request));
            } catch (RuntimeException e) { // the cluster does not answer
                Log.warn("Cluster node {} could not be asked to activate a stream", node, e);
                question.answered(id, node, ActivationResult.NOT_FOUND);
            }
        }
        return true;
    }

    private IQ question(String id, JID node, ActivationRequest request) {
        IQ question = new IQ(IQ.Type.set, id);
        question.setFrom(own.get());
        question.setTo(node);
        question.setChildElement("activate", NAMESPACE)
                .addAttribute("address", request.address().hex())
                .addAttribute("requester", request.requester().toString())
                .addAttribute("target", request.target().toString())
                .addAttribute("agreed", String.valueOf(request.charged() == Charge.BOTH))
                .addAttribute("concealed", String.valueOf(request.concealed()));
        return question;
    }

    @Override
    public void answered(IQ answer) {
        Question question = answer.getID() == null ? null : asked.get(answer.getID());
        if (question != null && question.isFor(answer.getFrom())) {
            question.answered(answer.getID(), answer.getFrom(), outcome(answer));
        }
    }

    private static ActivationResult outcome(IQ answer) {
        Element payload = answer.getType() == IQ.Type.result ? answer.getChildElement() : null;
        String outcome = payload == null ? null : payload.attributeValue("outcome");
        for (ActivationResult each : ActivationResult.values()) {
            if (each.name().equals(outcome)) {
                return each;
            }
        }
        return ActivationResult.NOT_FOUND; // a node of another version, or one that has gone
    }

    /** Activates what another node asks for. */
    @Override
    public Optional<IQ> answer(IQ request) {
        Element asking = request.getChildElement();
        if (!asking.getNamespaceURI().equals(NAMESPACE)) {
            return Optional.empty();
        }
        IQ answer = IQ.createResultIQ(request);
        answer.setChildElement("activated", NAMESPACE)
                .addAttribute("outcome", activate(asking).name());
        return Optional.of(answer);
    }

    private ActivationResult activate(Element asking) {
        try {
            return streams.activate(new ActivationRequest(
                    new DestinationAddress(asking.attributeValue("address", "")),
                    new JID(asking.attributeValue("requester", "")),
                    new JID(asking.attributeValue("target", "")),
                    Boolean.parseBoolean(asking.attributeValue("agreed")) ? Charge.BOTH : Charge.REQUESTER,
                    Boolean.parseBoolean(asking.attributeValue("concealed"))));
        } catch (IllegalArgumentException e) {
            return ActivationResult.NOT_FOUND; // a node of another version
        }
    }

    int asked() {
        return asked.size();
    }
}
