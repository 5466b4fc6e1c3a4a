package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * A room that our joining has created, and that is locked until it is configured (XEP-0045 §10.1). Whatever goes wrong with the
 * owner's configuration, an instant room is the way out; if the service refuses that too, there is none.
 */
final class NewRoom {

    /** How far we are. */
    enum State { LOCKED, OPEN, REFUSED }

    private static final DataForm DEFAULTS = new DataForm(DataForm.Type.SUBMIT, List.of());

    private final JID room;
    private final Sender sender;
    /** What is open; there is always one. */
    private Question question;

    private NewRoom(JID room, Sender sender) {
        this.room = room;
        this.sender = sender;
    }

    /** Asks for the form (§10.1.3), or for an instant room at once (§10.1.2). */
    static NewRoom opened(JoinRequest request, Sender sender, Instant now, List<Output> out) {
        NewRoom created = new NewRoom(request.room(), sender);
        if (request.creation() == JoinRequest.Creation.CONFIGURED) {
            created.ask(Question.Kind.FORM, RoomStanzas.askConfiguration(), now, out);
        } else {
            created.submit(Question.Kind.DEFAULTS, DEFAULTS, now, out);
        }
        return created;
    }

    Instant wakeAt() {
        return question.until();
    }

    /** @return whether the owner has to say what is to become of the room */
    boolean isUndecided() {
        return question.kind() == Question.Kind.DECISION;
    }

    /** The owner's answer; without what the form requires it is an instant room. */
    void configure(RoomConfiguration edited, Instant now, List<Output> out) {
        Optional<DataForm> form = edited.submission();
        submit(form.isPresent() ? Question.Kind.SUBMISSION : Question.Kind.FALLBACK, form.orElse(DEFAULTS), now, out);
    }

    /** The owner's answer: an instant room. */
    void acceptDefaults(Instant now, List<Output> out) {
        submit(Question.Kind.DEFAULTS, DEFAULTS, now, out);
    }

    State answered(IQ answer, Instant now, List<Output> out) {
        if (!question.isAnsweredBy(answer)) {
            return State.LOCKED;
        }
        if (question.kind() == Question.Kind.FORM) {
            offered(answer, now, out);
            return State.LOCKED;
        }
        return submitted(RoomStanzas.type(answer).equals("result"), now, out);
    }

    private void offered(IQ answer, Instant now, List<Output> out) {
        Optional<RoomConfiguration> offered = RoomConfiguration.in(answer);
        if (offered.isPresent()) {
            question = new Question(Question.Kind.DECISION, "", sender.self(),
                    now.plus(sender.conduct().times().configuration()));
            out.add(new Event.ConfigurationWanted(offered.get()));
        } else {
            submit(Question.Kind.FALLBACK, DEFAULTS, now, out);
        }
    }

    private State submitted(boolean accepted, Instant now, List<Output> out) {
        if (accepted) {
            out.add(new Event.Configured(question.kind() != Question.Kind.FALLBACK));
            return State.OPEN;
        } else if (question.kind() == Question.Kind.SUBMISSION) {
            submit(Question.Kind.FALLBACK, DEFAULTS, now, out);
            return State.LOCKED;
        }
        return State.REFUSED;
    }

    State tick(Instant now, List<Output> out) {
        if (!question.isOverdue(now)) {
            return State.LOCKED;
        }
        if (question.kind() == Question.Kind.FORM || isUndecided()) {
            submit(Question.Kind.FALLBACK, DEFAULTS, now, out);
            return State.LOCKED;
        }
        return submitted(false, now, out);
    }

    private void submit(Question.Kind kind, DataForm form, Instant now, List<Output> out) {
        ask(kind, RoomStanzas.configure(form), now, out);
    }

    private void ask(Question.Kind kind, IQ iq, Instant now, List<Output> out) {
        question = Question.ask(kind, iq, room, sender, now, out);
    }
}
