package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client that is a program of its own: it takes commands and says what happens, a line each, the first word saying
 * what.
 */
final class ClientProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private ClientProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(), true);
    }

    static ClientProcess start(String name, String... command) throws IOException {
        ClientProcess client = new ClientProcess(
                name, new ProcessBuilder(command).redirectErrorStream(true).start());
        Thread reader = new Thread(client::read, name + "-output");
        reader.setDaemon(true);
        reader.start();
        return client;
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            // the process has ended
        }
    }

    void say(String command) {
        commands.println(command);
    }

    /**
     * Waits until it says something, five minutes at most between two lines: large files take their time. What else it
     * says, warnings for instance, does not count.
     *
     * @return what follows the word
     */
    String await(String word) throws InterruptedException {
        StringBuilder all = new StringBuilder();
        for (String line = said.poll(5, TimeUnit.MINUTES); line != null; line = said.poll(5, TimeUnit.MINUTES)) {
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
            all.append(line).append('\n');
            if (line.startsWith("failed")) {
                break;
            }
        }
        throw new AssertionError(name + " did not say \"" + word + "\" but:\n" + all);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
