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

/** In the room: from our own presence until we are out. */
final class Joined extends VisiblePhase {

    private enum What {
        ROOM_INFO,
        RESERVED_NICK,
        PING
    }

    /** After a removal that may be ours, until the room has handled all sessions that share the nick. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Instant since;
    private final OwnNick nick;
    private final RoomMessages messages;
    private final SelfPingTimer selfPing;
    private Privileges privileges;
    /** The pending request; null for none. */
    private PendingRequest<What> question;
    /** What the room has said about our nick and may concern us, and since when; null for nothing. */
    private MucUser doubt;

    private Instant doubtSince;
    private Instant askAt = Instant.MAX;
    /** Null unless our joining has created the room, and it is not open yet: until then nothing else is asked. */
    private NewRoom newRoom;

    Joined(String nick, Privileges privileges, OccupantContext context, Instant now) {
        super(context);
        this.since = now;
        this.nick = new OwnNick(nick, context.nicks().nick());
        this.privileges = privileges;
        this.messages = new RoomMessages(
                context.request().room(), now.plus(context.times().entry()));
        this.selfPing = new SelfPingTimer(context.times(), context.silence(), now);
    }

    @Override
    String nick() {
        return nick.current();
    }

    @Override
    Privileges privileges() {
        return privileges;
    }

    private JID room() {
        return context.request().room();
    }

    private JID here(String nick) {
        return Nicks.occupant(room(), nick);
    }

    @Override
    Instant wakeAt() {
        return newRoom != null
                ? newRoom.wakeAt()
                : question != null ? question.until() : askAt.isBefore(selfPing.at()) ? askAt : selfPing.at();
    }

    @Override
    Phase leave(Instant now, List<Output> out) {
        return Leaving.begin(this, now, out);
    }

    @Override
    void heard(Instant now) {
        context.rejoin().heard(now);
        selfPing.heard(now);
    }

    // Presence

    @Override
    boolean isOurs(String shown) {
        return nick.isOurs(shown);
    }

    @Override
    void ownNickWillChange(String next) {
        nick.willChangeTo(next);
    }

    @Override
    Phase ownPresenceReceived(String shown, MucUser user, Instant now, List<Output> out) {
        context.others().ownNickIs(shown);
        nick.shown(shown, out);
        Privileges changed = user.item().privileges();
        if (!changed.equals(privileges)) {
            privileges = changed;
            out.add(new Event.PrivilegesChanged(privileges));
        }
        return this;
    }

    /** An error is no end of our stay: at most, our nick stays what it is (XEP-0045 §7.6). */
    @Override
    Phase errorReceived(Presence error, Instant now, List<Output> out) {
        if (nick.isRefusedBy(error)) {
            Condition condition = RoomStanzas.condition(error);
            out.add(new Event.NickRefused(condition));
            if (condition == Condition.not_acceptable) {
                ask(What.RESERVED_NICK, RoomStanzas.askReservedNick(), room(), now, out);
            }
        }
        return this;
    }

    @Override
    Phase ownRemovalReceived(MucUser user, Instant now, List<Output> out) {
        Removal why = Removal.of(user);
        JID self = context.request().self();
        boolean perhapsAnother = why.isDoubtful(user) && context.presence().isShared() && !user.isAbout(self);
        if (user.destroy().isEmpty() && user.isAboutOthersThan(self)) {
            suspect(user, now);
            return this;
        } else if (user.destroy().isEmpty() && perhapsAnother) {
            suspect(user, now);
            check(now, out);
            return this;
        }
        return removed(user, why, Duration.between(since, now), now, out);
    }

    boolean isChangingNick() {
        return nick.isAsked();
    }

    boolean isInDoubt() {
        return doubt != null;
    }

    /**
     * A session that shares our nick is out, and we may be out with it: the room is asked before anything else is said
     * to it. Some services tell one session after the other, and are not to be asked in the midst of it.
     */
    void suspect(MucUser user, Instant now) {
        if (doubt == null || user.isExplainedRemoval()) {
            doubt = user;
        }
        doubtSince = now;
        askAt = now.plus(SETTLING);
    }

    /** Shows what we are now. */
    void show(List<Output> out) {
        context.sender().send(context.presence().available(), here(nick()), out);
    }

    /** Asks for another nick. @param wished prepared */
    void changeNick(String wished, List<Output> out) {
        nick.asked(context.sender().send(context.presence().available(), here(wished), out));
    }

    // Messages

    @Override
    Phase receive(Message message, String from, Instant now, List<Output> out) {
        context.rejoin().heard(now);
        String type = RoomStanzas.type(message);
        if (type.equals("error")) {
            errorReceived(message, from.isEmpty(), now, out);
            return this;
        }
        selfPing.heard(now);
        if (type.equals("groupchat")) {
            int before = out.size();
            messages.toAll(message, from, nick(), now, out);
            if (out.size() > before && out.get(before) instanceof Event.ConfigurationChanged) {
                ask(What.ROOM_INFO, RoomStanzas.askInfo(), room(), now, out);
            }
        } else if (!from.isEmpty()) {
            messages.toUs(message, from, out);
        }
        return this;
    }

