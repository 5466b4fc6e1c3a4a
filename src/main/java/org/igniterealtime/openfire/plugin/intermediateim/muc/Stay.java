package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/** From the moment that the room says we are in, until we are out. */
final class Stay {

    /** What becomes of us. */
    enum Fate {
        GOES_ON,
        /** We are out, and were not told. */
        FORGOTTEN,
        /** The room is new and can't be opened. */
        LOCKED
    }

    private final JoinRequest request;
    private final Conduct conduct;
    private final Sender sender;
    private final Instant since;
    private final Talk talk;
    private final SelfPingTimer selfPing;
    private final OwnNick nick;
    private Standing standing;
    /** The one that is open; null for none. */
    private Question question;
    /** Null unless our joining has created the room, and it is not open yet: until then nothing else is asked. */
    private NewRoom newRoom;

    Stay(JoinRequest request, Sender sender, String nick, Standing standing, Instant now) {
        this.request = request;
        this.sender = sender;
        this.conduct = sender.conduct();
        this.nick = new OwnNick(nick);
        this.standing = standing;
        this.since = now;
        this.talk = new Talk(request.room(), now.plus(conduct.times().entry()));
        this.selfPing = new SelfPingTimer(conduct.times(), now);
    }

    String nick() {
        return nick.current();
    }

    Standing standing() {
        return standing;
    }

    Duration length(Instant now) {
        return Duration.between(since, now);
    }

    /** @return our address in the room */
    JID here() {
        return Nicks.occupant(request.room(), nick.current());
    }

    void heard(Instant now) {
        selfPing.heard(now);
    }

    Instant wakeAt() {
        return newRoom != null ? newRoom.wakeAt() : question != null ? question.until() : selfPing.at();
    }

    // Presence

    /** @return whether we are called so, or are about to be */
    boolean isOurs(String shown) {
        return nick.isOurs(shown);
    }

    /** The room announces that we will be called otherwise. */
    void willBe(String next) {
        nick.willBe(next);
    }

    /** Available presence of our own. */
    void available(String shown, Standing changed, List<Output> out) {
        nick.shown(shown, out);
        if (!changed.equals(standing)) {
            standing = changed;
            out.add(new Event.StandingChanged(standing));
        }
    }

    /** @param presence available, without address */
    void wish(String wished, Presence presence, List<Output> out) {
        nick.asked(sender.send(presence, Nicks.occupant(request.room(), wished), out));
    }

    /** An error is no end of our stay: at most, our nick stays what it is (XEP-0045 §7.6). */
    void refused(Presence error, Instant now, List<Output> out) {
        if (nick.isRefusedBy(error)) {
            Condition condition = RoomStanzas.condition(error);
            out.add(new Event.NickRefused(condition));
            if (condition == Condition.not_acceptable) {
                ask(Question.Kind.RESERVED_NICK, RoomStanzas.askReservedNick(), now, out);
            }
        }
    }

    // Messages

    /** @param from nick of the sender; empty for the room itself */
    void hear(Message message, String from, Instant now, List<Output> out) {
        String type = RoomStanzas.type(message);
        if (type.equals("error")) {
            cameBack(message, from.isEmpty(), now, out);
            return;
        }
        heard(now);
        if (type.equals("groupchat")) {
            int before = out.size();
            talk.toAll(message, from, nick.current(), now, out);
            if (out.size() > before && out.get(before) instanceof Event.ConfigurationChanged) {
                ask(Question.Kind.ROOM_INFO, RoomStanzas.askInfo(), now, out);
            }
        } else if (!from.isEmpty()) {
            talk.toUs(message, from, out);
        }
    }

    /** The room may refuse what we say because it has forgotten us: then we ask (XEP-0045 §7.4). */
    private void cameBack(Message error, boolean toAll, Instant now, List<Output> out) {
        Condition condition = RoomStanzas.condition(error);
        out.add(new Event.Undelivered(MucUser.text(error.getID()), condition));
        if (condition == Condition.not_acceptable && toAll) {
            check(now, out);
        }
    }

    /** Says nothing if we may not speak (XEP-0045 §8.3). */
    void say(String body, List<Output> out) {
        if (standing.role() != Standing.Role.VISITOR && standing.role() != Standing.Role.NONE) {
            talk.said(sender.send(RoomStanzas.toAll(body), request.room(), out), body);
        }
    }

    // A new room (§10.1)

    void open(Instant now, List<Output> out) {
        newRoom = NewRoom.opened(request, sender, now, out);
    }

    /** @return whether the owner has to say what is to become of the room */
    boolean isUndecided() {
        return newRoom != null && newRoom.isUndecided();
    }

    void configure(RoomConfiguration edited, Instant now, List<Output> out) {
        if (isUndecided()) {
            newRoom.configure(edited, now, out);
        }
    }

    void acceptDefaults(Instant now, List<Output> out) {
        if (isUndecided()) {
            newRoom.acceptDefaults(now, out);
        }
    }

    private Fate becomes(NewRoom.State state) {
        if (state == NewRoom.State.REFUSED) {
            return Fate.LOCKED;
        } else if (state == NewRoom.State.OPEN) {
            newRoom = null;
        }
        return Fate.GOES_ON;
    }

    // Questions

    private void ask(Question.Kind kind, IQ iq, Instant now, List<Output> out) {
        if (question == null && newRoom == null) {
            JID asked = kind == Question.Kind.PING ? here() : request.room();
            question = Question.ask(kind, iq, asked, sender, now, out);
        }
    }

    /** Finds out at once whether we are still in. */
    void check(Instant now, List<Output> out) {
        ask(Question.Kind.PING, RoomStanzas.ping(), now, out);
    }

    Fate answered(IQ answer, Instant now, List<Output> out) {
        if (newRoom != null) {
            return becomes(newRoom.answered(answer, now, out));
        }
        if (question == null || !question.isAnsweredBy(answer)) {
            return Fate.GOES_ON;
        }
        Question.Kind kind = question.kind();
        question = null;
        switch (kind) {
            case PING -> {
                return selfPing.answered(SelfPing.of(answer), now) ? Fate.FORGOTTEN : Fate.GOES_ON;
            }
            case ROOM_INFO -> RoomInfo.in(answer.getChildElement()).ifPresent(info -> out.add(new Event.RoomKnown(info)));
            case RESERVED_NICK -> Nicks.reserved(answer).filter(reserved -> !reserved.equals(nick.current()))
                    .ifPresent(reserved -> wish(reserved, conduct.dressed().apply(new Presence()), out));
            default -> { } // of a new room
        }
        return Fate.GOES_ON;
    }

    Fate tick(Instant now, List<Output> out) {
        if (newRoom != null) {
            return becomes(newRoom.tick(now, out));
        }
        if (question != null) {
            unanswered(now);
        } else if (!now.isBefore(selfPing.at())) {
            if (nick.isAsked()) { // no ping while we don't know what we are called (XEP-0410 §4)
                nick.giveUp();
                selfPing.undecided(now);
            } else {
                check(now, out);
            }
        }
        return Fate.GOES_ON;
    }

    /** Without the answer to any other question we do. */
    private void unanswered(Instant now) {
        if (question.isOverdue(now)) {
            if (question.kind() == Question.Kind.PING) {
                selfPing.undecided(now);
            }
            question = null;
        }
    }
}
