package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError;

/**
 * What an {@link Occupant} tells its owner. Texts that came from the room are cut to {@link MucUser#MAX_TEXT}
 * characters; an absent one is empty. Stanzas are the very objects that were received, which the room may have sent to
 * others too: to be read, and copied if kept. Nicks are as the service writes them.
 */
public sealed interface Event extends Output {

    /** @return whether the occupancy is over: nothing more comes of it until {@link Occupant#join} */
    default boolean ends() {
        return false;
    }

    @Override
    default void perform(Performer performer) {
        performer.happened(this);
    }

    void tell(Listener listener);

    /** Hears of events. It has a method for each, so an event that nobody considers does not compile. */
    interface Listener {

        void roomKnown(RoomKnown event);

        void joined(Joined event);

        void refused(Refused event);

        void configurationWanted(ConfigurationWanted event);

        void configured(Configured event);

        void subjectChanged(SubjectChanged event);

        void said(Said event);

        void privateMessage(PrivateMessage event);

        void undelivered(Undelivered event);

        void occupantJoined(OccupantJoined event);

        void occupantChanged(OccupantChanged event);

        void occupantRenamed(OccupantRenamed event);

        void occupantLeft(OccupantLeft event);

        void privilegesChanged(PrivilegesChanged event);

        void nickChanged(NickChanged event);

        void nickRefused(NickRefused event);

        void configurationChanged(ConfigurationChanged event);

        void invited(Invited event);

        void confirmed(Confirmed event);

        void asked(Asked event);

        void removed(Removed event);

        void destroyed(Destroyed event);

        void left(Left event);
    }

    // Entering

    /** What the room says about itself before we join (XEP-0045 §6.4). */
    record RoomKnown(RoomInfo info) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.roomKnown(this);
        }
    }

    /** We have joined (§7.2.2), perhaps again after a {@link Removed}. The other occupants were told before. */
    record Joined(String nick, Privileges privileges, Set<ConfigurationNotice> notices) implements Event {

        public Joined {
            notices = Set.copyOf(notices);
        }

        @Override
        public void tell(Listener listener) {
            listener.joined(this);
        }
    }

    /**
     * We are not let in.
     *
     * @param text      the service's own words; may be empty
     * @param alternate where the room has moved to (RFC 6120 §8.3.3.5), for {@link Refusal#MOVED}
     * @param again     whether it is tried again by itself
     */
    record Refused(Refusal why, String text, Optional<JID> alternate, boolean again) implements Event {

        @Override
        public boolean ends() {
            return !again;
        }

        @Override
        public void tell(Listener listener) {
            listener.refused(this);
        }
    }

    /**
     * The room is new and locked until {@link Occupant#configure}, {@link Occupant#acceptDefaults} or
     * {@link Occupant#cancelRoom}; defaults are accepted when none of them comes in time (§10.1.1).
     */
    record ConfigurationWanted(RoomConfiguration offered) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.configurationWanted(this);
        }
    }

    /**
     * The new room is open; {@code asWanted} is false if the service refused what was submitted and made an instant
     * room.
     */
    record Configured(boolean asWanted) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.configured(this);
        }
    }

    // In the room

    /** The subject is now this one; empty for none. {@code nick} is empty if the room does not say who set it. */
    record SubjectChanged(String nick, String subject) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.subjectChanged(this);
        }
    }

    /**
     * A message to all.
     *
     * @param nick empty for the room itself
     * @param sent when, if it says so; to be believed for {@link MessageKind#HISTORY} only
     */
    record Said(MessageKind kind, String nick, Message stanza, Optional<Instant> sent) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.said(this);
        }
    }

    /**
     * A message from one occupant to us (§7.5), with text or other content. {@code sent}: when, if a delay element says
     * so; set by the sender or the room.
     */
    record PrivateMessage(String nick, Message stanza, Optional<Instant> sent) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.privateMessage(this);
        }
    }

    /** A message of ours was returned with an error. */
    record Undelivered(String id, PacketError.Condition condition) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.undelivered(this);
        }
    }

    /** {@code jid}: the real address, if the room shows it. */
    record OccupantJoined(String nick, Privileges privileges, Optional<JID> jid) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.occupantJoined(this);
        }
    }

    /** Available presence of somebody who is in already: status, role or affiliation may have changed. */
    record OccupantChanged(String nick, Privileges privileges, Optional<JID> jid) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.occupantChanged(this);
        }
    }

    record OccupantRenamed(String from, String to) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.occupantRenamed(this);
        }
    }

    record OccupantLeft(String nick) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.occupantLeft(this);
        }
    }

    /** Our own role or affiliation has changed. */
    record PrivilegesChanged(Privileges privileges) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.privilegesChanged(this);
        }
    }

    /** Our nick has changed: at our request, by the service, or by another client of the user. */
    record NickChanged(String nick) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.nickChanged(this);
        }
    }

    /** Our request for another nick was refused; the old one stays (§7.6). */
    record NickRefused(PacketError.Condition condition) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.nickRefused(this);
        }
    }

    /**
     * The room was configured anew (§10.2.1). {@link ConfigurationNotice#LOGGED} and
     * {@link ConfigurationNotice#NON_ANONYMOUS} are for the user to know.
     */
    record ConfigurationChanged(Set<ConfigurationNotice> notices) implements Event {

        public ConfigurationChanged {
            notices = Set.copyOf(notices);
        }

        @Override
        public void tell(Listener listener) {
            listener.configurationChanged(this);
        }
    }

    /** An occupant invites us to another room in a private message. */
    record Invited(Invitation invitation) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.invited(this);
        }
    }

    /** The room has confirmed that we are still in: see {@link Occupant#isInDoubt}. */
    record Confirmed() implements Event {

        @Override
        public void tell(Listener listener) {
            listener.confirmed(this);
        }
    }

    /** A request came through the room; the owner answers it, or leaves it to a client that shares the nick. */
    record Asked(IQ request) implements Event {

        @Override
        public void tell(Listener listener) {
            listener.asked(this);
        }
    }

    // Out of it

    /**
     * We are no longer in the room.
     *
     * @param actor nick or address of whoever removed us, if the room says so
     * @param again whether we rejoin automatically
     */
    record Removed(Removal why, String actor, String reason, boolean again) implements Event {

        @Override
        public boolean ends() {
            return !again;
        }

        @Override
        public void tell(Listener listener) {
            listener.removed(this);
        }
    }

    /**
     * The room was destroyed (§10.9). {@code alternate} is another venue, with its {@code password}. Either text may be
     * empty.
     */
    record Destroyed(Optional<JID> alternate, String password, String reason) implements Event {

        @Override
        public boolean ends() {
            return true;
        }

        @Override
        public void tell(Listener listener) {
            listener.destroyed(this);
        }
    }

    /** We have left, as the owner requested. */
    record Left() implements Event {

        @Override
        public boolean ends() {
            return true;
        }

        @Override
        public void tell(Listener listener) {
            listener.left(this);
        }
    }
}
