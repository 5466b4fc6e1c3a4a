package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.util.Date;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.delay.DelayInformationManager;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.muc.UserStatusListener;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** A client of the library that Spark and many others are made of. */
public final class SmackClient implements OccupantClient {

    private final XMPPTCPConnection connection;
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    /** By address of the room; complete when the room has kicked the client. */
    private final Map<String, CompletableFuture<Void>> kicks = new ConcurrentHashMap<>();

    private SmackClient(XMPPTCPConnection connection) {
        this.connection = connection;
        connection.addSyncStanzaListener(
                stanza -> heard.add((Message) stanza),
                stanza -> stanza instanceof Message message
                        && message.getType() != Message.Type.groupchat
                        && message.getBody() != null);
    }

    /** @return a client that the server knows to be available: what is sent to it neither waits nor is lost */
    public static SmackClient login(EmbeddedOpenfire openfire, String username) throws Exception {
        return login(openfire, username, SocketFactory.getDefault());
    }

    /** @param sockets makes the client's */
    public static SmackClient login(EmbeddedOpenfire openfire, String username, SocketFactory sockets)
            throws Exception {
        XMPPTCPConnection connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                .setHost("127.0.0.1")
                .setPort(openfire.clientPort())
                .setXmppDomain(EmbeddedOpenfire.DOMAIN)
                .setUsernameAndPassword(username, EmbeddedOpenfire.PASSWORD)
                .setResource("smack")
                .setSecurityMode(SecurityMode.disabled)
                .setSocketFactory(sockets)
                .build());
        connection.setReplyTimeout(30_000);
        connection.setUseStreamManagementResumption(false); // once its socket is closed, its session is over
        connection.connect().login();
        // answered after the presence that it has sent before
        ServiceDiscoveryManager.getInstanceFor(connection).discoverInfo(connection.getXMPPServiceDomain());
        return new SmackClient(connection);
    }

    public XMPPTCPConnection connection() {
        return connection;
    }

    @Override
    public String jid() {
        return connection.getUser().toString();
    }

    @Override
    public void join(Room room, String nick) throws Exception {
        MultiUserChat chat = chat(room);
        Resourcepart resource = Resourcepart.from(nick);
        CompletableFuture<Void> kick = new CompletableFuture<>();
        kicks.put(room.address(), kick);
        chat.addUserStatusListener(new UserStatusListener() {
            @Override
            public void kicked(Jid actor, String reason) {
                kick.complete(null);
            }
        });
        chat.join(chat.getEnterConfigurationBuilder(resource).requestNoHistory().build());
    }

    /** Also waits until the room says that the client is out. */
    @Override
    public void leave(Room room, String nick) throws Exception {
        chat(room).leave();
    }

    @Override
    public void show(Room room, String nick, String show) throws Exception {
        connection.sendStanza(connection
                .getStanzaFactory()
                .buildPresenceStanza()
                .to(JidCreate.from(room.occupant(nick)))
                .setMode(Presence.Mode.fromString(show))
                .build());
    }

    @Override
    public Heard awaitHeard() throws InterruptedException {
        Message message = heard.poll(30, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("Smack has heard nothing");
        }
        Date stamp = DelayInformationManager.getDelayTimestamp(message);
        String time = stamp == null ? "now" : stamp.toInstant().toString();
        return new Heard(message.getFrom().toString(), time, message.getBody());
    }

    @Override
    public void awaitKick(Room room) throws Exception {
        kicks.get(room.address()).get(30, TimeUnit.SECONDS);
    }

    private MultiUserChat chat(Room room) throws Exception {
        return MultiUserChatManager.getInstanceFor(connection)
                .getMultiUserChat(JidCreate.entityBareFrom(room.address()));
    }

    /** Cuts the connection: Openfire 4.2.0 often keeps a polite client waiting for its closing tag. */
    @Override
    public void close() {
        connection.instantShutdown();
    }
}
