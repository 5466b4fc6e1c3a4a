package org.igniterealtime.openfire.plugin.intermediateim.bench.logins;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;

/**
 * So many clients that they have one thread together. Those with even numbers take files in-band, the others are sent
 * links. They read XML no better than they must: what Openfire writes has no {@code >} but at the end of tags.
 */
final class ManyClients implements AutoCloseable {

    /** Clients that wait for an answer to what they have begun. */
    private static final int AT_ONCE = 16;

    private static final Software WEB = Software.named("web", "urn:xmpp:ping");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");
    private static final Pattern FROM = Pattern.compile("\\sfrom=\"([^\"]*)\"");

    private final int port;
    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "many-clients");
    private Consumer<Client> next; // of the thread, as the next
    private int begun;

    /** @param count of clients, which log in as the users that {@link Users} makes */
    ManyClients(int port, int count) throws IOException {
        this.port = port;
        for (int i = 0; i < count; i++) {
            clients.add(new Client(i));
        }
        thread.setDaemon(true);
        thread.start();
        all(Client::connect);
    }

    /** @return clients that have logged in */
    int ready() {
        return ready.get();
    }

    /** @return pings answered: what a client had sent before was processed */
    int answered() {
        return answered.get();
    }

    /** @return files and links that have come */
    int delivered() {
        return delivered.get();
    }

    /** @return messages other than links that have come since a command was given */
    int told() {
        return told.get();
    }

    /** Has one become available. */
    void comeOnline(int number) {
        delivered.set(0);
        onThread(clients.get(number)::comeOnline);
    }

    /** Has one give a command to the address of files. */
    void command(int number, String words) {
        told.set(0);
        onThread(() -> clients.get(number)
                .send("<message to='files." + EmbeddedOpenfire.DOMAIN + "' type='chat'><body>" + words
                        + "</body></message>"));
    }

    /** Has all become available as fast as the server lets them. */
    void comeOnline() {
        answered.set(0);
        delivered.set(0);
        all(Client::comeOnline);
    }

    /** Has all become unavailable, likewise. */
    void goOffline() {
        answered.set(0);
        all(Client::goOffline);
    }

    private void all(Consumer<Client> action) {
        onThread(() -> {
            next = action;
            begun = 0;
            for (int i = 0; i < AT_ONCE; i++) {
                beginNext();
            }
        });
    }

    private void onThread(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> {
                    try {
                        ((Client) key.attachment()).process(key);
                    } catch (IOException e) {
                        throw new IllegalStateException("a client has lost its connection", e);
                    }
                });
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void beginNext() {
        if (begun < clients.size()) {
            next.accept(clients.get(begun++));
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Client client : clients) {
            client.close();
        }
    }

    private enum Step {
        GREETED,
        AUTHENTICATED,
        BINDING,
        OPENING,
        READY
    }

    /** On the thread of all. */
    private final class Client {

        private final int number;
        private final Queue<ByteBuffer> unsent = new ArrayDeque<>();
        private final StringBuilder received = new StringBuilder(256);
        private SocketChannel channel;
        private SelectionKey key;
        private Step step = Step.GREETED;
        /** How far {@link #received} was looked at, and what was seen there. */
        private int looked;

        private int depth;
        private int begin;

        private Client(int number) {
            this.number = number;
        }

        private Software software() {
            return number % 2 == 0 ? RawFiles.SOFTWARE : WEB;
        }

        private void comeOnline() {
            send("<presence>" + software().caps() + "</presence>"
                    + "<iq type='get' id='here'><ping xmlns='urn:xmpp:ping'/></iq>");
        }

        private void goOffline() {
            send("<presence type='unavailable'/><iq type='get' id='here'><ping xmlns='urn:xmpp:ping'/></iq>");
        }

        private void connect() {
            try {
                channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.configureBlocking(false);
                key = channel.register(selector, SelectionKey.OP_READ, this);
                openStream();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void openStream() {
            received.setLength(0);
            looked = 0;
            depth = 0;
            send("<?xml version='1.0'?><stream:stream to='" + EmbeddedOpenfire.DOMAIN
                    + "' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        }

        private void send(String xml) {
            unsent.add(ByteBuffer.wrap(xml.getBytes(UTF_8)));
            try {
                write();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void write() throws IOException {
            while (!unsent.isEmpty()) {
                channel.write(unsent.element());
                if (unsent.element().hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                    return;
                }
                unsent.remove();
            }
            key.interestOps(SelectionKey.OP_READ);
        }

        private void process(SelectionKey selected) throws IOException {
            if (selected.isWritable()) {
                write();
            }
            if (selected.isReadable()) {
                int count = channel.read(buffer.clear());
                if (count < 0) {
                    throw new IOException("closed by the server");
                }
                received.append(ISO_8859_1.decode(buffer.flip()));
                split();
            }
        }

        private void split() {
            for (int end = received.indexOf(">", looked); end >= 0; end = received.indexOf(">", looked)) {
                int start = received.lastIndexOf("<", end);
                looked = end + 1;
                boolean opens = received.charAt(start + 1) != '/' && received.charAt(start + 1) != '?';
                if (opens && depth == 1) {
                    begin = start;
                }
                if (opens) {
                    depth++;
                }
                if (received.charAt(start + 1) == '/' || opens && received.charAt(end - 1) == '/') {
                    depth--;
                    if (depth == 1) {
                        String stanza = received.substring(begin, looked);
                        received.delete(0, looked);
                        looked = 0;
                        arrived(stanza);
                    }
                }
            }
        }

        private void arrived(String stanza) {
            switch (step) {
                case GREETED -> {
                    if (stanza.startsWith("<success")) {
                        step = Step.AUTHENTICATED;
                        openStream();
                    } else {
                        String plain = "\0" + Users.name(number) + "\0" + EmbeddedOpenfire.PASSWORD;
                        send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                                + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)) + "</auth>");
                    }
                }
                case AUTHENTICATED -> {
                    step = Step.BINDING;
                    send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                            + "<resource>crowd</resource></bind></iq>");
                }
                case BINDING -> {
                    step = Step.OPENING;
                    send("<iq type='set' id='session'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
                }
                case OPENING -> {
                    step = Step.READY;
                    ready.incrementAndGet();
                    beginNext();
                }
                case READY -> ready(stanza);
            }
        }

        private void ready(String stanza) {
            if (stanza.startsWith("<message")) {
                if (stanza.contains("jabber:x:oob")) {
                    delivered.incrementAndGet();
                } else {
                    told.incrementAndGet();
                }
            } else if (stanza.contains("id=\"here\"")) {
                answered.incrementAndGet();
                beginNext();
            } else if (stanza.contains("http://jabber.org/protocol/disco#info")) {
                send(software().answer(Xml.element(stanza)));
            } else if (stanza.contains(RawFiles.FILE)) {
                answer(stanza, RawFiles.acceptance(RawFiles.IBB));
            } else if (stanza.contains(RawFiles.IBB)) {
                answer(stanza, "");
                if (stanza.contains("<close")) {
                    delivered.incrementAndGet();
                }
            }
        }

        private void answer(String iq, String content) {
            send("<iq type='result' id='" + first(ID, iq) + "' to='" + first(FROM, iq) + "'>" + content + "</iq>");
        }

        private void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(text);
        }
        return matcher.group(1);
    }
}
