package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that is measured: what Linux tells of it. */
final class ServerProcess implements AutoCloseable {

    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** What /proc counts CPU time in, always: USER_HZ. */
    private static final double TICKS_PER_SECOND = 100;

    private final Path proc;
    private final Process process;

    private ServerProcess(long pid, Process process) {
        this.proc = Path.of("/proc", String.valueOf(pid));
        this.process = process;
    }

    /** @return a process that somebody else has started and ends */
    static ServerProcess of(long pid) {
        return new ServerProcess(pid, null);
    }

    /** Starts a program that is killed when this process is, whatever becomes of it. Its errors go to {@code log}. */
    static ServerProcess start(Path log, List<String> command) throws IOException {
        return start(log, command, Map.of());
    }

    static ServerProcess start(Path log, List<String> command, Map<String, String> environment) throws IOException {
        List<String> all = Stream.concat(Stream.of("setpriv", "--pdeathsig", "KILL", "--"), command.stream())
                .toList();
        ProcessBuilder builder = new ProcessBuilder(all).redirectError(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        ServerProcess started = new ServerProcess(process.pid(), process);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return started;
    }

    /** @return the port from the line {@code READY <port>} of its output */
    int portItTells() throws IOException {
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("did not start");
        }
        return Integer.parseInt(line.replace("READY ", ""));
    }

    /** Waits until it listens there. */
    void awaitPort(int port) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                if (process != null && !process.isAlive() || System.nanoTime() - start > START_LIMIT_NANOS) {
                    throw new IOException("port " + port + " did not open", e);
                }
            }
            Thread.sleep(50);
        }
    }

    /**
     * @return a port that is free, and below those that Linux gives to clients: it is still free when its server starts
     */
    static int freePort() throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // the next, then
            }
        }
        throw new IOException("no port is free");
    }

    long pid() {
        return Long.parseLong(proc.getFileName().toString());
    }

    /** @return CPU time of all its threads, in user space and in the kernel */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // from the third, the state, on
        return (Long.parseLong(fields[14 - 3]) + Long.parseLong(fields[15 - 3])) / TICKS_PER_SECOND;
    }

    int threads() throws IOException {
        return status("Threads");
    }

    int residentKib() throws IOException {
        return status("VmRSS");
    }

    private int status(String name) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith(name + ":")) {
                return Integer.parseInt(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no " + name);
    }

    int descriptors() throws IOException {
        try (Stream<Path> all = Files.list(proc.resolve("fd"))) {
            return (int) all.count();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
