package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Smack's own integration tests, in a process of their own with the class path of {@code src/smack}. */
public final class SmackSuite {

    private static final String MAIN = "org.igniterealtime.smack.inttest.SmackIntegrationTestFramework";
    /** Of loopback, and nobody else's: Smack's tests know no port but 5222. */
    private static final String HOST = "127.0.52.22";

    private static final List<String> ACCOUNTS = List.of("One", "Two", "Three");

    private SmackSuite() {}

    /**
     * Runs one of the test classes and returns when it is over, half a minute after its last test: Smack waits for an
     * end of stream that Openfire 4.2.0 does not send.
     *
     * @param users three of them
     * @return what it says, a line each
     */
    public static List<String> run(String testClass, EmbeddedOpenfire openfire, List<String> users)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dsinttest.service=" + EmbeddedOpenfire.DOMAIN,
                "-Dsinttest.host=" + HOST,
                "-Dsinttest.securityMode=disabled",
                "-Dsinttest.replyTimeout=10000",
                "-Dsinttest.enabledTests=" + testClass));
        for (int i = 0; i < ACCOUNTS.size(); i++) {
            String account = "-Dsinttest.account" + ACCOUNTS.get(i);
            command.addAll(
                    List.of(account + "Username=" + users.get(i), account + "Password=" + EmbeddedOpenfire.PASSWORD));
        }
        command.addAll(List.of(
                "-cp",
                Path.of(System.getProperty("smack.lib", "target/smack/lib")).toAbsolutePath() + "/*",
                MAIN));
        try (PortForward ignored = new PortForward(HOST, 5222, openfire.clientPort())) {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader out = process.inputReader()) {
                List<String> said = out.lines().toList();
                process.waitFor();
                return said;
            } finally {
                process.destroy();
            }
        }
    }
}
