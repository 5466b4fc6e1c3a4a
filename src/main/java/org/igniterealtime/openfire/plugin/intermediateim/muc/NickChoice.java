package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.Optional;

/** The nick that we try to come in with: the wished one, or what there is instead. */
final class NickChoice {

    private final JoinRequest request;
    private String nick;
    private int alternatives;
    private boolean reservedAsked;

    NickChoice(JoinRequest request) {
        this.request = request;
        this.nick = request.nick();
    }

    /** @return the one that is tried */
    String nick() {
        return nick;
    }

    /** Tries the wished one again. */
    void reset() {
        nick = request.nick();
        alternatives = 0;
        reservedAsked = false;
    }

    /** @return whether there is one more to try after a conflict (XEP-0045 §7.2.8) */
    boolean takeAlternative() {
        if (request.onConflict() != JoinRequest.OnConflict.ALTERNATIVES
                || alternatives == OccupantPolicy.NICK_ATTEMPTS) {
            return false;
        }
        alternatives++;
        Optional<String> other = Nicks.prepared(Nicks.alternative(request.nick(), alternatives));
        other.ifPresent(alternative -> nick = alternative);
        return other.isPresent();
    }

    /** @return whether to ask for the nick that the room keeps for us (§7.12): once */
    boolean mayAskForReserved() {
        boolean first = !reservedAsked;
        reservedAsked = true;
        return first;
    }

    /** @return whether there is one, and another than was tried */
    boolean takeReserved(Optional<String> reserved) {
        boolean other = reserved.isPresent() && !reserved.get().equals(nick);
        if (other) {
            nick = reserved.get();
        }
        return other;
    }
}
