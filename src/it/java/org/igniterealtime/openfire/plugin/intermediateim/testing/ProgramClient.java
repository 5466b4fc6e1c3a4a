package org.igniterealtime.openfire.plugin.intermediateim.testing;

/** A client in a process of its own that sends and receives streams or files. */
abstract class ProgramClient implements AutoCloseable {

    final ClientProcess client;

    private final String jid;

    /** @param jid the full JID */
    ProgramClient(String jid, ClientProcess client) {
        this.jid = jid;
        this.client = client;
    }

    /** @return the full JID */
    public final String jid() {
        return jid;
    }

    /** @return SHA-256 of what was sent; of a file, a blank and its size follow */
    public final String awaitSent() throws InterruptedException {
        return client.await("sent");
    }

    /** @return SHA-256 and size of what was received, with a blank between */
    public final String awaitReceived() throws InterruptedException {
        return client.await("received");
    }

    @Override
    public final void close() throws InterruptedException {
        client.close();
    }
}
