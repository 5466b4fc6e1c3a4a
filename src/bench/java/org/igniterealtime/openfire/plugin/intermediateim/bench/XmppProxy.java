package org.igniterealtime.openfire.plugin.intermediateim.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;

/** A proxy of an XMPP server: users who are logged in open streams through it, as XEP-0065 §6 has it. */
class XmppProxy implements Proxy {

    /** Users who open streams, in turn: {@code requester0} and so on. */
    static final int REQUESTERS = 8;

    private final String name;
    private final ServerProcess process;
    private final String jid;
    private final InetSocketAddress address;
    private final List<Asker> requesters = new ArrayList<>();
    private final Asker target;
    private final AtomicLong streams = new AtomicLong();

    /**
     * @param jid the proxy's address in XMPP
     * @param port where it takes SOCKS5
     */
    XmppProxy(String name, ServerProcess process, int clientPort, String jid, int port) {
        this.name = name;
        this.process = process;
        this.jid = jid;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < REQUESTERS; i++) {
            requesters.add(login(clientPort, "requester" + i));
        }
        target = login(clientPort, "target");
    }

    private static Asker login(int port, String user) {
        return new Asker(RawClient.login(port, user, EmbeddedOpenfire.PASSWORD, "bench"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Bytestream open() throws IOException {
        long number = streams.incrementAndGet();
        Asker requester = requesters.get((int) (number % REQUESTERS));
        String sid = "bench-" + number;
        Bytestream stream = Socks5.open(address, destination(sid, requester.jid(), target.jid()));
        try {
            requester.ask("<iq type='set' to='" + jid
                    + "' id='%s'><query xmlns='http://jabber.org/protocol/bytestreams' sid='" + sid + "'><activate>"
                    + target.jid() + "</activate></query></iq>");
            return stream;
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /** @return DST.ADDR (XEP-0065 §6.3.2) */
    private static String destination(String sid, String requester, String target) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest((sid + requester + target).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    @Override
    public Optional<Ping> ping() {
        return Optional.of(() -> requesters
                .get((int) (streams.incrementAndGet() % REQUESTERS))
                .ask("<iq type='get' to='" + EmbeddedOpenfire.DOMAIN + "' id='%s'><ping xmlns='urn:xmpp:ping'/></iq>"));
    }

    @Override
    public Optional<ServerProcess> process() {
        return Optional.of(process);
    }

    @Override
    public void close() throws IOException {
        for (Asker requester : requesters) {
            requester.close();
        }
        target.close();
        process.close();
    }
}
