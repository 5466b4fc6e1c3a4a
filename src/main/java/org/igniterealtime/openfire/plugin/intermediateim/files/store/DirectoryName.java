package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a directory, kept in a file in it. By it nodes of a cluster know whether they share a directory: their
 * own names may change at each start, and where a directory is mounted says nothing. It goes with the files when the
 * directory is moved.
 */
final class DirectoryName {

    static final String FILE = "directory-name";

    private static final int MAX_HOST = 40;
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9.-]{1,41}[0-9a-f]{16}");
    /** After this nobody is writing the name any more. */
    private static final Duration WRITING = Duration.ofSeconds(10);

    private final Path file;
    private final String host;

    DirectoryName(Path directory, String host) {
        this.file = directory.resolve(FILE);
        this.host = host;
    }

    /**
     * Reads the name, or makes one.
     *
     * @throws IOException also while another node is writing it
     */
    String read(FileAttribute<?>... attributes) throws IOException {
        try {
            return readNow();
        } catch (NoSuchFileException e) {
            try {
                return create(attributes);
            } catch (FileAlreadyExistsException createdByOther) {
                return readNow();
            }
        }
    }

    private String readNow() throws IOException {
        String name = Files.readString(file, US_ASCII).strip();
        if (!VALID.matcher(name).matches()) {
            if (Files.getLastModifiedTime(file).toInstant().plus(WRITING).isBefore(Instant.now())) {
                Files.delete(file); // of a node that has crashed
            }
            throw new IOException("The directory has no valid name in " + file);
        }
        return name;
    }

    private String create(FileAttribute<?>... attributes) throws IOException {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        String name = printable() + "-" + HexFormat.of().formatHex(random);
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), attributes)) {
            channel.write(ByteBuffer.wrap(name.getBytes(US_ASCII)));
            channel.force(true);
        }
        return name;
    }

    private String printable() {
        String printable = host.replaceAll("[^A-Za-z0-9.-]", "-");
        return printable.substring(0, Math.min(MAX_HOST, printable.length()));
    }
}
