package org.igniterealtime.openfire.plugin.intermediateim.muc;

/** What an occupant keeps through all its phases. */
record Occupancy(JoinRequest request, Sender sender, OwnPresence presence, NickChoice nicks, Rejoin rejoin, Others others,
                 Silence silence) {

    static Occupancy of(JoinRequest request, Conduct conduct) {
        Sender sender = new Sender(request.self(), conduct);
        return new Occupancy(request, sender, new OwnPresence(request, sender), new NickChoice(request),
                new Rejoin(request, conduct), new Others(conduct.random().nextLong()), new Silence(conduct.times().silence()));
    }

    Conduct.Times times() {
        return sender.conduct().times();
    }
}
