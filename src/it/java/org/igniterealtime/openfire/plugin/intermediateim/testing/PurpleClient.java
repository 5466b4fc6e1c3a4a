package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A client of libpurple, the engine of Pidgin, as Debian has it, in a process of its own. It accepts every file. It
 * sends as soon as it has asked for the stream to be activated, without waiting for the answer.
 */
public final class PurpleClient extends ProgramClient {

    private final String bareJid;

    private PurpleClient(ClientProcess client, String bareJid) {
        super(bareJid + "/purple", client);
        this.bareJid = bareJid;
    }

    /** @return whether a client can be made */
    public static boolean isInstalled() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v cc && pkg-config --exists purple")
                        .start()
                        .waitFor()
                == 0;
    }

    /** Compiles the client. @param folder gets the program */
    public static Path compile(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("purple_client.c");
        Path program = folder.resolve("purple_client");
        try (InputStream in = Objects.requireNonNull(PurpleClient.class.getResourceAsStream("/purple_client.c"))) {
            Files.copy(in, source);
        }
        Process compiler = new ProcessBuilder(
                        "sh",
                        "-c",
                        "cc -Wall -o \"$1\" \"$0\" $(pkg-config --cflags --libs purple)",
                        source.toString(),
                        program.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes());
        if (compiler.waitFor() != 0) {
            throw new IOException(said);
        }
        return program;
    }

    /**
     * Returns when the client is online and knows the proxy.
     *
     * @param program what {@link #compile} has made
     * @param folder  for its profile and for what it receives
     */
    public static PurpleClient login(Path program, EmbeddedOpenfire openfire, String username, Path folder)
            throws Exception {
        String bareJid = username + "@" + EmbeddedOpenfire.DOMAIN;
        ClientProcess client = ClientProcess.start(
                "libpurple",
                program.toString(),
                String.valueOf(openfire.clientPort()),
                bareJid + "/purple",
                EmbeddedOpenfire.PASSWORD,
                folder.toString());
        client.await("ready");
        return new PurpleClient(client, bareJid);
    }

    public String bareJid() {
        return bareJid;
    }

    /** Has {@link #awaitOffersFiles} and {@link #awaitOffersNoFiles} tell of the contact. */
    public void watch(String bareJid) {
        client.say("watch " + bareJid);
    }

    /** Returns when its user can choose to send a file to the contact that is watched. */
    public void awaitOffersFiles(String bareJid) throws InterruptedException {
        client.await("offers-files " + bareJid);
    }

    /** Returns when its user can't choose that any more. */
    public void awaitOffersNoFiles(String bareJid) throws InterruptedException {
        client.await("offers-no-files " + bareJid);
    }

    /** Sends a file as soon as the contact is online and known to take files. */
    public void send(Path file, String bareJid) {
        client.say("send " + file + " " + bareJid);
    }

    /** Sends what a user of Pidgin has written, as HTML. */
    public void write(String bareJid, String html) {
        client.say("write " + bareJid + " " + html);
    }

    /** @return the next message as Pidgin shows it, as HTML */
    public String awaitShown() throws InterruptedException {
        return client.await("shows");
    }
}
