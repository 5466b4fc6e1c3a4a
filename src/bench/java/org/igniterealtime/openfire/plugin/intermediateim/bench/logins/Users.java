package org.igniterealtime.openfire.plugin.intermediateim.bench.logins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;

/** Users and files that wait for them, put into the database and the directory straight: each would take a while. */
final class Users {

    private static final String PREFIX = "crowd";
    private static final byte[] CONTENT = "What was sent while its receiver was away.".getBytes(UTF_8);

    private final EmbeddedOpenfire openfire;
    private final Path directory;

    /** @param directory of the store */
    Users(EmbeddedOpenfire openfire, Path directory) {
        this.openfire = openfire;
        this.directory = directory;
    }

    static String name(int number) {
        return String.format("%s%06d", PREFIX, number);
    }

    void create(int count) {
        openfire.control().createUser("template", EmbeddedOpenfire.PASSWORD);
        openfire.control()
                .execute("INSERT INTO ofUser SELECT '" + PREFIX + "' || LPAD(CAST(number AS VARCHAR(6)), 6, '0'), "
                        + "storedKey, serverKey, salt, iterations, plainPassword, encryptedPassword, name, email, "
                        + "creationDate, modificationDate FROM ofUser, UNNEST(SEQUENCE_ARRAY(0, " + (count - 1)
                        + ", 1)) AS numbers(number) WHERE username = 'template'");
    }

    /** Has one file wait for each user, and has the plugin look at all that wait. */
    void sendEach(int users) throws IOException {
        send(users, "'" + PREFIX + "' || LPAD(CAST(number AS VARCHAR(6)), 6, '0')");
    }

    /** Has so many files wait for one user; likewise. */
    void send(int user, int files) throws IOException {
        send(files, "'" + name(user) + "'");
    }

    private void send(int files, String owner) throws IOException {
        clear();
        openfire.control()
                .execute("INSERT INTO ofIntermediateImFile SELECT LPAD(CAST(number AS VARCHAR(6)), 32, '0'), " + owner
                        + " || '@" + EmbeddedOpenfire.DOMAIN + "', 'template@" + EmbeddedOpenfire.DOMAIN
                        + "', 'away', 'letter.txt', " + CONTENT.length + ", '', '', 'BARE_JID', "
                        + System.currentTimeMillis() + " + number, 'WAITING', 'text/plain', '" + sha256()
                        + "', 'node', LPAD(CAST(number AS VARCHAR(6)), 64, '0'), NULL, NULL, ''"
                        + " FROM UNNEST(SEQUENCE_ARRAY(0, " + (files - 1) + ", 1)) AS numbers(number)");
        for (int i = 0; i < files; i++) {
            Files.write(directory.resolve(String.format("%032d", i)), CONTENT);
        }
        openfire.control().reloadPlugin(EmbeddedOpenfire.PLUGIN);
    }

    void clear() throws IOException {
        openfire.control().execute("DELETE FROM ofIntermediateImFile");
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
