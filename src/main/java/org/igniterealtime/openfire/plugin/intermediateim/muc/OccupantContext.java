package org.igniterealtime.openfire.plugin.intermediateim.muc;

/** What an occupant keeps through all its phases. */
record OccupantContext(
        JoinRequest request,
        Sender sender,
        OwnPresence presence,
        NickChoice nicks,
        Rejoin rejoin,
        OtherOccupants others,
        SilenceLimit silence) {

    static OccupantContext of(JoinRequest request, OccupantPolicy conduct) {
        Sender sender = new Sender(request.self(), conduct);
        return new OccupantContext(
                request,
                sender,
                new OwnPresence(request, sender),
                new NickChoice(request),
                new Rejoin(request, conduct),
                new OtherOccupants(conduct.random().nextLong()),
                new SilenceLimit(conduct.times().silence()));
    }

    OccupantPolicy.Times times() {
        return sender.conduct().times();
    }
}
