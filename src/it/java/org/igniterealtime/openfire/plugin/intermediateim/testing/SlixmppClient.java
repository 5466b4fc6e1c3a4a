package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A client of the Python library slixmpp, as Debian has it, in a process of its own. It accepts every bytestream and
 * every file.
 */
public final class SlixmppClient extends ProgramClient implements OccupantClient {

    private SlixmppClient(String jid, ClientProcess client) {
        super(jid, client);
    }

    public static SlixmppClient login(EmbeddedOpenfire openfire, String username) throws Exception {
        return login(openfire, username, new String[0]);
    }

    /** @return a client that announces its capabilities, and asks for those of others */
    public static SlixmppClient loginWithCaps(EmbeddedOpenfire openfire, String username) throws Exception {
        return login(openfire, username, "caps");
    }

    /** @return the same, which does not take files */
    public static SlixmppClient loginWithoutFiles(EmbeddedOpenfire openfire, String username) throws Exception {
        return login(openfire, username, "caps", "nofiles");
    }

    /** @return the same, which passes files in-band alone */
    public static SlixmppClient loginInBand(EmbeddedOpenfire openfire, String username) throws Exception {
        return login(openfire, username, "caps", "ibb");
    }

    /** @return a client that announces that it shows XHTML-IM */
    public static SlixmppClient loginWithHtml(EmbeddedOpenfire openfire, String username) throws Exception {
        return login(openfire, username, "caps", "html");
    }

    private static SlixmppClient login(EmbeddedOpenfire openfire, String username, String... options) throws Exception {
        String jid = username + "@" + EmbeddedOpenfire.DOMAIN + "/slixmpp";
        Path script = Path.of(Objects.requireNonNull(SlixmppClient.class.getResource("/slixmpp_client.py"))
                .toURI());
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                script.toString(),
                String.valueOf(openfire.clientPort()),
                jid,
                EmbeddedOpenfire.PASSWORD));
        command.addAll(List.of(options));
        ClientProcess client = ClientProcess.start("slixmpp", command.toArray(String[]::new));
        client.await("ready");
        return new SlixmppClient(jid, client);
    }

    /** Begins to send random bytes to a full JID. */
    public void send(int size, String to) {
        client.say("send " + size + " " + to);
    }

    /** Begins to offer a file of random bytes (SI) to a full JID, and to send it. */
    public void offer(int size, String to) {
        client.say("offer " + size + " " + to);
    }

    /** Sends a text whose last word is bold in XHTML-IM. */
    public void write(String jid, String text) {
        client.say("write " + jid + " " + text);
    }

    /** Sends a link as clients do that have uploaded a file (XEP-0066 §3). */
    public void link(String jid, String url) {
        client.say("link " + jid + " " + url);
    }

    /** @return the XHTML of the next message with XHTML-IM */
    public String awaitHtml() throws InterruptedException {
        return client.await("html");
    }

    /** @return the ver of a full JID, whose capabilities the client has verified by then */
    public String awaitCaps(String jid) throws InterruptedException {
        client.say("caps " + jid);
        return client.await("caps");
    }

    @Override
    public void join(Room room, String nick) throws InterruptedException {
        client.say("join " + room.address() + " " + nick);
        client.await("joined " + room.address());
    }

    @Override
    public void leave(Room room, String nick) {
        client.say("leave " + room.address() + " " + nick);
    }

    @Override
    public void show(Room room, String nick, String show) {
        client.say("show " + room.occupant(nick) + " " + show);
    }

    @Override
    public Heard awaitHeard() throws InterruptedException {
        String[] words = client.await("heard").split(" ", 3);
        return new Heard(words[0], words[1], words[2]);
    }

    @Override
    public void awaitKick(Room room) throws InterruptedException {
        client.await("kicked " + room.address());
    }
}
