package org.igniterealtime.openfire.plugin.intermediateim.testing;

import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;

/** A client of the library that Spark and many others are made of. */
public final class SmackClient implements AutoCloseable {

    private final XMPPTCPConnection connection;

    private SmackClient(XMPPTCPConnection connection) {
        this.connection = connection;
    }

    /** @return a client that the server knows to be available: what is sent to it neither waits nor is lost */
    public static SmackClient login(EmbeddedOpenfire openfire, String username) throws Exception {
        XMPPTCPConnection connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                .setHost("127.0.0.1")
                .setPort(openfire.clientPort())
                .setXmppDomain(EmbeddedOpenfire.DOMAIN)
                .setUsernameAndPassword(username, EmbeddedOpenfire.PASSWORD)
                .setResource("smack")
                .setSecurityMode(SecurityMode.disabled)
                .build());
        connection.setReplyTimeout(30_000);
        connection.connect().login();
        // answered after the presence that it has sent before
        ServiceDiscoveryManager.getInstanceFor(connection).discoverInfo(connection.getXMPPServiceDomain());
        return new SmackClient(connection);
    }

    public XMPPTCPConnection connection() {
        return connection;
    }

    /** Cuts the connection: Openfire 4.2.0 often keeps a polite client waiting for its closing tag. */
    @Override
    public void close() {
        connection.instantShutdown();
    }
}
