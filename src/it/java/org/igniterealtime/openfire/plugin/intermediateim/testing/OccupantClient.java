package org.igniterealtime.openfire.plugin.intermediateim.testing;

/** A client made with a library, as far as it uses rooms. */
public interface OccupantClient extends AutoCloseable {

    /** @return the full JID */
    String jid();

    /** Enters a room, without history, and waits until the client is in. */
    void join(Room room, String nick) throws Exception;

    /** Begins to leave a room. */
    void leave(Room room, String nick) throws Exception;

    /** Tells a room's occupants its availability. @param show as in XML */
    void show(Room room, String nick, String show) throws Exception;

    /**
     * A message to the client alone.
     *
     * @param from full JID
     * @param time when it was sent, as XEP-0082 writes it; "now" if the message does not say
     */
    record Heard(String from, String time, String text) {}

    /** @return the next message to the client alone, in order of arrival */
    Heard awaitHeard() throws Exception;

    /** Waits until the library tells its user that the room has kicked the client. */
    void awaitKick(Room room) throws Exception;

    /** Cuts the connection. */
    @Override
    void close() throws Exception;
}
