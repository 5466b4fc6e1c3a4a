package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/** From the moment that the room says we are in, until we are out. */
final class Stay {

    private final JoinRequest request;
    private final Conduct conduct;
    private final Instant since;
    private final Talk talk;
    private String nick;
    private Standing standing;
    /** When to ask whether we are still in. */
    private Instant pingAt;
    /** The room did not know our nick when we asked. */
    private boolean doubted;
    /** The one that is open; null for none. */
    private Question question;
    /** Id of the presence by which we have asked for another nick; null if we have not. */
    private String nickWish;

    Stay(JoinRequest request, Conduct conduct, String nick, Standing standing, Instant now) {
        this.request = request;
        this.conduct = conduct;
        this.nick = nick;
        this.standing = standing;
        this.since = now;
        this.talk = new Talk(request.room(), now.plus(conduct.times().entry()));
        heard(now);
    }

    String nick() {
        return nick;
    }

    Standing standing() {
        return standing;
    }

    Duration length(Instant now) {
        return Duration.between(since, now);
    }

    /** @return our address in the room */
    JID here() {
        return Nicks.occupant(request.room(), nick);
    }

    void heard(Instant now) {
        pingAt = now.plus(conduct.times().silence());
        doubted = false;
    }

    Instant wakeAt() {
        return question == null ? pingAt : question.until();
    }

    // Presence

    /** Available presence of our own. */
    void available(String shown, Standing changed, List<Output> out) {
        if (!shown.equals(nick)) {
            nick = shown;
            nickWish = null;
            out.add(new Event.NickChanged(nick));
        }
        if (!changed.equals(standing)) {
            standing = changed;
            out.add(new Event.StandingChanged(standing));
        }
    }

    /** @param presence available, without address */
    void wish(String wished, Presence presence, List<Output> out) {
        nickWish = conduct.newId();
        out.add(new Output.Send(RoomStanzas.addressed(presence, nickWish, request.self(),
                Nicks.occupant(request.room(), wished))));
    }

    /** An error is no end of our stay: at most, our nick stays what it is (XEP-0045 §7.6). */
    void refused(Presence error, Instant now, List<Output> out) {
        if (nickWish != null && (error.getID() == null || error.getID().equals(nickWish))) {
            nickWish = null;
            Condition condition = RoomStanzas.condition(error);
            out.add(new Event.NickRefused(condition));
            if (condition == Condition.not_acceptable) {
                ask(Question.Kind.RESERVED_NICK, RoomStanzas.askReservedNick(), now, out);
            }
        }
    }

    // Messages

    void hear(Message message, Instant now, List<Output> out) {
        if (message.getType() == Message.Type.error) {
            cameBack(message, now, out);
            return;
        }
        heard(now);
        if (message.getType() == Message.Type.groupchat) {
            int before = out.size();
            talk.toAll(message, nick, now, out);
            if (out.size() > before && out.get(before) instanceof Event.ConfigurationChanged) {
                ask(Question.Kind.ROOM_INFO, RoomStanzas.askInfo(), now, out);
            }
        } else if (message.getFrom().getResource() != null) {
            talk.toUs(message, out);
        }
    }

    /** The room may refuse what we say because it has forgotten us: then we ask (XEP-0045 §7.4). */
    private void cameBack(Message error, Instant now, List<Output> out) {
        Condition condition = RoomStanzas.condition(error);
        out.add(new Event.Undelivered(MucUser.text(error.getID()), condition));
        if (condition == Condition.not_acceptable && error.getFrom().getResource() == null) {
            check(now, out);
        }
    }

    /** @return false if we may not speak (§8.3) */
    boolean say(Message message, List<Output> out) {
        if (standing.role() == Standing.Role.VISITOR || standing.role() == Standing.Role.NONE) {
            return false;
        }
        String id = conduct.newId();
        if (message.getBody() != null) {
            talk.said(id, message.getBody());
        }
        out.add(new Output.Send(RoomStanzas.addressed(message, id, request.self(), request.room())));
        return true;
    }

    // Questions

    private void ask(Question.Kind kind, IQ iq, Instant now, List<Output> out) {
        if (question == null) {
            question = Question.ask(kind, iq, kind == Question.Kind.PING ? here() : request.room(), request.self(), conduct, now, out);
        }
    }

    /** Finds out at once whether we are still in. */
    void check(Instant now, List<Output> out) {
        ask(Question.Kind.PING, RoomStanzas.ping(), now, out);
    }

    /** @return whether we are still in */
    boolean answered(IQ answer, Instant now, List<Output> out) {
        if (question == null || !question.isAnsweredBy(answer)) {
            return true;
        }
        Question.Kind kind = question.kind();
        question = null;
        switch (kind) {
            case PING -> {
                return pinged(SelfPing.of(answer), now);
            }
            case ROOM_INFO -> RoomInfo.in(answer.getChildElement()).ifPresent(info -> out.add(new Event.RoomKnown(info)));
            case RESERVED_NICK -> Nicks.reserved(answer).filter(reserved -> !reserved.equals(nick))
                    .ifPresent(reserved -> wish(reserved, new Presence(), out));
            case FORM -> { }
            case CONFIGURATION -> { }
        }
        return true;
    }

    private boolean pinged(SelfPing answer, Instant now) {
        switch (answer) {
            case IN -> heard(now);
            case UNDECIDED -> pingAt = now.plus(conduct.times().undecided());
            case NICK_UNKNOWN -> {
                if (doubted) {
                    return false;
                }
                doubted = true;
                pingAt = now.plus(conduct.times().answer());
            }
            case OUT -> {
                return false;
            }
        }
        return true;
    }

    void tick(Instant now, List<Output> out) {
        if (question != null) {
            if (question.isOverdue(now)) {
                question = null;
                pingAt = now.plus(conduct.times().undecided());
            }
        } else if (!now.isBefore(pingAt)) {
            if (nickWish != null) { // no ping while we don't know what we are called (XEP-0410 §4)
                nickWish = null;
                pingAt = now.plus(conduct.times().undecided());
            } else {
                check(now, out);
            }
        }
    }
}
