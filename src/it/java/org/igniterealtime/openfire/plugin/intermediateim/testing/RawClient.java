package org.igniterealtime.openfire.plugin.intermediateim.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;

/**
 * A client that writes and reads raw stanzas, for what no library would send. Keeps every stanza that arrives until a
 * test asks for it. Waits are bounded, and end in an error that tells what did arrive.
 */
public final class RawClient implements AutoCloseable {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Socket socket;
    private final String domain;
    private final OutputStream out;
    private XMLStreamReader in;
    private final List<Element> arrived = new ArrayList<>();
    private Consumer<Element> listener;
    private boolean ended;
    private int lastId;
    private String jid;

    private RawClient(int port, String to, String namespace) {
        domain = to;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            openStream(to, namespace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return a client with an open stream that has not authenticated */
    public static RawClient connect(int port) {
        return connect(port, EmbeddedOpenfire.DOMAIN);
    }

    private static RawClient connect(int port, String domain) {
        RawClient client = new RawClient(port, domain, "jabber:client");
        client.readElement(); // the stream's features
        return client;
    }

    /** @return an external component (XEP-0114) that has the domain */
    public static RawClient component(int port, String domain, String secret) {
        RawClient component = new RawClient(port, domain, "jabber:component:accept");
        component.jid = domain;
        component.send("<handshake>" + sha1(component.in.getAttributeValue(null, "id") + secret) + "</handshake>");
        Element answer = component.readElement();
        if (!answer.getName().equals("handshake")) {
            throw new IllegalStateException("component refused: " + answer.asXML());
        }
        new Thread(component::readAll, "raw-component-" + domain).start();
        return component;
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return a client that is logged in (SASL PLAIN), bound to the resource and available */
    public static RawClient login(int port, String username, String password, String resource) {
        return login(port, EmbeddedOpenfire.DOMAIN, username, password, resource);
    }

    /** @param domain of the server, where it is not Openfire's */
    public static RawClient login(int port, String domain, String username, String password, String resource) {
        RawClient client = connect(port, domain);
        client.authenticate(username, password);
        client.bind(resource);
        client.send("<presence/>");
        client.ask("<iq type='get' id='%s'><query xmlns='jabber:iq:roster'/></iq>");
        return client;
    }

    public void authenticate(String username, String password) {
        String plain = Base64.getEncoder().encodeToString(("\0" + username + "\0" + password).getBytes(UTF_8));
        send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>");
        Element answer = readElement();
        if (!answer.getName().equals("success")) {
            throw new IllegalStateException("login refused: " + answer.asXML());
        }
        openStream(domain, "jabber:client");
        readElement(); // the stream's features
    }

    public void bind(String resource) {
        readAll(resource);
        Element bound = ask("<iq type='set' id='%s'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
                + resource + "</resource></bind></iq>");
        jid = bound.element("bind").elementText("jid");
        ask("<iq type='set' id='%s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
    }

    /** Has all that arrives from now on be kept; {@link #bind} does so too. */
    public void readAll(String name) {
        new Thread(this::readAll, "raw-client-" + name).start();
    }

    /** @return the full JID */
    public String jid() {
        return jid;
    }

    public String bareJid() {
        return jid.substring(0, jid.indexOf('/'));
    }

    /** Writes as it is: need not be a whole stanza, nor well-formed. */
    public void send(String xml) {
        try {
            synchronized (out) {
                out.write(xml.getBytes(UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends an IQ and waits for its answer.
     *
     * @param iq with {@code %s} where the id goes
     */
    public Element ask(String iq) {
        String id = "raw-" + ++lastId;
        send(iq.formatted(id));
        return await(stanza -> stanza.getName().equals("iq")
                && id.equals(stanza.attributeValue("id"))
                && !stanza.attributeValue("type").matches("get|set"));
    }

    /** Waits for a stanza of this kind and takes it. */
    public Element await(Predicate<Element> wanted) {
        long start = System.nanoTime();
        synchronized (arrived) {
            while (true) {
                for (Iterator<Element> each = arrived.iterator(); each.hasNext(); ) {
                    Element stanza = each.next();
                    if (wanted.test(stanza)) {
                        each.remove();
                        return stanza;
                    }
                }
                long left = LIMIT_NANOS - (System.nanoTime() - start);
                if (ended || left <= 0) {
                    throw new AssertionError((ended ? "the stream ended" : "time is up") + "; arrived: "
                            + arrived.stream().map(Element::asXML).toList());
                }
                waitFor(left);
            }
        }
    }

    private void waitFor(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(arrived, nanos);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives every stanza that arrives from now on to the listener, on the reader's thread, instead of keeping it. */
    public void listen(Consumer<Element> listener) {
        synchronized (arrived) {
            this.listener = listener;
        }
    }

    /** Waits for a message and takes it. */
    public Element awaitMessage() {
        return await(stanza -> stanza.getName().equals("message"));
    }

    /**
     * Makes sure that whatever was sent to this client before has arrived: the server answers a ping in turn.
     *
     * @return the stanzas that arrived and nobody has asked for
     */
    public List<Element> arrivedSoFar() {
        ask("<iq type='get' id='%s'><ping xmlns='urn:xmpp:ping'/></iq>");
        synchronized (arrived) {
            return List.copyOf(arrived);
        }
    }

    private void openStream(String to, String namespace) {
        send("<?xml version='1.0'?><stream:stream to='" + to + "' version='1.0' xmlns='" + namespace + "' "
                + "xmlns:stream='http://etherx.jabber.org/streams'>");
        try {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            in = factory.createXMLStreamReader(socket.getInputStream(), "UTF-8");
            while (in.next() != XMLStreamReader.START_ELEMENT) {
                // up to the stream's header
            }
        } catch (IOException | XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readAll() {
        try {
            for (Element stanza = readElement(); stanza != null; stanza = readElement()) {
                take(stanza);
            }
        } catch (RuntimeException e) {
            // the socket is closed, or the server has closed the stream
        }
        synchronized (arrived) {
            ended = true;
            arrived.notifyAll();
        }
    }

    private void take(Element stanza) {
        Consumer<Element> taker;
        synchronized (arrived) {
            taker = listener;
            if (taker == null) {
                arrived.add(stanza);
                arrived.notifyAll();
            }
        }
        if (taker != null) {
            taker.accept(stanza);
        }
    }

    /** @return the next child of the stream; null at its end */
    private Element readElement() {
        try {
            Element current = null;
            while (true) {
                switch (in.next()) {
                    case XMLStreamReader.START_ELEMENT -> current = startElement(current);
                    case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> {
                        if (current != null) {
                            current.addText(in.getText());
                        }
                    }
                    case XMLStreamReader.END_ELEMENT -> {
                        if (current == null || current.getParent() == null) {
                            return current;
                        }
                        current = current.getParent();
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private Element startElement(Element parent) {
        Element element = DocumentHelper.createElement(
                QName.get(in.getLocalName(), Namespace.get(prefix(in.getPrefix()), prefix(in.getNamespaceURI()))));
        for (int i = 0; i < in.getAttributeCount(); i++) {
            element.addAttribute(
                    QName.get(
                            in.getAttributeLocalName(i),
                            Namespace.get(prefix(in.getAttributePrefix(i)), prefix(in.getAttributeNamespace(i)))),
                    in.getAttributeValue(i));
        }
        if (parent != null) {
            parent.add(element);
        }
        return element;
    }

    private static String prefix(String name) {
        return name == null ? "" : name;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
