package org.igniterealtime.openfire.plugin.intermediateim.seats;

import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** A client of the owner that is in the seat's room, or about to be. Guarded by its seat. */
final class Client {

    private final JID address;
    /** The last presence that it has sent to the room, as far as we know; not to be changed. */
    private Presence presence;
    private boolean in;

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

    /** @return the nick that it has asked for */
    String nick() {
        return presence.getTo().getResource();
    }

    boolean isIn() {
        return in;
    }

    void isIn(boolean now) {
        in = now;
    }
}
