package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.util.Optional;

/** What is measured: something that joins a requester and a target. */
interface Proxy extends AutoCloseable {

    /** @return heading of its column */
    String name();

    /** Opens a stream, all that XMPP asks for included. Many threads may do so at once. */
    Bytestream open() throws IOException;

    /** @return the process that does the work; empty if there is nobody in between */
    Optional<ServerProcess> process();

    /** @return whether bytes also go from the target to the requester */
    default boolean isBothWays() {
        return true;
    }

    /** @return the server's stanza handling alone; empty if no stanzas are needed */
    default Optional<Ping> ping() {
        return Optional.empty();
    }

    /** @return by how much less data it gets than the others, so that a slow one does not take all the time */
    default int divisor() {
        return 1;
    }

    /** Makes room where memory is collected now and then. */
    default void collectGarbage() {}

    @Override
    void close() throws IOException;

    /** An IQ and its answer, to and from the server itself. */
    interface Ping {
        void ask() throws IOException;
    }
}
