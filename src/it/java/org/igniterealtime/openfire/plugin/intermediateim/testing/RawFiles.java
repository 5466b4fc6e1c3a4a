package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.xmpp.packet.JID;

/** Files as a raw client sends and takes them: by stream initiation, in-band or through the server's proxy. */
public final class RawFiles {

    public static final String SI = "http://jabber.org/protocol/si";
    public static final String FILE = SI + "/profile/file-transfer";
    public static final String IBB = "http://jabber.org/protocol/ibb";
    public static final String S5B = "http://jabber.org/protocol/bytestreams";

    /** What a client can do that takes files. */
    public static final Software SOFTWARE = Software.named("files", SI, FILE, IBB, S5B);

    private static final String NEGOTIATION = "http://jabber.org/protocol/feature-neg";
    private static final String PROXY = "bytestreams." + EmbeddedOpenfire.DOMAIN;
    private static final int BLOCK_BYTES = 49_152;

    /**
     * An offer that has come.
     *
     * @param from        full JID
     * @param id          of the stanza
     * @param sid         of the stream
     * @param description empty if there is none
     */
    public record Offer(
            String from, String id, String sid, String name, long size, String description, List<String> methods) {}

    private final RawClient client;
    private final int proxyPort;

    public RawFiles(RawClient client, int proxyPort) {
        this.client = client;
        this.proxyPort = proxyPort;
    }

    /** @return the offer of a file as a stanza, with {@code %s} for its id; all methods if none is given */
    public static String offer(String to, String sid, String name, long size, String... methods) {
        String options = Arrays.stream(methods.length == 0 ? new String[] {S5B, IBB} : methods)
                .map(each -> "<option><value>" + each + "</value></option>")
                .collect(Collectors.joining());
        Element file = DocumentHelper.createElement(QName.get("file", FILE))
                .addAttribute("name", name)
                .addAttribute("size", String.valueOf(size));
        return "<iq type='set' id='%s' to='" + to + "'><si xmlns='" + SI + "' id='" + sid
                + "' mime-type='application/octet-stream' profile='" + FILE + "'>"
                + file.asXML().replace("%", "%%") + "<feature xmlns='" + NEGOTIATION
                + "'><x xmlns='jabber:x:data' type='form'><field var='stream-method' type='list-single'>" + options
                + "</field></x></feature></si></iq>";
    }

    /** Offers a file. @return the method that the other side has chosen */
    public String offered(String to, String sid, String name, long size, String... methods) {
        Element answer = client.ask(offer(to, sid, name, size, methods));
        if (!"result".equals(answer.attributeValue("type")) || !to.equals(answer.attributeValue("from"))) {
            throw new AssertionError(answer.asXML());
        }
        return answer.element("si")
                .element("feature")
                .element("x")
                .element("field")
                .elementText("value");
    }

    /** Offers a file and sends it, by this method. */
    public void send(String method, String to, String sid, String name, byte[] content) throws IOException {
        String chosen = offered(to, sid, name, content.length, method);
        if (!chosen.equals(method)) {
            throw new AssertionError(chosen);
        }
        if (method.equals(IBB)) {
            sendInBand(to, sid, content);
        } else {
            sendThroughProxy(to, sid, content);
        }
    }

    public void openInBand(String to, String sid) {
        succeed("<iq type='set' id='%s' to='" + to + "'><open xmlns='" + IBB + "' sid='" + sid + "' block-size='"
                + BLOCK_BYTES + "' stanza='iq'/></iq>");
    }

    /** @return one block of bytes as a stanza, with {@code %s} for its id */
    public static String block(String to, String sid, int number, byte[] bytes) {
        return "<iq type='set' id='%s' to='" + to + "'><data xmlns='" + IBB + "' sid='" + sid + "' seq='" + number
                + "'>" + Base64.getEncoder().encodeToString(bytes) + "</data></iq>";
    }

    private void sendInBand(String to, String sid, byte[] content) {
        openInBand(to, sid);
        for (int at = 0, number = 0; at < content.length; at += BLOCK_BYTES, number++) {
            byte[] block = Arrays.copyOfRange(content, at, Math.min(content.length, at + BLOCK_BYTES));
            succeed(block(to, sid, number, block));
        }
        succeed("<iq type='set' id='%s' to='" + to + "'><close xmlns='" + IBB + "' sid='" + sid + "'/></iq>");
    }

    private void succeed(String iq) {
        requireResult(client.ask(iq));
    }

    private static void requireResult(Element answer) {
        if (!"result".equals(answer.attributeValue("type"))) {
            throw new AssertionError(answer.asXML());
        }
    }

    /** @return the offer of one streamhost on the loopback as a stanza, with {@code %s} for its id */
    public static String streamhost(String to, String sid, String jid, int port) {
        return "<iq type='set' id='%s' to='" + to + "'><query xmlns='" + S5B + "' sid='" + sid
                + "' mode='tcp'><streamhost jid='" + jid + "' host='127.0.0.1' port='" + port + "'/></query></iq>";
    }

