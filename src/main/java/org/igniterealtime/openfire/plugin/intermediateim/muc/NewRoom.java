package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * A room that our joining has created, and that is locked until it is configured (XEP-0045 §10.1). Whatever goes wrong
 * with the owner's configuration, an instant room is the way out; if the service refuses that too, there is none.
 */
final class NewRoom {

    /** What our question is about. */
    private enum What {
        /** What can be configured. */
        FORM,
        /** What the owner wants: asked by an event. */
        DECISION,
        /** A configuration. */
        SUBMISSION,
        /** An instant room, as was wanted. */
        DEFAULTS,
        /** An instant room, since nothing better came of it. */
        FALLBACK
    }

    /** How far we are. */
    enum State {
        LOCKED,
        OPEN,
        REFUSED
    }

    private static final DataForm INSTANT = new DataForm(DataForm.Type.SUBMIT, List.of());

    private final JID room;
    private final Sender sender;
    /** What is open; there is always one. */
    private PendingRequest<What> question;

    private NewRoom(JID room, Sender sender) {
        this.room = room;
        this.sender = sender;
    }

    /** Asks for the form (§10.1.3), or for an instant room at once (§10.1.2). */
    static NewRoom opened(JoinRequest request, Sender sender, Instant now, List<Output> out) {
        NewRoom created = new NewRoom(request.room(), sender);
        if (request.creation() == JoinRequest.Creation.CONFIGURED) {
            created.ask(What.FORM, RoomStanzas.askConfiguration(), now, out);
        } else {
            created.submit(What.DEFAULTS, INSTANT, now, out);
        }
        return created;
    }

    Instant wakeAt() {
        return question.until();
    }

    /** @return whether the owner has to say what is to become of the room */
    boolean isUndecided() {
        return question.about() == What.DECISION;
    }

    /** The owner's answer; without what the form requires it is an instant room. */
    void configure(RoomConfiguration edited, Instant now, List<Output> out) {
        Optional<DataForm> form = edited.submission();
        submit(form.isPresent() ? What.SUBMISSION : What.FALLBACK, form.orElse(INSTANT), now, out);
    }

    /** The owner's answer: an instant room. */
    void acceptDefaults(Instant now, List<Output> out) {
        submit(What.DEFAULTS, INSTANT, now, out);
    }

    State answered(IQ answer, Instant now, List<Output> out) {
        if (!question.isAnsweredBy(answer)) {
            return State.LOCKED;
        }
        if (question.about() == What.FORM) {
            offered(answer, now, out);
            return State.LOCKED;
        }
        return submitted(RoomStanzas.type(answer).equals("result"), now, out);
    }

    private void offered(IQ answer, Instant now, List<Output> out) {
        Optional<RoomConfiguration> offered = RoomConfiguration.in(answer);
        if (offered.isPresent()) {
            question = new PendingRequest<>(
                    What.DECISION,
                    "",
                    sender.self(),
                    now.plus(sender.policy().times().configuration()));
            out.add(new Event.ConfigurationWanted(offered.get()));
        } else {
            submit(What.FALLBACK, INSTANT, now, out);
        }
    }

    private State submitted(boolean accepted, Instant now, List<Output> out) {
        if (accepted) {
            out.add(new Event.Configured(question.about() != What.FALLBACK));
            return State.OPEN;
        } else if (question.about() == What.SUBMISSION) {
            submit(What.FALLBACK, INSTANT, now, out);
            return State.LOCKED;
        }
        return State.REFUSED;
    }

    State tick(Instant now, List<Output> out) {
        if (!question.isOverdue(now)) {
            return State.LOCKED;
        }
        if (question.about() == What.FORM || isUndecided()) {
            submit(What.FALLBACK, INSTANT, now, out);
            return State.LOCKED;
        }
        return submitted(false, now, out);
    }

    private void submit(What what, DataForm form, Instant now, List<Output> out) {
        ask(what, RoomStanzas.configure(form), now, out);
    }

    private void ask(What what, IQ iq, Instant now, List<Output> out) {
        question = PendingRequest.ask(what, iq, room, sender, now, out);
    }
}
