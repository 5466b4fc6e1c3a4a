package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the Python library slixmpp, as Debian has it, in a process of its own. It accepts every bytestream. */
public final class SlixmppClient implements AutoCloseable {

    private final String jid;
    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private SlixmppClient(EmbeddedOpenfire openfire, String jid, String options) throws IOException, URISyntaxException {
        this.jid = jid;
        Path script = Path.of(Objects.requireNonNull(SlixmppClient.class.getResource("/slixmpp_client.py")).toURI());
        process = new ProcessBuilder("/usr/bin/python3", script.toString(), String.valueOf(openfire.clientPort()), jid,
                EmbeddedOpenfire.PASSWORD, options).redirectErrorStream(true).start();
        commands = new PrintWriter(process.outputWriter(), true);
        Thread reader = new Thread(this::read, "slixmpp-output");
        reader.setDaemon(true);
        reader.start();
    }

    public static SlixmppClient login(EmbeddedOpenfire openfire, String username) throws Exception {
        return login(openfire, username, "");
    }

    /** @return a client that announces its capabilities, and asks for those of others */
    public static SlixmppClient loginWithCaps(EmbeddedOpenfire openfire, String username) throws Exception {
        return login(openfire, username, "caps");
    }

    private static SlixmppClient login(EmbeddedOpenfire openfire, String username, String options) throws Exception {
        SlixmppClient client = new SlixmppClient(openfire, username + "@" + EmbeddedOpenfire.DOMAIN + "/slixmpp", options);
        client.await("ready");
        return client;
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            // the process has ended
        }
    }

    /** @return the full JID */
    public String jid() {
        return jid;
    }

    /** Begins to send random bytes to a full JID. */
    public void send(int size, String to) {
        commands.println("send " + size + " " + to);
    }

    /** @return the ver of a full JID, whose capabilities the client has verified by then */
    public String awaitCaps(String jid) throws InterruptedException {
        commands.println("caps " + jid);
        return await("caps").split(" ")[1];
    }

    /** Begins to enter a room. */
    public void join(String room, String nick) {
        commands.println("join " + room + " " + nick);
    }

    /**
     * A message to the client alone.
     *
     * @param time when it was said, in XEP-0082's words; "now" if it says nothing about that
     */
    public record Heard(String from, String time, String text) {
    }

    /** @return the next message to it alone */
    public Heard awaitHeard() throws InterruptedException {
        String[] words = await("heard").split(" ", 4);
        return new Heard(words[1], words[2], words[3]);
    }

    /** @return SHA-256 of what was sent */
    public String awaitSent() throws InterruptedException {
        return await("sent").split(" ")[1];
    }

    /** @return SHA-256 and size of what came to its end, with a blank between */
    public String awaitReceived() throws InterruptedException {
        return await("received").substring("received ".length());
    }

    /** What else it says, warnings for instance, does not count. */
    private String await(String word) throws InterruptedException {
        StringBuilder all = new StringBuilder();
        for (String line = said.poll(60, TimeUnit.SECONDS); line != null; line = said.poll(60, TimeUnit.SECONDS)) {
            if (line.startsWith(word)) {
                return line;
            }
            all.append(line).append('\n');
            if (line.startsWith("failed")) {
                break;
            }
        }
        throw new AssertionError("slixmpp did not say \"" + word + "\" but:\n" + all);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
