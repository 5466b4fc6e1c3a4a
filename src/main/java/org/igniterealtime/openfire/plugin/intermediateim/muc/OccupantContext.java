package org.igniterealtime.openfire.plugin.intermediateim.muc;

/** What an occupant has through all its phases. */
record OccupantContext(
        JoinRequest request,
        Sender sender,
        OwnPresence presence,
        NickChoice nicks,
        Rejoin rejoin,
        OtherOccupants others,
        SilenceLimit silence) {

    static OccupantContext of(JoinRequest request, OccupantPolicy policy) {
        Sender sender = new Sender(request.self(), policy);
        return new OccupantContext(
                request,
                sender,
                new OwnPresence(request, sender),
                new NickChoice(request),
                new Rejoin(request, policy),
                new OtherOccupants(policy.random().nextLong()),
                new SilenceLimit(policy.times().silence()));
    }

    OccupantPolicy.Times times() {
        return sender.policy().times();
    }
}
