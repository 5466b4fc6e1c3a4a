package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.List;
import org.xmpp.packet.Presence;

/** Our own presence in the room. What was announced to the room is retracted, once (XEP-0045 §7.14). */
final class OwnPresence {

    private final JoinRequest request;
    private final Sender sender;
    /** Null for available. */
    private Presence.Show show;
    /** The room has been sent available presence, and no unavailable since. */
    private boolean announced;

    private boolean shared;

    OwnPresence(JoinRequest request, Sender sender) {
        this.request = request;
        this.sender = sender;
    }

    /** @param wanted null for available. @return whether that is another than before */
    boolean show(Presence.Show wanted) {
        boolean changed = show != wanted;
        show = wanted;
        return changed;
    }

    /** Tells whether a client of the same user is in the room under the same nick. */
    void setShared(boolean withClient) {
        shared = withClient;
    }

    /** @return whether it is less certain who is meant when our nick leaves */
    boolean isShared() {
        return shared;
    }

    /** @return available presence, without address */
    Presence available() {
        Presence presence = new Presence();
        if (show != null) {
            presence.setShow(show);
        }
        return sender.policy().withContent().apply(presence);
    }

    /** Asks to be let in (§7.2). @return the id of that */
    String join(String nick, History history, List<Output> out) {
        announced = true;
        return sender.send(RoomStanzas.join(available(), request, history), Nicks.occupant(request.room(), nick), out);
    }

    /** Whatever became of us there: our server, too, keeps whom we have announced ourselves to. */
    void retract(String nick, List<Output> out) {
        if (announced) {
            announced = false;
            sender.send(RoomStanzas.leave(), Nicks.occupant(request.room(), nick), out);
        }
    }
}
