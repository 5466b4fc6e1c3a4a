package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/** What a feature makes of a stanza. */
public sealed interface Outcome {

    Outcome PASS = new Pass();
    Outcome CHANGED = new Changed();
    Outcome TAKEN = new Taken();

    /**
     * Does what each kind of outcome asks for. An outcome that nobody handles does not compile.
     *
     * @param <E> what a method may throw
     */
    interface Handler<E extends Exception> {

        void passed() throws E;

        void changed() throws E;

        void replaced(Packet copy) throws E;

        void taken() throws E;

        void refused(Refused refusal) throws E;
    }

    /** Calls the method of the handler that goes with the kind. */
    <E extends Exception> void handle(Handler<E> handler) throws E;

    /** @return whether later features, and the addressee, still get to see the stanza */
    default boolean goesOn() {
        return false;
    }

    /** Nothing to do; by far the most common. */
    record Pass() implements Outcome {

        @Override
        public <E extends Exception> void handle(Handler<E> handler) throws E {
            handler.passed();
        }

        @Override
        public boolean goesOn() {
            return true;
        }
    }

    /** Edited in place, for everybody; only at {@link Passage.Stage#ENTRY}. */
    record Changed() implements Outcome {

        @Override
        public <E extends Exception> void handle(Handler<E> handler) throws E {
            handler.changed();
        }

        @Override
        public boolean goesOn() {
            return true;
        }
    }

    /**
     * One recipient gets {@code copy} in place of the stanza; only at {@link Passage.Stage#DELIVERY}. Later features
     * see the copy.
     */
    record Replaced(Packet copy) implements Outcome {

        @Override
        public <E extends Exception> void handle(Handler<E> handler) throws E {
            handler.replaced(copy);
        }

        @Override
        public boolean goesOn() {
            return true;
        }
    }

    /** Dealt with: it goes no further. */
    record Taken() implements Outcome {

        @Override
        public <E extends Exception> void handle(Handler<E> handler) throws E {
            handler.taken();
        }
    }

    /**
     * A stanza error goes back to the sender, the stanza goes no further.
     *
     * @param text for the sender's eyes; empty for none
     */
    record Refused(PacketError.Condition condition, String text) implements Outcome {

        @Override
        public <E extends Exception> void handle(Handler<E> handler) throws E {
            handler.refused(this);
        }
    }
}
