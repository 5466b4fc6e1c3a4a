package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
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

    private static final DataForm NOTHING_TO_SAY = new DataForm(DataForm.Type.SUBMIT, List.of());

    private final JoinRequest request;
    private final Conduct conduct;
    private final Sender sender;
    private final Instant since;
    private final Talk talk;
    private final SelfPingTimer selfPing;
    private String nick;
    private Standing standing;
    /** The one that is open; null for none. */
    private Question question;
    /** Id of the presence by which we have asked for another nick; null if we have not. */
    private String nickWish;
    /** Null unless the room has just taken our nick from us. */
    private String nextNick;

    Stay(JoinRequest request, Sender sender, String nick, Standing standing, Instant now) {
        this.request = request;
        this.sender = sender;
        this.conduct = sender.conduct();
        this.nick = nick;
        this.standing = standing;
        this.since = now;
        this.talk = new Talk(request.room(), now.plus(conduct.times().entry()));
        this.selfPing = new SelfPingTimer(conduct.times(), now);
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
        selfPing.heard(now);
    }

    Instant wakeAt() {
        return question == null ? selfPing.at() : question.until();
    }

    // Presence

    /** @return whether we are called so, or are about to be */
    boolean isOurs(String shown) {
        return shown.equals(nick) || shown.equals(nextNick);
    }

    /** The room announces that we will be called otherwise (XEP-0045 §7.6); we are when it shows us so. */
    void willBe(String next) {
        nextNick = Nicks.prepared(next).orElse(null);
    }

    /** Available presence of our own. */
    void available(String shown, Standing changed, List<Output> out) {
        nextNick = null;
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
        nickWish = sender.send(presence, Nicks.occupant(request.room(), wished), out);
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
            talk.toAll(message, from, nick, now, out);
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

    void open(JoinRequest.Creation how, Instant now, List<Output> out) {
        if (how == JoinRequest.Creation.CONFIGURED) {
            ask(Question.Kind.FORM, RoomStanzas.askConfiguration(), now, out);
        } else {
            submit(Question.Kind.DEFAULTS, NOTHING_TO_SAY, now, out);
        }
    }

    /** @return whether the owner has to say what is to become of the room */
    boolean isLocked() {
        return question != null && question.kind() == Question.Kind.DECISION;
    }

    void configure(RoomConfiguration edited, Instant now, List<Output> out) {
        if (isLocked()) {
            question = null;
            edited.submission().ifPresentOrElse(form -> submit(Question.Kind.SUBMISSION, form, now, out),
                    () -> submit(Question.Kind.FALLBACK, NOTHING_TO_SAY, now, out));
        }
    }

    void acceptDefaults(Instant now, List<Output> out) {
        if (isLocked()) {
            question = null;
            submit(Question.Kind.DEFAULTS, NOTHING_TO_SAY, now, out);
        }
    }

    private void submit(Question.Kind kind, DataForm form, Instant now, List<Output> out) {
        ask(kind, RoomStanzas.configure(form), now, out);
    }

    private void offered(IQ answer, Instant now, List<Output> out) {
        Optional<RoomConfiguration> offered = RoomConfiguration.in(answer);
        if (offered.isPresent()) {
            question = new Question(Question.Kind.DECISION, "", request.self(), now.plus(conduct.times().configuration()));
            out.add(new Event.ConfigurationWanted(offered.get()));
        } else {
            submit(Question.Kind.FALLBACK, NOTHING_TO_SAY, now, out);
        }
    }

    private Fate submitted(Question.Kind kind, boolean accepted, Instant now, List<Output> out) {
        if (accepted) {
            out.add(new Event.Configured(kind != Question.Kind.FALLBACK));
        } else if (kind == Question.Kind.SUBMISSION) {
            submit(Question.Kind.FALLBACK, NOTHING_TO_SAY, now, out);
        } else {
            return Fate.LOCKED;
        }
        return Fate.GOES_ON;
    }

    // Questions

    private void ask(Question.Kind kind, IQ iq, Instant now, List<Output> out) {
        if (question == null) {
            JID asked = kind == Question.Kind.PING ? here() : request.room();
            question = Question.ask(kind, iq, asked, sender, now, out);
        }
    }

    /** Finds out at once whether we are still in. */
    void check(Instant now, List<Output> out) {
        ask(Question.Kind.PING, RoomStanzas.ping(), now, out);
    }

    Fate answered(IQ answer, Instant now, List<Output> out) {
        if (question == null || !question.isAnsweredBy(answer)) {
            return Fate.GOES_ON;
        }
        Question.Kind kind = question.kind();
        question = null;
        switch (kind) {
            case PING -> {
                return selfPing.answered(SelfPing.of(answer), now) ? Fate.FORGOTTEN : Fate.GOES_ON;
            }
            case SUBMISSION, DEFAULTS, FALLBACK -> {
                return submitted(kind, RoomStanzas.type(answer).equals("result"), now, out);
            }
            case FORM -> offered(answer, now, out);
            case ROOM_INFO -> RoomInfo.in(answer.getChildElement()).ifPresent(info -> out.add(new Event.RoomKnown(info)));
            case RESERVED_NICK -> Nicks.reserved(answer).filter(reserved -> !reserved.equals(nick))
                    .ifPresent(reserved -> wish(reserved, conduct.dressed().apply(new Presence()), out));
            default -> { } // DECISION: nobody but the owner can answer
        }
        return Fate.GOES_ON;
    }

    Fate tick(Instant now, List<Output> out) {
        if (question != null) {
            return question.isOverdue(now) ? unanswered(now, out) : Fate.GOES_ON;
        }
        if (!now.isBefore(selfPing.at())) {
            if (nickWish != null) { // no ping while we don't know what we are called (XEP-0410 §4)
                nickWish = null;
                selfPing.undecided(now);
            } else {
                check(now, out);
            }
        }
        return Fate.GOES_ON;
    }

    private Fate unanswered(Instant now, List<Output> out) {
        Question.Kind kind = question.kind();
        question = null;
        switch (kind) {
            case PING -> selfPing.undecided(now);
            case FORM, DECISION -> submit(Question.Kind.FALLBACK, NOTHING_TO_SAY, now, out);
            case SUBMISSION, DEFAULTS, FALLBACK -> {
                return submitted(kind, false, now, out);
            }
            default -> { } // ROOM_INFO, RESERVED_NICK: we do without
        }
        return Fate.GOES_ON;
    }
}
