package org.igniterealtime.openfire.plugin.intermediateim.standin;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;

/** A raw client that announces the software that it pretends to be. */
record FormatClient(RawClient raw, String caps) {

    static final String PIDGIN = caps("https://pidgin.im/");
    static final String CONVERSE = caps("https://conversejs.org");
    static final String DINO = caps("https://dino.im");
    static final String PROFANITY = caps("http://profanity-im.github.io");

    private static String caps(String node) {
        return "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='" + node + "' ver='of the test'/>";
    }

    /** Announces it, and returns when the server knows. */
    static FormatClient of(RawClient raw, String caps) {
        raw.send("<presence>" + caps + "</presence>");
        raw.arrivedSoFar();
        return new FormatClient(raw, caps);
    }

    void say(String to, String content) {
        raw.send("<message type='chat' id='m1' to='" + to + "'>" + content + "</message>");
    }

    void join(Room room, String nick, String history) {
        raw.send("<presence to='" + room.occupant(nick) + "'><x xmlns='http://jabber.org/protocol/muc'>" + history
                + "</x>" + caps + "</presence>");
        room.awaitSelf(raw, nick);
    }

    /** @return the next message with a text, or with a copy of one */
    Element read() {
        return raw.await(stanza -> stanza.getName().equals("message")
                && (stanza.element("body") != null
                        || stanza.element("sent") != null
                        || stanza.element("received") != null)
                && stanza.element("subject") == null);
    }
}
