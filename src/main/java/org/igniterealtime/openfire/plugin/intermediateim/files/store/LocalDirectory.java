package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;

/** A directory of a file system, for the server's eyes only. */
public final class LocalDirectory implements FileDirectory {

    private static final String PART = ".part";
    private static final String PROBE = "writable";

    private final Path directory;
    private final DirectoryName naming;
    private volatile String name = "";

    /** @param host the name that this machine has in a network, after which a new directory is called */
    public LocalDirectory(Path directory, String host) {
        this.directory = directory;
        this.naming = new DirectoryName(directory, host);
    }

    @Override
    public void open() throws IOException {
        Files.createDirectories(directory, forUsOnly("rwx------"));
        Path probe = directory.resolve(PROBE);
        Files.deleteIfExists(probe);
        Files.createFile(probe, forUsOnly("rw-------"));
        Files.delete(probe);
        name = naming.read(forUsOnly("rw-------"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean has(FileId id) throws IOException {
        try {
            return Files.readAttributes(whole(id), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private FileAttribute<?>[] forUsOnly(String permissions) {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    @Override
    public Part createPart(FileId id) throws IOException {
        FileChannel channel = FileChannel.open(
                part(id), Set.of(CREATE_NEW, WRITE, LinkOption.NOFOLLOW_LINKS), forUsOnly("rw-------"));
        return new Part() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(true);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public void rename(FileId id) throws IOException {
        Files.move(part(id), whole(id), StandardCopyOption.ATOMIC_MOVE);
        forceDirectory();
    }

    private void forceDirectory() throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) { // else it can't be opened
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void force(FileId id) throws IOException {
        try (FileChannel channel = FileChannel.open(part(id), WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    @Override
    public void delete(FileId id) throws IOException {
        Files.deleteIfExists(part(id));
        Files.deleteIfExists(whole(id));
    }

    @Override
    public Collection<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean whole = !name.endsWith(PART);
                String id = whole ? name : name.substring(0, name.length() - PART.length());
                if (FileId.isValid(id)) {
                    addIfThere(new FileId(id), whole, file, entries);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private static void addIfThere(FileId id, boolean whole, Path file, List<Entry> entries) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                entries.add(new Entry(
                        id,
                        whole,
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant()));
            }
        } catch (NoSuchFileException e) {
            // another node has just deleted it
        }
    }

    @Override
    public SeekableByteChannel read(FileId id) throws IOException {
        return FileChannel.open(whole(id), READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public SeekableByteChannel readPart(FileId id) throws IOException {
        return FileChannel.open(part(id), READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    private Path whole(FileId id) {
        return directory.resolve(id.hex());
    }

    private Path part(FileId id) {
        return directory.resolve(id.hex() + PART);
    }
}
