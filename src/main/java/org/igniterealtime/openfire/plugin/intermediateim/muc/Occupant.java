package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * One session in one room, seen from the client's side (XEP-0045). Whatever happens goes in by a method; what is to be sent, and what
 * the owner should know, comes back in order. Time comes in with each call, and whoever calls sees to it that {@link #tick} is called
 * at {@link #wakeAt} or soon after.
 *
 * <p>It never answers a message or presence, comes back by itself after accidents, and ends by an event that
 * {@linkplain Event#ends ends}: what was announced to the room is then taken back, by one unavailable presence.
 *
 * <p>Not thread-safe: one call at a time.
 */
public final class Occupant {

    private enum Phase { OUT, ASKING, JOINING, IN, LEAVING, WAITING }

    private final JoinRequest request;
    private final Conduct conduct;
    private final Others others;
    private Phase phase = Phase.OUT;
    /** When {@link #phase} has lasted too long; when to join again. */
    private Instant until = Instant.MAX;
    /** The nick that we try to come in with. */
    private String wished;
    private String joinId;
    private Question question;
    /** Null before we are in, and after. */
    private Stay stay;
    /** When the room was last known to have us; null if never. */
    private Instant lastIn;
    /** The room has been sent available presence, and no unavailable since. */
    private boolean announced;
    private boolean clientPresent;
    /** The last stay was short and ended by a doubtful accident. */
    private boolean thrownOut;
    private int attempts;
    private int nickAttempts;
    private Presence.Show show;

    public Occupant(JoinRequest request, Conduct conduct) {
        this.request = request;
        this.conduct = conduct;
        this.others = new Others(conduct.random().nextLong());
        this.wished = request.nick();
    }

    public JoinRequest request() {
        return request;
    }

    public boolean isIn() {
        return phase == Phase.IN;
    }

    /** @return whether nothing is under way: never joined, or ended */
    public boolean isOver() {
        return phase == Phase.OUT;
    }

    /** @return as the service writes it; before we are in, the one that is tried */
    public String nick() {
        return stay == null ? wished : stay.nick();
    }

    public Standing standing() {
        return stay == null ? Standing.NONE : stay.standing();
    }

    /** @return how many nicks besides ours are in the room; while we are in */
    public int others() {
        return others.count();
    }

    /** @return when to call {@link #tick}; {@link Instant#MAX} for never. Later calls of other methods may move it. */
    public Instant wakeAt() {
        return phase == Phase.IN ? stay.wakeAt() : until;
    }

    /** Tells whether a client of the same user is in the room under the same nick: who left is then less certain. */
    public void clientPresent(boolean present) {
        clientPresent = present;
    }

    // What the owner wants

    /** Goes in, unless that is under way: asks first what the room is (XEP-0045 §6.4). Where it waits to try again, it does so now. */
    public List<Output> join(Instant now) {
        List<Output> out = new ArrayList<>();
        if (isIdle()) {
            ask(Question.Kind.ROOM_INFO, RoomStanzas.askInfo(), now, out);
        }
        return out;
    }

    /** The same for a room that is known. */
    public List<Output> join(RoomInfo known, Instant now) {
        List<Output> out = new ArrayList<>();
        if (isIdle()) {
            enter(now, out);
        }
        return out;
    }

    /** Goes out, or gives up. {@link Event.Left} comes when the room says so, or has not said so for long. */
    public List<Output> leave(Instant now) {
        return List.of();
    }

    /** Sets what we are shown as, now or when we come in; null for available. */
    public List<Output> show(Presence.Show wanted) {
        return List.of();
    }

    /** Asks for another nick (§7.6): {@link Event.NickChanged} or {@link Event.NickRefused} tell what came of it. */
    public List<Output> changeNick(String nick) {
        return List.of();
    }

    /** @return nothing if we are not in, or may not speak */
    public List<Output> say(String body) {
        return List.of();
    }

    /** @return nothing if we are not in */
    public List<Output> whisper(String nick, String body) {
        return List.of();
    }

    /** @param subject empty for none. @return nothing if we are not in, or may not speak */
    public List<Output> setSubject(String subject) {
        return List.of();
    }

    /** Asks a moderator for voice (§7.13). */
    public List<Output> requestVoice() {
        return List.of();
    }

    /** Answers {@link Event.ConfigurationWanted}. */
    public List<Output> configure(RoomConfiguration edited, Instant now) {
        return List.of();
    }

    /** Answers {@link Event.ConfigurationWanted}: an instant room. */
    public List<Output> acceptDefaults(Instant now) {
        return List.of();
    }

    /** Answers {@link Event.ConfigurationWanted}: no room, and we leave. */
    public List<Output> cancelRoom(Instant now) {
        return List.of();
    }

    // What happens

    /** @param stanza to our address; what is not from the room is ignored */
    public List<Output> receive(Packet stanza, Instant now) {
        return List.of();
    }

    public List<Output> tick(Instant now) {
        return List.of();
    }

    private boolean isIdle() {
        return phase == Phase.OUT || phase == Phase.WAITING;
    }

    private void ask(Question.Kind kind, IQ iq, Instant now, List<Output> out) {
        phase = Phase.ASKING;
        question = Question.ask(kind, iq, request.room(), request.self(), conduct, now, out);
        until = question.until();
    }

    private void enter(Instant now, List<Output> out) {
        phase = Phase.JOINING;
    }
}