    /** @return a socket to an active stream, of which the other side is the server's agent */
    public Socks5Client openThroughProxy(String to, String sid) throws IOException {
        Element used = client.ask(streamhost(to, sid, PROXY, proxyPort));
        requireResult(used);
        if (!PROXY.equals(used.element("query").element("streamhost-used").attributeValue("jid"))) {
            throw new AssertionError(used.asXML());
        }
        String address =
                DestinationAddress.of(sid, new JID(client.jid()), new JID(to)).hex();
        Socks5Client socket = Socks5Client.joined(proxyPort, address);
        succeed("<iq type='set' id='%s' to='" + PROXY + "'><query xmlns='" + S5B + "' sid='" + sid + "'><activate>" + to
                + "</activate></query></iq>");
        return socket;
    }

    private void sendThroughProxy(String to, String sid, byte[] content) throws IOException {
        try (Socks5Client socket = openThroughProxy(to, sid)) {
            socket.write(content);
            socket.endOutput();
            socket.readToEnd(); // ends when the file is safe
        }
    }

    /** Waits for the offer of a file, and tells the server what this client can do if it asks. */
    public Offer awaitOffer() {
        Element iq = client.await(or(Software::isQuestion, RawFiles::isOffer));
        while (!isOffer(iq)) {
            client.send(SOFTWARE.answer(iq));
            iq = client.await(or(Software::isQuestion, RawFiles::isOffer));
        }
        Element si = iq.element("si");
        Element file = si.element("file");
        List<Element> options =
                si.element("feature").element("x").element("field").elements("option");
        return new Offer(
                iq.attributeValue("from"),
                iq.attributeValue("id"),
                si.attributeValue("id"),
                file.attributeValue("name"),
                Long.parseLong(file.attributeValue("size")),
                String.valueOf(file.elementText("desc")),
                options.stream().map(each -> each.elementText("value")).toList());
    }

    private static Predicate<Element> or(Predicate<Element> one, Predicate<Element> other) {
        return one.or(other);
    }

    public static boolean isOffer(Element stanza) {
        Element si = stanza.element("si");
        return stanza.getName().equals("iq")
                && "set".equals(stanza.attributeValue("type"))
                && si != null
                && si.getNamespaceURI().equals(SI);
    }

    /** Accepts an offer. @return its content */
    public byte[] take(String method, Offer offer) throws IOException {
        accept(method, offer);
        return method.equals(IBB) ? takeInBand(offer) : takeThroughProxy(offer);
    }

    public void accept(String method, Offer offer) {
        answer(offer.id(), offer.from(), acceptance(method));
    }

    /** @return what the answer to an offer has in it that accepts it */
    public static String acceptance(String method) {
        return "<si xmlns='" + SI + "'><feature xmlns='" + NEGOTIATION
                + "'><x xmlns='jabber:x:data' type='submit'><field var='stream-method'><value>" + method
                + "</value></field></x></feature></si>";
    }

    /** Refuses an offer with an error. */
    public void refuse(Offer offer, String condition) {
        client.send("<iq type='error' id='" + offer.id() + "' to='" + offer.from() + "'><error type='cancel'><"
                + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    private void answer(String id, String to, String payload) {
        client.send("<iq type='result' id='" + id + "' to='" + to + "'>" + payload + "</iq>");
    }

    /** @return the next request about the stream, from the one who offered it */
    public Element awaitRequest(Offer offer, String name) {
        return client.await(stanza -> stanza.getName().equals("iq")
                && "set".equals(stanza.attributeValue("type"))
                && offer.from().equals(stanza.attributeValue("from"))
                && stanza.element(name) != null);
    }

    private byte[] takeInBand(Offer offer) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        confirm(awaitRequest(offer, "open"));
        while (content.size() < offer.size()) {
            Element data = awaitRequest(offer, "data");
            content.writeBytes(Base64.getDecoder().decode(data.elementText("data")));
            confirm(data);
        }
        confirm(awaitRequest(offer, "close"));
        return content.toByteArray();
    }

    public void confirm(Element request) {
        answer(request.attributeValue("id"), request.attributeValue("from"), "");
    }

    /** @return a socket at the proxy; it is told that it was used */
    public Socks5Client connectThroughProxy(Offer offer) throws IOException {
        Element hosts = awaitRequest(offer, "query");
        Element host = hosts.element("query").element("streamhost");
        Socks5Client socket = Socks5Client.joined(
                Integer.parseInt(host.attributeValue("port")),
                DestinationAddress.of(offer.sid(), new JID(offer.from()), new JID(client.jid()))
                        .hex());
        answer(
                hosts.attributeValue("id"),
                offer.from(),
                "<query xmlns='" + S5B + "' sid='" + offer.sid() + "'><streamhost-used jid='"
                        + host.attributeValue("jid") + "'/></query>");
        return socket;
    }

    private byte[] takeThroughProxy(Offer offer) throws IOException {
        try (Socks5Client socket = connectThroughProxy(offer)) {
            byte[] content = socket.read((int) offer.size());
            socket.endOutput();
            socket.readToEnd();
            return content;
        }
    }
}
