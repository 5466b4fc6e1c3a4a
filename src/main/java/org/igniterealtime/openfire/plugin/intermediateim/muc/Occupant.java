package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * One session in one room, seen from the client's side (XEP-0045). Whatever happens goes in by a method; what is to be
 * sent, and what the owner should know, comes back in order. Time comes in with each call, and whoever calls sees to it
 * that {@link #tick} is called at {@link #wakeAt} or soon after.
 *
 * <p>It never answers a message or presence, comes back by itself after accidents, and ends by an event that
 * {@linkplain Event#ends ends}: what was announced to the room is then taken back, by one unavailable presence. Where
 * it is on its way is a {@link Phase}, and what each of them does stands there.
 *
 * <p>Not thread-safe: one call at a time.
 */
public final class Occupant {

    private final OccupantContext context;
    private Phase phase;

    public Occupant(JoinRequest request, OccupantPolicy policy) {
        this.context = OccupantContext.of(request, policy);
        this.phase = NotJoined.forGood(context);
    }

    public boolean isIn() {
        return phase instanceof Joined;
    }

    /** @return whether nothing is under way: never joined, or ended */
    public boolean isOver() {
        return phase instanceof NotJoined notJoined && notJoined.isForGood();
    }

    /** @return as the service writes it; before we are in, the one that is tried */
    public String nick() {
        return phase.nick();
    }

    public Privileges privileges() {
        return phase.privileges();
    }

    /** @return how many nicks besides ours are in the room; while we are in */
    public int others() {
        return context.others().count();
    }

    /** @return when to call {@link #tick}; {@link Instant#MAX} for never. Later calls of other methods may move it. */
    public Instant wakeAt() {
        return phase.wakeAt();
    }

    /**
     * Tells whether the room has said something by which we may be out, and has been asked: what is sent to it now
     * could be taken for a join. {@link Event.Confirmed} or an event that we are out comes of it.
     */
    public boolean isInDoubt() {
        return phase instanceof Joined joined && joined.isInDoubt();
    }

    /**
     * Tells whether we have asked for another nick and have no answer: it is not known for the moment what we are
     * called.
     */
    public boolean isChangingNick() {
        return phase instanceof Joined joined && joined.isChangingNick();
    }

    /**
     * Tells that a session of the same user, which shares our nick, was removed: so may we be.
     *
     * @param told unavailable presence, as the room has sent it to that session
     */
    public void otherSessionRemoved(Presence told, Instant now) {
        if (phase instanceof Joined joined) {
            joined.suspect(MucUser.in(told.getElement()), now);
        }
    }

    /**
     * Tells that another session under our nick has asked for a new one. Some services rename all sessions of a nick
     * together (XEP-0045 §7.6 leaves that open): what we sent to the old nick then would ask for it back.
     */
    public void nickMayChange(Instant now) {
        if (phase instanceof Joined joined) {
            joined.suspect(MucUser.NOTHING, now);
        }
    }

    /**
     * @return whether it is a question of ours: some services show it to every session that shares the nick it is for,
     *     us included
     */
    public boolean isOwnQuestion(IQ request) {
        return phase.isOwnQuestion(request);
    }

    /**
     * Tells after which time without a word the service may remove an occupant: then we ask (XEP-0410 §3.2), if not
     * earlier.
     */
    public void setIdleLimit(Duration idle) {
        context.silence().setIdleLimit(idle);
    }

    /** Tells whether a client of the same user is in the room under the same nick: who left is then less certain. */
    public void setClientPresent(boolean present) {
        context.presence().setShared(present);
    }

    // What the owner wants: to go in and out

    /**
     * Goes in, unless that is under way: asks first what the room is (XEP-0045 §6.4). Where it waits to try again, it
     * does so now.
     */
    public List<Output> join(Instant now) {
        return transition(out -> phase instanceof NotJoined notJoined ? notJoined.join(now, out) : phase);
    }

    /** The same for a room that is known. */
    public List<Output> join(RoomInfo known, Instant now) {
        return transition(out -> phase instanceof NotJoined notJoined ? notJoined.joinKnown(now, out) : phase);
    }

    /** Goes out, or gives up. {@link Event.Left} comes when the room says so, or has not said so for long. */
    public List<Output> leave(Instant now) {
        return transition(out -> phase.leave(now, out));
    }

    /** Answers {@link Event.ConfigurationWanted}; one that lacks something required is an instant room. */
    public List<Output> configure(RoomConfiguration edited, Instant now) {
        return whileJoined((joined, out) -> joined.undecidedRoom().ifPresent(room -> room.configure(edited, now, out)));
    }

    /** Answers {@link Event.ConfigurationWanted}: an instant room. */
    public List<Output> acceptDefaults(Instant now) {
        return whileJoined((joined, out) -> joined.undecidedRoom().ifPresent(room -> room.acceptDefaults(now, out)));
    }

    /** Answers {@link Event.ConfigurationWanted}: no room, and we leave. */
    public List<Output> cancelRoom() {
        return transition(
                out -> phase instanceof Joined joined && joined.undecidedRoom().isPresent()
                        ? joined.abandonRoom(new Event.Left(), out)
                        : phase);
    }

    // What the owner wants in the room; nothing comes of it if we are not in

    /** Sets what we are shown as, now or when we come in; null for available. */
    public List<Output> show(Presence.Show wanted) {
        return context.presence().show(wanted) ? whileJoined(Joined::show) : List.of();
    }

    /**
     * Asks for another nick (§7.6): {@link Event.NickChanged} or {@link Event.NickRefused} tell what came of it.
     *
     * @return nothing if it can't be a nick
     */
    public List<Output> changeNick(String nick) {
        return whileJoined((joined, out) -> Nicks.prepared(nick).ifPresent(other -> joined.changeNick(other, out)));
    }

    /** @return nothing if we may not speak */
    public List<Output> say(String body) {
        return whileJoined((joined, out) -> joined.say(body, out));
    }

    public List<Output> sayTo(String nick, String body) {
        return sendWhileJoined(RoomStanzas.toOne(body), Nicks.occupant(room(), nick));
    }

    /** @param subject empty for none */
    public List<Output> setSubject(String subject) {
        return sendWhileJoined(RoomStanzas.subject(subject), room());
    }

    /** Asks the moderators for voice (§7.13). */
    public List<Output> requestVoice() {
        return sendWhileJoined(RoomStanzas.voiceRequest(), room());
    }

    /**
     * Asks somebody in (§7.8).
     *
     * @param reason      may be empty
     * @param membersOnly through the room, which lets in whom it knows; else directly
     */
    public List<Output> invite(JID invitee, String reason, boolean membersOnly) {
        return membersOnly
                ? sendWhileJoined(Invitation.mediated(invitee, reason), room())
                : sendWhileJoined(Invitation.direct(context.request(), reason), invitee);
    }

    // What happens

    /** @param stanza to our address; what is not from the room is ignored */
    public List<Output> receive(Packet stanza, Instant now) {
        String from = Addresses.from(stanza);
        if (!Addresses.isOf(room(), from)) {
            return List.of();
        }
        String nick = Addresses.resource(from);
        List<Output> out = new ArrayList<>(2);
        if (stanza instanceof Message message) {
            setPhase(phase.receive(message, nick, now, out));
        } else if (stanza instanceof Presence presence) {
            setPhase(phase.receive(presence, nick, now, out));
        } else if (stanza instanceof IQ iq && PendingRequest.isRequest(iq)) {
            out.add(new Event.Asked(iq));
        } else if (stanza instanceof IQ iq) {
            setPhase(phase.answered(iq, now, out));
        }
        return out;
    }

    /** Mostly it is the same: then nothing is written, which would be work for the garbage collector at each stanza. */
    private void setPhase(Phase next) {
        if (next != phase) {
            phase = next;
        }
    }

    /** The time is now this. */
    public List<Output> tick(Instant now) {
        return transition(out -> phase.tick(now, out));
    }

    private JID room() {
        return context.request().room();
    }

    private List<Output> transition(Function<List<Output>, Phase> step) {
        List<Output> out = new ArrayList<>(2);
        setPhase(step.apply(out));
        return out;
    }

    private List<Output> whileJoined(BiConsumer<Joined, List<Output>> wish) {
        List<Output> out = new ArrayList<>(1);
        if (phase instanceof Joined joined) {
            wish.accept(joined, out);
        }
        return out;
    }

    private List<Output> sendWhileJoined(Packet stanza, JID to) {
        return whileJoined((joined, out) -> context.sender().send(stanza, to, out));
    }
}
