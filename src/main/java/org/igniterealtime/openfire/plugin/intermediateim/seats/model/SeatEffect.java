package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.List;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * What follows from something that happened to a {@code Seat}: to be performed in the order given. Each effect calls
 * its own method of a {@link Performer}, so an effect that nobody performs does not compile.
 */
public sealed interface SeatEffect {

    void perform(Performer performer);

    /** Performs the effects of one seat. */
    interface Performer {

        /** @param stanza to route, from the seat's address; given away */
        void send(Packet stanza);

        /**
         * The client sends its join again, unless it has changed its mind: see {@code Seat.joinRequestOf}.
         *
         * @param client that the room has refused because of the seat
         */
        void joinAgain(JID client);

        /** Sends the seat's current presence, if there still is something to show: see {@code Seat.presenceNow}. */
        void show();

        void keep(MissedMessage message);

        /**
         * Tells the sender of a private message that it is not kept.
         *
         * @param message as the room has sent it to the seat
         */
        void refuse(Message message);

        /** A client of the owner has entered the room: what was kept is due after the room's own history. */
        void clientEntered(JID client);

        /** A client has left. A room where the seat keeps the nick may not confirm that to the client. */
        void clientLeft(JID client, String nick);

        /** Tells the owner something. */
        void tell(Tell tell);

        /** The configuration has changed. */
        void save(SeatConfig config);

        /** The seat waits for its turn to join. */
        void queueJoin();

        /** The room's service was not reached. */
        void serviceFailed();

        void serviceAnswered();

        /** Somebody has left a temporary room: perhaps only seats are left in it. */
        void checkIfAlone();

        /** The room, or its owner, has ended the seat: its configuration is void. */
        void ended();
    }

    record Send(Packet stanza) implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.send(stanza);
        }
    }

    record JoinAgain(JID client) implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.joinAgain(client);
        }
    }

    record Show() implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.show();
        }
    }

    record Keep(MissedMessage message) implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.keep(message);
        }
    }

    record Refuse(Message message) implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.refuse(message);
        }
    }

    record ClientEntered(JID client) implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.clientEntered(client);
        }
    }

    record ClientLeft(JID client, String nick) implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.clientLeft(client, nick);
        }
    }

    /** @param key the end of an i18n key */
    record Tell(String key, List<Object> arguments) implements SeatEffect {

        public Tell(String key, Object... arguments) {
            this(key, List.of(arguments));
        }

        @Override
        public void perform(Performer performer) {
            performer.tell(this);
        }
    }

    record Save(SeatConfig config) implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.save(config);
        }
    }

    record QueueJoin() implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.queueJoin();
        }
    }

    record ServiceFailed() implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.serviceFailed();
        }
    }

    record ServiceAnswered() implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.serviceAnswered();
        }
    }

    record CheckIfAlone() implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.checkIfAlone();
        }
    }

    record Ended() implements SeatEffect {

        @Override
        public void perform(Performer performer) {
            performer.ended();
        }
    }
}
