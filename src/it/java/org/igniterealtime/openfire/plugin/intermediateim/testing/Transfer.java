package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.xmpp.packet.JID;

/** A stream through the proxy, made by hand: offered, accepted, connected from both sides, activated. */
public final class Transfer implements AutoCloseable {

    private static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";
    private static final String SI = "http://jabber.org/protocol/si";

    private final Socks5Client ofRequester;
    private final Socks5Client ofTarget;

    private Transfer(Socks5Client ofRequester, Socks5Client ofTarget) {
        this.ofRequester = ofRequester;
        this.ofTarget = ofTarget;
    }

    /**
     * Opens a stream from one client to the other.
     *
     * @param port of the proxy
     * @param sid  of the stream; new
     * @param file name of the file that is offered
     * @param size of that file in bytes
     */
    public static Transfer open(int port, RawClient requester, RawClient target, String sid, String file, long size)
            throws IOException {
        String name = file.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&apos;");
        requester.send(
                "<iq type='set' id='offer-" + sid + "' to='" + target.jid() + "'><si xmlns='" + SI + "' id='" + sid
                        + "' profile='" + SI + "/profile/file-transfer'><file xmlns='" + SI
                        + "/profile/file-transfer' name='" + name
                        + "' size='" + size + "'/></si></iq>");
        target.await(stanza -> stanza.getName().equals("iq") && stanza.element("si") != null);
        target.send("<iq type='result' id='offer-" + sid + "' to='" + requester.jid() + "'><si xmlns='" + SI + "'>"
                + "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='submit'>"
                + "<field var='stream-method'><value>" + BYTESTREAMS + "</value></field></x></feature></si></iq>");
        awaitAnswer(requester, "offer-" + sid);
        requester.send("<iq type='set' id='hosts-" + sid + "' to='" + target.jid() + "'><query xmlns='" + BYTESTREAMS
                + "' sid='" + sid + "'><streamhost jid='bytestreams.example.org' host='127.0.0.1' port='" + port
                + "'/></query></iq>");
        target.await(stanza -> stanza.getName().equals("iq") && stanza.element("query") != null);
        String address = DestinationAddress.of(sid, new JID(requester.jid()), new JID(target.jid()))
                .hex();
        Socks5Client ofTarget = Socks5Client.joined(port, address);
        target.send("<iq type='result' id='hosts-" + sid + "' to='" + requester.jid() + "'><query xmlns='" + BYTESTREAMS
                + "' sid='" + sid + "'><streamhost-used jid='bytestreams.example.org'/></query></iq>");
        awaitAnswer(requester, "hosts-" + sid);
        Socks5Client ofRequester = Socks5Client.joined(port, address);
        Element answer = requester.ask("<iq type='set' id='%s' to='bytestreams.example.org'>"
                + "<query xmlns='" + BYTESTREAMS + "' sid='" + sid + "'><activate>" + target.jid()
                + "</activate></query></iq>");
        if (!"result".equals(answer.attributeValue("type"))) {
            ofTarget.close();
            ofRequester.close();
            throw new IOException(answer.asXML());
        }
        return new Transfer(ofRequester, ofTarget);
    }

    private static void awaitAnswer(RawClient client, String id) {
        client.await(stanza -> stanza.getName().equals("iq") && id.equals(stanza.attributeValue("id")));
    }

    /** Passes so many bytes to the target, and returns when they are there. */
    public void pass(int bytes) throws IOException {
        byte[] piece = new byte[1 << 14];
        for (int left = bytes; left > 0; left -= piece.length) {
            int count = Math.min(left, piece.length);
            ofRequester.write(piece, 0, count);
            ofTarget.read(count);
        }
    }

    /** Ends both directions and returns when the proxy has closed the stream. */
    public void complete() throws IOException {
        ofRequester.endOutput();
        ofTarget.endOutput();
        ofTarget.readToEnd();
        ofRequester.readToEnd();
    }

    /** @return everything that comes to the target until the stream is closed */
    public byte[] restAtTarget() throws IOException {
        return ofTarget.readToEnd();
    }

    @Override
    public void close() throws IOException {
        ofRequester.close();
        ofTarget.close();
    }
}