    /** The room may refuse what we say because it has forgotten us: then we ask (§7.4). */
    private void errorReceived(Message error, boolean toAll, Instant now, List<Output> out) {
        Condition condition = RoomStanzas.condition(error);
        out.add(new Event.Undelivered(MucUser.text(error.getID()), condition));
        if (condition == Condition.not_acceptable && toAll) {
            check(now, out);
        }
    }

    /** Says nothing if we may not speak (§8.3). */
    void say(String body, List<Output> out) {
        if (privileges.role() != Privileges.Role.VISITOR && privileges.role() != Privileges.Role.NONE) {
            messages.said(context.sender().send(RoomStanzas.toAll(body), room(), out), body);
        }
    }

    // A new room (§10.1)

    void open(Instant now, List<Output> out) {
        newRoom = NewRoom.opened(context.request(), context.sender(), now, out);
    }

    /** @return what waits for the owner's decision */
    Optional<NewRoom> undecidedRoom() {
        return Optional.ofNullable(newRoom).filter(NewRoom::isUndecided);
    }

    /** It would stay, and locked, if we just left (§10.1.1). */
    Phase abandonRoom(Event event, List<Output> out) {
        context.sender().send(RoomStanzas.cancelConfiguration(), room(), out);
        return end(event, out);
    }

    private Phase applyNewRoomState(NewRoom.State state, List<Output> out) {
        if (state == NewRoom.State.REFUSED) {
            return abandonRoom(new Event.Refused(Refusal.CREATION_NOT_ALLOWED, "", Optional.empty(), false), out);
        } else if (state == NewRoom.State.OPEN) {
            newRoom = null;
        }
        return this;
    }

    // Questions

    private void ask(What what, IQ iq, JID asked, Instant now, List<Output> out) {
        if (question == null && newRoom == null) {
            question = PendingRequest.ask(what, iq, asked, context.sender(), now, out);
        }
    }

    /** Finds out at once whether we are still in. */
    private void check(Instant now, List<Output> out) {
        askAt = doubt == null ? Instant.MAX : now.plus(context.times().answer());
        ask(What.PING, RoomStanzas.ping(), here(nick()), now, out);
    }

    @Override
    Phase answered(IQ answer, Instant now, List<Output> out) {
        if (newRoom != null) {
            return applyNewRoomState(newRoom.answered(answer, now, out), out);
        } else if (question == null || !question.isAnsweredBy(answer)) {
            return this;
        }
        What about = question.about();
        Instant asked = question.until().minus(context.times().answer());
        question = null;
        switch (about) {
            case PING -> {
                return pinged(SelfPing.of(answer), asked, now, out);
            }
            case ROOM_INFO ->
                RoomInfo.in(answer.getChildElement()).ifPresent(info -> out.add(new Event.RoomKnown(info)));
            case RESERVED_NICK ->
                Nicks.reserved(answer)
                        .filter(reserved -> !reserved.equals(nick()))
                        .ifPresent(reserved -> changeNick(reserved, out));
        }
        return this;
    }

    private Phase pinged(SelfPing answer, Instant asked, Instant now, List<Output> out) {
        boolean unknownAfterRemoval = answer == SelfPing.NICK_UNKNOWN && doubt != null && doubt.isExplainedRemoval();
        if (selfPing.answered(answer, now) || unknownAfterRemoval) {
            return out(now, out);
        } else if (answer == SelfPing.IN && doubt != null) {
            confirmed(asked, out);
        }
        return this;
    }

    private void confirmed(Instant asked, List<Output> out) {
        if (!asked.isBefore(doubtSince)) {
            doubt = null;
            askAt = Instant.MAX;
            out.add(new Event.Confirmed());
        }
    }

    /** We are out: for the reason that another session was given, or for no known reason. */
    private Phase out(Instant now, List<Output> out) {
        boolean explained = doubt != null && doubt.isExplainedRemoval();
        MucUser user = explained ? doubt : MucUser.NOTHING;
        return removed(user, explained ? Removal.of(user) : Removal.FORGOTTEN, Duration.between(since, now), now, out);
    }

    @Override
    boolean isOwnQuestion(IQ request) {
        return question != null && question.is(request);
    }

    @Override
    Phase tick(Instant now, List<Output> out) {
        if (newRoom != null) {
            return applyNewRoomState(newRoom.tick(now, out), out);
        } else if (now.isBefore(wakeAt())) {
            return this;
        } else if (question != null) {
            giveUp(now);
        } else if (nick.isAsked() && doubt == null) { // no ping while we don't know what we are called (XEP-0410 §4)
            nick.giveUp();
            selfPing.undecided(now);
        } else {
            check(now, out);
        }
        return this;
    }

    /** Without the answer to any other question than a ping we do. */
    private void giveUp(Instant now) {
        if (question.about() == What.PING) {
            selfPing.undecided(now);
        }
        question = null;
        if (doubt != null && !askAt.isAfter(now)) {
            askAt = now.plus(SETTLING); // the room is asked again, but not without a pause
        }
    }
}
