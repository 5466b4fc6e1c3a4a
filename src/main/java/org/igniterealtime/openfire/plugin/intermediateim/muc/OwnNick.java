package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.List;
import org.xmpp.packet.Presence;

/** What we are called in the room, and how that changes (XEP-0045 §7.6). */
final class OwnNick {

    private String nick;
    /** Id of the presence by which we have asked for another; null if we have not. */
    private String wish;
    /** Null unless the room has just taken our nick from us. */
    private String next;

    /** @param wished kept instead of {@code nick} if it is the same text, so that it is held only once */
    OwnNick(String nick, String wished) {
        this.nick = nick.equals(wished) ? wished : nick;
    }

    /** @return as the service writes it */
    String current() {
        return nick;
    }

    /** @return whether we are called so, or are about to be */
    boolean isOurs(String shown) {
        return shown.equals(nick) || shown.equals(next);
    }

    /** We have asked for another, by presence with that id. */
    void asked(String id) {
        wish = id;
    }

    /** @return whether it is not known for the moment what we are called */
    boolean isAsked() {
        return wish != null;
    }

    /** It is as if we had not asked. */
    void giveUp() {
        wish = null;
    }

    /** The room announces that we will be called otherwise; we are when it shows us so. */
    void willChangeTo(String announced) {
        next = Nicks.prepared(announced).orElse(null);
    }

    /** The room shows us under this nick. */
    void shown(String changed, List<Output> out) {
        next = null;
        if (!changed.equals(nick)) {
            nick = changed;
            wish = null;
            out.add(new Event.NickChanged(nick));
        }
    }

    /** @return whether the error is about our wish: the nick stays what it is */
    boolean isRefusedBy(Presence error) {
        boolean refused =
                wish != null && (error.getID() == null || error.getID().equals(wish));
        if (refused) {
            wish = null;
        }
        return refused;
    }
}
