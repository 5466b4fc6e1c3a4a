package org.igniterealtime.openfire.plugin.intermediateim.standin.commands;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/** Answers at an address that is there for other reasons too: while it is off, as if this were not there. */
public final class SwitchedRequests implements RequestHandler {

    private final RequestHandler requests;
    private final BooleanSupplier on;

    public SwitchedRequests(RequestHandler requests, BooleanSupplier on) {
        this.requests = requests;
        this.on = on;
    }

    private RequestHandler now() {
        return on.getAsBoolean() ? requests : RequestHandler.NONE;
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        return now().answer(request);
    }

    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        return now().answer(request, sink);
    }

    @Override
    public void answer(Message message, StanzaSink sink) {
        now().answer(message, sink);
    }

    @Override
    public List<Presence> answer(Presence presence) {
        return now().answer(presence);
    }
}
