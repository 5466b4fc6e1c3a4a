package org.igniterealtime.openfire.plugin.intermediateim.seats;

import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** A client of the owner that is in the seat's room, or about to be. Guarded by its seat. */
final class Client {

    private final JID address;
    /** The last presence that it has sent to the room, as far as we know; not to be changed. */
    private Presence presence;
    /** As it is in the room; null before it is. */
    private String nick;

    Client(JID address) {
        this.address = address;
    }

    JID address() {
        return address;
    }

    Presence presence() {
        return presence;
    }

    void sent(Presence sent) {
        presence = sent.createCopy();
    }

    /** @return the nick that it has asked for last; as it is, if it has not asked since */
    String wished() {
        return presence.getTo().getResource();
    }

    /** It is in the room, under that nick. */
    void isIn(String shown) {
        nick = shown;
        presence.setTo(new JID(presence.getTo().getNode(), presence.getTo().getDomain(), shown, true));
    }

    /** The nick that it has asked for last is refused: it stays as it is. */
    void isRefused() {
        isIn(nick);
    }

    /**
     * The room shows it under the nick that it has and does not want any more: that is no answer to what it has asked for. Some
     * services do so when another session that shares the nick goes.
     */
    boolean isStillShownAs(String shown) {
        return shown.equals(nick) && !shown.equals(wished());
    }

    boolean isIn() {
        return nick != null;
    }
}
