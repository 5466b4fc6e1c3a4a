package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What it takes to have a server of Debian's in a folder of its own under {@code target}. */
final class ServerPrograms {

    static final String HOST = "127.0.0.1";

    private ServerPrograms() {}

    /** @param user owns it if root runs the test, since such servers refuse to run as root */
    static Path newFolder(String name, String user) throws IOException, InterruptedException {
        Path home = Path.of("target", name).toAbsolutePath();
        Files.createDirectories(home);
        Path folder = Files.createTempDirectory(home, "data");
        if (isRoot()) {
            run(folder, List.of("chown", user, folder.toString()));
        }
        return folder;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder.getParent(), "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(Path.of("/").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + ": " + Files.readString(output));
        }
    }
}
