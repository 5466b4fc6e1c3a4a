package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.LocalSession;
import org.jivesoftware.openfire.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Our one place on the way of every stanza: shows it to the features, and does what they answer in the way Openfire
 * allows. Each stanza passes before and after it is processed; only before counts.
 */
public final class StanzaInterceptor implements PacketInterceptor {

    private static final Logger Log = LoggerFactory.getLogger(StanzaInterceptor.class);

    private static final PacketRejectedException SILENTLY = new Silently();

    /**
     * Rejects without a text. Thrown for each message to each seat in a room: where it was thrown is nobody's concern,
     * and costly.
     */
    private static final class Silently extends PacketRejectedException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final StanzaSink sink;
    private volatile FeatureChain chain;
    private volatile JID drain;
    /** The copy this thread is writing to a client in place of a stanza: it passes here too. */
    private final ThreadLocal<Packet> replacement = new ThreadLocal<>();

    /** @param sink takes the errors for those who are refused */
    public StanzaInterceptor(FeatureChain chain, StanzaSink sink) {
        this.chain = chain;
        this.sink = sink;
    }

    public void setChain(FeatureChain chain) {
        this.chain = chain;
    }

    /**
     * @param drain address of ours that drops whatever it gets. Openfire has no other way to make an IQ disappear:
     *              rejecting one is answered. Must not be guessable.
     */
    public void setDrain(JID drain) {
        this.drain = drain;
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
            throws PacketRejectedException {
        if (processed) {
            return;
        }
        if (!incoming) {
            deliver(stanza, session);
        } else if (session == null) {
            enter(stanza, Source.ELSEWHERE, null);
        } else if (isBound(session)) {
            enter(stanza, Source.LOCAL_CLIENT, session.getAddress());
        }
    }

    /** Openfire calls interceptors before it asks whether the sender is authenticated; only binding names a session. */
    private static boolean isBound(Session session) {
        JID address = session.getAddress();
        return address.getNode() != null && address.getResource() != null;
    }

    private void enter(Packet stanza, Source source, JID sender) throws PacketRejectedException {
        Outcome outcome = chain.handle(stanza, Stage.ENTRY, source, sender);
        if (!outcome.equals(Outcome.PASS)) {
            outcome.handle(new Entry(stanza, source));
        }
    }

    private void deliver(Packet stanza, Session recipient) throws PacketRejectedException {
        if (stanza == replacement.get()) {
            return;
        }
        Outcome outcome = chain.handle(stanza, Stage.DELIVERY, Source.ELSEWHERE, recipient.getAddress());
        if (!outcome.equals(Outcome.PASS)) {
            outcome.handle(new Delivery(stanza, recipient));
        }
    }

    /** What becomes of a stanza that has just come in. */
    private final class Entry implements Outcome.Handler<PacketRejectedException> {

        private final Packet stanza;
        private final Source source;

        private Entry(Packet stanza, Source source) {
            this.stanza = stanza;
            this.source = source;
        }

        @Override
        public void passed() {
            // it goes on
        }

        @Override
        public void changed() {
            // it goes on, changed in place
        }

        @Override
        public void replaced(Packet copy) {
            Log.error("A feature tried to replace an incoming stanza, which can only be changed in place. "
                    + "The stanza is passed on unchanged");
        }

        @Override
        public void taken() throws PacketRejectedException {
            discard(stanza, source);
        }

        @Override
        public void refused(Outcome.Refused refusal) throws PacketRejectedException {
            refuse(stanza, refusal);
            discard(stanza, source);
        }
    }

    /** What becomes of a stanza that is about to be written to a client. */
    private final class Delivery implements Outcome.Handler<PacketRejectedException> {

        private final Packet stanza;
        private final Session recipient;

        private Delivery(Packet stanza, Session recipient) {
            this.stanza = stanza;
            this.recipient = recipient;
        }

        @Override
        public void passed() {
            // it goes on
        }

        @Override
        public void changed() {
            // it goes on; others may see the change, but the feature has decided
        }

        @Override
        public void replaced(Packet copy) throws PacketRejectedException {
            if (isOver(recipient)) {
                return; // the server is about to find out that it has to route the original elsewhere
            }
            deliverInstead(copy, recipient);
            throw SILENTLY;
        }

        @Override
        public void taken() throws PacketRejectedException {
            throw SILENTLY;
        }

        @Override
        public void refused(Outcome.Refused refusal) throws PacketRejectedException {
            refuse(stanza, refusal);
            throw SILENTLY;
        }
    }

    /** A session that waits to be resumed (XEP-0198) has no connection, and is not over. */
    private static boolean isOver(Session session) {
        return !(session instanceof LocalSession local && local.isDetached()) && session.isClosed();
    }

    private void deliverInstead(Packet copy, Session recipient) {
        Packet outer = replacement.get(); // other interceptors may send while they see a copy
        replacement.set(copy);
        try {
            recipient.process(copy);
        } finally {
            if (outer == null) {
                replacement.remove();
            } else {
                replacement.set(outer);
            }
        }
    }

    private void refuse(Packet stanza, Outcome.Refused refused) {
        Replies.error(stanza, refused.condition(), refused.text()).ifPresent(sink::send);
    }

    /** Rejecting without a text is silent for messages, and for presence nobody here has sent; the rest is drained. */
    private void discard(Packet stanza, Source source) throws PacketRejectedException {
        if (stanza instanceof Message || stanza instanceof Presence && source == Source.ELSEWHERE) {
            throw SILENTLY;
        }
        stanza.setTo(drain);
    }
}
