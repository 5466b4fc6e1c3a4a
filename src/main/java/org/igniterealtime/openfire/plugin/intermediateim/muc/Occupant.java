package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
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
    private final Sender sender;
    private final Others others;
    private Phase phase = Phase.OUT;
    /** When {@link #phase} has lasted too long; when to join again. */
    private Instant until = Instant.MAX;
    private final NickChoice nicks;
    private final Rejoin rejoin;
    private final OwnPresence presence;
    private String joinId;
    private Question question;
    /** Null unless we are in, or leaving. */
    private Stay stay;
    private boolean clientPresent;

    public Occupant(JoinRequest request, Conduct conduct) {
        this.request = request;
        this.conduct = conduct;
        this.sender = new Sender(request.self(), conduct);
        this.others = new Others(conduct.random().nextLong());
        this.nicks = new NickChoice(request);
        this.rejoin = new Rejoin(request, conduct);
        this.presence = new OwnPresence(request, sender);
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
        return stay == null ? nicks.nick() : stay.nick();
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
        List<Output> out = new ArrayList<>(2);
        if (phase == Phase.JOINING || phase == Phase.IN) {
            presence.retract(nick(), out);
            become(Phase.LEAVING, now.plus(conduct.times().leave()));
        } else if (phase == Phase.ASKING || phase == Phase.WAITING) {
            end(new Event.Left(), out);
        }
        return out;
    }

    /** Sets what we are shown as, now or when we come in; null for available. */
    public List<Output> show(Presence.Show wanted) {
        return inside(presence.show(wanted), out -> sender.send(presence.available(), stay.here(), out));
    }

    /**
     * Asks for another nick (§7.6): {@link Event.NickChanged} or {@link Event.NickRefused} tell what came of it.
     *
     * @return nothing if we are not in, or it can't be a nick
     */
    public List<Output> changeNick(String nick) {
        List<Output> out = new ArrayList<>(1);
        Nicks.prepared(nick).filter(other -> isIn()).ifPresent(other -> stay.wish(other, presence.available(), out));
        return out;
    }

    /** @return nothing if we are not in, or may not speak */
    public List<Output> say(String body) {
        List<Output> out = new ArrayList<>(1);
        if (isIn()) {
            stay.say(body, out);
        }
        return out;
    }

    /** @return nothing if we are not in */
    public List<Output> whisper(String nick, String body) {
        return inside(true, out -> sender.send(RoomStanzas.toOne(body), Nicks.occupant(request.room(), nick), out));
    }

    /** @param subject empty for none. @return nothing if we are not in */
    public List<Output> setSubject(String subject) {
        return inside(true, out -> sender.send(RoomStanzas.subject(subject), request.room(), out));
    }

    /** Asks the moderators for voice (§7.13). */
    public List<Output> requestVoice() {
        return inside(true, out -> sender.send(RoomStanzas.voiceRequest(), request.room(), out));
    }

    /**
     * Asks somebody in (§7.8).
     *
     * @param reason      may be empty
     * @param membersOnly through the room, which lets in whom it knows; else directly
     * @return nothing if we are not in
     */
    public List<Output> invite(JID invitee, String reason, boolean membersOnly) {
        return inside(true, out -> {
            if (membersOnly) {
                sender.send(Invitation.mediated(invitee, reason), request.room(), out);
            } else {
                sender.send(Invitation.direct(request, reason), invitee, out);
            }
        });
    }

    private List<Output> inside(boolean wanted, Consumer<List<Output>> what) {
        List<Output> out = new ArrayList<>(1);
        if (wanted && isIn()) {
            what.accept(out);
        }
        return out;
    }

    /** Answers {@link Event.ConfigurationWanted}; one that lacks something required is an instant room. */
    public List<Output> configure(RoomConfiguration edited, Instant now) {
        List<Output> out = new ArrayList<>(1);
        if (isIn()) {
            stay.configure(edited, now, out);
        }
        return out;
    }

    /** Answers {@link Event.ConfigurationWanted}: an instant room. */
    public List<Output> acceptDefaults(Instant now) {
        List<Output> out = new ArrayList<>(1);
        if (isIn()) {
            stay.acceptDefaults(now, out);
        }
        return out;
    }

    /** Answers {@link Event.ConfigurationWanted}: no room, and we leave. */
    public List<Output> cancelRoom() {
        List<Output> out = new ArrayList<>(3);
        if (isIn() && stay.isUndecided()) {
            sender.send(RoomStanzas.cancelConfiguration(), request.room(), out);
            end(new Event.Left(), out);
        }
        return out;
    }

    // What happens

    /** @param stanza to our address; what is not from the room is ignored */
    public List<Output> receive(Packet stanza, Instant now) {
        JID from = stanza.getFrom();
        if (from == null || !request.room().getDomain().equals(from.getDomain())
                || !request.room().getNode().equals(from.getNode())) {
            return List.of();
        }
        List<Output> out = new ArrayList<>(2);
        if (stanza instanceof IQ iq) {
            receive(iq, now, out);
        } else if (stanza instanceof Message message) {
            if (isIn()) {
                rejoin.heard(now);
                stay.hear(message, from.getResource() == null ? "" : from.getResource(), now, out);
            }
        } else if (stanza instanceof Presence shown && isTogether()) {
            receive(shown, from.getResource(), now, out);
        }
        return out;
    }

    /** The time is now this. */
    public List<Output> tick(Instant now) {
        List<Output> out = new ArrayList<>(2);
        if (isIn()) {
            meet(stay.tick(now, out), now, out);
        } else if (!now.isBefore(until)) {
            switch (phase) {
                case ASKING, JOINING -> overdue(now, out);
                case LEAVING -> end(new Event.Left(), out);
                default -> ask(Question.Kind.ROOM_INFO, RoomStanzas.askInfo(), now, out); // WAITING is over
            }
        }
        return out;
    }

    private void overdue(Instant now, List<Output> out) {
        boolean nick = phase == Phase.ASKING && question.kind() == Question.Kind.RESERVED_NICK;
        refuse(nick ? Refusal.RESERVED_NICK_WANTED : Refusal.UNREACHABLE, "", now, out);
    }

    // Entering

    private boolean isIdle() {
        return phase == Phase.OUT || phase == Phase.WAITING;
    }

    private void begin() {
        if (phase == Phase.OUT) {
            rejoin.startAfresh();
        }
        nicks.startAfresh();
    }

    private void ask(Question.Kind kind, IQ iq, Instant now, List<Output> out) {
        if (kind == Question.Kind.ROOM_INFO) {
            begin();
        }
        question = Question.ask(kind, iq, request.room(), sender, now, out);
        become(Phase.ASKING, question.until());
    }

    private void receive(IQ iq, Instant now, List<Output> out) {
        if (Question.isRequest(iq)) {
            out.add(new Event.Asked(iq));
        } else if (isIn()) {
            meet(stay.answered(iq, now, out), now, out);
        } else if (phase == Phase.ASKING && question.isAnsweredBy(iq)) {
            if (question.kind() == Question.Kind.RESERVED_NICK) {
                reservedNickIs(Nicks.reserved(iq), now, out);
            } else if (RoomStanzas.type(iq).equals("result")) {
                roomIs(RoomInfo.in(iq.getChildElement()), now, out);
            } else {
                roomUnknown(iq, now, out);
            }
        }
    }

    private void roomIs(Optional<RoomInfo> info, Instant now, List<Output> out) {
        if (info.isEmpty()) {
            refuse(Refusal.NOT_A_ROOM, "", now, out);
        } else {
            out.add(new Event.RoomKnown(info.get()));
            enter(now, out);
        }
    }

    /** Only what the join would say too ends it here: rooms may hide from strangers. */
    private void roomUnknown(IQ error, Instant now, List<Output> out) {
        Refusal why = Refusal.of(RoomStanzas.condition(error));
        boolean missing = why == Refusal.NO_SUCH_ROOM && !rejoin.mayCreate();
        if (missing || why == Refusal.UNREACHABLE || why == Refusal.MOVED) {
            refuse(why, error, now, out);
        } else {
            enter(now, out);
        }
    }

    private void reservedNickIs(Optional<String> reserved, Instant now, List<Output> out) {
        if (nicks.takeReserved(reserved)) {
            enter(now, out);
        } else {
            refuse(Refusal.RESERVED_NICK_WANTED, "", now, out);
        }
    }

    private void enter(Instant now, List<Output> out) {
        question = null;
        joinId = presence.join(nicks.nick(), rejoin.history(), out);
        become(Phase.JOINING, now.plus(conduct.times().answer()));
    }

    private void joined(String nick, MucUser user, Instant now, List<Output> out) {
        stay = new Stay(request, sender, nick, user.item().standing(), now);
        become(Phase.IN, Instant.MAX);
        others.isUs(nick);
        boolean created = user.has(201);
        if (created && !rejoin.mayCreate()) {
            sender.send(RoomStanzas.cancelConfiguration(), request.room(), out); // §10.1.1: or it would stay, and locked
            end(new Event.Refused(Refusal.NO_SUCH_ROOM, "", Optional.empty(), false), out);
            return;
        }
        rejoin.heard(now);
        out.add(new Event.Joined(nick, stay.standing(), Notice.in(user)));
        if (created) {
            stay.open(now, out);
        }
    }

    private void refuse(Refusal why, Packet error, Instant now, List<Output> out) {
        if (why == Refusal.RESERVED_NICK_WANTED && nicks.mayAskForReserved()) {
            ask(Question.Kind.RESERVED_NICK, RoomStanzas.askReservedNick(), now, out);
        } else if (why == Refusal.NICK_CONFLICT && nicks.takeAlternative()) {
            enter(now, out);
        } else {
            refuse(why, RoomStanzas.text(error), RoomStanzas.alternate(error), now, out);
        }
    }

    private void refuse(Refusal why, String text, Instant now, List<Output> out) {
        refuse(why, text, Optional.empty(), now, out);
    }

    private void refuse(Refusal why, String text, Optional<JID> alternate, Instant now, List<Output> out) {
        boolean destroyed = why == Refusal.NO_SUCH_ROOM && phase == Phase.ASKING && rejoin.hasBeenIn();
        boolean again = !destroyed && rejoin.mayGoOn(why);
        Event event = new Event.Refused(why, text, alternate, again);
        if (again) {
            comeBackLater(now);
            out.add(event);
        } else {
            end(event, out);
        }
    }

    private void comeBackLater(Instant now) {
        stay = null;
        question = null;
        others.clear();
        become(Phase.WAITING, rejoin.next(now));
    }

    // Presence

    private boolean isTogether() {
        return phase == Phase.JOINING || phase == Phase.IN || phase == Phase.LEAVING;
    }

    /** @param nick null for the room itself */
    private void receive(Presence presence, String nick, Instant now, List<Output> out) {
        String type = RoomStanzas.type(presence);
        boolean available = type.isEmpty();
        if (type.equals("error")) {
            receiveError(presence, now, out);
            return;
        } else if (nick == null || !available && !type.equals("unavailable")) {
            return;
        }
        MucUser user = MucUser.in(presence.getElement());
        if (isIn()) {
            rejoin.heard(now);
            stay.heard(now);
        }
        if (!user.has(110) && !isOurs(nick)) {
            othersPresence(available, nick, user, out);
        } else if (available) {
            ownPresence(nick, user, now, out);
        } else if (!user.isAboutOthersThan(request.self())) {
            ownUnavailable(user, now, out);
        }
    }

    /** By the nick too: some services leave out code 110 (XEP-0045 §9.1), though none when we come in. */
    private boolean isOurs(String nick) {
        return stay == null ? nick.equals(nicks.nick()) : stay.isOurs(nick);
    }

    private void othersPresence(boolean available, String nick, MucUser user, List<Output> out) {
        if (phase == Phase.LEAVING) {
            return;
        }
        if (available) {
            others.available(nick, user.item(), out);
        } else {
            others.unavailable(nick, user, out);
        }
    }

    private void ownPresence(String nick, MucUser user, Instant now, List<Output> out) {
        if (phase == Phase.JOINING && user.has(110)) {
            joined(nick, user, now, out);
        } else if (phase == Phase.IN) {
            others.isUs(nick);
            stay.available(nick, user.item().standing(), out);
        }
    }

    private void receiveError(Presence error, Instant now, List<Output> out) {
        switch (phase) {
            case JOINING -> {
                if (error.getID() == null || error.getID().equals(joinId)) {
                    refuse(Refusal.of(RoomStanzas.condition(error)), error, now, out);
                }
            }
            case IN -> stay.refused(error, now, out);
            default -> end(new Event.Left(), out); // LEAVING: not even in
        }
    }

    // Going out

    private void ownUnavailable(MucUser user, Instant now, List<Output> out) {
        if (!user.has(303)) {
            out(user, now, out);
        } else if (isIn()) {
            stay.willBe(user.item().nick());
        }
    }

    private void out(MucUser user, Instant now, List<Output> out) {
        Removal why = Removal.of(user);
        boolean explained = user.destroy().isPresent() || why != Removal.UNEXPLAINED;
        if (phase == Phase.LEAVING) {
            end(new Event.Left(), out);
        } else if (phase == Phase.JOINING && !(explained && user.has(110))) {
            return; // the echo of an earlier leave, or somebody who had the nick before
        } else if (user.destroy().isPresent()) {
            end(RoomStanzas.destroyed(user.destroy().get()), out);
        } else if (isIn() && clientPresent && why.isDoubtful(user) && !user.isAbout(request.self())) {
            stay.check(now, out); // the client may be the one that is out
        } else {
            removed(why, why.isDoubtful(user), user.item(), now, out);
        }
    }

    private void removed(Removal why, boolean doubtful, MucUser.Item item, Instant now, List<Output> out) {
        Event event = rejoin.removed(why, doubtful, item, stay == null ? Duration.ZERO : stay.length(now));
        if (event.ends()) {
            end(event, out);
        } else {
            comeBackLater(now);
            out.add(event);
        }
    }

    private void meet(Stay.Fate fate, Instant now, List<Output> out) {
        if (fate == Stay.Fate.FORGOTTEN) {
            removed(Removal.FORGOTTEN, false, MucUser.NOTHING.item(), now, out);
        } else if (fate == Stay.Fate.LOCKED) {
            sender.send(RoomStanzas.cancelConfiguration(), request.room(), out);
            end(new Event.Refused(Refusal.CREATION_NOT_ALLOWED, "", Optional.empty(), false), out);
        }
    }

    private void end(Event event, List<Output> out) {
        presence.retract(nick(), out);
        stay = null;
        question = null;
        others.clear();
        become(Phase.OUT, Instant.MAX);
        out.add(event);
    }

    private void become(Phase next, Instant deadline) {
        phase = next;
        until = deadline;
    }
}
