package org.igniterealtime.openfire.plugin.intermediateim.bench.files;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Pattern;

/** What the disk does with a file by itself, in the directory of the store. */
final class Disk {

    /** As the proxy hands them to the store. */
    private static final int PIECE_BYTES = 64 * 1024;

    private final Path file;
    private final Pattern pattern = new Pattern();

    Disk(Path directory) {
        file = directory.resolve("plain"); // no name of the store's
    }

    /** Writes a file from its beginning to its end, and forces it to the disk. @return seconds */
    double write(long bytes) throws IOException {
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
            for (long at = 0; at < bytes; ) {
                at += channel.write(pattern.from(at, bytes - at));
            }
            channel.force(true);
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    /**
     * Does the same with as little as the store has to do besides: copies each piece, and hashes it. @return seconds
     */
    double writeAndHash(long bytes) throws IOException {
        MessageDigest digest = digest();
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
            for (long at = 0; at < bytes; ) {
                int count = (int) Math.min(PIECE_BYTES, bytes - at);
                ByteBuffer piece =
                        ByteBuffer.allocate(count).put(pattern.from(at, count)).flip();
                digest.update(piece.duplicate());
                at += channel.write(piece);
            }
            channel.force(true);
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /**
     * Reads what {@link #write} has just written, as the store reads what has just come, and deletes it. @return
     * seconds
     */
    double read() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Pattern.CHUNK);
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, READ)) {
            while (channel.read(buffer.clear()) >= 0) {
                // on to the end
            }
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        Files.delete(file);
        return seconds;
    }
}
