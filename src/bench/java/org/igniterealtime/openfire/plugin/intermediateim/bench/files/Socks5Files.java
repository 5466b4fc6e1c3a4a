package org.igniterealtime.openfire.plugin.intermediateim.bench.files;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Bytestream;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Socks5;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Transfer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.Offer;
import org.xmpp.packet.JID;

/** Somebody who sends by SOCKS5 bytestreams through the server's proxy, and somebody who takes what is sent. */
final class Socks5Files implements AutoCloseable {

    private static final String PROXY = "bytestreams." + EmbeddedOpenfire.DOMAIN;

    private final RawClient sender;
    private final RawClient receiver;
    private final RawFiles files;
    private final RawFiles receiversFiles;
    private final InetSocketAddress proxy;
    private final String dropBox;
    private final Pattern pattern = new Pattern();
    private int streams;

    Socks5Files(EmbeddedOpenfire openfire, String senderName, String receiverName) {
        sender = RawClient.login(openfire.clientPort(), senderName, EmbeddedOpenfire.PASSWORD, "bench");
        receiver = RawClient.login(openfire.clientPort(), receiverName, EmbeddedOpenfire.PASSWORD, "bench");
        receiver.send("<presence>" + RawFiles.SOFTWARE.caps() + "</presence>");
        files = new RawFiles(sender, openfire.proxyPort());
        receiversFiles = new RawFiles(receiver, openfire.proxyPort());
        proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), openfire.proxyPort());
        dropBox = receiverName + "@files." + EmbeddedOpenfire.DOMAIN + "/inbox";
    }

    private String sid() {
        return "bench-" + ++streams;
    }

    private static String destination(String sid, String requester, String target) {
        return DestinationAddress.of(sid, new JID(requester), new JID(target)).hex();
    }

    private void activate(String sid, String target) throws IOException {
        Element answer = sender.ask("<iq type='set' id='%s' to='" + PROXY + "'><query xmlns='" + RawFiles.S5B
                + "' sid='" + sid + "'><activate>" + target + "</activate></query></iq>");
        if (!"result".equals(answer.attributeValue("type"))) {
            throw new IOException(answer.asXML());
        }
    }

    /** Passes bytes from one client to the other. @return seconds from the first byte to the last */
    double relay(long bytes) throws IOException {
        String sid = sid();
        try (Bytestream stream = Socks5.open(proxy, destination(sid, sender.jid(), receiver.jid()))) {
            activate(sid, receiver.jid());
            return new Transfer().run(List.of(stream), bytes);
        }
    }

    /**
     * Sends a file to the receiver's drop box. @return seconds from the first byte until the server says that it is
     * safe
     */
    double send(long bytes) throws IOException {
        String sid = sid();
        files.offered(dropBox, sid, "bench", bytes, RawFiles.S5B);
        Element used =
                sender.ask("<iq type='set' id='%s' to='" + dropBox + "'><query xmlns='" + RawFiles.S5B + "' sid='"
                        + sid + "' mode='tcp'><streamhost jid='" + PROXY + "' host='127.0.0.1' port='" + proxy.getPort()
                        + "'/></query></iq>");
        if (!"result".equals(used.attributeValue("type"))) {
            throw new IOException(used.asXML());
        }
        try (SocketChannel channel = Socks5.connect(proxy, destination(sid, sender.jid(), dropBox))) {
            activate(sid, dropBox);
            long start = System.nanoTime();
            for (long at = 0; at < bytes; ) {
                at += channel.write(pattern.from(at, bytes - at));
            }
            channel.shutdownOutput();
            expectEnd(channel);
            return (System.nanoTime() - start) * 1e-9;
        }
    }

    /** Takes the file that was sent before. @return seconds from our consent to the proxy until the last byte */
    double take() throws IOException {
        Offer offer = receiversFiles.awaitOffer();
        receiversFiles.accept(RawFiles.S5B, offer);
        Element hosts = receiversFiles.awaitRequest(offer, "query");
        try (SocketChannel channel = Socks5.connect(proxy, destination(offer.sid(), offer.from(), receiver.jid()))) {
            long start = System.nanoTime();
            receiver.send("<iq type='result' id='" + hosts.attributeValue("id") + "' to='" + offer.from()
                    + "'><query xmlns='" + RawFiles.S5B + "' sid='" + offer.sid() + "'><streamhost-used jid='" + PROXY
                    + "'/></query></iq>");
            receive(channel, offer.size());
            double seconds = (System.nanoTime() - start) * 1e-9;
            channel.shutdownOutput(); // says that everything has come
            expectEnd(channel);
            return seconds;
        }
    }

    private void receive(SocketChannel channel, long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Pattern.CHUNK);
        for (long at = 0; at < bytes; at += buffer.limit()) {
            if (channel.read(buffer.clear()) < 0) {
                throw new EOFException("ended after " + at + " of " + bytes + " bytes");
            }
            if (!pattern.matches(at, buffer.flip())) {
                throw new IOException("wrong bytes after " + at);
            }
        }
    }

    private static void expectEnd(SocketChannel channel) throws IOException {
        if (channel.read(ByteBuffer.allocate(1)) >= 0) {
            throw new IOException("more bytes than were sent");
        }
    }

    @Override
    public void close() throws IOException {
        sender.close();
        receiver.close();
    }
}
