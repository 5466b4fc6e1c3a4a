package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Reads and writes capabilities as a folder or a zip of {@link CapsFile}s. What is read is bounded: nothing is believed
 * of its size.
 */
public final class CapsFiles {

    /** Of a folder or zip. */
    static final int MAX_FILES = 100_000;

    /** Of all files of a zip together, unpacked. */
    static final long MAX_OCTETS = 256L << 20;

    private CapsFiles() {}

    /** There is more than is read. */
    public static final class TooMuchException extends IOException {

        private static final long serialVersionUID = 1L;

        TooMuchException(String what) {
            super(what);
        }
    }

    /**
     * Reads the files of a folder that end in {@code .xml}, in the order of their names; not its sub-folders.
     *
     * @param each is given each file; of one that is too large its beginning, which can't be used
     */
    public static void readFolder(Path folder, Consumer<CapsFile> each) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.xml")) {
            for (Path file : found) {
                if (files.size() == MAX_FILES) {
                    throw new TooMuchException("more than " + MAX_FILES + " files");
                }
                files.add(file);
            }
        }
        files.sort(null);
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                each.accept(new CapsFile(file.getFileName().toString(), in.readNBytes(CapsFile.MAX_OCTETS + 1)));
            }
        }
    }

    /** Reads the files of a zip that end in {@code .xml}, in its order; folders in it do not count. */
    public static void readZip(InputStream zip, Consumer<CapsFile> each) throws IOException {
        readZip(zip, each, MAX_FILES, MAX_OCTETS);
    }

    static void readZip(InputStream zip, Consumer<CapsFile> each, int mostFiles, long mostOctets) throws IOException {
        ZipInputStream in = new ZipInputStream(zip);
        long left = mostOctets;
        int files = 0;
        for (ZipEntry entry = next(in); entry != null; entry = next(in)) {
            byte[] content = in.readNBytes(CapsFile.MAX_OCTETS + 1);
            left -= content.length;
            if (++files > mostFiles || left < 0 || in.read() >= 0) { // closing an entry would unpack what is left of it
                throw new TooMuchException("the zip holds too much");
            }
            String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            if (name.endsWith(".xml")) {
                each.accept(new CapsFile(name, content));
            }
        }
    }

    private static ZipEntry next(ZipInputStream in) throws IOException {
        try {
            return in.getNextEntry();
        } catch (IllegalArgumentException e) { // a name that is no text
            throw new ZipException(e.getMessage());
        }
    }

    /** Writes them into a folder that is there. */
    public static void writeFolder(Path folder, Iterable<CapsFile> files) throws IOException {
        for (CapsFile file : files) {
            Files.write(folder.resolve(file.name()), file.content());
        }
    }

    /** Writes them as a zip; the stream is left open. */
    public static void writeZip(OutputStream out, Iterable<CapsFile> files) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (CapsFile file : files) {
            zip.putNextEntry(new ZipEntry(file.name()));
            zip.write(file.content());
            zip.closeEntry();
        }
        zip.finish();
    }
}
